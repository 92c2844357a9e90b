import type { ExportLink, Mark } from '#src/lib/imaging/mark.ts'
import type { Shelf } from '../shelf.ts'
import { type Answer, deleteMark, getMarks, postMark, putMark } from './api.ts'

/** `waiting`: the line is gone, the mark is kept on the device. `failed`: the server will not have it. */
export type Status = 'saved' | 'saving' | 'waiting' | 'failed'

export interface Entry {
  /** As it stands on this device. */
  readonly mark: Mark
  /** As the server has it; null before it knows of it. */
  readonly server: Mark | null
  readonly status: Status
}

export interface StoreHost {
  changed(): void
  /** The mark was changed elsewhere meanwhile; `mine` is what was to be saved. */
  conflict(mine: Mark): void
  refused(mark: Mark, code: string): void
}

const FIRST_WAIT = 2_000
const LONGEST_WAIT = 30_000

const sameState = (a: Mark, b: Mark): boolean =>
  JSON.stringify([a.points, a.text, a.site, a.shared, a.deleted ?? false]) ===
  JSON.stringify([b.points, b.text, b.site, b.shared, b.deleted ?? false])

/**
 * The marks of some studies: changed here at once, sent one request a mark at a time, again and again until the server has
 * them. What it has not yet lies on the device's shelf.
 */
export class MarkStore {
  private readonly entries = new Map<string, Entry>()
  private readonly busy = new Set<string>()
  private exportLinks: ExportLink[] = []
  private wait = FIRST_WAIT
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly base: string,
    private readonly studies: readonly string[],
    private readonly host: StoreHost,
    private readonly shelf: Shelf,
  ) {
    this.takeShelf()
  }

  /** Those that are not deleted, oldest first. */
  get marks(): Entry[] {
    return [...this.entries.values()].filter(({ mark }) => !mark.deleted)
  }
  get exports(): readonly ExportLink[] {
    return this.exportLinks
  }
  get(id: string): Entry | undefined {
    return this.entries.get(id)
  }

  on(instance: string, frame: number): Entry[] {
    return this.marks.filter(({ mark }) => mark.instance === instance && mark.frame === frame)
  }

  /** The worst of all: what the person should know. */
  get status(): Status {
    const all = [...this.entries.values()].map(({ status }) => status)
    return (['failed', 'waiting', 'saving'] as const).find((status) => all.includes(status)) ?? 'saved'
  }

  /** Reads all studies again; what is not sent yet stays as it is here. */
  async load(): Promise<void> {
    const answers = await Promise.all(this.studies.map((study) => getMarks(this.base, study)))
    const links: ExportLink[] = []
    for (const [i, answer] of answers.entries()) {
      if (!answer) continue
      links.push(...answer.exports)
      const seen = new Set(answer.marks.map(({ id }) => id))
      for (const { mark, status } of this.entries.values())
        if (mark.study === this.studies[i] && status === 'saved' && !seen.has(mark.id)) this.entries.delete(mark.id)
      for (const mark of answer.marks) {
        const known = this.entries.get(mark.id)
        if (!known || known.status === 'saved') this.entries.set(mark.id, { mark, server: mark, status: 'saved' })
      }
    }
    if (answers.some(Boolean)) this.exportLinks = links
    this.host.changed()
  }

  /** Puts a mark as it now should be, a new one or another state of a known one. */
  put(mark: Mark): void {
    const known = this.entries.get(mark.id)
    this.entries.set(mark.id, { mark, server: known?.server ?? null, status: 'saving' })
    this.keep()
    this.host.changed()
    void this.send(mark.id)
  }

  /** While a hand moves it: shown, not sent. */
  preview(mark: Mark): void {
    const known = this.entries.get(mark.id)
    if (known) this.entries.set(mark.id, { ...known, mark })
  }

  remove(id: string): void {
    const known = this.entries.get(id)
    if (known) this.put({ ...known.mark, deleted: true })
  }

  /** Sends all that waits now: the line is back. */
  again(): void {
    clearTimeout(this.timer)
    this.wait = FIRST_WAIT
    for (const { mark, status } of this.entries.values()) if (status === 'waiting') void this.send(mark.id)
  }

  private async send(id: string): Promise<void> {
    if (this.busy.has(id)) return
    const entry = this.entries.get(id)
    if (!entry) return
    const sent = entry.mark
    // Drawn and deleted before the server heard of it.
    if (!entry.server && sent.deleted) {
      this.entries.delete(id)
      this.keep()
      return this.host.changed()
    }
    this.busy.add(id)
    this.set(id, 'saving')
    const answer = await (entry.server === null
      ? postMark(this.base, sent)
      : sent.deleted
        ? deleteMark(this.base, { ...sent, version: entry.server.version })
        : putMark(this.base, { ...sent, version: entry.server.version }))
    this.busy.delete(id)
    this.heard(id, sent, answer)
  }

  private heard(id: string, sent: Mark, answer: Answer): void {
    const now = this.entries.get(id)
    if (!now) return
    if (answer.kind === 'line') {
      this.set(id, 'waiting')
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.again1(), Math.max(this.wait, answer.after * 1000))
      this.wait = Math.min(LONGEST_WAIT, this.wait * 2)
      this.host.changed()
      return
    }
    this.wait = FIRST_WAIT
    if (answer.kind === 'refused') {
      this.set(id, 'failed')
      this.host.refused(now.mark, answer.code)
    } else if (answer.kind === 'conflict') {
      this.entries.set(id, { mark: answer.mark, server: answer.mark, status: 'saved' })
      this.host.conflict(now.mark)
    } else {
      const server = answer.mark
      const changed = now.mark !== sent && !sameState(now.mark, server)
      // A repeated first request is answered with the mark as it was made then.
      const differs = !changed && !sameState(sent, server)
      if (changed || differs) {
        this.entries.set(id, { mark: now.mark, server, status: 'saving' })
        void this.send(id)
      } else if (server.deleted) this.entries.delete(id)
      else this.entries.set(id, { mark: server, server, status: 'saved' })
    }
    this.keep()
    this.host.changed()
  }

  /** A retry that keeps the growing pause. */
  private again1(): void {
    for (const { mark, status } of this.entries.values()) if (status === 'waiting') void this.send(mark.id)
  }

  private set(id: string, status: Status): void {
    const entry = this.entries.get(id)
    if (entry) this.entries.set(id, { ...entry, status })
  }

  private keep(): void {
    const unsent = [...this.entries.values()].filter(({ status }) => status !== 'saved')
    this.shelf.write(unsent.length > 0 ? JSON.stringify(unsent.map(({ mark, server }) => ({ mark, server }))) : null)
  }

  private takeShelf(): void {
    try {
      const kept = JSON.parse(this.shelf.read() ?? '[]') as { mark: Mark; server: Mark | null }[]
      for (const { mark, server } of kept)
        if (this.studies.includes(mark.study)) this.entries.set(mark.id, { mark, server, status: 'waiting' })
    } catch {
      // Something else lies there: nothing of ours.
    }
  }
}
