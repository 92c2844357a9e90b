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
    const answer = await send(form.action, fields)
    if (!answer?.ok) {
      set({
        form: {
          values: Object.fromEntries(fields),
          errors: answer?.fields && kind === 'poll' ? wrongOf(answer.fields) : { '': answer?.code ?? 'failed' },
        },
      })
      return
    }
    if (kind === 'poll' || kind === 'answer') {
      form.reset()
      form.closest('details')?.removeAttribute('open')
    }
    set({ form: blank, key: crypto.randomUUID() })
  }
}

/** The server's sentences are for pages of its own; here the field's code is said again. */
const wrongOf = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, name === 'options' ? 'options' : 'required']))
