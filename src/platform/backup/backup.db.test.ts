import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openBlobs } from '../blobs/open.ts'
import { folderBlobs } from '../blobs/folder.ts'
import { connect, type Connected } from '../db/connect.ts'
import { migrate, type Migration } from '../db/migrate.ts'
import { platformMigrations } from '../db/platform-migrations.ts'
import { searchMigrations } from '../search/index.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { platformContext, type TestContext } from '../testing.ts'
import { backup } from './backup.ts'
import { DamagedArchive, restore, verify } from './restore.ts'

/** What the platform's own tables lack: bytes, truth, fractions, references to itself and across, rows put in by a step. */
const hospitals: Migration = {
  id: 'test-0001-hospitals',
  async up(db, engine) {
    await db.schema
      .createTable('hospital')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('parent_id', 'text', (c) => c.references('hospital.id'))
      .addColumn('logo', engine === 'postgres' ? 'bytea' : 'blob')
      .addColumn('share', 'real')
      .addColumn('teaching', engine === 'postgres' ? 'boolean' : 'integer')
      .execute()
    await db.schema
      .createTable('a_bed')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('hospital_id', 'text', (c) => c.references('hospital.id').notNull())
      .execute()
    await sql`insert into hospital (id, parent_id) values ('seed', null)`.execute(db)
  },
}
const later: Migration = {
  id: 'test-0002-later',
  async up(db) {
    await db.schema.alterTable('hospital').addColumn('level', 'text').execute()
    await sql`update hospital set level = 'central'`.execute(db)
  },
}
const base = [...platformMigrations, ...searchMigrations, hospitals]

let ctx: TestContext
let folder: string
const opened: Connected[] = []
const databases: string[] = []
beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hoi-backup-'))
  ctx = await platformContext()
  await migrate(ctx.db, ctx.engine, base)
})
afterEach(async () => {
  for (const { db } of opened.splice(0)) await db.destroy()
  for (const name of databases.splice(0)) await onServer(`drop database ${name} with (force)`)
  await ctx.close()
  rmSync(folder, { recursive: true })
})

async function onServer(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: process.env['HOI_TEST_POSTGRES'] })
  await admin.connect()
  await admin.query(statement)
  await admin.end()
}

/** A place to restore into, of the wanted engine. */
async function target(engine: 'sqlite' | 'postgres', migrations: readonly Migration[] = base) {
  const dataDir = path.join(folder, `copy-${opened.length}-${databases.length}`)
  let databaseUrl: string | null = null
  if (engine === 'postgres') {
    const name = `hoi_restore_${process.pid}_${Math.random().toString(36).slice(2)}`
    await onServer(`create database ${name}`)
    databases.push(name)
    databaseUrl = Object.assign(new URL(process.env['HOI_TEST_POSTGRES']!), { pathname: `/${name}` }).href
  }
  const config = { dataDir, databaseUrl, blobUrl: null }
  return {
    into: { config, migrations, openBlobs },
    dataDir,
    open(): Connected {
      const connected = connect({ url: databaseUrl, file: path.join(dataDir, 'hoi.sqlite') })
      opened.push(connected)
      return connected
    },
  }
}

async function fill(): Promise<void> {
  for (let n = 0; n < 40; n++) await enqueue(ctx, ctx.db, 'hội nghị', { n, tên: 'Tuyên Quang 한국' })
  await ctx.db.insertInto('setting').values({ key: 'k', value: '{"a":"đ\\n"}', updated_at: ctx.clock.now() }).execute()
  const logo = Buffer.from([0, 1, 2, 255])
  await sql`insert into hospital (id, parent_id, logo, share, teaching) values ('b', null, ${logo}, 0.1, ${ctx.engine === 'postgres' ? true : 1})`.execute(
    ctx.db,
  )
  await sql`insert into hospital (id, parent_id) values ('a', 'b')`.execute(ctx.db)
  await sql`insert into a_bed (id, hospital_id) values (7, 'a')`.execute(ctx.db)
  await ctx.blobs.put(Buffer.from('slides'))
  await ctx.blobs.put(randomBytes(700_000))
  await ctx.blobs.put(new Uint8Array())
  writeFileSync(path.join(ctx.config.dataDir, 'secret'), 'the key')
}

