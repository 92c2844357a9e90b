import { hydrate, render } from 'preact'
import { Screen } from '../pages/screen.tsx'
import type { ScreenProps } from '../pages/view.ts'
import { follow } from './live.ts'

/** Keeps the hall's screen up to date; nobody stands by to reload it. */
export function mount(element: HTMLElement, given: ScreenProps): void {
  const place = element.querySelector<HTMLElement>('[data-fallback]')!
  let props = given
  hydrate(<Screen props={props} />, place)
  const set = (change: Partial<ScreenProps>) => {
    props = { ...props, ...change }
    render(<Screen props={props} />, place)
  }
  follow({
    url: props.live,
    view: 'public',
    board: () => props.board,
    change: (board) => set({ board }),
    connected: (connected) => set({ connected }),
    reset: () => location.reload(),
  })
}
