import { shortDateTime } from '#src/lib/time/format.ts'
import { zoneLabel } from '#src/lib/time/format.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { href } from '#src/platform/http/language.ts'
import { ok } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { addressesOf } from '../discussion/people.ts'
import { societyZone } from '../kit.tsx'
import { consultMails, consultWords } from './messages.ts'
import { isOverdue, remindAt } from './model.ts'
import type { ConsultationTable } from './tables.ts'

type What = 'asked' | 'remind' | 'overdue' | 'answered' | 'declined' | 'proposed' | 'closed'

const rowOf = (ctx: Context, id: string): Promise<ConsultationTable | undefined> =>
  ctx.db.selectFrom('consultation').selectAll().where('id', '=', id).executeTakeFirst()

/** One mail a person; nothing of the case in it. `batch` makes a job that runs twice send once. */
async function mailTo(
  tx: Tx,
  zone: string,
  row: ConsultationTable,
  what: What,
  persons: readonly string[],
  batch: string,
): Promise<void> {
  const known = await tx.db.selectFrom('mail').select('id').where('batch', '=', batch).limit(1).executeTakeFirst()
  if (known) return
  for (const { personId, name, email, lang } of await addressesOf(tx.db, persons)) {
    const t = consultMails(lang)
    const words = {
      urgency: consultWords(lang)(`urgency.${row.urgency}`),
      due: `${shortDateTime(lang, zone, row.due_at)} ${zoneLabel(lang, zone, row.due_at)}`,
      url: `${tx.ctx.config.baseUrl}${href(lang, `/consultations/${row.code}`)}`,
    }
    const subject = t(`${what}Subject`, words)
    await tx.mail({ to: email, name, personId, batch, lang, subject, text: t(`${what}Text`, words) })
  }
}

const run = (ctx: Context, name: string, body: (tx: Tx, zone: string) => Promise<void>) =>
  societyZone(ctx).then((zone) =>
    write(ctx, systemActor(`job:${name}`), async (tx) => {
      await body(tx, zone)
      return ok()
    }),
  )

const asked: JobHandler = async (ctx: Context, { id, personId }: { id: string; personId: string }) => {
  const row = await rowOf(ctx, id)
  if (row?.state !== 'open') return
  await run(ctx, 'consult-asked', (tx, zone) =>
    mailTo(tx, zone, row, 'asked', [personId], `consult-asked:${id}:${personId}`),
  )
}

/** Experts who have said nothing are reminded once, where there is still time. */
const remind: JobHandler = async (ctx: Context, { id }: { id: string }) => {
  const row = await rowOf(ctx, id)
  const now = ctx.clock.now()
  if (row?.state !== 'open' || row.reminded_at !== null) return
  if (now < remindAt(row.created_at, row.due_at) || now >= row.due_at) return
  await run(ctx, 'consult-remind', async (tx, zone) => {
    const silent = await tx.db
      .selectFrom('consultation_expert')
      .select('person_id')
      .where('consultation_id', '=', id)
      .where('state', 'in', ['asked', 'accepted'])
      .execute()
    await tx.db.updateTable('consultation').set({ reminded_at: tx.now }).where('id', '=', id).execute()
    const persons = silent.map((expert) => expert.person_id)
    await mailTo(tx, zone, row, 'remind', persons, `consult-remind:${id}`)
  })
}

/** Nobody has answered by the time: who asked is told, so that they can telephone or ask somebody else. */
const due: JobHandler = async (ctx: Context, { id }: { id: string }) => {
  const row = await rowOf(ctx, id)
  if (!row || row.escalated_at !== null) return
  const answers = await ctx.db
    .selectFrom('consultation_answer')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('consultation_id', '=', id)
    .executeTakeFirstOrThrow()
  if (!isOverdue({ state: row.state, dueAt: row.due_at, answers: Number(answers.n) }, ctx.clock.now())) return
  await run(ctx, 'consult-due', async (tx, zone) => {
    await tx.db.updateTable('consultation').set({ escalated_at: tx.now }).where('id', '=', id).execute()
    await mailTo(tx, zone, row, 'overdue', [row.asker_id], `consult-overdue:${id}`)
  })
}

const news: JobHandler = async (
  ctx: Context,
  { id, what, at }: { id: string; what: 'answered' | 'declined' | 'proposed' | 'closed'; at: number },
) => {
  const row = await rowOf(ctx, id)
  if (!row) return
  await run(ctx, 'consult-news', async (tx, zone) => {
    const answered = await tx.db
      .selectFrom('consultation_expert')
      .select('person_id')
      .where('consultation_id', '=', id)
      .where('state', '=', 'answered')
      .execute()
    const persons = what === 'closed' ? answered.map((expert) => expert.person_id) : [row.asker_id]
    await mailTo(tx, zone, row, what, persons, `consult-${what}:${id}:${at}`)
  })
}

export const consultationJobs: Record<string, JobHandler> = {
  'cases:consult-asked': asked,
  'cases:consult-remind': remind,
  'cases:consult-due': due,
  'cases:consult-news': news,
}
