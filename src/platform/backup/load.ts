import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { sql, type Kysely } from 'kysely'
import type { Engine } from '../db/connect.ts'
import type { Migration } from '../db/migrate.ts'
import type { Db, DbTx } from '../db/types.ts'
import { decodeRow, type Manifest, type Row } from './format.ts'
import { clear, foreignKeys, sequences } from './schema.ts'
import { tablesOf } from './tables.ts'

export interface Loader {
  /** One packed part of a table. */
  load(table: string, packed: Uint8Array): Promise<void>
}

const PARAMETERS = 30_000
const unpack = promisify(gunzip)

/**
 * Makes the schema as the backup had it, lets `play` load the rows, and brings the schema to the present: all in one
 * transaction. Foreign keys are off meanwhile and hold again, checked, before it is committed.
 */
export async function loadInto(
  db: Db,
  engine: Engine,
  manifest: Manifest,
  migrations: readonly Migration[],
  play: (loader: Loader) => Promise<void>,
): Promise<void> {
  // Not possible inside of a transaction; there is one connection, and it is closed after this.
  if (engine === 'sqlite') await sql`pragma foreign_keys = off`.execute(db)
  await db.transaction().execute(async (tx) => {
    await clear(tx, engine)
    await sql`create table migration (id varchar(200) primary key, applied_at bigint not null)`.execute(tx)
    const had = new Set(manifest.migrations)
    await apply(
      tx,
      engine,
      migrations.filter(({ id }) => had.has(id)),
      manifest.madeAt,
    )
    const keys = await foreignKeys(tx, engine)
    await keys.drop()
    const loader = await createLoader(tx, engine, manifest)
    await play(loader)
    await compareCounts(tx, manifest, loader.known)
    await keys.restore()
    await sequences(tx, engine)
    await apply(
      tx,
      engine,
      migrations.filter(({ id }) => !had.has(id)),
      Date.now(),
    )
    await keys.check()
  })
}

async function apply(tx: DbTx, engine: Engine, migrations: readonly Migration[], at: number): Promise<void> {
  for (const { id, up } of migrations) {
    await up(tx as unknown as Kysely<Record<string, never>>, engine)
    await sql`insert into migration (id, applied_at) values (${id}, ${at})`.execute(tx)
  }
}

async function createLoader(
  tx: DbTx,
  engine: Engine,
  manifest: Manifest,
): Promise<Loader & { known: ReadonlySet<string> }> {
  const tables = new Map((await tablesOf(tx, engine)).map((table) => [table.name, table]))
  // A migration may have put rows in that the backup has too, perhaps changed.
  for (const name of tables.keys()) await sql.raw(`delete from "${name}"`).execute(tx)
  const open = tx as unknown as Kysely<Record<string, Row>>
  return {
    known: new Set(tables.keys()),
    async load(name, packed) {
      const table = tables.get(name)
      if (!table) {
        // One engine may need a helper table that the other does without.
        if (engine !== manifest.engine) return
        throw new Error(`The schema has no table “${name}”, which the backup has`)
      }
      const types = new Map(table.columns.map((column) => [column.name, column.type]))
      const size = Math.max(1, Math.min(500, Math.floor(PARAMETERS / table.columns.length)))
      const lines = (await unpack(packed, { maxOutputLength: 256_000_000 })).toString('utf8').split('\n')
      let batch: Row[] = []
      const flush = async () => {
        if (batch.length > 0) await open.insertInto(name).values(batch).execute()
        batch = []
      }
      for (const line of lines) {
        if (line === '') continue
        batch.push(fitted(decodeRow(line), types, name))
        if (batch.length === size) await flush()
      }
      await flush()
    },
  }
}

/** A row in the words of the engine that takes it. */
function fitted(row: Row, types: ReadonlyMap<string, string>, table: string): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      const type = types.get(column)
      if (type === undefined) throw new Error(`The table “${table}” has no column “${column}”, which the backup has`)
      if (type === 'boolean' && typeof value === 'number') return [column, value !== 0]
      if (typeof value === 'boolean' && type !== 'boolean') return [column, Number(value)]
      return [column, value instanceof Date ? value.toISOString() : value]
    }),
  )
}

async function compareCounts(tx: DbTx, manifest: Manifest, known: ReadonlySet<string>): Promise<void> {
  for (const { name, rows } of manifest.tables) {
    if (!known.has(name)) continue
    const found = await sql.raw<{ n: number }>(`select count(*) as n from "${name}"`).execute(tx)
    if (Number(found.rows[0]?.n) !== rows)
      throw new Error(`The table “${name}” has ${found.rows[0]?.n} rows instead of ${rows}`)
  }
}
