import { applyEdit, type Command } from '../../edits/edits.ts'
import type { Span } from '../../programme/overlaps.ts'
import type { Programme } from '../../programme/programme.ts'
import { baseOf, lay, type Base } from './base.ts'
import { join } from './join.ts'
import { editorMessages, type EditorKey } from './messages.ts'
import type { Changes, Conflict, EditorProps, EditorState, LiveEdit } from './types.ts'
import { commandInWords, findItem, refsOf, standingInWords, titleOf } from './words.ts'

interface Pending {
  readonly command: Command
  /** Not before this instant: more of the same key may come. */
  readonly at: number
  readonly together: boolean
}

/** What the screen shows. */
export interface View {
  readonly programme: Programme
  readonly availability: ReadonlyMap<string, readonly Span[]>
  readonly waiting: number
  readonly offline: boolean
  readonly conflict: Conflict | null
  readonly others: readonly string[]
  /** Read out and shown for a moment. */
  readonly said: string
  /** Item to be focused after the next painting. */
  readonly focus: string | null
}

interface Answer {
  readonly number: number
  readonly revision: number
  readonly changes: Changes
}
interface Refusal {
  readonly error: string
  readonly reason?: string
  readonly by?: string
  readonly items?: readonly string[]
  readonly changes?: Changes
  readonly fields?: Readonly<Record<string, string>>
}

/** Key presses on one item within this time are one edit, and one undo. */
const TOGETHER = 450
const RETRY = 3_000

/**
 * The working copy in the browser: what the server has, and on top of it the edits that wait to be sent, one after the
 * other. Nothing of somebody else's is overwritten: every edit names the revisions that it saw.
 */
export class EditorStore {
  private base: Base
  private pending: Pending[] = []
  private sending = false
  private held: LiveEdit[] = []
  private readonly own = new Set<number>()
  private readonly listeners = new Set<() => void>()
  private timer = 0
  view: View
  /** The last edit's number when the state was read: where the live connection begins. */
  readonly from: number