async function everything({ db }: Pick<Connected, 'db'>): Promise<unknown> {
  const rows: Record<string, unknown> = {}
  for (const table of ['audit', 'job', 'mail', 'setting', 'hospital', 'a_bed']) {
    const found = await sql.raw<Record<string, unknown>>(`select * from ${table} order by 1`).execute(db)
    // Bytes come as Buffer or Uint8Array, truth as 1 or true.
    rows[table] = found.rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([k, v]) => [
          k,
          v instanceof Uint8Array ? Buffer.from(v).toString('hex') : v === true ? 1 : v,
        ]),
      ),
    )
  }
  return rows
}
const file = () => path.join(folder, 'backup.tar')
const engines = process.env['HOI_TEST_POSTGRES'] ? (['sqlite', 'postgres'] as const) : (['sqlite'] as const)

describe.each(engines)('restored into %s', (engine) => {
  test('every row, blob and key is there again', async () => {
    await fill()
    const made = await backup(ctx, file())
    expect(made).toMatchObject({ blobs: 3, rows: 45, damaged: [] })
    const copy = await target(engine)
    await restore(file(), copy.into, { fingerprint: made.fingerprint })
    const restored = copy.open()
    expect(await everything(restored)).toEqual(await everything(ctx))
    const blobs = await folderBlobs(path.join(copy.dataDir, 'blobs'))
    expect(await Array.fromAsync(blobs.list())).toEqual(await Array.fromAsync(ctx.blobs.list()))
    expect(readFileSync(path.join(copy.dataDir, 'secret'), 'utf8')).toBe('the key')
    // The schema is complete and whole: nothing is left to migrate, and keys hold again.
    expect(await migrate(restored.db, restored.engine, base)).toEqual([])
    await expect(sql`insert into a_bed (id, hospital_id) values (8, 'nowhere')`.execute(restored.db)).rejects.toThrow(
      /foreign key/i,
    )
  })

  test('an older backup is brought to the present', async () => {
    await fill()
    await backup(ctx, file())
    const copy = await target(engine, [...base, later])
    await restore(file(), copy.into)
    const found = await sql<{ level: string }>`select distinct level from hospital`.execute(copy.open().db)
    expect(found.rows).toEqual([{ level: 'central' }])
  })

  test('what is there is only replaced on demand, and not at all by a damaged file', async () => {
    await fill()
    await backup(ctx, file())
    const copy = await target(engine)
    await restore(file(), copy.into)
    const { db } = copy.open()
    await sql`delete from job`.execute(db)
    await expect(restore(file(), copy.into)).rejects.toThrow('not empty')
    const bad = path.join(folder, 'bad.tar')
    copyFileSync(file(), bad)
    truncateSync(bad, 4000)
    await expect(restore(bad, copy.into, { force: true })).rejects.toThrow(DamagedArchive)
    expect((await sql`select 1 from job`.execute(db)).rows).toEqual([])
    await db.destroy()
    await restore(file(), copy.into, { force: true })
    expect(await everything(copy.open())).toEqual(await everything(ctx))
  })
})

test('a backup of a newer version is refused', async () => {
  await migrate(ctx.db, ctx.engine, [later])
  await backup(ctx, file())
  await expect(restore(file(), (await target('sqlite')).into)).rejects.toThrow(
    'newer version of Hội, which has also test-0002-later',
  )
})

