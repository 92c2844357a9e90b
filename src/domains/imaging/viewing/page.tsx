import type { ComponentChildren } from 'preact'
import { say } from '#src/lib/text/multilingual.ts'
import { ENTRIES } from '#src/ui/entries.ts'
import { embed, type Json } from '#src/ui/island.tsx'
import { HeadAssets } from '#src/ui/page-assets.tsx'
import type { Shell } from '#src/ui/page.tsx'
import type { ViewerConfig } from '#src/viewer/config.ts'
import { viewing } from './messages.ts'

/** The decoder, asked for beside the scripts: it would else wait for two of them. */
const DECODER = 'node_modules/@cornerstonejs/codec-openjph/dist/openjphjs.wasm'

export interface ViewerPageProps {
  readonly shell: Shell
  readonly config: ViewerConfig
  /** Address of the pictures without JavaScript; the first study's own when absent. */
  readonly plain?: string
}

/**
 * The viewer's document: nothing but the viewer, dark whatever the theme. Shows a way to plain pictures where there is no
 * JavaScript, or while it does not come.
 */
export function ViewerPage({ shell, config, plain }: ViewerPageProps) {
  const { lang } = shell
  const t = viewing(lang)
  const [study] = config.studies
  const fallback = plain ?? (study ? `/${lang}/imaging/studies/${study}/view/plain` : config.back)
  const files = shell.assets(ENTRIES.viewer)
  const decoder = shell.assets(DECODER).js
  return (
    <html lang={lang} data-theme="dark" class="tone-dark viewer-document">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <title>{`${config.title} · ${say(shell.society.name, lang)}`}</title>
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="dark" />
        <meta name="theme-color" content="#000000" />
        <HeadAssets shell={shell} entries={[ENTRIES.viewer]} />
        {config.studies.slice(0, 1).map((uid) => (
          <link key={uid} rel="preload" as="fetch" crossorigin="anonymous" href={`/imaging/studies/${uid}/index`} />
        ))}
        {decoder ? <link rel="preload" as="fetch" crossorigin="anonymous" href={decoder} /> : null}
        {files.preload.map((href) => (
          <link key={href} rel="modulepreload" href={href} />
        ))}
        {files.js ? <script type="module" src={files.js} nonce={shell.nonce ?? undefined} /> : null}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      </head>
      <body>
        <div id="viewer" class="viewer">
          <script type="application/json" dangerouslySetInnerHTML={{ __html: embed(config as unknown as Json) }} />
          <main class="viewer-wait">
            <h1>{config.title}</h1>
            <p class="viewer-wait-js">{t('loading')}</p>
            <noscript>
              <p>{t('noscript')}</p>
            </noscript>
            <p>
              <a href={fallback}>{t('plain')}</a> · <a href={config.back}>{t('back')}</a>
            </p>
          </main>
        </div>
      </body>
    </html>
  )
}

/** A document for plain pictures in the same dark room. */
export function PlainDocument(props: { shell: Shell; title: string; children: ComponentChildren }) {
  const { shell, title } = props
  return (
    <html lang={shell.lang} data-theme="dark" class="tone-dark">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${say(shell.society.name, shell.lang)}`}</title>
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="dark" />
        <HeadAssets shell={shell} entries={[ENTRIES.viewer]} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      </head>
      <body class="viewer-plain">{props.children}</body>
    </html>
  )
}
