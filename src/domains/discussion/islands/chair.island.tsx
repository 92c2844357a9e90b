import { hydrate, render } from 'preact'
import { Chair } from '../pages/chair.tsx'
import { blank, type ChairProps } from '../pages/view.ts'
import { caseNames } from './cases.ts'
import { follow } from './live.ts'
import { intercept, send } from './send.ts'

/** Keeps the chair's table up to date and does what its buttons say without leaving it. */
export function mount(element: HTMLElement, given: ChairProps): void {
  const place = element.querySelector<HTMLElement>('[data-fallback]')!
  let props = given
  hydrate(<Chair props={props} />, place)
  const set = (change: Partial<ChairProps>) => {
    props = { ...props, ...change }
    render(<Chair props={props} />, place)
  }
  const named = caseNames(given.base, given.cases, given.board, (more) => set({ cases: { ...props.cases, ...more } }))
  follow({
    url: props.live,
    view: 'chair',
    board: () => props.board,
    change: (board) => {
      set({ board })
      named(board)
    },
    connected: (connected) => set({ connected }),
    reset: () => location.reload(),
  })
  intercept(place, (kind, form, fields) => void act(kind, form, fields))

  async function act(kind: string, form: HTMLFormElement, fields: URLSearchParams): Promise<void> {
    const next = neighbour(form)
    const answer = await send(form.action, fields)
    if (!answer?.ok) {
      set({
        form: {
          values: { ...Object.fromEntries(fields), wait: String(answer?.seconds ?? 0) },
          errors: answer?.code === 'invalid' && answer.fields ? answer.fields : { '': answer?.code ?? 'failed' },
        },
      })
      form.querySelector<HTMLElement>('[aria-invalid]')?.focus()
      return
    }
    if (kind === 'poll' || kind === 'answer') {
      form.reset()
      form.closest('details')?.removeAttribute('open')
    }
    set({ form: blank, key: crypto.randomUUID() })
    keepFocus(next)
  }
}

/** The button goes when the stream says so, which over a slow line is a while after the answer. */
function keepFocus(next: () => HTMLElement | null, waits: readonly number[] = [100, 200, 700, 2_000]): void {
  const [wait, ...more] = waits
  if (wait === undefined) return
  setTimeout(() => {
    if (document.activeElement === document.body) next()?.focus({ preventScroll: true })
    else keepFocus(next, more)
  }, wait)
}

/** Where the focus goes when the pressed button moves away with its question: the one that comes to its place. */
function neighbour(form: HTMLFormElement): () => HTMLElement | null {
  const poll = form.closest('article')
  if (poll) return () => (poll.isConnected ? poll.querySelector('button') : headingOf('polls'))
  const group = form.closest('section')?.getAttribute('aria-labelledby')
  const item = form.closest('li')
  if (!group || !item) return () => null
  const at = [...item.parentElement!.children].indexOf(item)
  return () => {
    const items = document.querySelectorAll(`[aria-labelledby="${group}"] li.dq`)
    return items.length === 0 ? headingOf(group) : items[Math.min(at, items.length - 1)]!.querySelector('button')
  }
}

function headingOf(id: string): HTMLElement | null {
  const heading = document.getElementById(id)
  heading?.setAttribute('tabindex', '-1')
  return heading
}
