import { render } from 'preact'
import { Editor } from './editor/app.tsx'
import './editor/editor.css'
import { fetchState, listen } from './editor/live.ts'
import { EditorStore } from './editor/store.ts'
import type { EditorProps } from './editor/types.ts'

/** Puts the grid in the place of the tables, which stay where anything of this fails. */
export async function mount(element: HTMLElement, props: EditorProps): Promise<void> {
  const state = await fetchState(props.slug)
  const store = new EditorStore(props, state, state.me)
  const place = document.createElement('div')
  element.querySelector('[data-fallback]')?.replaceWith(place)
  render(<Editor store={store} canEdit={props.canEdit && state.canEdit} />, place)
  listen(store)
}
