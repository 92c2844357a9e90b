import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freePort } from '#tests/support/free-port.ts'
import { readDicom } from '#src/lib/dicom/index.ts'
import { browser, somebody } from '#src/domains/people/testing.ts'
import { type ImagingWorld, imagingWorld, testImage } from '../testing.ts'
import { startDimseService } from './service.ts'
import { associateRequest, dial, echoRequest, releaseRequest, statusOf, storeRequest } from './testing.ts'

let world: ImagingWorld
let service: { close(): Promise<void> }
let admin: Awaited<ReturnType<typeof somebody>>
beforeAll(async () => {
  world = await imagingWorld()
  admin = await somebody(world.ctx, { society: ['administrator'] })
  service = await startDimseService(world.ctx)
})
afterAll(async () => {
  await service.close()
  await world.close()
})

const page = async (lang = 'en') => await (await browser(world.app, admin.cookie).get(`/${lang}/manage/imaging`)).text()

/** Saves by the form, as the administrator does. */
async function save(port: number, peers: string, more: Record<string, string> = {}): Promise<void> {
  const form = { aeTitle: 'HOI', port: String(port), host: '127.0.0.1', peers, ...more }
  expect((await browser(world.app, admin.cookie).post('/en/manage/imaging/dimse', form)).status).toBe(303)
}

/** As `save`, and waits until it listens: a child process that another test starts may hold a freed port for a moment. */
async function listen(...given: Parameters<typeof save>): Promise<void> {
  await save(...given)
  await expect.poll(() => page()).toContain('Listening on')
}

/** A port that something of ours has until it is freed. */
async function takenPort(): Promise<{ port: number; free(): Promise<void> }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    free: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** What a peer is told when it asks for an association: 2 accepted, 3 refused; 0 where nothing listens. */
async function knock(at: number, offer = {}): Promise<number> {
  const peer = await dial(at).catch(() => null)
  if (!peer) return 0
  peer.send(associateRequest(offer))
  const answer = (await peer.next())?.[0] ?? 0
  peer.socket.destroy()
  return answer
}

function message(instance: string): Buffer {
  const file = testImage({ study: '1.7', series: '1.7.1', instance })
  const read = readDicom(file)
  if (!read.ok) throw new Error(read.message)
  return storeRequest(file.subarray(read.datasetStart), instance)
}

test('what is saved takes effect at once: another peer, another port, nobody', async () => {
  expect(await page()).toContain('Not listening')
  const [first, second] = [await freePort(), await freePort()]
  await listen(first, `CT1 127.0.0.1 ${admin.email}`)
  expect(await page()).toContain(`Listening on 127.0.0.1:${first} since`)
  expect([await knock(first), await knock(first, { calling: 'MR2' })]).toEqual([2, 3])

  await listen(first, `MR2 * ${admin.email}`, { aeTitle: 'OTHER' })
  expect(await knock(first)).toBe(3)
  expect(await knock(first, { calling: 'MR2', called: 'OTHER' })).toBe(2)

  await listen(second, `CT1 * ${admin.email}`)
  expect([await knock(first), await knock(second)]).toEqual([0, 2])

  await save(second, '')
  expect(await page()).toContain('Not listening')
  expect(await knock(second)).toBe(0)
})

test('an association that stands goes on elsewhere, but not for a peer that was taken off the list', async () => {
  const [first, second] = [await freePort(), await freePort()]
  await listen(first, `CT1 * ${admin.email}`)
  const [moved, dropped] = [await dial(first), await dial(first)]
  for (const peer of [moved, dropped]) {
    peer.send(associateRequest())
    expect((await peer.next())![0]).toBe(2)
  }
  dropped.send(message('1.7.1.1'))
  expect(statusOf(await dropped.next())).toBe(0)
  await listen(first, `MR2 * ${admin.email}`)
  dropped.send(message('1.7.1.2'))
  expect(statusOf(await dropped.next())).toBe(0x0124)
  await listen(second, `CT1 * ${admin.email}`)
  moved.send(echoRequest())
  expect(statusOf(await moved.next())).toBe(0)
  moved.send(releaseRequest())
  expect((await moved.next())![0]).toBe(6)
  for (const peer of [moved, dropped]) peer.socket.destroy()
  expect(await world.ctx.db.selectFrom('imaging_received').select('id').execute()).toHaveLength(1)
})

test('the page says when each peer last brought something, and what to do where a port cannot be opened', async () => {
  const at = await freePort()
  await listen(at, `CT1 * ${admin.email}\nUS3 10.0.0.9 ${admin.email}`)
  const peer = await dial(at)
  peer.send(associateRequest())
  await peer.next()
  world.ctx.clock.set(Date.UTC(2026, 10, 22, 1, 30))
  for (const instance of ['1.7.1.8', '1.7.1.9']) {
    peer.send(message(instance))
    expect(statusOf(await peer.next())).toBe(0)
  }
  peer.socket.destroy()
  await vi.waitFor(async () => expect(await page()).toMatch(/CT1[\s\S]*2026-11-22T08:30/), { timeout: 5_000 })
  const shown = await page()
  expect(shown).toMatch(/>3<[\s\S]*US3[\s\S]*none yet/)

  const taken = await takenPort()
  await save(taken.port, `CT1 * ${admin.email}`)
  expect(await page('vi')).toContain('đang được chương trình khác')
  await taken.free()
  // Nobody saves anything: it is tried again by itself.
  await expect.poll(() => page()).toContain(`Listening on 127.0.0.1:${taken.port}`)
  expect(await knock(taken.port)).toBe(2)
  // Of another machine: no address of ours.
  await save(taken.port, `CT1 * ${admin.email}`, { host: '192.0.2.1' })
  expect(await page('ko')).toContain('서버에 없는 주소')
})
