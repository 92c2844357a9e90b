import type { FrameInfo, Pixels } from '#src/lib/dicom/codecs/index.ts'
import { ALL, levelsOf, type Piece, type PieceHead } from '#src/lib/imaging/pieces.ts'
import type { InstanceIndex } from '#src/lib/imaging/study-index.ts'
import type { DecodedFrame, Decoder } from './decoder.ts'
import type { Held } from './plan.ts'
import type { Unit } from './stack.ts'

/** A decoded picture: the image itself or a smaller one of it. */
export interface Decoded {
  readonly rows: number
  readonly columns: number
  readonly pixels: Pixels
  readonly layer: 'j' | 'l'
  /** Higher is better; `EXACT` is bit by bit what was received. */
  readonly score: number
}
export const EXACT = 100
const NEAR = 90

interface Stream {
  bytes: Uint8Array<ArrayBuffer>
  have: number
}

interface Entry {
  readonly unit: Unit
  j: Stream
  l: Stream
  flying: boolean
  decoding: boolean
  decoded: Decoded | null
  /** How often bytes came that no decoder could read. */
  failures: number
  /** Nothing can be decoded of it. */
  broken: boolean
  waiting: ((decoded: Decoded | null) => void)[]
}

const none = (): Stream => ({ bytes: new Uint8Array(0), have: 0 })

/** How good a picture a stream gives now; 0: none. */
function scoreOf(layer: 'j' | 'l', have: number): number {
  if (have === 0) return 0
  return have === ALL ? (layer === 'j' ? EXACT : NEAR) : have * 10 + (layer === 'j' ? 1 : 0)
}

/** Bytes and pictures of frames, bounded: pictures far from where one looks go first, and are decoded again when needed. */
export class FrameStore {
  private readonly entries = new Map<string, Entry>()
  private decodedBytes = 0
  private heldBytes = 0

  constructor(
    private readonly decoder: Decoder,
    private readonly limits: { decoded: number; readonly held: number },
    /** Distance from what is looked at; Infinity: in no pane. */
    private readonly distance: (unit: Unit) => number,
    private readonly onPicture: (unit: Unit) => void,
  ) {}

  private usual = 0

  /** Cuts through a volume need all its slices at once, also on a phone. */
  widen(on: boolean): void {
    if (this.usual === 0) this.usual = this.limits.decoded
    this.limits.decoded = on ? Math.max(this.usual, 300e6) : this.usual
  }

  entry(unit: Unit): Entry {
    let found = this.entries.get(unit.key)
    if (!found) {
      found = {
        unit,
        j: none(),
        l: none(),
        flying: false,
        decoding: false,
        decoded: null,
        failures: 0,
        broken: false,
        waiting: [],
      }
      this.entries.set(unit.key, found)
    }
    return found
  }

  /** The best picture that is decoded; asks for a better one where its bytes are here. */
  picture(unit: Unit): Decoded | null {
    const entry = this.entries.get(unit.key)
    if (!entry) return null
    this.improve(entry)
    return entry.decoded
  }

  peek = (unit: Unit): Decoded | null => this.entries.get(unit.key)?.decoded ?? null
  isBroken = (unit: Unit): boolean => this.entries.get(unit.key)?.broken ?? false

  held(unit: Unit, size: Held['size']): Held {
    const entry = this.entries.get(unit.key)
    const { id, rows, columns, copies } = unit.of
    return {
      id,
      frame: unit.frame,
      rows,
      columns,
      lossy: copies.includes('l') && (entry?.failures ?? 0) < 2,
      j: entry?.j.have ?? 0,
      l: entry?.l.have ?? 0,
      flying: entry?.flying ?? false,
      size,
    }
  }

  fly(unit: Unit, flying: boolean): void {
    this.entry(unit).flying = flying
  }

  /** Bytes that came; joined to what was there. */
  add(unit: Unit, piece: Piece, head: PieceHead, bytes: Uint8Array<ArrayBuffer>): void {
    const entry = this.entry(unit)
    entry.flying = false
    if (head.length === 0 || head.have === 0) return
    const stream = entry[piece.layer]
    if (head.start > stream.bytes.length || head.have <= stream.have) return
    const joined = new Uint8Array(head.start + bytes.length)
    joined.set(stream.bytes.subarray(0, head.start))
    joined.set(bytes, head.start)
    this.heldBytes += joined.length - stream.bytes.length
    stream.bytes = joined
    stream.have = head.have
    // The lossy layer has served once every bit is here.
    if (piece.layer === 'j' && head.have === ALL) this.drop(entry, 'l')
    this.improve(entry)
    if (this.heldBytes > this.limits.held) this.forgetBytes()
  }

