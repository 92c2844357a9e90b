import { availableParallelism } from 'node:os'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { codecFiles } from '#src/domains/imaging/codec-files.ts'
import { createPool } from '#src/domains/imaging/worker/pool.ts'
import { bytesOf, createCodecs, type Frame } from '#src/lib/dicom/codecs/index.ts'
import { atLeast, atMost, type Bench } from './bar.ts'
import { ctPixels, writeStudy } from './support/imaging-files.ts'

const SLICES = 60

/**
 * HTJ2K at ingest. The first figures are processor time of one thread, so that other work on the machine does not count;
 * the last is the whole preparation (decode, encode, check, lossy layer, thumbnail) by all threads, on the clock.
 */
export const bench: Bench = {
  name: 'htj2k',
  run: async () => {
    const codecs = createCodecs(codecFiles)
    const info = {
      rows: 512,
      columns: 512,
      samples: 1,
      bitsAllocated: 16,
      bitsStored: 12,
      signed: false,
      planar: false,
      photometric: 'MONOCHROME2',
    }
    const frames: Frame[] = Array.from({ length: SLICES }, (_, n) => ({ ...info, pixels: ctPixels(512, n) }))
    const round = async (frame: Frame) => {
      const from = process.cpuUsage()
      const encoded = await codecs.encodeHtj2k(frame, { checked: true })
      const both = ms(from)
      if (!encoded.ok) throw new Error(encoded.message)
      // Once more by the way of readers, which shares nothing with the check while encoding but the codec.
      const back = await codecs.decodeFrame(encoded.bytes, '1.2.840.10008.1.2.4.202', info)
      const exact = back.ok && Buffer.compare(bytesOf(back.frame.pixels), bytesOf(frame.pixels)) === 0
      return { both, exact, bytes: encoded.bytes.length }
    }
    for (const frame of frames.slice(0, 10)) await round(frame)
    const measured: Awaited<ReturnType<typeof round>>[] = []
    for (const frame of frames) measured.push(await round(frame))
    const mean = (of: (m: (typeof measured)[number]) => number) => measured.reduce((sum, m) => sum + of(m), 0) / SLICES
    return [
      atMost(
        'lossless encoding, processor time a slice',
        mean((m) => m.encode),
        'ms',
        10,
      ),
      atMost(
        'encoding, decoding again and comparing, processor time a slice',
        mean((m) => m.both),
        'ms',
        10,
      ),
      atLeast('slices exact', measured.filter((m) => m.exact).length, 'of 60', SLICES),
      atLeast('compression of 524 KB', (512 * 512 * 2) / mean((m) => m.bytes), ': 1', 1),
      atMost('all copies by all threads, a slice a core on the clock', await prepared(), 'ms', 30),
    ]
  },
}

const ms = (from: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1000
}

async function prepared(): Promise<number> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hoi-bench-htj2k-'))
  const pool = createPool()
  try {
    const files = writeStudy(folder, '2.25.700', SLICES)
    await Promise.all(files.slice(0, pool.size * 2).map((file) => pool.run('prepare', { path: file })))
    const from = performance.now()
    await Promise.all(files.map((file) => pool.run('prepare', { path: file })))
    return ((performance.now() - from) * availableParallelism()) / SLICES
  } finally {
    await pool.close()
    rmSync(folder, { recursive: true })
  }
}
