import { simplified } from '#src/lib/imaging/measure/index.ts'
import type { ImagePoint, Shape, ShapeKind } from '#src/lib/imaging/view.ts'
import type { ScreenPoint, Tool, ToolEvent, Viewport } from '../viewport.ts'
import type { Mark } from '#src/lib/imaging/mark.ts'
import { type Board, shapeOf, spacingOf } from './board.ts'
import { labelMark } from './field.ts'
import { touches } from './layer.ts'
import { handlesOf } from '../pane/outline.ts'
import { isReal, moveBy, moveHandle, PRESSES, shapeFrom } from './shapes.ts'

/** A drag of fewer pixels is a press. */
const SLIP = 5
const OUTLINE_POINTS = 1_500

type Under =
  | { readonly what: 'handle'; readonly mark: Mark; readonly handle: number }
  | { readonly what: 'body'; readonly mark: Mark }

interface Edit {
  readonly viewport: Viewport
  readonly under: Under
  readonly before: Mark
  /** Where the hand took hold. */
  readonly from: ImagePoint
  /** Where the handle was then: it moves as the hand moves, so that a finger need not cover it. */
  readonly start: ImagePoint
  moved: boolean
}

/** Drawing and editing by the primary button or one finger; one of it behind every tool. */
export class Hand {
  private pressed: ImagePoint[] = []
  private down: { at: ScreenPoint; first: boolean } | null = null
  private edit: Edit | null = null

  constructor(
    private readonly board: Board,
    private readonly kind: () => ShapeKind | null,
  ) {}

  press(event: ToolEvent, viewport: Viewport): boolean {
    const { board } = this
    const { frame } = viewport
    if (!frame || viewport.kind !== 'stack') {
      if (viewport.kind === 'plane') board.viewer.say(board.t('planes'))
      return false
    }
    if (board.draft?.viewport === viewport) {
      this.down = { at: event.screen, first: false }
      this.follow(event, viewport)
      return true
    }
    const kind = this.kind()
    const under = this.under(event, viewport, kind === null)
    if (under) {
      board.select(under.mark.id)
      if (under.mark.mine) {
        const shape = shapeOf(under.mark)!
        const start = under.what === 'handle' ? handlesOf(shape)[under.handle]! : event.image
        this.edit = { viewport, under, before: under.mark, from: event.image, start, moved: false }
        if (event.touch) board.held = { viewport, at: event.screen }
      }
      if (event.clicks === 2 && under.mark.mine) labelMark(board, viewport, under.mark.id)
      board.changed()
      return true
    }
    if (kind === null) {
      board.select(null)
      return false
    }
    board.selected = null
    this.pressed = [event.image, event.image]
    this.down = { at: event.screen, first: true }
    this.show(kind, viewport, event)
    board.changed()
    return true
  }

  move(event: ToolEvent, viewport: Viewport): void {
    if (this.edit?.viewport === viewport) return this.dragEdit(event, viewport)
    if (this.board.draft?.viewport === viewport) this.follow(event, viewport)
  }

  release(event: ToolEvent, viewport: Viewport): void {
    const { board } = this
    board.held = null
    if (this.edit) return this.endEdit()
    const kind = this.kind()
    const { down } = this
    this.down = null
    if (!kind || !down || board.draft?.viewport !== viewport) return
    const moved = Math.hypot(event.screen[0] - down.at[0], event.screen[1] - down.at[1]) > SLIP
    if (kind === 'freehand') return this.finish(kind, viewport)
    // A press without a drag: the next point is pressed apart, as many are used to.
    if (down.first && !moved && PRESSES[kind] > 1) return board.changed()
    if (this.pressed.length >= PRESSES[kind] || PRESSES[kind] === 1) return this.finish(kind, viewport)
    this.pressed = [...this.pressed, event.image]
    this.show(kind, viewport, event)
  }

