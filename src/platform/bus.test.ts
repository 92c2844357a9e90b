import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { postgresBin, startPostgres, type Cluster } from '#tests/support/postgres.ts'
import { postgresBus } from './bus-postgres.ts'
import { inProcessBus, type Bus } from './bus.ts'
import { silentLog } from './log.ts'

const given = process.env['HOI_TEST_POSTGRES']
let cluster: Cluster | null = null
let url = given ?? ''
const open: Bus[] = []
beforeAll(async () => {
  if (given || !postgresBin()) return
  cluster = await startPostgres()
  url = cluster.url
}, 60_000)
afterAll(async () => await cluster?.stop())
afterEach(async () => {
  for (const bus of open.splice(0)) await bus.close()
})

const kinds: Record<string, () => Promise<Bus>> = {
  'in process': async () => inProcessBus(),
  ...(given || postgresBin() ? { 'over PostgreSQL': () => postgresBus(url, silentLog) } : {}),
}

describe.each(Object.entries(kinds))('the bus %s', (_, make) => {
  test('tells subscribers of a topic at once, in order, until they stop', async () => {
    const bus = await make()
    open.push(bus)
    const heard: string[] = []
    const stop = bus.subscribe('a', (m) => heard.push(`1${m}`))
    bus.subscribe('a', (m) => heard.push(`2${m}`))
    bus.subscribe('b', (m) => heard.push(`b${m}`))
    bus.publish('a', 'x')
    stop()
    bus.publish('a', 'y')
    expect(heard).toEqual(['1x', '2x', '2y'])
    await bus.close()
    bus.subscribe('a', () => {})
  })

  test('lets nobody suffer from a listener that fails', async () => {
    const said = vi.mocked(console.error).mockImplementation(() => {})
    const bus = await make()
    open.push(bus)
    const heard: string[] = []
    bus.subscribe('a', () => {
      throw new Error('broken')
    })
    bus.subscribe('a', (m) => heard.push(m))
    bus.publish('a', 'x')
    expect(heard).toEqual(['x'])
    said.mockClear()
  })

  test('carries hints, not data', async () => {
    const bus = await make()
    open.push(bus)
    expect(() => bus.publish('a', 'ệ'.repeat(3000))).toThrow('send an id instead')
    bus.publish('a', 'x'.repeat(7000))
  })
})

describe.skipIf(!given && !postgresBin())('between processes', () => {
  test('a hint reaches the others once, and the sender not again', async () => {
    const [a, b] = [await postgresBus(url, silentLog), await postgresBus(url, silentLog)]
    open.push(a, b)
    const heard: string[] = []
    a.subscribe('event', (m) => heard.push(`a:${m}`))
    b.subscribe('event', (m) => heard.push(`b:${m}`))
    a.publish('event', 'Tuyên Quang')
    a.publish('event', 'x'.repeat(7500))
    await vi.waitFor(() => expect(heard).toHaveLength(4), { timeout: 30_000 })
    expect(heard.map((h) => h.slice(0, 13))).toEqual([
      'a:Tuyên Quang',
      'a:xxxxxxxxxxx',
      'b:Tuyên Quang',
      'b:xxxxxxxxxxx',
    ])
  })

  test('a cut connection is opened again, and subscribers are told', async () => {
    const [a, b] = [await postgresBus(url, silentLog), await postgresBus(url, silentLog)]
    open.push(a, b)
    const heard: string[] = []
    b.subscribe('bus', (m) => heard.push(m))
    b.subscribe('event', (m) => heard.push(m))
    const admin = new pg.Client({ connectionString: url })
    await admin.connect()
    // Of this database alone: others on the cluster listen for other suites.
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where query like 'listen hoi%' and datname = current_database()`,
    )
    await admin.end()
    await vi.waitFor(() => expect(heard).toContain('reconnected'), { timeout: 30_000 })
    await vi.waitFor(
      () => {
        a.publish('event', 'again')
        expect(heard).toContain('again')
      },
      { timeout: 30_000 },
    )
  })
})
