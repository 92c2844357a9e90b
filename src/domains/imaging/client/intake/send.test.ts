import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createGate } from './gate.ts'
import { type Outgoing, sendAll } from './send.ts'
import { createWire } from './wire.ts'

/** A server of the protocol whose line is lost now and then, before and after it has taken something. */
function badServer(losses: () => boolean) {
  const files = new Map<string, { hash: string; bytes: Uint8Array; length: number }>()
  let largestRequest = 0
  const lose = (): void => {
    if (losses()) throw new TypeError('network')
  }
  const answer = (status: number, body?: object, offset?: number): Response =>
    new Response(body ? JSON.stringify(body) : null, {
      status,
      headers: offset === undefined ? {} : { 'upload-offset': String(offset) },
    })
  const fetch = async (url: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    lose()
    const address = String(url)
    if (address.endsWith('/files')) {
      const { files: asked } = JSON.parse(String(init.body)) as { files: { hash: string; bytes: number }[] }
      const out = asked.map(({ hash, bytes }) => {
        const file = files.get(hash) ?? { hash, bytes: new Uint8Array(), length: bytes }
        files.set(hash, file)
        return { id: hash, offset: file.bytes.length, done: file.bytes.length === file.length }
      })
      lose()
      return answer(200, { files: out })
    }
    const file = files.get(address.split('/').at(-1)!)!
    if (init.method === 'HEAD') return answer(200, undefined, file.bytes.length)
    const offset = Number(new Headers(init.headers).get('upload-offset'))
    if (offset !== file.bytes.length) return answer(409, { code: 'conflict' })
    const body = init.body as Uint8Array
    largestRequest = Math.max(largestRequest, body.length)
    file.bytes = new Uint8Array(Buffer.concat([file.bytes, body]))
    lose()
    return answer(204, undefined, file.bytes.length)
  }
  return { fetch: fetch as typeof globalThis.fetch, files, largest: () => largestRequest }
}

const file = (n: number, length: number): Outgoing => ({
  path: `file ${n}`,
  bytes: length,
  kind: 'dicom',
  make: async () => ({ ok: true, bytes: Uint8Array.from({ length }, (_, i) => (i * 31 + n) & 0xff) }),
})

it('brings every byte over a line that is lost in one of three requests', async () => {
  let n = 0
  const server = badServer(() => (n += 1) % 3 === 0)
  const wire = createWire({ fetch: server.fetch, wait: () => 1 })
  const files = [...Array.from({ length: 40 }, (_, i) => file(i, 1_000 + i)), file(99, 9_000_000)]
  let done = 0
  await sendAll(wire, 'u', files, 1e9, (change) => (done += change.filesDone ?? 0))
  expect(done).toBe(41)
  expect(server.files.size).toBe(41)
  for (const { hash, bytes } of server.files.values())
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash)
  expect(server.largest()).toBeLessThanOrEqual(4 * 1024 * 1024)
})

it('goes on with the others when one cannot be read, and says which and why', async () => {
  const server = badServer(() => false)
  const wire = createWire({ fetch: server.fetch, wait: () => 1 })
  const bad: Outgoing = { ...file(1, 10), path: 'bad', make: async () => ({ ok: false, code: 'truncated' }) }
  const rejected: string[] = []
  await sendAll(wire, 'u', [file(0, 10), bad, file(2, 10), file(3, 2000)], 1000, (_, one) => {
    if (one) rejected.push(`${one.path}: ${one.code}`)
  })
  expect(rejected.toSorted()).toEqual(['bad: truncated', 'file 3: too-large'])
  expect(server.files.size).toBe(2)
})

it('asks nothing for what the server has already', async () => {
  const server = badServer(() => false)
  const wire = createWire({ fetch: server.fetch })
  await sendAll(wire, 'u', [file(0, 100)], 1e9, () => {})
  let patched = 0
  const counting = createWire({
    fetch: ((url: string, init: RequestInit) => {
      if (init.method === 'PATCH') patched += 1
      return server.fetch(url, init)
    }) as typeof fetch,
  })
  await sendAll(counting, 'u', [file(0, 100)], 1e9, () => {})
  expect(patched).toBe(0)
})

it('lets only so many bytes in at once, but always one', async () => {
  const gate = createGate(100)
  let inside = 0
  let most = 0
  await Promise.all(
    [60, 60, 300, 30, 30, 30].map(async (bytes) => {
      await gate.enter(bytes)
      inside += bytes
      most = Math.max(most, inside)
      await new Promise((resolve) => setTimeout(resolve, 2))
      inside -= bytes
      gate.leave(bytes)
    }),
  )
  expect(most).toBe(300)
})
