import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { type ReadAt, readDirectory } from './directory.ts'
import { readEntry } from './entry.ts'

const over =
  (bytes: Uint8Array): ReadAt =>
  async (start, end) =>
    bytes.subarray(start, end)

const noise = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 2654435761) >>> 24)

async function entriesOf(zip: Uint8Array, limits?: Parameters<typeof readDirectory>[2]) {
  const found = await readDirectory(over(zip), zip.length, limits)
  if (!found.ok) throw new Error(found.code)
  return found.entries
}

describe('ZIP', () => {
  it('reads stored and deflated entries, whole and their beginning', async () => {
    const data = noise(400_000)
    const zip = zipSync({ 'a/b.dcm': data, 'c.dcm': [data, { level: 0 }] })
    const entries = await entriesOf(zip)
    expect(entries.map(({ name }) => name)).toEqual(['a/b.dcm', 'c.dcm'])
    for (const entry of entries) {
      const all = await readEntry(over(zip), entry)
      expect(all.ok && Buffer.compare(all.bytes, data)).toBe(0)
      const head = await readEntry(over(zip), entry, 1000)
      expect(head.ok && Buffer.compare(head.bytes, data.subarray(0, 1000))).toBe(0)
    }
  })

  it('refuses a bomb by what it claims, and by what comes out', async () => {
    const bomb = zipSync({ 'x.dcm': new Uint8Array(60_000_000) }, { level: 9 })
    const [entry] = await entriesOf(bomb)
    expect(entry?.refused).toBe('zip-bomb')
    const liar = zipSync({ 'x.dcm': new Uint8Array(2_000_000) })
    const [told] = await entriesOf(liar)
    expect(await readEntry(over(liar), { ...told!, bytes: 1000 })).toEqual({ ok: false, code: 'zip-bomb' })
  })

  it('refuses an archive in an archive, by its name and by its bytes', async () => {
    const inner = zipSync({ 'x.dcm': noise(10) })
    const zip = zipSync({ 'inner.zip': inner, 'hidden.dcm': inner })
    const [named, hidden] = await entriesOf(zip)
    expect(named?.refused).toBe('zip-nested')
    expect(await readEntry(over(zip), hidden!)).toEqual({ ok: false, code: 'zip-nested' })
  })

  it('takes names that climb out of the folder as labels only', async () => {
    const zip = zipSync({ '../../etc/passwd': strToU8('root'), 'C:\\x\\..\\y.dcm': strToU8('data') })
    const entries = await entriesOf(zip)
    const first = await readEntry(over(zip), entries[0]!)
    expect(first.ok && Buffer.from(first.bytes).toString()).toBe('root')
  })

  it('refuses overlapping entries, too many, and encrypted ones', async () => {
    const zip = zipSync({ 'a.dcm': noise(100), 'b.dcm': noise(100) })
    const same = new Uint8Array(zip)
    const view = new DataView(same.buffer)
    const second = Buffer.from(same).lastIndexOf('b.dcm') - 46
    view.setUint32(second + 42, 0, true)
    expect(await readDirectory(over(same), same.length)).toEqual({ ok: false, code: 'zip-bomb' })
    expect(
      await readDirectory(over(zip), zip.length, { entries: 1, entryBytes: 1e9, totalBytes: 1e9, ratio: 100 }),
    ).toEqual({
      ok: false,
      code: 'zip-many',
    })
    const locked = new Uint8Array(zip)
    locked[second + 8]! |= 1
    expect((await entriesOf(locked))[1]?.refused).toBe('zip-encrypted')
  })

  it('says of damaged ones that they are', async () => {
    const zip = zipSync({ 'a.dcm': noise(100_000) })
    const [entry] = await entriesOf(zip)
    const bad = new Uint8Array(zip)
    bad.fill(0xff, 500, 600)
    expect(await readEntry(over(bad), entry!)).toEqual({ ok: false, code: 'zip-damaged' })
    for (const cut of [0, 10, 100, zip.length - 5]) {
      expect((await readDirectory(over(zip.subarray(0, cut)), cut)).ok).toBe(false)
    }
  })
})
