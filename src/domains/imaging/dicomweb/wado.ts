import { pipeline, Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { Window } from '#src/lib/imaging/view.ts'
import { readWindowQuery } from '#src/lib/imaging/window-query.ts'
import { withBase } from '../header/dicom-json.ts'
import { framesAt, headersOf, instancesAt, type Place, type ServedInstance } from '../queries/find.ts'
import { wantRenewed } from '../jobs/renew.ts'
import { THUMBNAIL_PARTS } from '../picture-version.ts'
import { quickPool } from '../worker/pool.ts'
import type { RenderInput } from '../worker/picture.ts'
import { chooseFrames, chooseInstance, type Choice, EXPLICIT, typeOfSyntax, type Wanted } from './accept.ts'
import { type OutPart, relatedResponse } from './multipart.ts'
import { frameBody, objectBytes, rangeOf, serveStretch, stretchOf } from './retrieve.ts'

const notFound = (): Response => new Response('Not found', { status: 404 })
const notAcceptable = (): Response => new Response('None of the accepted media types can be given.', { status: 406 })

/** A study, a series or an object, each object in the best of the accepted transfer syntaxes. */
export async function retrieve(
  ctx: Context,
  actor: Actor,
  place: Place,
  wanted: readonly Wanted[],
  root: string,
): Promise<Response> {
  const found = await instancesAt(ctx, actor, place)
  const [first] = found
  if (!first) return notFound()
  const choices = found.map((instance) => chooseInstance(wanted, instance.syntax))
  if (choices.some((choice) => choice === null)) return notAcceptable()
  const [choice] = choices as Choice[]
  if (place.instance !== undefined && choice && !choice.multipart) {
    const body = await objectBytes(ctx, first, choice.syntax)
    return body
      ? new Response(body as BodyInit, {
          headers: { 'content-type': 'application/dicom', 'cache-control': 'private, no-cache' },
        })
      : notAcceptable()
  }
  // The first object is made before anything is said, so that one that cannot be given is still an honest 406.
  const opening = await objectBytes(ctx, first, choice!.syntax)
  if (!opening) return notAcceptable()
  return relatedResponse('application/dicom', objects(ctx, found, choices as Choice[], opening, root))
}

async function* objects(
  ctx: Context,
  found: readonly ServedInstance[],
  choices: readonly Choice[],
  opening: NonNullable<OutPart['body']>,
  root: string,
): AsyncGenerator<OutPart> {
  for (const [i, instance] of found.entries()) {
    const asked = choices[i]!.syntax
    let syntax = asked === '' ? instance.syntax : asked
    let body = i === 0 ? opening : await objectBytes(ctx, instance, asked)
    if (!body) {
      // One damaged object does not cost the others: it goes as it is stored.
      body = await ctx.blobs.get(instance.blob)
      syntax = instance.syntax
    }
    if (!body) continue
    yield { contentType: `application/dicom; transfer-syntax=${syntax}`, location: addressOf(root, instance), body }
  }
}

const addressOf = (
  root: string,
  { studyUid, seriesUid, sopUid }: Pick<ServedInstance, 'studyUid' | 'seriesUid' | 'sopUid'>,
): string => `${root}/studies/${studyUid}/series/${seriesUid}/instances/${sopUid}`

/**
 * DICOM JSON without bulk data, sent as it is read: the first objects are on their way while the last still lie in the
 * database. Packed for clients that take gzip, to a twentieth and less, by threads of Node's own.
 */
export async function metadata(
  ctx: Context,
  actor: Actor,
  place: Place,
  root: string,
  encodings = '',
): Promise<Response> {
  const found = await instancesAt(ctx, actor, place)
  if (found.length === 0) return notFound()
  const headers: Record<string, string> = {
    'content-type': 'application/dicom+json',
    'cache-control': 'private, no-cache',
    vary: 'accept-encoding',
  }
  const text = Readable.from(metadataText(ctx, found, root), { objectMode: false, highWaterMark: 1 })
  if (!/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(encodings))
    return new Response(Readable.toWeb(text) as ReadableStream<Uint8Array>, { headers })
  const packed = createGzip({ level: 3 })
  // An error of the one ends the other, and with it the answer; nobody waits for this to end.
  pipeline(text, packed, () => {})
  return new Response(Readable.toWeb(packed) as ReadableStream<Uint8Array>, {
    headers: { ...headers, 'content-encoding': 'gzip' },
  })
}

async function* metadataText(ctx: Context, found: readonly ServedInstance[], root: string): AsyncGenerator<Buffer> {
  let between = '['
  for await (const some of headersOf(ctx, found)) {
    if (some.length === 0) continue
    const parts = some.map(({ instance, metadata }) => withBase(metadata, addressOf(root, instance)))
    yield Buffer.from(between + parts.join(','))
    between = ','
  }
  yield Buffer.from(between === '[' ? '[]' : ']')
}

/** Frames, counted from 1; a single one also in ranges of bytes. */
export async function frames(
  ctx: Context,
  actor: Actor,
  place: Required<Place>,
  list: string,
  wanted: readonly Wanted[],
  range: string | undefined,
  root: string,
): Promise<Response> {
  const numbers = list.split(',').map(Number)
  if (numbers.length > 10_000 || !numbers.every((n) => Number.isInteger(n) && n > 0))
    return new Response('Frames are numbers from 1.', { status: 400 })
  const found = await framesAt(ctx, actor, place)
  if (!found) return notFound()
  const asStored = found.layout?.syntax ?? found.syntax
  // Frames of implicit little endian are those of explicit.
  const stored = asStored === '1.2.840.10008.1.2' ? EXPLICIT : asStored
  if (found.layout && numbers.some((n) => n > found.layout!.frames.length)) return notFound()
  const choice = chooseFrames(wanted, stored)
  if (!choice) return notAcceptable()
  // Big endian and implicit frames are given in the order that everybody reads.
  const native = choice.syntax === '' && !/\.(?:4|5|8)(?:\.|$)/.test(stored)
  const syntax = native ? (stored === '1.2.840.10008.1.2.2' ? EXPLICIT : '') : choice.syntax
  const shown = native ? EXPLICIT : syntax === '' ? stored : syntax
  const type = `${typeOfSyntax(shown)}; transfer-syntax=${shown}`
  if (!choice.multipart && numbers.length === 1) {
    const stretch = stretchOf(found, numbers[0]! - 1, syntax)
    if (stretch) return await serveStretch(ctx, stretch, type, range)
    const body = await frameBody(ctx, found, numbers[0]! - 1, syntax)
    return body
      ? new Response(body as BodyInit, { headers: { 'content-type': type, 'cache-control': 'private, no-cache' } })
      : notAcceptable()
  }
  const first = await frameBody(ctx, found, numbers[0]! - 1, syntax)
  if (!first) return notAcceptable()
  const base = `${addressOf(root, found)}/frames/`
  async function* parts(): AsyncGenerator<OutPart> {
    for (const [i, number] of numbers.entries()) {
      const body = i === 0 ? first : await frameBody(ctx, found!, number - 1, syntax)
      if (body) yield { contentType: type, location: base + number, body }
    }
  }
  return relatedResponse(typeOfSyntax(shown), parts())
}

/** The bytes of one element, by the path that the metadata give. */
export async function bulkData(
  ctx: Context,
  actor: Actor,
  place: Required<Place>,
  path: string,
  wanted: readonly Wanted[],
  range: string | undefined,
): Promise<Response> {
  if (!/^[0-9A-F]{8}(?:\.\d{1,6}\.[0-9A-F]{8}){0,32}$/i.test(path)) return notFound()
  const [found] = await instancesAt(ctx, actor, place)
  const file = found && (await ctx.blobs.asFile(found.blob))
  if (!found || !file) return notFound()
  try {
    const located = await quickPool().run('bulk', { path: file.path, place: path }, { timeoutMs: 60_000 })
    if (!located.ok) return notFound()
    const multipart = wanted[0]?.type === 'multipart/related'
    if (!multipart || rangeOf(range, located.end - located.start))
      return await serveStretch(ctx, { blob: found.blob, ...located }, 'application/octet-stream', range)
    const body = await ctx.blobs.get(found.blob, { start: located.start, end: located.end - 1 })
    async function* parts(): AsyncGenerator<OutPart> {
      if (body) yield { contentType: 'application/octet-stream', body }
    }
    return relatedResponse('application/octet-stream', parts())
  } finally {
    await file.done()
  }
}

const FORMATS: Readonly<Record<string, RenderInput['format']>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/*': 'jpeg',
  '*/*': 'jpeg',
}

