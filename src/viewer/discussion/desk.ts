import { decodeView, encodeView } from '#src/lib/imaging/view-address.ts'
import type { Shape, View } from '#src/lib/imaging/view.ts'
import type { Mark } from '#src/lib/imaging/mark.ts'
import { getMarks } from '../tools/api.ts'
import { linesOf } from '../tools/format.ts'
import { Listeners } from '../listeners.ts'
import { onPhone } from '../on-phone.ts'
import { type Shelf, shelfOf } from '../shelf.ts'
import type { Viewer } from '../viewport.ts'
import type { Placed } from './pin-tool.ts'
import { TalkStore, type Sent } from './store.ts'
import { words } from './words.ts'
import { blank, keep, kept, type Writing } from './writing.ts'

/** What the tool and the panel share: the discussion, what is being written, and where it points. */
export class Desk {
  readonly store: TalkStore
  writing: Writing
  /** Whether images show what comments point at. */
  pins = true
  private marks: readonly Mark[] = []
  private clear: (() => void) | null = null
  private readonly listeners = new Listeners()
  private readonly shelf: Shelf

  constructor(
    readonly viewer: Viewer,
    private readonly comments: string,
  ) {
    this.store = new TalkStore(comments, viewer.config.lang)
    // One's own: somebody else may sign in in this tab.
    this.shelf = shelfOf('session', `hoi-comment:${viewer.config.person?.id ?? ''}:${comments}`)
    this.writing = kept(this.shelf)
    this.store.subscribe(() => {
      this.standAlone()
      for (const viewport of viewer.viewports) viewport.redraw()
      this.changed()
    })
  }

  t = (key: Parameters<ReturnType<typeof words>>[0], params?: Record<string, string | number>): string =>
    words(this.viewer.config.lang)(key, params)

  /** The discussion's own page. */
  get pageUrl(): string {
    return `/${this.viewer.config.lang}${this.comments.replace(/\/comments$/, '')}/discussion`
  }

  readonly subscribe = this.listeners.subscribe
  changed(): void {
    this.viewer.refreshPanels()
    this.listeners.tell()
  }
  /** Another image stands in a pane. */
  moved(): void {
    this.listeners.tell()
  }
  showPins(on: boolean): void {
    this.pins = on
    for (const viewport of this.viewer.viewports) viewport.redraw()
    this.changed()
  }
  set(more: Partial<Writing>): void {
    this.writing = { ...this.writing, ...more }
    keep(this.shelf, this.writing)
    this.changed()
  }

  /** How many comments there are to read. */
  get count(): number {
    return (this.store.talk?.threads ?? []).reduce(
      (sum, thread) => sum + thread.comments.filter((comment) => comment.html !== '').length,
      0,
    )
  }

  /** An arrow was drawn: it waits for its words. */
  placed(arrow: Placed): void {
    this.clear?.()
    this.clear = this.viewer.showShapes(arrow.frame, [arrow.shape])
    this.set({ arrow, withView: true })
    this.viewer.openPanel('discussion')
  }

  answer(thread: string): void {
    this.set({ thread, withView: this.writing.arrow !== null })
  }

  /** An answer to what is no longer there, or may not be answered any more, becomes a new comment: its words stay in sight. */
  private standAlone(): void {
    const { talk } = this.store
    const { thread } = this.writing
    if (thread === '' || !talk?.can.write || talk.hidden) return
    if (!talk.threads.some(({ id, can }) => id === thread && can.reply)) this.set({ thread: '', withView: true })
  }

  cancel(): void {
    this.clear?.()
    this.clear = null
    this.set({ thread: '', arrow: null, withView: true })
  }

  canPin(): boolean {
    return this.writing.arrow !== null || this.viewer.active.frame !== null
  }

  /** Whether a pin lies on the image that stands in the active pane. */
  isHere(pin: string): boolean {
    const view = pin === '' ? null : decodeView(pin)
    const { frame } = this.viewer.active
    return view !== null && frame?.instance === view.instance && frame.frame === view.frame
  }

  async show(view: View): Promise<void> {
    // What it points at is drawn by the pins where these are on.
    const { shapes: _shapes, ...bare } = view
    if ((await this.viewer.go(this.pins ? bare : view)) && onPhone()) this.viewer.openPanel(null)
    this.changed()
  }

  /** One's own marks on the image of the active pane, to go along with a comment. */
  marksHere(): readonly Shape[] {
    const { frame } = this.viewer.active
    if (!frame) return []
    return this.marks
      .filter((mark) => mark.mine && !mark.deleted && mark.instance === frame.instance && mark.frame === frame.frame)
      .flatMap((mark): Shape[] => {
        const { kind, points } = mark
        const text = this.wordsOf(mark)
        if (kind === 'key' || (kind === 'text' && !text)) return []
        return [{ kind, points, ...(text ? { text: [...text].slice(0, 200).join('') } : {}) }]
      })
      .slice(0, 20)
  }

  /** What stands beside a mark: its label and its figures, which nobody works out from a comment. */
  private wordsOf({ text, measured }: Mark): string {
    const [first = '', second = ''] = measured ? linesOf(measured, this.viewer.config.lang) : []
    const figures = measured?.statistics ? [first, second].filter(Boolean).join(', ') : first
    return [text, figures].filter(Boolean).join(': ')
  }

  async loadMarks(): Promise<void> {
    const { marks, studies } = this.viewer.config
    if (marks === null) return
    const base = new URL(marks, location.href).pathname
    const all = await Promise.all(studies.map((study) => getMarks(base, study)))
    this.marks = all.flatMap((one) => one?.marks ?? [])
    this.changed()
  }

  /** The view that goes along, as its address; '' none. */
  private pin(): string {
    const { arrow, withView, withMarks } = this.writing
    if (!withView) return ''
    const marks = withMarks ? this.marksHere() : []
    const now = this.viewer.state()
    if (arrow) {
      const same = now?.instance === arrow.frame.instance && now.frame === arrow.frame.frame
      return encodeView({ ...(same ? now : arrow.frame), shapes: [arrow.shape, ...(same ? marks : [])] })
    }
    return now ? encodeView(marks.length > 0 ? { ...now, shapes: marks } : now) : ''
  }

  async send(): Promise<Sent> {
    const { body, name, key, thread, confirmed } = this.writing
    const sent = await this.store.send({ body, name, key, confirmed, thread, pin: this.pin() })
    if (sent.kind === 'done') {
      const arrow = this.writing.arrow !== null && this.writing.withView
      this.clear?.()
      this.clear = null
      this.writing = { ...blank(), name }
      keep(this.shelf, this.writing)
      // The arrow is a pin from here on, and is to be seen: on a phone the sheet lies over it.
      if (arrow) {
        this.pins = true
        if (onPhone()) this.viewer.openPanel(null)
      }
      this.viewer.say(this.t('sent'))
      this.changed()
    }
    return sent
  }

  async act(id: string, act: 'remove' | 'resolve' | 'reopen'): Promise<void> {
    if (!(await this.store.act(id, act))) this.viewer.say(this.t('failed'), { error: true })
  }
}
