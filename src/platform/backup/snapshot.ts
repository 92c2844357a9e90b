import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { AnyDb } from '../db/types.ts'
import type { Row } from './format.ts'
import { tablesOf, type Table } from './tables.ts'

/** All tables as they were at one instant. */
export interface Snapshot {
  readonly tables: readonly Table[]
  readonly migrations: readonly string[]
  /** Rows in batches; the next batch is read when the one before has been used. */
  rows(table: Table): AsyncIterable<Row[]>
}

const BATCH = 500

/** Lends a snapshot; writers are not held up meanwhile (WAL on SQLite, REPEATABLE READ on PostgreSQL). */
export function withSnapshot<T>(ctx: Context, use: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  return ctx.engine === 'postgres' ? onPostgres(ctx, use) : onSqlite(ctx, use)
}

async function onSqlite<T>(ctx: Context, use: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const found = await sql<{ name: string; file: string }>`pragma database_list`.execute(ctx.db)
  const file = found.rows.find((row) => row.name === 'main')?.file
  if (!file) throw new Error('A database in memory cannot be backed up')
  const tables = await tablesOf(ctx.db, 'sqlite')
  // A connection of its own: the snapshot is the read transaction, and the server's connection goes on writing.
  const db = new DatabaseSync(file, { readOnly: true, timeout: 10_000 })
  try {
    db.exec('begin')
    const migrations = db.prepare('select id from migration order by applied_at, id').all() as { id: string }[]
    return await use({
      tables,
      migrations: migrations.map(({ id }) => id),
      async *rows(table) {
        let batch: Row[] = []
        for (const row of db.prepare(`select ${columnsOf(table)} from "${table.name}"`).iterate()) {
          batch.push(row)
          if (batch.length < BATCH) continue
          yield batch
          batch = []
        }
        if (batch.length > 0) yield batch
      },
    })
  } finally {
    db.close()
  }
}

const onPostgres = <T>(ctx: Context, use: (snapshot: Snapshot) => Promise<T>): Promise<T> =>
  ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (db) => {
      const tables = await tablesOf(db, 'postgres')
      const migrations = await sql<{ id: string }>`select id from migration order by applied_at, id`.execute(db)
      return await use({ tables, migrations: migrations.rows.map(({ id }) => id), rows: (table) => cursor(db, table) })
    })

async function* cursor(db: AnyDb, table: Table): AsyncIterable<Row[]> {
  await sql.raw(`declare hoi_backup no scroll cursor for select ${columnsOf(table)} from "${table.name}"`).execute(db)
  for (;;) {
    const { rows } = await sql.raw<Row>(`fetch ${BATCH} from hoi_backup`).execute(db)
    if (rows.length === 0) break
    yield rows
  }
  await sql.raw('close hoi_backup').execute(db)
}

const columnsOf = (table: Table): string => table.columns.map(({ name }) => `"${name}"`).join(', ')