/** A picture of a frame (from 1) with the window and size that are asked for (PS3.18 section 8.3.5). */
export async function rendered(
  ctx: Context,
  actor: Actor,
  place: Required<Place>,
  frame: number,
  query: URLSearchParams,
  wanted: readonly Wanted[],
  side?: number,
): Promise<Response> {
  const type = wanted.map((w) => w.type).find((t) => t in FORMATS)
  if (!type) return notAcceptable()
  const format = FORMATS[type]!
  const options = renderOptions(query, side)
  if (!options) return new Response('The window or viewport is not valid.', { status: 400 })
  const [found] = await instancesAt(ctx, actor, place)
  const file = found && (await ctx.blobs.asFile(found.blob))
  if (!found || !file) return notFound()
  try {
    const made = await quickPool().run(
      'render',
      { path: file.path, frame: frame - 1, format, ...options },
      { timeoutMs: 60_000 },
    )
    if (!made.ok) return made.code === 'no-frame' ? notFound() : notAcceptable()
    return new Response(made.bytes as BodyInit, {
      headers: { 'content-type': `image/${format}`, 'cache-control': 'private, no-cache' },
    })
  } finally {
    await file.done()
  }
}

function renderOptions(
  query: URLSearchParams,
  side?: number,
): Pick<RenderInput, 'window' | 'width' | 'height' | 'quality' | 'overlays'> | null {
  const numbers = (name: string): number[] => (query.get(name) ?? '').split(',').slice(0, 2).map(Number)
  const options: { window?: Window; width?: number; height?: number; quality?: number; overlays?: boolean } = side
    ? { width: side, height: side }
    : {}
  // Our own: whoever looks for names has to see what other viewers paint over the image.
  if (query.get('overlays') === '1') options.overlays = true
  if (query.has('window')) {
    const window = readWindowQuery(query.get('window') ?? '')
    if (!window) return null
    options.window = window
  }
  if (query.has('viewport')) {
    const [width = NaN, height = NaN] = numbers('viewport')
    if (!(width >= 1 && width <= 16_384 && height >= 1 && height <= 16_384)) return null
    Object.assign(options, { width: Math.round(width), height: Math.round(height) })
  }
  if (query.has('quality')) {
    const [quality = NaN] = numbers('quality')
    if (!(quality >= 1 && quality <= 100)) return null
    options.quality = Math.round(quality)
  }
  return options
}

/** A small picture: the one made at ingest, of the object in the middle where there are several. */
export async function thumbnail(
  ctx: Context,
  actor: Actor,
  place: Place,
  query: URLSearchParams,
  wanted: readonly Wanted[],
): Promise<Response> {
  const found = await instancesAt(ctx, actor, place)
  const middle = found[Math.floor(found.length / 2)]
  if (!middle) return notFound()
  const plain =
    wanted.some((w) => w.type === 'image/webp' || w.type === 'image/*' || w.type === '*/*') && ![...query.keys()].length
  const copy = plain
    ? await ctx.db
        .selectFrom('imaging_copy')
        .select(['blob', 'bytes', 'parts'])
        .where('instance_id', '=', middle.id)
        .where('kind', '=', 'thumbnail')
        .executeTakeFirst()
    : undefined
  if (copy && copy.parts !== THUMBNAIL_PARTS) await wantRenewed(ctx, middle.id)
  if (copy) return await serveStretch(ctx, { blob: copy.blob, start: 0, end: copy.bytes }, 'image/webp', undefined)
  const at = { study: middle.studyUid, series: middle.seriesUid, instance: middle.sopUid }
  return await rendered(ctx, actor, at, 1, query, wanted, 256)
}
