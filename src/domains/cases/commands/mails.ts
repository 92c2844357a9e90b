import { mailLangs } from '#src/domains/people/index.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { href } from '#src/platform/http/language.ts'
import type { Tx } from '#src/platform/write.ts'
import { mailWords } from '../messages/mails.ts'
import { pathOf } from '../queries/case.ts'
import type { CaseRecordTable } from '../tables.ts'

/** Mails carry the code and a link, never a title or a word of the case: it is read where permission is asked. */
async function tell(
  tx: Tx,
  persons: readonly string[],
  words: (lang: Lang) => { subject: string; text: string },
): Promise<void> {
  if (persons.length === 0) return
  const people = await tx.db
    .selectFrom('auth_user')
    .innerJoin('person', 'person.id', 'auth_user.person_id')
    .select(['auth_user.email', 'person.id', 'person.name', 'person.locale', 'person.country'])
    .where('person.id', 'in', persons)
    .where('auth_user.email_verified', '=', 1)
    .where('person.erased_at', 'is', null)
    .execute()
  const langOf = await mailLangs(tx.db)
  for (const one of people) {
    const lang = langOf(one)
    await tx.mail({ to: one.email, name: one.name, personId: one.id, lang, ...words(lang) })
  }
}

const urlOf = (tx: Tx, lang: Lang, code: string): string => `${tx.ctx.config.baseUrl}${href(lang, pathOf(code))}`

/** Those named as case reviewers; the secretariat where nobody is named. */
export async function tellReviewers(tx: Tx, row: CaseRecordTable): Promise<void> {
  const named = await tx.db.selectFrom('case_reviewer').select('person_id').execute()
  const persons =
    named.length > 0
      ? named
      : await tx.db
          .selectFrom('role_grant')
          .select('person_id')
          .where('event_id', '=', '')
          .where('role', '=', 'secretariat')
          .execute()
  const to = persons.map((one) => one.person_id).filter((id) => id !== row.owner_id)
  await tell(tx, to, (lang) => {
    const t = mailWords(lang)
    return {
      subject: t('reviewSubject', { code: row.code }),
      text: t('reviewText', { code: row.code, url: urlOf(tx, lang, row.code) }),
    }
  })
}

export async function tellOwner(tx: Tx, row: CaseRecordTable, what: 'accepted' | 'returned'): Promise<void> {
  await tell(tx, [row.owner_id], (lang) => {
    const t = mailWords(lang)
    return {
      subject: t(`${what}Subject`, { code: row.code }),
      text: t(`${what}Text`, { code: row.code, url: urlOf(tx, lang, row.code) }),
    }
  })
}
