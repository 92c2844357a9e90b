import type { FileTables } from '#src/lib/imaging/lut/index.ts'
import type { Context } from '#src/platform/context.ts'
import type { DicomJson } from '../header/dicom-json.ts'
import { quickPool } from '../worker/pool.ts'
import { item, items } from './read-json.ts'

const TIME_LIMIT = 60_000

/** Whether a header names tables of the modality or of the VOI, for all frames or for some. */
export function namesTables(header: DicomJson): boolean {
  if (items(header, '00283000').length + items(header, '00283010').length > 0) return true
  const groups = [...items(header, '52009229'), ...items(header, '52009230')]
  return groups.some((group) => items(item(group, '00289132') ?? {}, '00283010').length > 0)
}

/** The tables of a stored object; null where it cannot be read. No statement. */
export async function storedTables(ctx: Pick<Context, 'blobs'>, blob: string): Promise<FileTables | null> {
  const file = await ctx.blobs.asFile(blob)
  if (!file) return null
  try {
    const answer = await quickPool().run('tables', { path: file.path }, { timeoutMs: TIME_LIMIT })
    return answer.ok ? answer.tables : null
  } catch {
    return null
  } finally {
    await file.done()
  }
}
