import type { FrameRef, ImagePoint, Shape, View, Window } from '#src/lib/imaging/view.ts'
import type { StudyIndex } from '#src/lib/imaging/study-index.ts'
import type { SpacingSource } from '#src/lib/imaging/measure/index.ts'
import type { ViewerConfig } from './config.ts'
import type { Box } from './pane/place-label.ts'

/**
 * What tools, overlays and panels code against. Nothing here touches the network of itself; what may have to wait is a
 * promise. Points on images are `ImagePoint` (pixels of the full image, whatever resolution has come so far); points on
 * the screen are CSS pixels from the top left corner of the pane.
 */

export type ScreenPoint = readonly [x: number, y: number]
/** Patient coordinates in mm (LPS, as ImagePositionPatient). */
export type Vec3 = readonly [x: number, y: number, z: number]

/** Millimetres of a pixel, and where DICOM says so. */
export interface Spacing {
  /** Between rows: down the image. */
  readonly row: number
  /** Between columns: across the image. */
  readonly column: number
  /** What the header says it by; lengths on a detector are larger than in the patient, and have to say so. */
  readonly source: SpacingSource
}

/** Values of the modality (HU in CT): `stored * slope + intercept`. */
export interface ModalityPixels {
  readonly rows: number
  readonly columns: number
  readonly stored: Int16Array | Uint16Array | Uint8Array | Int8Array | Float32Array
  readonly slope: number
  readonly intercept: number
  /** `HU`, or '' when the file names no unit. */
  readonly unit: string
  /** False while only a smaller or lossy picture has come: figures are then shown as preliminary, or not at all. */
  readonly exact: boolean
}

/** The frame that stands in a pane. */
export interface ShownFrame extends FrameRef {
  readonly rows: number
  readonly columns: number
  readonly modality: string
  readonly colour: boolean
  /** What stands on the screen now: `exact` all bytes, `near` the lossy layer, `coarse` a smaller image, `none` nothing yet. */
  readonly quality: 'none' | 'coarse' | 'near' | 'exact'
}

/** A drawing above the image. It is asked to draw whenever the pane is painted. */
export interface Layer {
  /** In CSS pixels; the context is scaled to the device already and saved/restored around the call. */
  draw(context: CanvasRenderingContext2D, viewport: Viewport): void
  /** Cursor for a point if the layer has something there that can be taken hold of. */
  hit?(point: ScreenPoint, viewport: Viewport): string | null
  /** Higher ones are drawn later. Marks 20, segmentations 10 (default 10). */
  readonly order?: number
}

/** One pane with an image. */
export interface Viewport {
  readonly id: string
  /** The pane; positioned, so that a tool may put an HTML field into it. */
  readonly element: HTMLElement
  readonly width: number
  readonly height: number
  /** `stack`: frames as they were taken. `plane`: cut through a volume (MPR); marks cannot be put there. */
  readonly kind: 'stack' | 'plane'
  /** null while nothing is shown, and on planes. */
  readonly frame: ShownFrame | null
  readonly window: Window
  readonly inverted: boolean
  readonly turns: 0 | 1 | 2 | 3
  /** Screen pixels of an image pixel (across; `scaleDown` along a column, which differs where pixels are not square). */
  readonly scale: number
  readonly scaleDown: number
  toScreen(point: ImagePoint): ScreenPoint
  toImage(point: ScreenPoint): ImagePoint
  /** null when the file gives none: lengths are then in pixels. */
  readonly spacing: Spacing | null
  /** Where an image point lies in the patient; null without geometry. */
  toPatient(point: ImagePoint): Vec3 | null
  /** The image point nearest to a place in the patient, and its distance from the image's plane in mm. */
  fromPatient(place: Vec3): { readonly point: ImagePoint; readonly distance: number } | null
  /** A mask is taken off what is shown; figures are those of the image as it was taken. */
  readonly subtracted: boolean
  /** What is decoded now, at the full size of the image; null when nothing is. Do not keep or change it. */
  pixelsNow(): ModalityPixels | null
  /** Every byte of the frame, fetched if need be; null when it cannot be had (colour, no copy). */
  pixels(): Promise<ModalityPixels | null>
  /** Paints in the next animation frame. */
  redraw(): void
  /** Where words stand already in the painting under way, whichever layer wrote them. */
  readonly taken: Box[]
  /** Shapes that layers below have drawn in the painting under way: a mark, the pin made of it and the link to it are one. */
  readonly drawn: Shape[]
  addLayer(layer: Layer): () => void
}

