import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { SqliteDialect } from 'kysely'

type Value = null | number | bigint | string | Uint8Array

/** Kysely hands over what TypeScript has; SQLite knows neither booleans nor undefined. */
const bind = (params: readonly unknown[]): Value[] =>
  params.map((p) => (p === undefined ? null : typeof p === 'boolean' ? Number(p) : (p as Value)))

/** Statements that are kept compiled; a page uses a few dozen different ones. */
const KEPT = 400

function prepared(db: DatabaseSync) {
  const cache = new Map<string, StatementSync>()
  return (sql: string): StatementSync => {
    const known = cache.get(sql)
    if (known) return known
    const made = db.prepare(sql)
    if (cache.size >= KEPT) cache.delete(cache.keys().next().value!)
    cache.set(sql, made)
    return made
  }
}

/**
 * Opens the one connection of the process. WAL lets the backup and other processes read while we write;
 * synchronous FULL makes every commit durable before it is acknowledged.
 */
export function openSqlite(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 10_000 })
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000',
  )
  return db
}

/** Kysely over node:sqlite: an adapter of the statement interface, nothing more. */
export function sqliteDialect(db: DatabaseSync): SqliteDialect {
  const prepare = prepared(db)
  return new SqliteDialect({
    database: {
      close: () => db.close(),
      prepare: (sql: string) => {
        const statement = prepare(sql)
        return {
          reader: statement.columns().length > 0,
          all: (params: readonly unknown[]) => statement.all(...bind(params)),
          run: (params: readonly unknown[]) => statement.run(...bind(params)),
          iterate: (params: readonly unknown[]) => statement.iterate(...bind(params)) as IterableIterator<unknown>,
        }
      },
    },
  })
}
