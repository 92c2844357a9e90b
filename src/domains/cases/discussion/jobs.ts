import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { href } from '#src/platform/http/language.ts'
import { ok } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { caseById, pathOf } from '../queries/case.ts'
import { leaveUrl } from './mail-token.ts'
import { mailWords } from './mail-messages.ts'
import { actorsOf, addressesOf } from './people.ts'

type Kind = 'comment' | 'mention' | 'expert'

/**
 * Tells those who follow a case that something was said: its editors, experts, all who wrote in it, and who is named;
 * each if they still see the case and want to hear of it. Once, however often the job runs.
 */
export const tellComment: JobHandler = async (ctx: Context, { id }: { id: string }) => {
  const comment = await ctx.db.selectFrom('case_comment').selectAll().where('id', '=', id).executeTakeFirst()
  if (!comment || comment.state !== 'shown') return
  const { case_id: caseId } = comment
  const named = new Set(
    (await ctx.db.selectFrom('case_mention').select('person_id').where('comment_id', '=', id).execute()).map(
      (row) => row.person_id,
    ),
  )
  const followers = await ctx.db
    .selectFrom('case_author')
    .select('person_id')
    .where('case_id', '=', caseId)
    .where('person_id', 'is not', null)
    .union(ctx.db.selectFrom('case_expert').select('person_id').where('case_id', '=', caseId))
    .union(
      ctx.db
        .selectFrom('case_comment')
        .select('author_id as person_id')
        .where('case_id', '=', caseId)
        .where('author_id', 'is not', null),
    )
    .union(
      ctx.db.selectFrom('case_follow').select('person_id').where('case_id', '=', caseId).where('mails', '=', 'all'),
    )
    .execute()
  const persons = [...new Set([...followers.flatMap((row) => row.person_id ?? []), ...named])]
  const wanted = persons.filter((person) => person !== comment.author_id)
  await tell(
    ctx,
    caseId,
    `case-comment:${id}`,
    wanted,
    (person) => (named.has(person) ? 'mention' : 'comment'),
    `#c-${id}`,
  )
}

export const tellExpert: JobHandler = async (
  ctx: Context,
  { caseId, personId, at }: { caseId: string; personId: string; at: number },
) => {
  await tell(ctx, caseId, `case-expert:${caseId}:${personId}:${at}`, [personId], () => 'expert', '')
}

async function tell(
  ctx: Context,
  caseId: string,
  batch: string,
  persons: readonly string[],
  kindOf: (person: string) => Kind,
  anchor: string,
): Promise<void> {
  const willing = await willingOf(ctx, caseId, persons, kindOf)
  const seeing: string[] = []
  let code = ''
  for (const [id, actor] of await actorsOf(ctx.db, willing)) {
    const found = await caseById(ctx, actor, caseId)
    if (!found) continue
    seeing.push(id)
    code = found.code
  }
  const addresses = await addressesOf(ctx.db, seeing)
  await write(ctx, systemActor('job:cases:tell'), async (tx) => {
    if (await isTold(tx, batch)) return ok()
    for (const { personId, name, email, lang } of addresses) {
      const kind = kindOf(personId)
      const t = mailWords(lang)
      const page = kind === 'expert' ? pathOf(code) : `${pathOf(code)}/discussion`
      const leave = leaveUrl(ctx, lang, personId, caseId)
      const words = { url: `${ctx.config.baseUrl}${href(lang, page)}${anchor}`, leave }
      await tx.mail({
        to: email,
        name,
        personId,
        batch,
        lang,
        subject: t(`${kind}Subject`),
        text: t(`${kind}Text`, words),
        listUnsubscribe: leave,
      })
    }
    return ok()
  })
}

const isTold = async (tx: Tx, batch: string): Promise<boolean> =>
  (await tx.db.selectFrom('mail').select('id').where('batch', '=', batch).limit(1).executeTakeFirst()) !== undefined

/** Those of the persons who want such a mail: by what they said of this case, else of all cases. Two statements. */
async function willingOf(
  ctx: Context,
  caseId: string,
  persons: readonly string[],
  kindOf: (person: string) => Kind,
): Promise<string[]> {
  if (persons.length === 0) return []
  const ofCase = new Map(
    (
      await ctx.db
        .selectFrom('case_follow')
        .select(['person_id', 'mails'])
        .where('case_id', '=', caseId)
        .where('person_id', 'in', persons)
        .execute()
    ).map((row) => [row.person_id, row.mails]),
  )
  const ofAll = new Map(
    (await ctx.db.selectFrom('case_mail_choice').selectAll().where('person_id', 'in', persons).execute()).map((row) => [
      row.person_id,
      row.mails,
    ]),
  )
  return persons.filter((person) => {
    if (ofCase.get(person) === 'none') return false
    const choice = ofAll.get(person) ?? 'all'
    return choice === 'all' || (choice === 'mentions' && kindOf(person) !== 'comment')
  })
}
