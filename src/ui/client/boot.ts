/// <reference types="vite/client" />
/** What a file in a domain's `islands/` exports: takes over the element, which still holds the fallback. */
export interface IslandModule<P = unknown> {
  mount(element: HTMLElement, props: P): void | Promise<void>
}

const registry = import.meta.glob<IslandModule>('/src/domains/*/islands/*.island.tsx')

/** `events/editor` -> the key of the registry. */
export const islandFile = (name: string): string => {
  const [domain, file] = name.split('/')
  return `/src/domains/${domain}/islands/${file}.island.tsx`
}

/** Mounts every island of the page; one that fails leaves its fallback standing and does not stop the others. */
export async function boot(root: ParentNode, find: Record<string, () => Promise<IslandModule>>): Promise<void> {
  const elements = [...root.querySelectorAll<HTMLElement>('[data-island]')]
  await Promise.all(
    elements.map(async (element) => {
      try {
        const load = find[islandFile(element.dataset['island'] ?? '')]
        if (!load) throw new Error(`no island ${element.dataset['island']}`)
        const props: unknown = JSON.parse(
          element.querySelector('script[type="application/json"]')?.textContent ?? 'null',
        )
        const island = await load()
        await island.mount(element, props)
        element.dataset['mounted'] = ''
      } catch (error) {
        element.dataset['failed'] = ''
        reportError(error)
      }
    }),
  )
}

if (typeof document !== 'undefined') void boot(document, registry)
