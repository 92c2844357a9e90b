import * as v from 'valibot'

/** Last entry of a backup: what it holds and the checksum of everything. A blob's checksum is its name. */
export const manifestSchema = v.object({
  format: v.literal('hoi-backup'),
  version: v.literal(1),
  madeAt: v.number(),
  engine: v.picklist(['sqlite', 'postgres']),
  /** Steps that the schema had. */
  migrations: v.array(v.string()),
  tables: v.array(v.object({ name: v.string(), rows: v.number() })),
  entries: v.array(v.object({ name: v.string(), bytes: v.number(), sha256: v.string() })),
  blobs: v.object({
    count: v.number(),
    bytes: v.number(),
    /** SHA-256 over one line `<hash> <bytes>` for each, in their order: none is missing, added or swapped. */
    digest: v.string(),
    /** Those that were no longer what their name says when they were copied; they are not restored. */
    damaged: v.array(v.string()),
  }),
})
export type Manifest = v.InferOutput<typeof manifestSchema>

export const MANIFEST = 'manifest.json'
export const TABLE_ENTRY = /^tables\/([a-z][A-Za-z0-9_]*)\/\d{6}\.ndjson\.gz$/
export const BLOB_ENTRY = /^blobs\/[0-9a-f]{2}\/([0-9a-f]{64})$/
export const FILE_ENTRY = /^files\/(secret)$/
export const tableEntry = (table: string, part: number) => `tables/${table}/${String(part).padStart(6, '0')}.ndjson.gz`
export const blobEntry = (hash: string) => `blobs/${hash.slice(0, 2)}/${hash}`

export type Row = Record<string, unknown>

/** One row as a line of JSON; what JSON lacks is wrapped in an object with one `$` key. */
export const encodeRow = (row: Row): string =>
  JSON.stringify(Object.fromEntries(Object.entries(row).map(([column, value]) => [column, encode(value)])))

function encode(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') }
  if (value instanceof Date) return { $date: value.toISOString() }
  if (typeof value === 'bigint') return { $int: value.toString() }
  if (typeof value === 'object' && value !== null) return { $json: value }
  return value
}

export function decodeRow(line: string): Row {
  const row = JSON.parse(line) as Record<string, unknown>
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, decode(value)]))
}

function decode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const [[kind, inner] = ['', null]] = Object.entries(value)
  if (kind === '$bytes') return Buffer.from(String(inner), 'base64')
  if (kind === '$date') return new Date(String(inner))
  if (kind === '$int') return BigInt(String(inner))
  return JSON.stringify(inner)
}
