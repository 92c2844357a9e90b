/**
 * Bytes of many frames in one answer, since a slow line with 100 ms there and back cannot afford a request for each. A piece
 * is a stretch of one frame's code stream, from one resolution to a higher one, so that what has come is never sent again.
 */
export interface Piece {
  /** Name of the instance (`InstanceIndex.id`). */
  readonly id: string
  /** From 1. */
  readonly frame: number
  /** `j` lossless HTJ2K, `l` the lossy layer. */
  readonly layer: 'j' | 'l'
  /** Resolutions that the asker has, and wants in all; 0 none; `ALL` the whole stream. */
  readonly from: number
  readonly to: number
}

/** More resolutions than there are. */
export const ALL = 9
/** In one request: a kilobyte or two of address. */
export const MOST_PIECES = 96

/** `<id without dashes>.<frame>.<layer><from><to>`, commas between. */
export const writePieces = (pieces: readonly Piece[]): string =>
  pieces.map((p) => `${p.id.replaceAll('-', '')}.${p.frame}.${p.layer}${p.from}${p.to}`).join()

/** Pieces of an address; null when it is none, or asks for too many. */
export function readPieces(text: string): Piece[] | null {
  const parts = text.split(',')
  if (parts.length > MOST_PIECES) return null
  const pieces: Piece[] = []
  for (const part of parts) {
    const found = /^([0-9a-f]{32})\.([1-9]\d{0,5})\.([jl])([0-9])([1-9])$/.exec(part)
    if (!found) return null
    const [, id, frame, layer, from, to] = found as unknown as [string, string, string, 'j' | 'l', string, string]
    if (Number(from) >= Number(to)) return null
    pieces.push({ id: dashed(id), frame: Number(frame), layer, from: Number(from), to: Number(to) })
  }
  return pieces
}

const dashed = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`

/** Before the bytes of each piece, little endian: its place in the request, resolutions with it, start, length, bytes of the whole stream. */
export interface PieceHead {
  readonly index: number
  /** Resolutions that are complete with this piece; 0: there is no such piece. `ALL` when it is the whole stream. */
  readonly have: number
  readonly start: number
  readonly length: number
  readonly total: number
}
export const HEAD_BYTES = 16

export function writeHead({ index, have, start, length, total }: PieceHead): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(HEAD_BYTES)
  const view = new DataView(out.buffer)
  view.setUint16(0, index, true)
  view.setUint16(2, have, true)
  view.setUint32(4, start, true)
  view.setUint32(8, length, true)
  view.setUint32(12, total, true)
  return out
}

/** Takes an answer apart as it comes: `push` chunks, `onPiece` is called for each piece that is complete. */
export function pieceReader(
  onPiece: (head: PieceHead, bytes: Uint8Array<ArrayBuffer>) => void,
): (chunk: Uint8Array) => void {
  const headBytes = new Uint8Array(HEAD_BYTES)
  let filled = 0
  let head: PieceHead | null = null
  let body = new Uint8Array(0)
  return (chunk) => {
    let at = 0
    while (at < chunk.length || (head !== null && filled === head.length)) {
      if (head === null) {
        const take = Math.min(HEAD_BYTES - filled, chunk.length - at)
        headBytes.set(chunk.subarray(at, at + take), filled)
        at += take
        filled += take
        if (filled < HEAD_BYTES) return
        const view = new DataView(headBytes.buffer)
        head = {
          index: view.getUint16(0, true),
          have: view.getUint16(2, true),
          start: view.getUint32(4, true),
          length: view.getUint32(8, true),
          total: view.getUint32(12, true),
        }
        body = new Uint8Array(head.length)
        filled = 0
      }
      const take = Math.min(head.length - filled, chunk.length - at)
      body.set(chunk.subarray(at, at + take), filled)
      at += take
      filled += take
      if (filled < head.length) return
      const done = head
      head = null
      filled = 0
      onPiece(done, body)
    }
  }
}

/**
 * The stretch of a frame's code stream that a piece asks for: `ends` of its resolutions (smallest first; [] when it has no
 * tile-parts), `total` its bytes. null when nothing is left to send.
 */
export function stretchOfPiece(
  { from, to }: Pick<Piece, 'from' | 'to'>,
  ends: readonly number[],
  total: number,
): { start: number; end: number; have: number } | null {
  const whole = to >= ends.length
  const start = from === 0 ? 0 : from >= ends.length ? total : (ends[from - 1] ?? total)
  const end = whole ? total : ends[to - 1]!
  return start < end ? { start, end, have: whole ? ALL : to } : null
}

/** Resolutions of an image (one more than its wavelet levels) with which its longer side is at least `side` pixels. */
export function resolutionsFor(rows: number, columns: number, side: number): number {
  const all = levelsOf(rows, columns) + 1
  let count = all
  while (count > 1 && Math.max(rows, columns) / 2 ** (all - count + 1) >= side) count -= 1
  return count
}

/** Wavelet levels that images of this size get; as `htj2kLevels` of the encoder. */
export const levelsOf = (rows: number, columns: number): number =>
  Math.max(0, Math.min(5, Math.floor(Math.log2(Math.min(rows, columns))) - 1))
