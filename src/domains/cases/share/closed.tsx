import type { Ctx } from '#src/platform/http/env.ts'
import { to } from '#src/ui/link.ts'
import { ErrorPage } from '#src/ui/feedback.tsx'
import { show } from '../kit.tsx'
import { caseWords } from '../messages/case.ts'
import { shareWords } from './messages.ts'

/**
 * What a link leads to that opens nothing: ended, taken back, torn in a mail, never made. All say the same, so nobody learns
 * which.
 */
export async function closedLink(c: Ctx): Promise<Response> {
  const { lang } = c.var
  const t = shareWords(lang)
  return show(
    c,
    { title: t('closed') },
    <ErrorPage
      status={404}
      title={t('closed')}
      mend={t('closedMend')}
      action={<a href={to(lang, '/cases')}>{caseWords(lang)('cases')}</a>}
    >
      <p>{t('closedWhy')}</p>
    </ErrorPage>,
    404,
  )
}

/** Whether this browser brings the key of a link that once was of this case: it may know that the link is closed. */
export async function heldLink(c: Ctx, code: string): Promise<boolean> {
  const { ctx, actor } = c.var
  if (!actor.keys?.length) return false
  const found = await ctx.db
    .selectFrom('case_share')
    .innerJoin('case_record', 'case_record.id', 'case_share.case_id')
    .select('case_share.id')
    .where('case_share.key_hash', 'in', [...actor.keys])
    .where('case_record.code', '=', code)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
