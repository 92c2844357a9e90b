import type { Context } from '#src/platform/context.ts'
import type { FramesOf, ServedInstance } from '../queries/find.ts'
import { quickPool } from '../worker/pool.ts'
import { HTJ2K, HTJ2K_ANY } from './accept.ts'

const CONVERT_LIMIT = 300_000

/** Bytes of an object in a transfer syntax ('' as stored); null when it cannot be given so. */
export async function objectBytes(
  ctx: Context,
  instance: ServedInstance,
  syntax: string,
): Promise<Uint8Array | ReadableStream<Uint8Array> | null> {
  if (syntax === '') return await ctx.blobs.get(instance.blob)
  const file = await ctx.blobs.asFile(instance.blob)
  if (!file) return null
  try {
    const made = await quickPool().run('convert', { path: file.path, syntax }, { timeoutMs: CONVERT_LIMIT })
    return made.ok ? made.bytes : null
  } finally {
    await file.done()
  }
}

/** One stretch of a blob. */
export interface Stretch {
  readonly blob: string
  readonly start: number
  /** Behind the last byte. */
  readonly end: number
}

/** Where a frame (from 0) lies in a transfer syntax, if it lies anywhere as one stretch. */
export function stretchOf(found: FramesOf, frame: number, syntax: string): Stretch | null {
  const copy = found.copies.get(syntax === HTJ2K_ANY && found.copies.has('lossy') ? 'lossy' : 'htj2k')
  if ((syntax === HTJ2K || syntax === HTJ2K_ANY) && copy) {
    const [start, end] = [copy.parts.offsets[frame], copy.parts.offsets[frame + 1]]
    return start === undefined || end === undefined ? null : { blob: copy.blob, start, end }
  }
  const { layout } = found
  if (!layout || layout.packed || (syntax !== '' && syntax !== layout.syntax)) return null
  const ranges = layout.frames[frame]
  const [only] = ranges ?? []
  return only && ranges!.length === 1 ? { blob: found.blob, start: only.start, end: only.end } : null
}

/** A frame in a transfer syntax: read from where it lies, or made by a worker; null when it cannot be given so. */
export async function frameBody(
  ctx: Context,
  found: FramesOf,
  frame: number,
  syntax: string,
): Promise<Uint8Array | ReadableStream<Uint8Array> | null> {
  const stretch = stretchOf(found, frame, syntax)
  if (stretch) return await ctx.blobs.get(stretch.blob, { start: stretch.start, end: stretch.end - 1 })
  const file = await ctx.blobs.asFile(found.blob)
  if (!file) return null
  try {
    const target = syntax === '' ? found.syntax : syntax === HTJ2K_ANY ? HTJ2K : syntax
    const made = await quickPool().run(
      'frames',
      { path: file.path, frames: [frame], syntax: target },
      { timeoutMs: CONVERT_LIMIT },
    )
    return made.ok ? (made.frames[0] ?? null) : null
  } finally {
    await file.done()
  }
}

/** A range of `Range: bytes=`, one only; null when there is none, 'bad' when it lies outside. */
export function rangeOf(header: string | undefined, size: number): { start: number; end: number } | null | 'bad' {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!found || (found[1] === '' && found[2] === '')) return null
  const start = found[1] === '' ? Math.max(0, size - Number(found[2])) : Number(found[1])
  const end = found[1] === '' || found[2] === '' ? size - 1 : Math.min(size - 1, Number(found[2]))
  return start > end || start >= size ? 'bad' : { start, end }
}

/** Answers with a stretch of a blob, or the part of it that Range asks for. */
export async function serveStretch(
  ctx: Context,
  { blob, start, end }: Stretch,
  contentType: string,
  range: string | undefined,
): Promise<Response> {
  const size = end - start
  const asked = rangeOf(range, size)
  const headers: Record<string, string> = {
    'content-type': contentType,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    etag: `"${blob}-${start}"`,
  }
  if (asked === 'bad') return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } })
  const from = start + (asked?.start ?? 0)
  const to = asked ? start + asked.end : end - 1
  const stream = await ctx.blobs.get(blob, { start: from, end: to })
  if (!stream) return new Response(null, { status: 404 })
  headers['content-length'] = String(to - from + 1)
  if (asked) headers['content-range'] = `bytes ${asked.start}-${asked.end}/${size}`
  return new Response(stream, { status: asked ? 206 : 200, headers })
}
