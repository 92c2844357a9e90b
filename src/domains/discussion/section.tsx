import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import type { Context } from '#src/platform/context.ts'
import { href } from '#src/platform/http/language.ts'
import type { Actor } from '#src/platform/authz.ts'
import { GeneratedMark } from '#src/ui/feedback.tsx'
import { Section } from '#src/ui/listing.tsx'
import { HeadAssets } from '#src/ui/page-assets.tsx'
import type { ComponentChildren } from 'preact'
import { onPages } from './page-messages.ts'
import { placeOf, type ItemKind } from './items.ts'
import { Record } from './pages/record.tsx'
import type { View } from './pages/view.ts'
import { boardOf } from './queries/board.ts'
import { casesIn } from './queries/cases.ts'
import { STYLES } from './routes/frame.tsx'
import { itemPath } from './routes/request.ts'

/** Questions that the talk's own page shows; the rest is behind the link. */
const SHOWN = 5

/** The discussion on the public page of its session or talk: what was asked and answered, and the way in. Null before it was opened. */
export async function itemSection(
  ctx: Context,
  actor: Actor,
  lang: Lang,
  item: { slug: string; kind: ItemKind; code: string },
): Promise<ComponentChildren> {
  const place = await placeOf(ctx, actor, item.slug, item.kind, item.code)
  if (!place) return null
  const board = await boardOf(ctx, place.item, 'public')
  if (board.head.state === 'planned') return null
  const t = onPages(lang)
  const at = itemPath(place.event.slug, place.item)
  const view: View = {
    lang,
    base: `${href(lang, at)}/discussion`,
    live: '',
    csrf: '',
    zone: place.event.zone,
    kind: place.item.kind,
    title: pick(place.item.title, lang),
    talks: place.item.talks.map((talk) => ({
      id: talk.id,
      title: pick(talk.title, lang).text,
      lang: pick(talk.title, lang).lang,
      href: href(lang, itemPath(place.event.slug, { kind: 'talk', code: talk.code })),
    })),
    cases: await casesIn(ctx, actor, lang, board),
  }
  return (
    <Section title={t(board.head.state === 'open' ? 'discussion' : 'record')} id="discussion">
      {/* The page is another domain's: what is shown here brings its own styles. */}
      <HeadAssets shell={ctx} entries={[STYLES]} />
      {board.generated ? <GeneratedMark /> : null}
      {board.head.state === 'open' ? null : <Record board={board} view={view} limit={SHOWN} />}
      <p>
        <a href={view.base}>{t(board.head.state === 'open' ? 'joinNow' : 'readAll')}</a>
        {board.questions.length > 0 ? ` · ${t('questionCount', { n: board.questions.length })}` : ''}
      </p>
    </Section>
  )
}