  /** Takes back what was begun. True if there was something. */
  cancel(): boolean {
    const { board, edit } = this
    const busy = board.draft !== null || edit !== null
    if (edit?.moved) board.store.preview(edit.before)
    this.edit = null
    this.down = null
    this.pressed = []
    board.draft = null
    board.held = null
    if (busy) board.changed()
    return busy
  }

  keydown(event: KeyboardEvent, viewport: Viewport): boolean {
    const { board } = this
    if (event.key === 'Escape') {
      if (this.cancel()) return true
      if (board.selected === null) return false
      board.select(null)
      return true
    }
    if (board.selected === null) return false
    if (event.key === 'Delete' || event.key === 'Backspace') {
      board.remove(board.selected)
      return true
    }
    if (event.key === 'Enter') {
      labelMark(board, viewport, board.selected)
      return true
    }
    return false
  }

  private under(event: ToolEvent, viewport: Viewport, bodies: boolean): Under | null {
    const { board } = this
    const reach = event.touch ? 26 : 9
    const marks = board
      .on(viewport)
      .map(({ mark }) => mark)
      .toSorted((a, b) => Number(b.id === board.selected) - Number(a.id === board.selected) || b.at - a.at)
    for (const mark of marks) {
      if (!mark.mine || (mark.id !== board.selected && !bodies)) continue
      const shape = shapeOf(mark)
      const points = shape ? handlesOf(shape).map((point) => viewport.toScreen(point)) : []
      let [best, near] = [-1, reach]
      for (const [i, [x, y]] of points.entries()) {
        const away = Math.hypot(x - event.screen[0], y - event.screen[1])
        if (away <= near) [best, near] = [i, away]
      }
      if (best >= 0) return { what: 'handle', mark, handle: best }
    }
    const body = bodies ? marks.find((mark) => touches(viewport, mark, event.screen, event.touch ? 18 : 7)) : undefined
    return body ? { what: 'body', mark: body } : null
  }

  private dragEdit(event: ToolEvent, viewport: Viewport): void {
    const edit = this.edit!
    const { under, before, from, start } = edit
    const [dx, dy] = [event.image[0] - from[0], event.image[1] - from[1]]
    const shape = shapeOf(before)!
    const next =
      under.what === 'handle'
        ? moveHandle(shape, under.handle, [start[0] + dx, start[1] + dy], spacingOf(viewport))
        : moveBy(shape, dx, dy)
    edit.moved = true
    this.board.store.preview({ ...before, points: next.points })
    if (event.touch) {
      const place: ImagePoint = under.what === 'handle' ? [start[0] + dx, start[1] + dy] : event.image
      this.board.held = { viewport, at: viewport.toScreen(place) }
    }
    viewport.redraw()
  }

  private endEdit(): void {
    const { under, before, moved } = this.edit!
    this.edit = null
    const now = this.board.store.get(under.mark.id)?.mark
    if (moved && now) this.board.change(now.id, { points: now.points }, before)
    this.board.changed()
  }

  private follow(event: ToolEvent, viewport: Viewport): void {
    const kind = this.kind()
    if (!kind) return
    if (kind === 'freehand') {
      if (!this.down) return
      const last = viewport.toScreen(this.pressed.at(-1)!)
      const far = Math.hypot(event.screen[0] - last[0], event.screen[1] - last[1]) >= 2
      if (far && this.pressed.length < 20_000) this.pressed.push(event.image)
    } else this.pressed[this.pressed.length - 1] = event.image
    this.show(kind, viewport, event)
  }

  private show(kind: ShapeKind, viewport: Viewport, event: ToolEvent): void {
    const { board } = this
    board.draft = { viewport, kind, shape: shapeFrom(kind, this.pressed, spacingOf(viewport)) }
    board.held = event.touch ? { viewport, at: event.screen } : null
    viewport.redraw()
  }

