import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Addresses of a built entry: its script, its styles, and what to preload. */
export interface Entry {
  readonly js?: string
  readonly css: readonly string[]
  readonly preload: readonly string[]
}

/** Looks an entry up by its source path, `src/ui/client/page.ts`; an unknown one is empty (nothing built: tests). */
export interface Assets {
  (entry: string): Entry
  /** Changes with every build; part of page tags so that a new build is never answered from an old cache. */
  readonly version: string
  /** Folder of the built files, or null. */
  readonly dir: string | null
}

interface Chunk {
  file: string
  css?: string[]
  imports?: string[]
}

/** Reads Vite's manifest below `dir`. */
export function readAssets(dir: string): Assets {
  const file = path.join(dir, '.vite', 'manifest.json')
  if (!existsSync(file)) return noAssets
  const source = readFileSync(file, 'utf8')
  const manifest = JSON.parse(source) as Record<string, Chunk>
  const known = new Map<string, Entry>()
  const lookUp = (entry: string): Entry => {
    const chunk = manifest[entry]
    if (!chunk) return { css: [], preload: [] }
    if (chunk.file.endsWith('.css')) return { css: [`/${chunk.file}`], preload: [] }
    return {
      js: `/${chunk.file}`,
      css: (chunk.css ?? []).map((f) => `/${f}`),
      preload: (chunk.imports ?? []).flatMap((key) => (manifest[key] ? [`/${manifest[key].file}`] : [])),
    }
  }
  const version = hash(source)
  return Object.assign(
    (entry: string): Entry => {
      const found = known.get(entry) ?? lookUp(entry)
      known.set(entry, found)
      return found
    },
    { version, dir },
  )
}

export const noAssets: Assets = Object.assign((): Entry => ({ css: [], preload: [] }), { version: 'none', dir: null })

/** FNV-1a, enough to tell builds apart. */
function hash(text: string): string {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0
  return h.toString(36)
}
