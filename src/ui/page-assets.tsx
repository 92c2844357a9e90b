import { useContext } from 'preact/hooks'
import { ReadingContext, type Reading } from './context.tsx'
import { ENTRIES } from './entries.ts'
import type { Shell } from './page.tsx'

/**
 * Stylesheets of the entries, in order, each once. They are the only thing that painting waits for.
 * In the head; or where a domain shows something of its own on another's page.
 */
export function HeadAssets({ shell, entries }: { shell: Pick<Shell, 'assets'>; entries: readonly string[] }) {
  const sheets = new Set(entries.flatMap((entry) => shell.assets(entry).css))
  return (
    <>
      {[...sheets].map((href) => (
        <link key={href} rel="stylesheet" href={href} />
      ))}
    </>
  )
}

/**
 * The last lines of the body. A stylesheet linked here blocks no painting above it, so the many Hangul @font-face
 * rules come here; scripts are modules, deferred by nature. Renders last, so it knows what the page turned out to hold.
 */
export function TailAssets({ shell, entries }: { shell: Shell; reading: Reading; entries: readonly string[] }) {
  const reading = useContext(ReadingContext)
  const wanted = reading.islands ? [...entries, ENTRIES.boot] : entries
  const built = [...new Set(wanted)].map((entry) => shell.assets(entry))
  const preload = new Set(built.flatMap((files) => files.preload))
  const hangul = reading.hangul ? shell.assets(ENTRIES.hangul).css : []
  return (
    <>
      {hangul.map((href) => (
        <link key={href} rel="stylesheet" href={href} />
      ))}
      {[...preload].map((href) => (
        <link key={href} rel="modulepreload" href={href} />
      ))}
      {built.map(({ js }) => (js ? <script key={js} type="module" src={js} nonce={shell.nonce ?? undefined} /> : null))}
    </>
  )
}
