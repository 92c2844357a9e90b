import { rmSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { tablesOf } from '#src/platform/backup/tables.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { ok } from '#src/platform/outcome.ts'
import { getSetting, putSetting } from '#src/platform/settings.ts'
import { write } from '#src/platform/write.ts'
import { hepatobiliary } from './hepatobiliary.ts'
import { tuyenQuang } from './tuyen-quang.ts'
import { vsir2026 } from './vsir-2026.ts'

const MEETINGS = [tuyenQuang, hepatobiliary, vsir2026].map((draft) => draft.slug)

/** What would be lost with the demonstration though it is none of it. */
export interface Others {
  readonly accounts: number
  readonly events: number
  readonly articles: number
  readonly cases: number
}

/** Whether this instance is the demonstration; a real society never is. */
export const isDemonstration = (ctx: Context): Promise<boolean> => getSetting(ctx, 'society.demonstration', false)

export async function others({ db }: Context): Promise<Others> {
  const { rows } = await sql<Others>`select
    (select count(*) from auth_user where email not like '%@demo.example') as accounts,
    (select count(*) from event where slug not in (${sql.join(MEETINGS)})) as events,
    (select count(*) from article where generated = 0) as articles,
    (select count(*) from case_record where synthetic = 0) as cases`.execute(db)
  const { accounts, events, articles, cases } = rows[0]!
  // PostgreSQL counts in strings.
  return { accounts: Number(accounts), events: Number(events), articles: Number(articles), cases: Number(cases) }
}

/**
 * Makes an empty society of the demonstration: the mails and accounts' passwords beside the database go, then every row
 * of every table, with that every setting that it made, then the files. The secret stays. Cut off before the rows it is
 * done again; they go together, and files without rows are swept. Nothing else may work on the instance meanwhile.
 */
export async function endDemo(ctx: Context): Promise<void> {
  for (const left of ['demo-accounts.json', 'mail'])
    rmSync(path.join(ctx.config.dataDir, left), { recursive: true, force: true })
  const tables = await tablesOf(ctx.db, ctx.engine)
  await write(ctx, systemActor('end-demo'), async (tx) => {
    const names = tables.map(({ name }) => `"${name}"`)
    if (ctx.engine === 'postgres') await sql.raw(`truncate ${names.join(', ')} cascade`).execute(tx.db)
    else {
      // The tables point at each other: what counts is that nothing points anywhere at the end.
      await sql`pragma defer_foreign_keys = on`.execute(tx.db)
      for (const name of names) await sql.raw(`delete from ${name}`).execute(tx.db)
    }
    // Else the next start would find an empty database and make the demonstration anew.
    await putSetting(tx, 'demo.ended', true)
    return ok()
  })
  for await (const { hash } of ctx.blobs.list()) await ctx.blobs.remove(hash)
}
