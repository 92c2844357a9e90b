import { sql, type Kysely } from 'kysely'
import type { Engine } from './connect.ts'
import type { AnyDb, Db } from './types.ts'

/** One step of the schema. Written once for both engines with Kysely's builder; never edited after release. */
export interface Migration {
  /** `events-0001-programme`: domain, number, what. */
  readonly id: string
  // The builder of a step knows no tables: they do not exist yet or have since changed.
  readonly up: (db: Kysely<Record<string, never>>, engine: Engine) => Promise<void>
}

/**
 * Applies what is missing, in the given order, each step in a transaction of its own.
 * On PostgreSQL an advisory lock keeps a second process waiting. Returns the ids applied.
 */
export async function migrate(
  db: Db,
  engine: Engine,
  migrations: readonly Migration[],
  onStep?: (id: string) => void,
): Promise<string[]> {
  await sql`create table if not exists migration (id varchar(200) primary key, applied_at bigint not null)`.execute(db)
  const applied: string[] = []
  for (const migration of migrations) {
    await db.transaction().execute(async (tx) => {
      if (engine === 'postgres') await sql`select pg_advisory_xact_lock(7205749)`.execute(tx)
      if (await isApplied(tx, migration.id)) return
      onStep?.(migration.id)
      await migration.up(tx as unknown as Kysely<Record<string, never>>, engine)
      await sql`insert into migration (id, applied_at) values (${migration.id}, ${Date.now()})`.execute(tx)
      applied.push(migration.id)
    })
  }
  return applied
}

/** Which of the steps a database still lacks, without changing it. */
export async function pending(db: Db, migrations: readonly Migration[]): Promise<string[]> {
  const missing: string[] = []
  for (const { id } of migrations) {
    if (!(await isApplied(db, id).catch(() => false))) missing.push(id)
  }
  return missing
}

async function isApplied(db: AnyDb, id: string): Promise<boolean> {
  const found = await sql<{ id: string }>`select id from migration where id = ${id}`.execute(db)
  return found.rows.length > 0
}
