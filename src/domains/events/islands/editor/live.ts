import type { EditorStore } from './store.ts'
import type { EditorState, LiveEdit } from './types.ts'

export async function fetchState(slug: string): Promise<EditorState> {
  const response = await fetch(`/api/events/${slug}/editor`, { headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`the programme could not be read: ${response.status}`)
  return (await response.json()) as EditorState
}

/** Listens to what others do; the browser reconnects by itself and says with which number it left off. */
export function listen(store: EditorStore): () => void {
  const { slug } = store.props
  const source = new EventSource(`/manage/events/${slug}/live?from=${store.from}`)
  const on = <T>(name: string, act: (data: T) => void) =>
    source.addEventListener(name, (event) => act(JSON.parse((event as MessageEvent<string>).data) as T))
  const refresh = async (revision: number) => {
    if (!store.knows(revision)) store.reset(await fetchState(slug))
  }
  on<LiveEdit>('edit', (edit) => store.receive(edit))
  on<readonly { personId: string; name: string }[]>('presence', (all) => store.setOthers(all))
  on<{ revision: number }>('reload', ({ revision }) => void refresh(revision))
  on<{ revision: number }>('hello', ({ revision }) => {
    store.setOffline(false)
    void refresh(revision)
  })
  source.addEventListener('error', () => store.setOffline(true))
  const leave = () => source.close()
  addEventListener('pagehide', leave)
  return () => {
    removeEventListener('pagehide', leave)
    source.close()
  }
}
