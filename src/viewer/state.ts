import type { Layout } from './viewer.ts'

/** A sentence on screen; errors stay until dismissed. */
export interface Notice {
  readonly key: string
  readonly text: string
  readonly error?: boolean
  readonly action?: { readonly label: string; readonly run: () => void }
}

export interface ViewerState {
  layout: Layout
  tool: string
  /** Name of the open panel of another part. */
  panel: string | null
  /** Our own sheet: series, windows, tools, data, dsa, mpr, help, more. */
  sheet: string | null
  linked: boolean
  lines: boolean
  /** Panes of one scale are windowed together. */
  levels: boolean
  info: boolean
  notices: readonly Notice[]
  preparing: number
  ready: boolean
}

/** Typed events. */
export class Emitter<Events> {
  private readonly handlers = new Map<keyof Events, Set<(detail: never) => void>>()

  on<K extends keyof Events>(event: K, handler: (detail: Events[K]) => void): () => void {
    const set = this.handlers.get(event) ?? new Set()
    this.handlers.set(event, set)
    set.add(handler as (detail: never) => void)
    return () => void set.delete(handler as (detail: never) => void)
  }

  emit<K extends keyof Events>(event: K, detail: Events[K]): void {
    for (const handler of this.handlers.get(event) ?? []) {
      try {
        ;(handler as (detail: Events[K]) => void)(detail)
      } catch (error) {
        // A part that fails does not take the images with it.
        reportError(error)
      }
    }
  }
}
