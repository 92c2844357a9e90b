import { pick } from '#src/lib/text/multilingual.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import { Empty } from '#src/ui/feedback.tsx'
import { Button } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Listing, ListingItem } from '#src/ui/listing.tsx'
import { Time } from '#src/ui/time.tsx'
import { textOf } from '../json.ts'
import { show, societyZone } from '../kit.tsx'
import { visibleCases } from '../policy.ts'
import { quizWords } from './messages.ts'
import { round } from './pages/edit.tsx'

/** One's own scores, of cases that one may still see. One statement. */
export async function scores(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  if (actor.personId === null)
    return c.redirect(to(lang, `/sign-in?next=${encodeURIComponent(to(lang, '/cases/scores'))}`), 303)
  const t = quizWords(lang)
  const zone = await societyZone(ctx)
  const rows = await ctx.db
    .selectFrom('case_quiz_reader')
    .innerJoin('case_record', 'case_record.id', 'case_quiz_reader.case_id')
    .select(['case_record.code', 'case_record.title', 'score', 'most', 'done_at'])
    .where('case_quiz_reader.person_id', '=', actor.personId)
    .where('case_record.id', 'in', visibleCases(ctx.db, actor, ctx.clock.now()))
    .orderBy('done_at', 'desc')
    .limit(500)
    .execute()
  return await show(
    c,
    { title: t('myScores') },
    <>
      <h1>{t('myScores')}</h1>
      {rows.length === 0 ? (
        <Empty title={t('noneOfMine')} action={<Button href={to(lang, '/cases')}>{t('toCases')}</Button>}>
          <p>{t('noneOfMineHint')}</p>
        </Empty>
      ) : (
        <Listing>
          {rows.map((row) => {
            const title = pick(textOf(row.title), lang)
            return (
              <ListingItem
                key={row.code}
                title={title.text}
                titleLang={title.lang}
                href={to(lang, `/cases/${row.code}/quiz`)}
                aside={<Time at={row.done_at} zone={zone} show="date" />}
                meta={row.most > 0 ? t('yourScore', { score: round(row.score), most: row.most }) : t('scoreText')}
              />
            )
          })}
        </Listing>
      )}
    </>,
  )
}
