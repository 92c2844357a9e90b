import type { Queued } from '../pages/view.ts'

/** Where questions wait for a connection: one list a discussion, in the browser's own store. */
export interface Store {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

export interface Outbox {
  list(): readonly Queued[]
  add(question: Queued): void
  discard(key: string): void
  /** Sends what waits, one after the other, each until the server has answered; runs once at a time. */
  flush(): Promise<void>
}

export type Verdict = 'taken' | 'later' | { readonly refused: Queued['errors'] }

/** A question is forgotten only when the server has it; its key makes sending it twice the same as once. */
export function outbox(
  store: Store,
  name: string,
  send: (question: Queued) => Promise<Verdict>,
  changed: () => void,
): Outbox {
  const read = (): Queued[] => {
    try {
      const found: unknown = JSON.parse(store.getItem(name) ?? '[]')
      return Array.isArray(found) ? (found as Queued[]) : []
    } catch {
      return []
    }
  }
  const save = (list: readonly Queued[]) => {
    try {
      if (list.length === 0) store.removeItem(name)
      else store.setItem(name, JSON.stringify(list))
    } catch {
      // A private window may refuse to keep anything: the question is then only as safe as the page.
    }
    memory = list
    changed()
  }
  let memory: readonly Queued[] = read()
  /** With what another tab of the same discussion keeps meanwhile; sending one from both is one question. */
  const all = (): readonly Queued[] => {
    const kept = read()
    return [...kept, ...memory.filter((q) => !kept.some((k) => k.key === q.key))]
  }
  let flushing: Promise<void> | null = null

  async function run(): Promise<void> {
    for (const question of memory) {
      if (question.refused || !memory.some((q) => q.key === question.key)) continue
      const verdict = await send(question)
      if (verdict === 'later') return
      save(
        verdict === 'taken'
          ? all().filter((q) => q.key !== question.key)
          : all().map((q) => (q.key === question.key ? { ...q, refused: true, errors: verdict.refused } : q)),
      )
    }
  }

  return {
    list: () => memory,
    add: (question) => save([...all().filter((q) => q.key !== question.key), question]),
    discard: (key) => save(all().filter((q) => q.key !== key)),
    flush() {
      flushing ??= run().finally(() => (flushing = null))
      return flushing
    },
  }
}