  /** Resolves when the exact picture is decoded; its bytes must be here or on their way. */
  whenExact(unit: Unit): Promise<Decoded | null> {
    const entry = this.entry(unit)
    if (entry.decoded?.score === EXACT) return Promise.resolve(entry.decoded)
    return new Promise((resolve) => {
      entry.waiting.push(resolve)
      this.improve(entry)
    })
  }

  giveUp(unit: Unit): void {
    const entry = this.entry(unit)
    for (const resolve of entry.waiting.splice(0)) resolve(null)
  }

  get bytes(): { decoded: number; held: number } {
    return { decoded: this.decodedBytes, held: this.heldBytes }
  }

  private drop(entry: Entry, layer: 'j' | 'l'): void {
    this.heldBytes -= entry[layer].bytes.length
    entry[layer] = none()
  }

  private improve(entry: Entry): void {
    if (entry.decoding || entry.broken) return
    const layer = scoreOf('l', entry.l.have) > scoreOf('j', entry.j.have) ? 'l' : 'j'
    const { have } = entry[layer]
    const score = scoreOf(layer, have)
    if (score <= (entry.decoded?.score ?? 0)) return
    // Far away and no room left: it is decoded when somebody comes near.
    if (this.decodedBytes > this.limits.decoded && this.distance(entry.unit) > 40) return
    entry.decoding = true
    const { of } = entry.unit
    const levels = levelsOf(of.rows, of.columns)
    const halvings = have === ALL ? 0 : Math.max(0, levels + 1 - have)
    const job = () => ({ bytes: entry[layer].bytes, info: infoOf(of), halvings })
    void this.decoder.decode(job, () => this.distance(entry.unit)).then((made) => this.took(entry, layer, have, made))
  }

  private took(entry: Entry, layer: 'j' | 'l', have: number, made: DecodedFrame | null): void {
    entry.decoding = false
    if (made) {
      const { rows, columns, pixels } = made
      this.keep(entry, { rows, columns, pixels, layer, score: scoreOf(layer, have) })
      this.improve(entry)
    } else {
      // Damaged on its way: asked for again, but not for ever. Whole and still not readable: it never will be.
      this.drop(entry, layer)
      entry.failures += 1
      entry.broken = (have === ALL && layer === 'j') || entry.failures > 3
      if (entry.broken) this.giveUp(entry.unit)
    }
    this.onPicture(entry.unit)
  }

  private keep(entry: Entry, decoded: Decoded): void {
    this.decodedBytes += decoded.pixels.byteLength - (entry.decoded?.pixels.byteLength ?? 0)
    entry.decoded = decoded
    if (decoded.score === EXACT) for (const resolve of entry.waiting.splice(0)) resolve(decoded)
    if (this.decodedBytes > this.limits.decoded) this.forgetPictures()
  }

  private farthest(holds: (entry: Entry) => boolean): Entry[] {
    return [...this.entries.values()]
      .filter(holds)
      .map((entry) => ({ entry, distance: this.distance(entry.unit) }))
      .filter(({ distance }) => distance > 3)
      .toSorted((a, b) => b.distance - a.distance)
      .map(({ entry }) => entry)
  }

  private forgetPictures(): void {
    for (const entry of this.farthest(({ decoded }) => decoded !== null)) {
      if (this.decodedBytes <= this.limits.decoded * 0.85) return
      this.decodedBytes -= entry.decoded!.pixels.byteLength
      entry.decoded = null
    }
  }

  private forgetBytes(): void {
    for (const entry of this.farthest(({ j, l }) => j.bytes.length + l.bytes.length > 0)) {
      if (this.heldBytes <= this.limits.held * 0.85) return
      this.drop(entry, 'j')
      if (entry.decoded) this.decodedBytes -= entry.decoded.pixels.byteLength
      entry.decoded = null
    }
  }
}

/** How the copy of a frame is stored: grey of 8 or 16 bits, RGB of 8. */
const infoOf = (of: InstanceIndex): FrameInfo => ({
  rows: of.rows,
  columns: of.columns,
  samples: of.samples,
  bitsAllocated: of.allocated > 8 ? 16 : 8,
  bitsStored: Math.min(of.bits, of.allocated > 8 ? 16 : 8),
  signed: of.signed,
  planar: false,
  photometric: of.photometric,
})
