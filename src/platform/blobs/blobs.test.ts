import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { BlobTooLarge, type Blobs } from './blobs.ts'
import { folderBlobs } from './folder.ts'
import { s3Blobs } from './s3/s3.ts'
import { startS3StandIn } from './s3/stand-in.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const folder = () => {
  const made = mkdtempSync(path.join(os.tmpdir(), 'hoi-blobs-'))
  closing.push(() => rmSync(made, { recursive: true }))
  return made
}

const stores: Record<string, () => Promise<Blobs>> = {
  folder: () => folderBlobs(folder()),
  async s3() {
    const server = await startS3StandIn()
    closing.push(server.close)
    return s3Blobs(server.url, folder())
  },
}

const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest('hex')
const text = async (stream: ReadableStream<Uint8Array> | null) => (stream ? await new Response(stream).text() : null)
const all = async (blobs: Blobs) =>
  (await Array.fromAsync(blobs.list())).toSorted((a, b) => a.hash.localeCompare(b.hash))

/** 256 chunks of 100 kB: more than one part of an S3 upload. */
const bigChunk = new Uint8Array(100_000).fill(7)
const big = () => {
  let left = 256
  return new ReadableStream<Uint8Array>({ pull: (c) => (left-- > 0 ? c.enqueue(bigChunk) : c.close()) })
}

describe.each(Object.entries(stores))('blobs in a %s', (_, make) => {
  test('are found by the hash of their bytes', async () => {
    const blobs = await make()
    const stored = await blobs.put(Buffer.from('Đại hội'))
    expect(stored).toEqual({ hash: sha256('Đại hội'), bytes: 12 })
    expect(await text(await blobs.get(stored.hash))).toBe('Đại hội')
    expect(await blobs.size(stored.hash)).toBe(12)
  })

  test('are kept once', async () => {
    const blobs = await make()
    await Promise.all([1, 2, 3].map(() => blobs.put(Buffer.from('same'))))
    expect(await all(blobs)).toEqual([{ hash: sha256('same'), bytes: 4 }])
  })

  test('are read in ranges, ends included', async () => {
    const blobs = await make()
    const { hash } = await blobs.put(Buffer.from('0123456789'))
    expect(await text(await blobs.get(hash, { start: 2, end: 4 }))).toBe('234')
    expect(await text(await blobs.get(hash, { start: 7 }))).toBe('789')
    expect(await text(await blobs.get(hash, { start: 10 }))).toBe('')
  })

  test.runIf(existsSync('/proc/self/fd'))(
    'hold no file open while nobody reads, nor after a reader leaves',
    async () => {
      const blobs = await make()
      const { hash } = await blobs.put(big())
      const held = () =>
        readdirSync('/proc/self/fd').filter((fd) => {
          try {
            return readlinkSync(`/proc/self/fd/${fd}`).endsWith(hash)
          } catch {
            return false // that of the listing itself
          }
        })
      const [unread, left] = [await blobs.get(hash), await blobs.get(hash)]
      expect(unread).not.toBeNull()
      const reader = left!.getReader()
      expect((await reader.read()).done).toBe(false)
      await reader.cancel()
      await expect.poll(held).toEqual([])
    },
  )

  test('that are empty exist too', async () => {
    const blobs = await make()
    const { hash, bytes } = await blobs.put(new Uint8Array())
    expect(bytes).toBe(0)
    expect(await text(await blobs.get(hash))).toBe('')
  })

  test('come and go as streams', async () => {
    const blobs = await make()
    const stored = await blobs.put(big())
    const hash = createHash('sha256')
    for (let i = 0; i < 256; i++) hash.update(bigChunk)
    expect(stored).toEqual({ hash: hash.digest('hex'), bytes: 25_600_000 })
    let read = 0
    for await (const chunk of (await blobs.get(stored.hash))!) read += chunk.byteLength
    expect(read).toBe(25_600_000)
  })

  test('that are too large are refused, told to stop, and nothing is kept', async () => {
    const blobs = await make()
    let cancelled = false
    const endless = new ReadableStream<Uint8Array>({
      pull: (c) => c.enqueue(new Uint8Array(1000)),
      cancel: () => void (cancelled = true),
    })
    await expect(blobs.put(endless, { limit: 5000 })).rejects.toThrow(BlobTooLarge)
    expect(cancelled).toBe(true)
    expect(await all(blobs)).toEqual([])
    expect((await blobs.put(new Uint8Array(5000), { limit: 5000 })).bytes).toBe(5000)
  })

  test('whose source breaks off are not kept', async () => {
    const blobs = await make()
    let sent = 0
    const broken = new ReadableStream<Uint8Array>({
      pull: (c) => (sent++ < 3 ? c.enqueue(new Uint8Array(10)) : c.error(new Error('line cut'))),
    })
    await expect(blobs.put(broken)).rejects.toThrow('line cut')
    expect(await all(blobs)).toEqual([])
  })

  test('are lent as a file', async () => {
    const blobs = await make()
    const { hash } = await blobs.put(Buffer.from('slides'))
    const file = await blobs.asFile(hash)
    expect(readFileSync(file!.path, 'utf8')).toBe('slides')
    await file!.done()
    expect(await blobs.size(hash)).toBe(6)
  })

  test('that are not there, or asked for by no hash, are null', async () => {
    const blobs = await make()
    for (const hash of [sha256('nothing'), '../../etc/passwd', '']) {
      expect(await blobs.get(hash)).toBeNull()
      expect(await blobs.size(hash)).toBeNull()
      expect(await blobs.asFile(hash)).toBeNull()
      await blobs.remove(hash)
    }
  })

  test('are listed and removed', async () => {
    const blobs = await make()
    const put = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((t) => blobs.put(Buffer.from(t))))
    expect(await all(blobs)).toEqual(put.toSorted((a, b) => a.hash.localeCompare(b.hash)))
    await blobs.remove(put[0]!.hash)
    expect(await all(blobs)).toHaveLength(4)
    expect(await blobs.get(put[0]!.hash)).toBeNull()
  })
})

