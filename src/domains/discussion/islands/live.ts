import { apply, FRAME_KINDS, type Board } from '../board.ts'

export interface LiveOptions {
  readonly url: string
  readonly view: 'public' | 'chair'
  readonly board: () => Board
  readonly change: (board: Board) => void
  readonly connected: (yes: boolean) => void
  /** The log cannot be continued: the page is loaded anew. */
  readonly reset: () => void
}

const LONGEST = 15_000

/**
 * Follows a discussion: every frame is applied to the board in its order. The browser resumes by itself with the last
 * number; where it has given up (an answer that is no stream, as from a proxy while the server restarts) we do.
 */
export function follow(options: LiveOptions): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = 1_000
  let over = false

  const open = () => {
    if (over) return
    const { url, view, board } = options
    source = new EventSource(`${url}?view=${view}&after=${board().seq}`)
    source.onopen = () => {
      wait = 1_000
      options.connected(true)
    }
    source.onerror = () => {
      options.connected(false)
      if (source?.readyState !== EventSource.CLOSED) return
      timer = setTimeout(open, wait * (0.75 + Math.random() / 2))
      wait = Math.min(LONGEST, wait * 2)
    }
    source.addEventListener('reset', options.reset)
    for (const kind of FRAME_KINDS) {
      source.addEventListener(kind, (event: MessageEvent<string>) => {
        const seq = kind === 'tally' ? null : Number(event.lastEventId)
        // A reader that was let in twice by its own retries still sees each entry once.
        if (seq !== null && seq <= board().seq) return
        options.change(apply(board(), { kind, data: JSON.parse(event.data) as never }, seq))
      })
    }
  }
  open()
  return () => {
    over = true
    clearTimeout(timer)
    source?.close()
  }
}
