import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { CompiledQuery, Kysely, PostgresDialect, type DatabaseConnection, type Dialect, type Driver } from 'kysely'
import pg from 'pg'
import { openSqlite, sqliteDialect } from './sqlite.ts'
import type { Database, Db } from './types.ts'

// Epoch milliseconds and counts fit a double; strings would differ from what SQLite gives.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** Where statements are counted for the request or the test that runs them. */
export const statements = new AsyncLocalStorage<{ count: number; sql?: string[] }>()

/** Set while a transaction's body runs. */
export const openTransaction = new AsyncLocalStorage<true>()

export type Engine = 'sqlite' | 'postgres'

export interface Connected {
  readonly db: Db
  readonly engine: Engine
}

/**
 * Opens the database: PostgreSQL when there is an address, else SQLite in `file` (`:memory:` for tests).
 * A query on the shared connection inside an open transaction would wait for itself for ever on SQLite and read
 * stale rows on PostgreSQL, so it throws at once on both.
 */
export function connect(options: { url?: string | null; file?: string; poolSize?: number }): Connected {
  const engine: Engine = options.url ? 'postgres' : 'sqlite'
  const dialect = options.url
    ? new PostgresDialect({ pool: openPool(options.url, options.poolSize ?? 10) })
    : sqliteDialect(openSqlite(withFolder(options.file ?? ':memory:')))
  const db = new Kysely<Database>({
    dialect: guarded(dialect, engine),
    log(event) {
      const counter = statements.getStore()
      if (!counter || event.level !== 'query') return
      counter.count += 1
      counter.sql?.push(event.query.sql)
    },
  })
  return { db, engine }
}

function withFolder(file: string): string {
  if (file !== ':memory:') mkdirSync(path.dirname(file), { recursive: true })
  return file
}

/** A connection that breaks while idle emits an error, which unheard would end the process; the pool replaces it. */
function openPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max })
  pool.on('error', () => {})
  return pool
}

function guarded(dialect: Dialect, engine: Engine): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver(): Driver {
      const driver = dialect.createDriver()
      const acquire = driver.acquireConnection.bind(driver)
      driver.acquireConnection = (...args): Promise<DatabaseConnection> => {
        if (openTransaction.getStore())
          throw new Error('A query outside of the open transaction: use tx.db, not ctx.db')
        return acquire(...args)
      }
      if (engine === 'sqlite') {
        // A transaction that reads first and writes later fails at once when another process (a worker, an import)
        // wrote in between, whatever the time-out; one that asks for the lock at its beginning waits its turn.
        driver.beginTransaction = async (connection, settings) => {
          const begin = settings.accessMode === 'read only' ? 'begin' : 'begin immediate'
          await connection.executeQuery(CompiledQuery.raw(begin))
        }
      }
      return driver
    },
  }
}
