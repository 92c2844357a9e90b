import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

/**
 * The house's rule of who may import whom, as ARCHITECTURE.md states it. A broken rule names the file and the
 * import, so that the mend is either another place for the code or a change of this table with its reason.
 */
const root = path.resolve(import.meta.dirname, '..')
const files = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((file) => !/\.test\.tsx?$|\/testing\.ts$/.test(file))

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

const imports: Import[] = files.flatMap((from) => {
  const source = readFileSync(path.join(root, from), 'utf8')
  const found = source.matchAll(/(?:^|\n)\s*(import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\('([^']+)'\)/g)
  return [...found].map((m) => ({ from, to: resolve(from, (m[3] ?? m[4])!), typeOnly: m[2] !== undefined }))
})

function resolve(from: string, target: string): string {
  if (target.startsWith('#src/')) return `src/${target.slice(5)}`
  if (target.startsWith('.')) return path.normalize(path.join(path.dirname(from), target))
  return target
}

const inside = (file: string, folder: string) => file.startsWith(`${folder}/`)
const domainOf = (file: string) => /^src\/domains\/([^/]+)\//.exec(file)?.[1]
const broken = (rule: (i: Import) => boolean) => imports.filter(rule).map((i) => `${i.from} -> ${i.to}`)

/** A domain may know of those to its left only. */
const ORDER = [
  'people',
  'events',
  'abstracts',
  'registration',
  'discussion',
  'lectures',
  'credit',
  'imaging',
  'cases',
  'ai',
  'practice',
  'news',
]

describe('who may import whom', () => {
  it('finds the sources at all', () => {
    expect(files.length).toBeGreaterThan(50)
    expect(imports.length).toBeGreaterThan(100)
  })

  it('lib is pure: it imports only lib, packages, and nothing of Node', () => {
    expect(
      broken(
        (i) =>
          inside(i.from, 'src/lib') &&
          (i.to.startsWith('node:') || (i.to.startsWith('src/') && !inside(i.to, 'src/lib'))),
      ),
    ).toEqual([])
  })

  it('platform knows no domain; its administration pages may use the interface', () => {
    const allowed = (i: Import) =>
      inside(i.to, 'src/platform') ||
      inside(i.to, 'src/lib') ||
      !i.to.startsWith('src/') ||
      (inside(i.from, 'src/platform/admin') && inside(i.to, 'src/ui'))
    expect(broken((i) => inside(i.from, 'src/platform') && !allowed(i))).toEqual([])
  })

  it('ui knows no domain', () => {
    expect(broken((i) => inside(i.from, 'src/ui') && inside(i.to, 'src/domains') && !i.to.includes('*'))).toEqual([])
  })

  it('a domain is entered through its index.ts only, and only from its right', () => {
    expect(
      broken((i) => {
        const [from, to] = [domainOf(i.from), domainOf(i.to)]
        return (
          from !== undefined &&
          to !== undefined &&
          from !== to &&
          (i.to !== `src/domains/${to}/index.ts` || ORDER.indexOf(to) > ORDER.indexOf(from))
        )
      }),
    ).toEqual([])
  })

  it('islands, browser scripts and the service worker need nothing of Node or of the server', () => {
    const browser = (file: string) =>
      /\/(islands|client)\//.test(file) || inside(file, 'src/offline') || inside(file, 'src/viewer')
    const server = (i: Import) =>
      !i.typeOnly &&
      (i.to.startsWith('node:') ||
        inside(i.to, 'src/platform') ||
        /\/(commands|queries|routes|working-copy)\.tsx?$/.test(i.to))
    expect(broken((i) => browser(i.from) && server(i))).toEqual([])
  })

  it('there are no circles', () => {
    const graph = new Map<string, string[]>()
    for (const { from, to, typeOnly } of imports)
      if (!typeOnly && to.startsWith('src/')) graph.set(from, [...(graph.get(from) ?? []), to])
    const done = new Set<string>()
    const circles: string[] = []
    const walk = (file: string, trail: string[]) => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '))
      if (done.has(file) || trail.includes(file)) return
      for (const next of graph.get(file) ?? []) walk(next, [...trail, file])
      done.add(file)
    }
    for (const file of files) walk(file, [])
    expect(circles).toEqual([])
  })
})

describe('messages', () => {
  it('plural forms hold no further braces: the filling does not nest', () => {
    const nested = files.flatMap((file) =>
      [...readFileSync(path.join(root, file), 'utf8').matchAll(/\{\w+#[^|{}'"`]*\|?[^|{}'"`]*\{\w+\}/g)].map(
        ([text]) => `${file}: ${text}`,
      ),
    )
    expect(nested).toEqual([])
  })
})
