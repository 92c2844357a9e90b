import { availableParallelism } from 'node:os'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { codecFiles } from '#src/domains/imaging/codec-files.ts'
import { createPool } from '#src/domains/imaging/worker/pool.ts'
import { bytesOf, createCodecs, type Frame } from '#src/lib/dicom/codecs/index.ts'
import { wasmCodecs } from '#src/lib/dicom/codecs/wasm.ts'
import { atLeast, atMost, type Bench } from './bar.ts'
import { ctPixels, writeStudy } from './support/imaging-files.ts'

const SLICES = 60
const ROUNDS = 5

/**
 * HTJ2K at ingest. Processor time of one thread; of each slice the least of all rounds, since other work on the machine is
 * no property of it, and the median over the slices. Ours and the codec alone take turns, so that a core that slows down
 * slows both. The last figure is the whole preparation (decode, encode, check, lossy layer, thumbnail) by all threads, on the clock.
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
    const codec = await codecAlone()
    const ours = frames.map(() => Infinity)
    const alone = frames.map(() => Infinity)
    let bytes = 0
    let exact = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [n, frame] of frames.entries()) {
        alone[n] = Math.min(alone[n]!, codec(frame))
        const from = process.cpuUsage()
        const encoded = await codecs.encodeHtj2k(frame, { checked: true })
        ours[n] = Math.min(ours[n]!, ms(from))
        if (!encoded.ok) throw new Error(encoded.message)
        bytes += encoded.bytes.length / (SLICES * ROUNDS)
        // Once more by the way of readers, which shares nothing with the check while encoding but the codec.
        const back = await codecs.decodeFrame(encoded.bytes, '1.2.840.10008.1.2.4.202', info)
        if (back.ok && Buffer.compare(bytesOf(back.frame.pixels), bytesOf(frame.pixels)) === 0) exact += 1
      }
    }
    const all = await prepared()
    const codecTime = middle(alone)
    return [
      atMost('encoding, decoding again and comparing, processor time a slice', middle(ours), 'ms', 10),
      atMost('the same over the codec alone', middle(ours) / codecTime, ': 1', 1.15, 'OpenJPH, same run'),
      atLeast('slices exact', exact, `of ${SLICES * ROUNDS}`, SLICES * ROUNDS),
      atLeast('compression of 524 KB', (512 * 512 * 2) / bytes, ': 1', 1),
      atMost(
        'all copies by all threads, on the clock, over the codec alone',
        all / codecTime,
        ': 1',
        4,
        'OpenJPH, same run',
      ),
    ]
  },
}

const middle = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1]!

/** Processor time in which OpenJPH encodes and decodes a slice, nothing else: what the machine gives the codec just now. */
async function codecAlone(): Promise<(frame: Frame) => number> {
  const codec = await wasmCodecs(codecFiles).get('openjph')
  const [encoder, decoder] = [new codec.HTJ2KEncoder(), new codec.HTJ2KDecoder()]
  const shape = { width: 512, height: 512, bitsPerSample: 12, componentCount: 1, isSigned: false }
  return ({ pixels }) => {
    encoder.getDecodedBuffer({ ...shape, isUsingColorTransform: false }).set(bytesOf(pixels))
    encoder.setDecompositions(5)
    encoder.setQuality(true, 0)
    encoder.setProgressionOrder(2)
    encoder.setTLMMarker?.(true)
    encoder.setTilePartDivisionsAtResolutions?.(true)
    const from = process.cpuUsage()
    encoder.encode()
    const encode = ms(from)
    const bytes = new Uint8Array(encoder.getEncodedBuffer())
    decoder.getEncodedBuffer(bytes.length).set(bytes)
    const then = process.cpuUsage()
    decoder.decode()
    return encode + ms(then)
  }
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
