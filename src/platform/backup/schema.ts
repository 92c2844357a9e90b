import { sql } from 'kysely'
import type { Engine } from '../db/connect.ts'
import type { DbTx } from '../db/types.ts'

const names = async (tx: DbTx, query: string): Promise<string[]> =>
  (await sql.raw<{ name: string }>(query).execute(tx)).rows.map(({ name }) => name)

/** Removes every table, view and function of ours, so that the migrations can make them. */
export async function clear(tx: DbTx, engine: Engine): Promise<void> {
  if (engine === 'sqlite') {
    for (const name of await names(tx, `select name from sqlite_schema where type = 'view'`))
      await sql.raw(`drop view "${name}"`).execute(tx)
    // Virtual tables first: they take their shadow tables with them.
    const tables = await names(
      tx,
      `select name from pragma_table_list where schema = 'main' and type in ('table', 'virtual') and name not like 'sqlite\\_%' escape '\\' order by type desc`,
    )
    for (const name of tables) await sql.raw(`drop table if exists "${name}"`).execute(tx)
    return
  }
  const tables = await names(tx, `select tablename as name from pg_tables where schemaname = current_schema()`)
  for (const name of tables) await sql.raw(`drop table if exists "${name}" cascade`).execute(tx)
  const functions = await names(
    tx,
    `select p.oid::regprocedure::text as name from pg_proc p where p.pronamespace = current_schema()::regnamespace
     and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  )
  for (const name of functions) await sql.raw(`drop routine ${name} cascade`).execute(tx)
}

interface ForeignKeys {
  drop(): Promise<void>
  restore(): Promise<void>
  /** Throws when a row refers to one that is not there. */
  check(): Promise<void>
}

/** Rows come table by table, not parents first. PostgreSQL's keys are taken away and added again, which checks them. */
export async function foreignKeys(tx: DbTx, engine: Engine): Promise<ForeignKeys> {
  if (engine === 'sqlite') {
    return {
      async drop() {},
      async restore() {},
      async check() {
        const broken = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(tx)
        const [first] = broken.rows
        if (first)
          throw new Error(
            `${broken.rows.length} rows refer to what is not there, e.g. of “${first.table}” to “${first.parent}”`,
          )
      },
    }
  }
  const keys = await sql<{ table: string; name: string; definition: string }>`
    select conrelid::regclass::text as "table", conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`.execute(tx)
  return {
    async drop() {
      for (const { table, name } of keys.rows)
        await sql.raw(`alter table ${table} drop constraint "${name}"`).execute(tx)
    },
    async restore() {
      for (const { table, name, definition } of keys.rows) {
        await sql.raw(`alter table ${table} add constraint "${name}" ${definition}`).execute(tx)
      }
    },
    async check() {},
  }
}

/** Counters of serial and identity columns go on after the highest number that was loaded. SQLite does it by itself. */
export async function sequences(tx: DbTx, engine: Engine): Promise<void> {
  if (engine === 'sqlite') return
  const found = await sql<{ table: string; column: string; sequence: string }>`
    select * from (
      select table_name as "table", column_name as "column",
        pg_get_serial_sequence(quote_ident(table_name), column_name) as sequence
      from information_schema.columns where table_schema = current_schema()
    ) s where sequence is not null`.execute(tx)
  for (const { table, column, sequence } of found.rows) {
    await sql
      .raw(`select setval('${sequence}', coalesce((select max("${column}") from "${table}"), 0) + 1, false)`)
      .execute(tx)
  }
}