  private finish(kind: ShapeKind, viewport: Viewport): void {
    const { board } = this
    let pressed: readonly ImagePoint[] = this.pressed
    if (kind === 'freehand') {
      // Half a screen pixel is below what a hand means; long outlines are thinned further until they fit.
      for (let off = 0.5 / viewport.scale; ; off *= 1.6) {
        pressed = simplified(this.pressed, off)
        if (pressed.length <= OUTLINE_POINTS) break
      }
    }
    const shape = shapeFrom(kind, pressed, spacingOf(viewport))
    this.pressed = []
    board.draft = null
    if (shape && isReal(shape, SLIP / viewport.scale)) {
      const mark = board.add(viewport, clean(shape))
      board.selected = mark?.id ?? null
      if (mark && (kind === 'text' || kind === 'arrow')) labelMark(board, viewport, mark.id)
    }
    board.changed()
  }
}

const clean = (shape: Shape): Shape => ({
  ...shape,
  points: shape.points.map(([x, y]): ImagePoint => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000]),
})

const ICONS: Readonly<Record<ShapeKind | 'select' | 'key' | 'list' | 'undo' | 'redo' | 'trash', string>> = {
  select: 'M6 3l12 9-5 1 3 6-2.5 1.2-3-6L6 18z',
  length: 'M4 20 20 4M2.5 18.5l3 3M18.5 2.5l3 3',
  angle: 'M5 4v16h16M5 12a8 8 0 0 1 8 8',
  bidirectional: 'M4 19 19 4M8 8l8 8',
  rectangle: 'M4 6h16v12H4z',
  ellipse: 'M3 12a9 6 0 1 0 18 0 9 6 0 1 0-18 0',
  freehand: 'M5 14c-2-4 1-9 6-9s9 2 8 6-4 3-4 6-7 3-10-3z',
  arrow: 'M20 4 5 19M5 11v8h8',
  text: 'M5 5h14M12 5v14M9 19h6',
  point: 'M12 4v16M4 12h16',
  key: 'M12 3l2.6 5.6 6 .7-4.5 4.2 1.2 6L12 16.5 6.7 19.5l1.2-6L3.4 9.3l6-.7z',
  undo: 'M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10H9',
  redo: 'M16 5l4 4-4 4M20 9H10a5 5 0 0 0 0 10h5',
  trash: 'M4 6h16M9 6V4h6v2M6 6l1 14h10l1-14M10 10v6M14 10v6',
  list: 'M4 6h3M10 6h10M4 12h3M10 12h10M4 18h3M10 18h10',
}
export const iconOf = (name: keyof typeof ICONS): string => ICONS[name]

const KEYS: readonly (readonly [kind: ShapeKind, key: string])[] = [
  ['length', 'l'],
  ['angle', 'g'],
  ['bidirectional', 'b'],
  ['ellipse', 'e'],
  ['rectangle', 'q'],
  ['freehand', 'c'],
  ['arrow', 'a'],
  ['text', 't'],
  ['point', 'n'],
]

/** The tools that draw, and the one that chooses and edits. */
export function toolsOf(board: Board): Tool[] {
  const tool = (kind: ShapeKind | null, key: string): Tool => {
    const word = kind ?? 'select'
    const hand = new Hand(board, () => kind)
    return {
      name: `mark-${word}`,
      label: board.t(word),
      short: board.t(`short.${word}`),
      icon: ICONS[word],
      group: 'mark',
      key,
      cursor: kind ? 'crosshair' : 'default',
      start: () => void (board.visible = true),
      stop: () => void hand.cancel(),
      pointerdown: (event, viewport) => hand.press(event, viewport),
      pointermove: (event, viewport) => hand.move(event, viewport),
      pointerup: (event, viewport) => hand.release(event, viewport),
      cancel: () => void hand.cancel(),
      keydown: (event, viewport) => hand.keydown(event, viewport),
    }
  }
  return [tool(null, 'v'), ...KEYS.map(([kind, key]) => tool(kind, key))]
}
