import { sql } from 'kysely'
import type { Engine } from '../db/connect.ts'
import type { AnyDb } from '../db/types.ts'

export interface Table {
  readonly name: string
  /** Without those that the database computes itself. */
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/**
 * Every table that holds data, by name. Left out: `migration` (the manifest has it), and on SQLite virtual tables
 * with their shadows, which are indexes over other tables and are filled again by their triggers.
 */
export async function tablesOf(db: AnyDb, engine: Engine): Promise<Table[]> {
  const rows = await (engine === 'postgres' ? postgresColumns(db) : sqliteColumns(db))
  const tables = new Map<string, { name: string; type: string }[]>()
  for (const { table, name, type } of rows) {
    if (table === 'migration') continue
    const columns = tables.get(table) ?? []
    tables.set(table, columns)
    columns.push({ name, type: type.toLowerCase() })
  }
  return [...tables].map(([name, columns]) => ({ name, columns }))
}

interface Found {
  table: string
  name: string
  type: string
}

const sqliteColumns = async (db: AnyDb): Promise<Found[]> =>
  (
    await sql<Found>`
      select t.name as "table", c.name as name, c.type as type
      from pragma_table_list t join pragma_table_xinfo(t.name) c
      where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\' and c.hidden = 0
      order by t.name, c.cid`.execute(db)
  ).rows

const postgresColumns = async (db: AnyDb): Promise<Found[]> =>
  (
    await sql<Found>`
      select c.table_name as "table", c.column_name as name, c.data_type as type
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
      order by c.table_name collate "C", c.ordinal_position`.execute(db)
  ).rows

/** Whether any table holds a row. */
export async function hasRows(db: AnyDb, engine: Engine): Promise<boolean> {
  for (const { name } of await tablesOf(db, engine)) {
    const found = await sql.raw(`select 1 from "${name}" limit 1`).execute(db)
    if (found.rows.length > 0) return true
  }
  return false
}
