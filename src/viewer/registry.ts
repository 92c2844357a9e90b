import type { ViewerConfig } from './config.ts'
import { words } from './messages.ts'
import { Emitter, type Notice, type ViewerState } from './state.ts'
import type { Action, Panel, Tool, ViewerEvents, Viewport } from './viewport.ts'

/** What others register with the viewer, what it says on screen, and who listens: everything but images. */
export abstract class Registry {
  readonly tools: Tool[] = []
  readonly panels: Panel[] = []
  readonly actions: Action[] = []
  readonly state$: ViewerState
  protected readonly emitter = new Emitter<ViewerEvents>()
  private soon = 0

  constructor(
    readonly config: ViewerConfig,
    /** The interface is drawn again. */
    readonly changed: () => void,
  ) {
    const touch = matchMedia('(pointer: coarse)').matches
    this.state$ = {
      layout: '1',
      tool: touch ? 'scroll' : 'window',
      panel: null,
      sheet: null,
      linked: true,
      lines: true,
      levels: false,
      info: true,
      notices: [],
      preparing: 0,
      ready: false,
    }
  }

  abstract get active(): Viewport

  get tool(): string {
    return this.state$.tool
  }

  /** For what changes with every image: the interface follows a few times a second, so that scrolling stays quick. */
  changedSoon = (): void => {
    this.soon ||= window.setTimeout(() => {
      this.soon = 0
      this.changed()
    }, 150)
  }

  t = (key: Parameters<ReturnType<typeof words>>[0], params?: Record<string, string | number>): string =>
    words(this.config.lang)(key, params)

  registerTool(tool: Tool): () => void {
    this.tools.push(tool)
    this.changed()
    return () => void this.tools.splice(this.tools.indexOf(tool), 1)
  }

  chooseTool(name: string): void {
    if (name === this.tool) return
    this.tools.find((tool) => tool.name === this.tool)?.stop?.()
    this.state$.tool = name
    this.tools.find((tool) => tool.name === name)?.start?.(this.active)
    this.emitter.emit('tool', { name })
    this.changed()
  }

  registerPanel(panel: Panel): () => void {
    this.panels.push(panel)
    this.changed()
    return () => void this.panels.splice(this.panels.indexOf(panel), 1)
  }

  openPanel(name: string | null): void {
    this.state$.panel = name
    if (name) this.state$.sheet = null
    this.changed()
  }

  refreshPanels(): void {
    this.changed()
  }

  registerAction(action: Action): () => void {
    this.actions.push(action)
    this.changed()
    return () => void this.actions.splice(this.actions.indexOf(action), 1)
  }

  on<K extends keyof ViewerEvents>(event: K, handler: (detail: ViewerEvents[K]) => void): () => void {
    return this.emitter.on(event, handler)
  }

  say(text: string, options: { error?: boolean; action?: { label: string; run: () => void } } = {}): void {
    this.notice({ key: text, text, ...options })
  }

  notice(notice: Notice): void {
    this.state$.notices = [...this.state$.notices.filter(({ key }) => key !== notice.key), notice].slice(-3)
    if (!notice.error) setTimeout(() => this.dismiss(notice.key), 6000)
    this.changed()
  }

  dismiss(key: string): void {
    const left = this.state$.notices.filter((notice) => notice.key !== key)
    if (left.length === this.state$.notices.length) return
    this.state$.notices = left
    this.changed()
  }
}