  constructor(
    readonly props: EditorProps,
    state: EditorState,
    private readonly me: string | null,
  ) {
    this.base = baseOf(state)
    this.from = state.number
    this.view = {
      programme: state.programme,
      availability: new Map(state.availability),
      waiting: 0,
      offline: false,
      conflict: null,
      others: [],
      said: '',
      focus: null,
    }
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private show(change: Partial<View>): void {
    this.view = { ...this.view, ...change }
    for (const listener of this.listeners) listener()
  }

  private t(key: EditorKey, params?: Record<string, string | number>): string {
    return editorMessages(this.props.lang)(key, params)
  }

  say(text: string): void {
    this.show({ said: text })
  }

  private rebuild(more: Partial<View> = {}): void {
    let { programme } = this.base
    for (const { command } of this.pending) {
      const edited = applyEdit(programme, command, localIdentity)
      if (edited.ok) programme = edited.programme
    }
    this.show({ programme, waiting: this.pending.length, ...more })
  }

  /** Carries an edit out here at once and sends it; `together` joins it to the one before on the same item. */
  dispatch(command: Command, options: { together?: boolean; focus?: boolean } = {}): void {
    const tried = applyEdit(this.view.programme, command, localIdentity)
    if (!tried.ok) {
      if (tried.code === 'changed-meanwhile') this.collide(command)
      else if (tried.code !== 'nothing-to-do' || !options.together) this.say(this.refusal(tried.code))
      return
    }
    const at = options.together ? Date.now() + TOGETHER : 0
    const last = this.pending.at(-1)
    const joined =
      options.together && last?.together && !(this.sending && this.pending.length === 1)
        ? join(last.command, command)
        : null
    if (joined) this.pending[this.pending.length - 1] = { command: joined, at, together: true }
    else this.pending.push({ command, at, together: options.together ?? false })
    const ref = refsOf(command)[0]!
    this.rebuild({ focus: options.focus ? ref.id : null })
    this.say(standingInWords(this.view.programme, this.props.lang, findItem(this.view.programme, ref)))
    this.pump()
  }

  /** Somebody moved it while a form stood open here: both are shown, as when the server finds it out. */
  private collide(command: Command): void {
    const { programme } = this.view
    const { lang } = this.props
    const theirs = standingInWords(programme, lang, findItem(programme, refsOf(command)[0]!))
    const mine = commandInWords(programme, lang, command)
    this.show({ conflict: { command, by: this.t('somebody'), mine, theirs } })
  }

  private refusal(code: string): string {
    return code in editorMessages.table ? this.t(code as EditorKey) : this.t('failed')
  }

  private pump(): void {
    clearTimeout(this.timer)
    const next = this.pending[0]
    if (this.sending || !next) return
    // What came later must not wait for the key that came first.
    const wait = this.pending.length > 1 ? 0 : next.at - Date.now()
    if (wait > 0) this.timer = window.setTimeout(() => this.pump(), wait)
    else void this.send(next)
  }

  private async send(next: Pending): Promise<void> {
    this.sending = true
    const revisions: Record<string, number> = {}
    for (const { id } of refsOf(next.command)) {
      const seen = this.base.revisions.get(id)
      if (seen !== undefined) revisions[id] = seen
    }
    const answer = await this.post<Answer>('edits', { edit: next.command, revisions })
    this.sending = false
    if (answer === null) {
      this.show({ offline: true })
      this.timer = window.setTimeout(() => this.pump(), RETRY)
      return
    }
    this.pending.shift()
    if (answer.ok) this.accept(answer.value)
    else this.refuse(next.command, answer.value)
    this.release()
    this.pump()
  }

  private accept({ number, revision, changes }: Answer): void {
    this.own.add(number)
    this.base = lay(this.base, changes, revision)
    this.rebuild({ offline: false })
  }

  private refuse(command: Command, refusal: Refusal): void {
    const { lang } = this.props
    if (refusal.error !== 'conflict' || !refusal.changes) {
      this.rebuild({ said: this.refusal(Object.values(refusal.fields ?? {})[0] ?? refusal.reason ?? '') })
      return
    }
    const mine = commandInWords(this.view.programme, lang, command)
    this.base = lay(this.base, refusal.changes, this.base.revision)
    // What was planned on top of it would go astray.
    const touched = new Set(refsOf(command).map((ref) => ref.id))
    this.pending = this.pending.filter((p) => !refsOf(p.command).some((ref) => touched.has(ref.id)))
    const theirs = (refusal.items ?? [])
      .map((id) =>
        standingInWords(
          this.base.programme,
          lang,
          findItem(this.base.programme, { type: 'talk', id }) ?? findItem(this.base.programme, { type: 'session', id }),
        ),
      )
      .join('; ')
    this.rebuild({ conflict: { command, by: refusal.by || this.t('somebody'), mine, theirs } })
  }

  /** The person has seen both: takes theirs, or does mine on top of it. */
  settle(mine: boolean): void {
    const { conflict } = this.view
    this.show({ conflict: null })
    if (!mine || !conflict) return
    const { command } = conflict
    this.dispatch('expect' in command ? { ...command, expect: undefined } : command)
  }

  async undo(): Promise<void> {
    // What still waits belongs to the person's last changes: it is sent first, then taken back.
    for (let n = 0; this.pending.length > 0 && n < 100; n++) {
      this.pending = this.pending.map((p) => ({ ...p, at: 0 }))
      this.pump()
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    this.sending = true
    const answer = await this.post<Answer>('undo', {})
    this.sending = false
    if (answer === null) this.show({ offline: true })
    else if (answer.ok) {
      this.accept(answer.value)
      this.say(this.t('undone'))
    } else if (answer.value.reason === 'changed-meanwhile')
      this.say(this.t('undoRefused', { by: answer.value.by || this.t('somebody') }))
    else this.say(this.t('nothingToUndo'))
    this.release()
    this.pump()
  }

  private async post<T>(
    part: string,
    body: unknown,
  ): Promise<{ ok: true; value: T } | { ok: false; value: Refusal } | null> {
    try {
      const response = await fetch(`/api/events/${this.props.slug}/${part}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': this.props.csrf },
        body: JSON.stringify(body),
      })
      if (response.status >= 500) return null
      if (response.ok) return { ok: true, value: (await response.json()) as T }
      const json = response.headers.get('content-type')?.includes('json') ?? false
      return { ok: false, value: json ? ((await response.json()) as Refusal) : { error: 'failed' } }
    } catch {
      return null
    }
  }

  /** An edit of somebody else. While one of ours is on its way it waits: the two answers may overtake each other. */
  receive(edit: LiveEdit): void {
    if (this.own.has(edit.number)) return
    if (this.sending) {
      this.held.push(edit)
      return
    }
    this.base = lay(this.base, edit.changes, edit.revision)
    const { lang } = this.props
    const named = [...edit.changes.sessions, ...edit.changes.talks][0]
    const what = named ? titleOf(this.base.programme, named, lang) : ''
    this.rebuild(
      edit.byId === this.me ? {} : { said: this.t('changedBy', { by: edit.by || this.t('somebody'), what }) },
    )
  }

  private release(): void {
    const held = this.held
    this.held = []
    for (const edit of held) this.receive(edit)
  }

  setOthers(all: readonly { personId: string; name: string }[]): void {
    this.show({ others: [...new Set(all.filter((one) => one.personId !== this.me).map((one) => one.name))] })
  }

  setOffline(offline: boolean): void {
    if (this.view.offline !== offline) this.show({ offline })
    if (!offline) this.pump()
  }

  knows(revision: number): boolean {
    return this.base.revision >= revision
  }

  /** Everything anew: the programme was replaced, or too much was missed. */
  reset(state: EditorState): void {
    this.base = baseOf(state)
    this.rebuild({ availability: new Map(state.availability), said: this.t('replaced') })
  }

  unfocus(): void {
    if (this.view.focus !== null) this.view = { ...this.view, focus: null }
  }
}

/** Sessions made here get their real names from the server's answer. */
const localIdentity = () => ({ id: crypto.randomUUID(), guid: crypto.randomUUID(), code: '……' })
