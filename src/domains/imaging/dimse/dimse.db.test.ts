import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDicom } from '#src/lib/dicom/index.ts'
import { type ImagingWorld, imagingWorld, testImage } from '../testing.ts'
import { type DimseServer, startDimse } from './server.ts'
import { associateRequest, dial, echoRequest, releaseRequest, statusOf, storeRequest } from './testing.ts'

let world: ImagingWorld
let server: DimseServer
let ownerId: string
beforeAll(async () => {
  world = await imagingWorld()
  ownerId = (await world.person()).actor.personId!
  server = (await startDimse(world.ctx, {
    port: 0,
    aeTitle: 'HOI',
    peers: [{ aeTitle: 'CT1', address: '127.0.0.1', ownerId }],
  }))!
})
afterAll(async () => {
  await server.close()
  await world.close()
})

/** The data set of a Part 10 file. */
function datasetOf(file: Uint8Array): Uint8Array {
  const read = readDicom(file)
  if (!read.ok) throw new Error(read.message)
  return file.subarray(read.datasetStart)
}

const received = () => world.ctx.db.selectFrom('imaging_received').select(['state', 'reason', 'blob']).execute()

async function sendOne(instance: string, options = {}): Promise<number> {
  const peer = await dial(server.port)
  peer.send(associateRequest())
  expect((await peer.next())![0]).toBe(2)
  peer.send(storeRequest(datasetOf(testImage({ instance, study: '1.5', series: '1.5.1', ...options })), instance))
  const status = statusOf(await peer.next())
  peer.send(releaseRequest())
  expect((await peer.next())![0]).toBe(6)
  peer.socket.destroy()
  return status
}

test('a stranger is refused: unknown peer, other title of ours', async () => {
  for (const offer of [{ calling: 'NOBODY' }, { called: 'OTHER' }]) {
    const peer = await dial(server.port)
    peer.send(associateRequest(offer))
    expect((await peer.next())![0]).toBe(3)
    expect(await peer.next()).toBe(null)
  }
  expect(await received()).toEqual([])
})

test('nothing listens where nothing is set', async () => {
  expect(await startDimse(world.ctx)).toBe(null)
})

test('C-ECHO is answered; contexts that we do not keep are refused one by one', async () => {
  const peer = await dial(server.port)
  peer.send(associateRequest({ abstractSyntax: '1.2.840.10008.1.1' }))
  expect((await peer.next())![0]).toBe(2)
  peer.send(echoRequest())
  expect(statusOf(await peer.next())).toBe(0)
  peer.socket.destroy()
  const other = await dial(server.port)
  other.send(associateRequest({ abstractSyntax: '1.2.840.10008.5.1.4.1.2.2.1' }))
  const answer = (await other.next())!
  expect(answer.indexOf(Buffer.from([0x21, 0]))).toBeGreaterThan(0)
  expect(answer[answer.indexOf(Buffer.from([0x21, 0])) + 6]).toBe(3)
  other.socket.destroy()
})

test('what is acknowledged is in the quarantine, and then in the archive', async () => {
  expect(await sendOne('1.5.1.1')).toBe(0)
  const [row] = await received()
  const bytes = new Uint8Array(await new Response(await world.ctx.blobs.get(row!.blob!)).arrayBuffer())
  expect(readDicom(bytes)).toMatchObject({ ok: true, syntax: { uid: '1.2.840.10008.1.2.1' } })
  await world.work()
  const studies = await world.ctx.db
    .selectFrom('imaging_study')
    .select(['owner_id', 'instance_count', 'looked_at'])
    .execute()
  expect(studies).toEqual([{ owner_id: ownerId, instance_count: 1, looked_at: null }])
})

test('eight associations at once lose nothing', async () => {
  const before = (await received()).length
  const statuses = await Promise.all(
    Array.from(
      { length: 8 },
      async (_, a) =>
        await Promise.all(Array.from({ length: 4 }, (_, i) => sendOne(`1.5.1.9.${a}.${i}`, { level: a * 4 + i }))),
    ),
  )
  expect(statuses.flat().every((status) => status === 0)).toBe(true)
  expect((await received()).length - before).toBe(32)
})

