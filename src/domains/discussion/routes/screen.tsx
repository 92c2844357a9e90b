import { pick } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { ReadingContext, type Reading } from '#src/ui/context.tsx'
import { ENTRIES } from '#src/ui/entries.ts'
import { Island, type Json } from '#src/ui/island.tsx'
import { HeadAssets, TailAssets } from '#src/ui/page-assets.tsx'
import { ui } from '#src/ui/messages.ts'
import { page, shellOf } from '#src/ui/shell.ts'
import type { ItemKind } from '../items.ts'
import { onPages } from '../page-messages.ts'
import { Screen } from '../pages/screen.tsx'
import type { ScreenProps } from '../pages/view.ts'
import { qrPath } from '../qr.ts'
import { boardOf } from '../queries/board.ts'
import { itemPath, open, viewOf, type Opened } from './request.ts'

const STYLES = 'src/domains/discussion/client/screen.ts'
/** Seconds after which a screen without JavaScript asks again. */
const REFRESH = 15

/** The screen in the hall: a document of its own, that shows nothing but what everyone may see. */
export function screenRoutes(app: App, kind: ItemKind): void {
  app.get(`/events/:slug/${kind}s/:code/discussion/screen`, async (c) => {
    const o = await open(c, kind)
    return o ? show(c, o) : c.notFound()
  })
}

async function show(c: Ctx, o: Opened): Promise<Response> {
  const { ctx, lang } = c.var
  const { event, item } = o.place
  const shell = await shellOf(c)
  const { origin } = new URL(ctx.config.baseUrl)
  const hall = o.settings.asking === 'hall' ? o.settings.hallCode : ''
  const join = hall
    ? `${origin}/hall/${hall}/${item.kind}/${item.code}`
    : `${origin}${href(lang, itemPath(event.slug, item))}/discussion`
  const board = await boardOf(ctx, item, 'public')
  const props: ScreenProps = {
    ...viewOf(c, o),
    csrf: '',
    board,
    event: pick(event.title, lang, event.langs),
    qr: qrPath(join),
    joinUrl: (hall ? `${origin}/hall` : join).replace(/^https?:\/\//, ''),
    hallCode: hall,
    generated: board.generated || event.generated ? ui(lang)('generated') : '',
    connected: null,
  }
  const reading: Reading = { lang, islands: false, hangul: true }
  return page(
    c,
    <html lang={lang} data-theme="dark">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <noscript>
          <meta http-equiv="refresh" content={String(REFRESH)} />
        </noscript>
        <title>{`${onPages(lang)('screenView')}: ${props.title.text}`}</title>
        <HeadAssets shell={shell} entries={[ENTRIES.board, STYLES]} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      </head>
      <body>
        <ReadingContext.Provider value={reading}>
          <Island name="discussion/screen" props={props as unknown as Json}>
            <Screen props={props} />
          </Island>
          <TailAssets shell={shell} reading={reading} entries={[]} />
        </ReadingContext.Provider>
      </body>
    </html>,
  )
}