test('a folder sweeps what a killed process left, not what is being written', async () => {
  const root = folder()
  const blobs = await folderBlobs(root)
  const host = os.hostname().replace(/[^A-Za-z0-9-]/g, '-')
  const { writeFileSync } = await import('node:fs')
  writeFileSync(path.join(root, 'tmp', `${host}~4194999~dead`), 'x')
  writeFileSync(path.join(root, 'tmp', `${host}~1~alive`), 'x')
  writeFileSync(path.join(root, 'tmp', 'elsewhere~1~young'), 'x')
  let release = () => {}
  const slow = blobs.put(
    new ReadableStream({ start: (c) => void (release = () => (c.enqueue(Buffer.from('slow')), c.close())) }),
  )
  await expect.poll(() => readdirSync(path.join(root, 'tmp'))).toHaveLength(4)
  await folderBlobs(root)
  expect(readdirSync(path.join(root, 'tmp'))).toHaveLength(3)
  release()
  expect((await slow).hash).toBe(sha256('slow'))
})

test('a store that stumbles is asked again; wrong keys are told at once', async () => {
  const server = await startS3StandIn({ failFirst: 2 })
  closing.push(server.close)
  const { hash } = await s3Blobs(server.url, folder()).put(Buffer.from('again'))
  expect([...server.objects.keys()]).toEqual([`pre fix/${hash.slice(0, 2)}/${hash}`])
  expect(server.requests).toHaveLength(4)
  await expect(s3Blobs(server.url.replace('AKIATEST', 'SOMEONE'), folder()).size(hash)).rejects.toThrow('answered 403')
})

test('a big blob goes to the store in parts, and none is left over', async () => {
  const server = await startS3StandIn()
  closing.push(server.close)
  await s3Blobs(server.url, folder()).put(big())
  expect(server.requests.filter((r) => r.includes('partNumber'))).toHaveLength(2)
  expect(server.uploads.size).toBe(0)
})