test('a backup made while writes go on is of one instant', async () => {
  await fill()
  // Two tables that change together: a snapshot has either both or neither of each pair.
  let stop = false
  let pairs = 0
  const writing = (async () => {
    while (!stop) {
      pairs += 1
      await ctx.db.transaction().execute(async (tx) => {
        await tx
          .insertInto('setting')
          .values({ key: `pair:${pairs}`, value: '1', updated_at: 0 })
          .execute()
        await enqueue(ctx, tx, `pair:${pairs}`, {})
      })
      await ctx.blobs.put(Buffer.from(`pair ${pairs}`))
    }
  })()
  while (pairs < 50) await new Promise((resolve) => setTimeout(resolve, 5))
  const before = pairs
  await backup(ctx, file())
  stop = true
  await writing
  const copy = await target(ctx.engine)
  await restore(file(), copy.into)
  const { db } = copy.open()
  const settings = await db.selectFrom('setting').select('key').where('key', 'like', 'pair:%').execute()
  const jobs = await db.selectFrom('job').select('name').where('name', 'like', 'pair:%').execute()
  expect(new Set(jobs.map((row) => row.name))).toEqual(new Set(settings.map((row) => row.key)))
  expect(settings.length).toBeGreaterThanOrEqual(before - 1)
  // Each row's blob was put after its row here, so the last one may be missing; all earlier ones are there.
  const blobs = await Array.fromAsync((await folderBlobs(path.join(copy.dataDir, 'blobs'))).list())
  expect(blobs.length).toBeGreaterThanOrEqual(settings.length - 1)
})

describe('a file', () => {
  const changed = async (change: (bytes: Buffer) => Buffer) => {
    await backup(ctx, file(), { overwrite: true })
    writeFileSync(file(), change(readFileSync(file())))
    return verify(file()).then(
      () => 'whole',
      (error: Error) => `${error.constructor.name}: ${error.message}`,
    )
  }
  const at = (bytes: Buffer, text: string) => bytes.indexOf(text)

  test('that is whole is whole, and no other backup than the noted one', async () => {
    await fill()
    const { fingerprint } = await backup(ctx, file())
    expect((await verify(file(), { fingerprint })).blobs.count).toBe(3)
    await expect(verify(file(), { fingerprint: 'f'.repeat(64) })).rejects.toThrow('not the one given')
    expect(existsSync(`${file()}.part`)).toBe(false)
    await expect(backup(ctx, file())).rejects.toThrow('exists already')
  })

  test('is refused wherever it is cut', async () => {
    await fill()
    await backup(ctx, file())
    const whole = readFileSync(file())
    for (let i = 1; i <= 12; i++) {
      writeFileSync(file(), whole.subarray(0, Math.floor((whole.length * i) / 13)))
      await expect(verify(file())).rejects.toThrow(DamagedArchive)
    }
    writeFileSync(file(), whole.subarray(0, whole.length - 512))
    await expect(verify(file())).rejects.toThrow(DamagedArchive)
    writeFileSync(file(), whole)
    expect((await verify(file())).format).toBe('hoi-backup')
  })

  test('with a changed table, blob, name or manifest is refused and says which', async () => {
    await fill()
    const inTable = (b: Buffer) => at(b, 'tables/job') + 530
    expect(await changed((b) => (b.writeUInt8(b[inTable(b)]! ^ 1, inTable(b)), b))).toMatch(
      /tables\/job\/000001.ndjson.gz was changed/,
    )
    expect(await changed((b) => (b.write('S', at(b, 'slides')), b))).toMatch(
      /DamagedArchive: The blob [0-9a-f]{64} was changed/,
    )
    expect(await changed((b) => (b.write('tables/bob', at(b, 'tables/job')), b))).toMatch(
      /The header at byte \d+ is damaged/,
    )
    expect(await changed((b) => (b.write('"tablez"', at(b, '"tables"')), b))).toMatch(/The manifest cannot be read/)
    expect(await changed(() => Buffer.from('PK not a backup'.repeat(100)))).toMatch('The file is no backup of Hội')
  }, 30_000)
})

test('a blob that rotted on the disk is told, and everything else is restored', async () => {
  await fill()
  const { hash } = await ctx.blobs.put(Buffer.from('rots'))
  const stored = await ctx.blobs.asFile(hash)
  writeFileSync(stored!.path, 'rotx')
  const made = await backup(ctx, file())
  expect(made.damaged).toEqual([hash])
  const copy = await target('sqlite')
  await restore(file(), copy.into)
  const blobs = await folderBlobs(path.join(copy.dataDir, 'blobs'))
  expect(await blobs.size(hash)).toBeNull()
  expect(await Array.fromAsync(blobs.list())).toHaveLength(3)
})
