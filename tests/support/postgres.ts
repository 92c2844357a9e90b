import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { connect, type Connected } from '#src/platform/db/connect.ts'
import { freePort } from './free-port.ts'

const ROOT = '/usr/lib/postgresql'

/** Folder of Debian's newest PostgreSQL programs, or null when it is not installed. */
export function postgresBin(): string | null {
  if (!existsSync(ROOT)) return null
  const found = readdirSync(ROOT)
    .toSorted((a, b) => Number(b) - Number(a))
    .map((v) => path.join(ROOT, v, 'bin'))
    .find((bin) => existsSync(path.join(bin, 'initdb')))
  return found ?? null
}

export interface Cluster {
  /** Address of the cluster's `postgres` database. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * Starts a throwaway PostgreSQL on a free port. It refuses to run as root, so root lends it to the user `postgres`.
 * Text is ordered by a language, as on most servers, so that what relies on the order of bytes fails here.
 * fsync is off: nothing here outlives the tests (the suite that kills the server turns it on).
 */
export async function startPostgres(): Promise<Cluster> {
  const bin = postgresBin()
  if (!bin) throw new Error('PostgreSQL is not installed (Debian package postgresql)')
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hoi-pg-'))
  const root = process.getuid?.() === 0
  if (root) execFileSync('chown', ['postgres', dir])
  const as = (command: string, args: string[]): [string, string[]] =>
    root ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, args]
  const data = path.join(dir, 'data')
  execFileSync(
    ...as(path.join(bin, 'initdb'), [
      '-D',
      data,
      '-U',
      'hoi',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--locale-provider=icu',
      '--icu-locale=en-US',
      '-N',
    ]),
    { stdio: 'pipe' },
  )
  const port = await freePort()
  const [command, args] = as(path.join(bin, 'postgres'), [
    '-D',
    data,
    '-p',
    String(port),
    '-k',
    dir,
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'fsync=off',
    '-c',
    'synchronous_commit=off',
    '-c',
    'full_page_writes=off',
    '-c',
    'max_connections=200',
  ])
  const server = spawn(command, args, { stdio: 'ignore' })
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const url = `postgres://hoi@127.0.0.1:${port}/postgres`
  await answers(url)
  return {
    url,
    async stop() {
      execFileSync(...as(path.join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop']), { stdio: 'ignore' })
      await exited
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** A new database copied from the template in the cluster that the test run's set-up started (HOI_TEST_POSTGRES). */
export async function freshPostgres(template: { name: string; fill: (c: Connected) => Promise<unknown> }) {
  const base = process.env['HOI_TEST_POSTGRES']
  if (!base) throw new Error('HOI_TEST_POSTGRES is not set: run these through the postgres project of vitest')
  const name = `hoi_${process.pid}_${Math.random().toString(36).slice(2)}`
  const admin = new pg.Client({ connectionString: base })
  await admin.connect()
  await admin.query('select pg_advisory_lock(71)')
  const known = await admin.query('select 1 from pg_database where datname = $1', [template.name])
  if (known.rowCount === 0) {
    await admin.query(`create database ${template.name}_making`)
    const making = connect({ url: addressOf(base, `${template.name}_making`) })
    await template.fill(making)
    await making.db.destroy()
    await admin.query(`alter database ${template.name}_making rename to ${template.name}`)
  }
  await admin.query(`create database ${name} template ${template.name}`)
  await admin.query('select pg_advisory_unlock(71)')
  return {
    connected: connect({ url: addressOf(base, name), poolSize: 4 }),
    async dispose() {
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}

const addressOf = (base: string, database: string): string => {
  const url = new URL(base)
  url.pathname = `/${database}`
  return url.href
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return
    } catch {
      await sleep(100)
    } finally {
      await client.end().catch(() => {})
    }
  }
  throw new Error('PostgreSQL did not start within ten seconds')
}