test('fifty associations stand at once, each with its object; one more waits for none of them', async () => {
  const before = (await received()).length
  const peers = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const peer = await dial(server.port)
      peer.send(associateRequest())
      expect((await peer.next())![0]).toBe(2)
      return peer
    }),
  )
  // All are open: the next is let go at once, and does not hang.
  const late = await dial(server.port)
  late.send(associateRequest())
  expect(await late.next()).toBeNull()
  const statuses = await Promise.all(
    peers.map(async (peer, i) => {
      const instance = `1.5.1.50.${i}`
      peer.send(storeRequest(datasetOf(testImage({ instance, study: '1.5', series: '1.5.1', level: i })), instance))
      const status = statusOf(await peer.next())
      peer.socket.destroy()
      return status
    }),
  )
  expect(statuses).toEqual(statuses.map(() => 0))
  expect((await received()).length - before).toBe(50)
})

test('a peer that sends a few bytes at a time is served, and holds up nobody', async () => {
  const slow = await dial(server.port)
  slow.send(associateRequest())
  await slow.next()
  const message = storeRequest(
    datasetOf(testImage({ instance: '1.5.1.60', study: '1.5', series: '1.5.1' })),
    '1.5.1.60',
  )
  let serve = (): void => {}
  const served = new Promise<void>((resolve) => (serve = resolve))
  const trickle = (async () => {
    const step = Math.ceil(message.length / 40)
    for (let at = 0; at < message.length; at += step) {
      // Its last bytes come when the other one has been served, however long that takes.
      if (at + step >= message.length) await served
      slow.send(message.subarray(at, at + step))
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    return statusOf(await slow.next())
  })()
  let done = false
  void trickle.then(() => (done = true))
  expect(await sendOne('1.5.1.61', { level: 3 })).toBe(0)
  expect(done).toBe(false)
  serve()
  expect(await trickle).toBe(0)
  slow.socket.destroy()
})

test('an association that breaks off in the middle of an object leaves nothing of it', async () => {
  const before = (await received()).length
  const peer = await dial(server.port)
  peer.send(associateRequest())
  await peer.next()
  const message = storeRequest(datasetOf(testImage({ side: 128 })), '1.5.1.77')
  peer.send(message.subarray(0, message.length - 3000))
  await new Promise((resolve) => setTimeout(resolve, 50))
  peer.socket.destroy()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect((await received()).length).toBe(before)
  expect(await sendOne('1.5.1.78')).toBe(0)
})

describe('hostile peers', () => {
  test('mutated and cut sessions are aborted or answered, and the server goes on', async () => {
    const session = Buffer.concat([
      associateRequest(),
      storeRequest(datasetOf(testImage({ instance: '1.6.1' })), '1.6.1'),
      releaseRequest(),
    ])
    let seed = 11
    const random = (below: number) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % below
    for (let n = 0; n < 150; n += 1) {
      const bytes = Buffer.from(session)
      // Mostly in lengths and types at the beginning, where it hurts.
      for (let i = 0; i < 1 + (n % 4); i += 1) bytes[random(n % 2 ? bytes.length : 420)] = random(256)
      const peer = await dial(server.port)
      peer.send(n % 5 === 0 ? bytes.subarray(0, random(bytes.length)) : bytes)
      const answered = peer.next()
      if (n % 5 === 0) peer.socket.end()
      await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 60))])
      peer.socket.destroy()
    }
    expect(await sendOne('1.5.1.99')).toBe(0)
  })

  test('claims of four gigabytes are refused at once', async () => {
    for (const header of [
      Buffer.from([1, 0, 255, 255, 255, 255]),
      Buffer.from([4, 0, 255, 255, 255, 255]),
      Buffer.from([9, 0, 0, 0, 0, 1]),
    ]) {
      const peer = await dial(server.port)
      peer.send(header)
      expect((await peer.next())?.[0]).toBe(7)
      expect(await peer.next()).toBe(null)
    }
  })
})