export interface ToolEvent {
  readonly screen: ScreenPoint
  readonly image: ImagePoint
  readonly shift: boolean
  readonly touch: boolean
  /** 1 for a single press, 2 for a double. */
  readonly clicks: number
}

/** A tool of the primary button or one finger. What returns false leaves the press to the viewer (window, scroll). */
export interface Tool {
  readonly name: string
  readonly label: string
  /** Name in the dock of phones, where it has a fifth of the width; the label when absent. */
  readonly short?: string
  /** `d` of an SVG path on a 24 × 24 grid, drawn as a line. */
  readonly icon: string
  /** Tools of a group stand together; `mark` for all that draw. */
  readonly group: 'view' | 'mark'
  /** Single letter that chooses it; the keyboard help lists it. */
  readonly key?: string
  readonly cursor?: string
  start?(viewport: Viewport): void
  /** Another tool was chosen, or Escape. */
  stop?(): void
  pointerdown?(event: ToolEvent, viewport: Viewport): boolean | void
  pointermove?(event: ToolEvent, viewport: Viewport): void
  pointerup?(event: ToolEvent, viewport: Viewport): void
  /** The press became something else (a second finger): take back what was begun. */
  cancel?(viewport: Viewport): void
  /** Keys while the tool is chosen; true: taken. */
  keydown?(event: KeyboardEvent, viewport: Viewport): boolean
}

/** A panel beside the images (a sheet from below on phones). */
export interface Panel {
  readonly name: string
  readonly label: string
  readonly icon: string
  readonly key?: string
  /** Number in a badge on its button; read whenever `viewer.refreshPanels()` is called. */
  badge?(): number
  /** Fills the element when it opens; what is returned is called when it closes. */
  mount(element: HTMLElement, viewer: Viewer): (() => void) | void
}

/** A button in the toolbar that does one thing (flag this image as key image). */
export interface Action {
  readonly name: string
  readonly label: string
  readonly icon: string
  readonly key?: string
  /** Stands behind “more” on wide screens too. */
  readonly rare?: boolean
  /** Whether it is on for what is shown; buttons with `pressed` are toggles. */
  pressed?(): boolean
  run(): void | Promise<void>
}

export interface ViewerEvents {
  /** Another frame stands in a pane, or the same at a better quality. */
  frame: { readonly viewport: Viewport }
  /** Window, zoom, position, turns changed. */
  view: { readonly viewport: Viewport }
  active: { readonly viewport: Viewport }
  /** Panes were added or removed: layers have to be added to new ones. */
  layout: { readonly viewports: readonly Viewport[] }
  tool: { readonly name: string }
  /** The index of a study came or grew. */
  index: { readonly index: StudyIndex }
}

export interface Viewer {
  readonly config: ViewerConfig
  /** The studies that have come. */
  readonly indexes: readonly StudyIndex[]
  readonly viewports: readonly Viewport[]
  readonly active: Viewport
  /** A series that was asked for and holds no pictures of its own (a segmentation): whoever can show it does. */
  readonly asked: string | null
  /** The active pane as a View; null while it shows no frame. `shapes` are those passed in. */
  state(shapes?: readonly Shape[]): View | null
  /** Shows exactly that; false when the image is not here (and says so on screen). Shapes are drawn until the next change. */
  go(view: View): Promise<boolean>
  /** Draws shapes on a frame for as long as it is shown or until cleared; for pins and links. */
  showShapes(frame: FrameRef, shapes: readonly Shape[]): () => void
  /** Exact pixels of any frame, not only shown ones. */
  pixelsOf(frame: FrameRef): Promise<ModalityPixels | null>
  registerTool(tool: Tool): () => void
  chooseTool(name: string): void
  readonly tool: string
  registerPanel(panel: Panel): () => void
  openPanel(name: string | null): void
  refreshPanels(): void
  registerAction(action: Action): () => void
  /** Adds a layer to every stack pane, also to those that come later. */
  addLayer(make: (viewport: Viewport) => Layer): () => void
  on<K extends keyof ViewerEvents>(event: K, handler: (detail: ViewerEvents[K]) => void): () => void
  /** Says a sentence on screen and to screen readers; errors stay until dismissed and may offer a way on. */
  say(text: string, options?: { error?: boolean; action?: { label: string; run: () => void } }): void
}

/**
 * What a lazily loaded part exports (`src/viewer/tools/index.ts`, `seg/index.ts`, `discussion/index.ts`): called once the
 * first image is on the screen, `tools` and `seg` where `config.marks` is set, `discussion` where `config.comments` is.
 */
export interface Part {
  install(viewer: Viewer): void | Promise<void>
}
