import { createReadStream } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { BlobTooLarge, type Stored } from '../blobs/blobs.ts'
import { spool } from '../blobs/spool.ts'
import { withScratch } from '../blobs/temporary.ts'
import type { Context } from '../context.ts'
import type { Ctx } from '../http/env.ts'
import { fail, invalid, type Failure, type Outcome } from '../outcome.ts'
import { BrokenMultipart } from './framing.ts'
import { boundaryOf, parts, type Part } from './multipart.ts'
import { scan } from './scan.ts'
import { sniffFile, type MediaType } from './sniff.ts'

export interface UploadRules {
  readonly accept: readonly MediaType[]
  /** Bytes of one file; UPLOAD_LIMIT_MB by default. */
  readonly limit?: number
  /** One by default. */
  readonly maxFiles?: number
}

/** A file that passed: of an accepted type, not too large, and clean. It lasts as long as the callback. */
export interface UploadedFile {
  readonly field: string
  /** The name it had, without folders and control characters; for people, never for a path. */
  readonly name: string
  readonly type: MediaType
  readonly bytes: number
  readonly path: string
  /** Puts it among the blobs for good. */
  keep(): Promise<Stored>
}

export interface Upload {
  /** Plain fields of the form; the last of a name wins, as in a form without files. */
  readonly fields: Readonly<Record<string, string>>
  readonly files: readonly UploadedFile[]
}

const FIELD_BYTES = 1_000_000

/**
 * Receives a form with files. They stream to temporary files first and reach the blobs only by `keep`, so what is
 * refused was never among them. Refusals: `too-large` and `wrong-type`, `invalid` with `virus`, `too-many` or `broken`
 * as the code of the field.
 */
export async function withUpload<T>(
  c: Ctx,
  rules: UploadRules,
  use: (upload: Upload) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { ctx } = c.var
  const limit = rules.limit ?? ctx.config.uploadLimit
  const announced = Number(c.req.header('content-length') ?? 0)
  if (announced > limit * (rules.maxFiles ?? 1) + 2 * FIELD_BYTES) return tooLarge('file', limit)
  return await withScratch(ctx.config.dataDir, async (folder) => {
    const received = await receive(c, ctx, folder, { ...rules, limit }).catch((error: unknown) => {
      if (error instanceof BrokenMultipart) return invalid({ file: 'broken' })
      throw error
    })
    return 'ok' in received ? received : await use(received)
  })
}

const tooLarge = (field: string, limit: number): Failure =>
  fail('too-large', { fields: { [field]: 'too-large' }, detail: { limit } })

async function receive(
  c: Ctx,
  ctx: Context,
  folder: string,
  rules: UploadRules & { limit: number },
): Promise<Upload | Failure> {
  const fields: Record<string, string> = {}
  const files: UploadedFile[] = []
  let fieldBytes = 0
  for await (const part of partsOf(c)) {
    if (part.filename === null) {
      const chunks: Uint8Array[] = []
      for await (const chunk of part.body) {
        fieldBytes += chunk.byteLength
        if (fieldBytes > FIELD_BYTES) return tooLarge(part.name, FIELD_BYTES)
        chunks.push(Buffer.from(chunk))
      }
      fields[part.name] = Buffer.concat(chunks).toString('utf8')
      continue
    }
    // A file input that was left empty is sent all the same.
    if (part.filename === '') continue
    if (files.length >= (rules.maxFiles ?? 1)) return invalid({ [part.name]: 'too-many' })
    const file = await receiveFile(ctx, part, part.filename, path.join(folder, String(files.length)), rules)
    if ('ok' in file) return file
    files.push(file)
  }
  return { fields, files }
}

async function receiveFile(
  ctx: Context,
  part: Part,
  filename: string,
  file: string,
  rules: UploadRules & { limit: number },
): Promise<UploadedFile | Failure> {
  const name = cleanName(filename)
  const body = Readable.toWeb(Readable.from(part.body)) as ReadableStream<Uint8Array>
  let stored: Stored
  try {
    stored = await spool(file, body, rules.limit)
  } catch (error) {
    if (error instanceof BlobTooLarge) return tooLarge(part.name, rules.limit)
    throw error
  }
  const type = await sniffFile(file)
  if (type === null || !rules.accept.includes(type)) {
    return fail('wrong-type', { fields: { [part.name]: 'wrong-type' }, detail: { name, ...(type ? { type } : {}) } })
  }
  if (ctx.config.virusScan) {
    const { clean, detail } = await scan(ctx.config.virusScan, file)
    if (!clean) {
      ctx.log.warn({ sha256: stored.hash, bytes: stored.bytes, detail }, 'upload refused by the virus scan')
      return fail('invalid', { fields: { [part.name]: 'virus' }, detail: { name } })
    }
  }
  return {
    field: part.name,
    name,
    type,
    bytes: stored.bytes,
    path: file,
    keep: () => ctx.blobs.put(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>),
  }
}

/** From the wire; or from memory where the form was read already (the check of its token, for text browsers). */
async function* partsOf(c: Ctx): AsyncIterable<Part> {
  const cached = c.req.bodyCache.formData
  if (!cached) {
    const boundary = boundaryOf(c.req.header('content-type'))
    const body = c.req.raw.body
    if (boundary === null || !body) throw new BrokenMultipart('This is no form with files')
    yield* parts(body, boundary)
    return
  }
  for (const [name, value] of await cached) {
    if (typeof value === 'string') yield { name, filename: null, body: oneChunk(value) }
    else yield { name, filename: value.name, body: value.stream() }
  }
}

async function* oneChunk(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text)
}

/** Old browsers send whole paths; control characters and characters that turn the reading direction have no place in a name. */
export function cleanName(filename: string): string {
  const base = filename.split(/[\\/]/).at(-1) ?? ''
  const clean = base
    .normalize('NFC')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
  return clean.length > 150 ? `${clean.slice(0, 130)}…${clean.slice(-15)}` : clean || 'file'
}
