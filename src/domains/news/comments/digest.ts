import { mailLangs } from '#src/domains/people/index.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { href } from '#src/platform/http/language.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { mailWords } from '../messages/mail.ts'
import { unreachable, unsubscribeUrl } from '../newsletter/lists.ts'

/** Once a day, to the secretariat: how many comments wait, if any came since yesterday. */
export const tellModerators: JobHandler = async (ctx: Context) => {
  await write(ctx, systemActor('job:news:moderation-mail'), async (tx) => {
    const waiting = await tx.db
      .selectFrom('comment')
      .select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.max('created_at').as('latest')])
      .where('state', '=', 'held')
      .executeTakeFirstOrThrow()
    const { n } = waiting
    // Nothing new: those who know need not be told again.
    if (n === 0 || tx.now - waiting.latest > DAY) return ok()
    const people = await tx.db
      .selectFrom('auth_user')
      .innerJoin('person', 'person.id', 'auth_user.person_id')
      .innerJoin('role_grant', 'role_grant.person_id', 'person.id')
      .select(['auth_user.email', 'person.id', 'person.name', 'person.locale', 'person.country'])
      .where('role_grant.event_id', '=', '')
      .where('role_grant.role', '=', 'secretariat')
      .where('auth_user.email_verified', '=', 1)
      .where('person.erased_at', 'is', null)
      .execute()
    const off = await unreachable(
      tx.db,
      people.map((one) => one.email),
      'notices',
    )
    const langOf = await mailLangs(tx.db)
    for (const one of people) {
      if (off.has(one.email)) continue
      const lang = langOf(one)
      const t = mailWords(lang)
      const url = `${ctx.config.baseUrl}${href(lang, '/manage/comments')}`
      await tx.mail({
        to: one.email,
        name: one.name,
        personId: one.id,
        lang,
        subject: t('waitingSubject', { n }),
        text: t('waitingText', { n, url }),
        listUnsubscribe: unsubscribeUrl(ctx, lang, one.email, 'notices'),
      })
    }
    return ok()
  })
}

const DAY = 86_400_000
