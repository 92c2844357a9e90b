import type { AnyDb } from '#src/platform/db/types.ts'
import type { DicomJson } from '../header/dicom-json.ts'
import type { CopyParts } from '../worker/copies.ts'
import type { FileTables } from '#src/lib/imaging/lut/index.ts'
import { FACTS_VERSION, type Facts, factsOf } from './facts.ts'
import { namesTables } from './tables-of.ts'

/** As many at once as a statement holds comfortably. */
const BATCH = 100

/**
 * Reads facts out of stored headers and keeps those of objects whose copies are made. Two statements for every hundred, and
 * one that writes. `tablesOf` is asked for those whose header names tables.
 */
export async function makeFacts(
  db: AnyDb,
  ids: readonly string[],
  tablesOf: (blob: string) => Promise<FileTables | null>,
): Promise<Map<string, Facts>> {
  const made = new Map<string, Facts>()
  for (let at = 0; at < ids.length; at += BATCH) {
    const some = ids.slice(at, at + BATCH)
    const headers = await db
      .selectFrom('imaging_header')
      .innerJoin('imaging_instance', 'imaging_instance.id', 'imaging_header.instance_id')
      .select(['imaging_instance.id', 'metadata', 'syntax', 'prepared', 'blob'])
      .where('imaging_header.instance_id', 'in', some)
      .execute()
    const copies = await db
      .selectFrom('imaging_copy')
      .select(['instance_id', 'kind', 'parts'])
      .where('instance_id', 'in', some)
      .where('kind', 'in', ['htj2k', 'lossy'])
      .execute()
    const keep = []
    for (const { id, metadata, syntax, prepared, blob } of headers) {
      const own = copies
        .filter((copy) => copy.instance_id === id)
        .map(({ kind, parts }) => ({ kind, parts: JSON.parse(parts) as CopyParts }))
      const header = JSON.parse(metadata) as DicomJson
      const tables = namesTables(header) ? await tablesOf(blob) : undefined
      const facts = factsOf(header, syntax, prepared, own, tables)
      made.set(id, facts)
      // What waits for its copies will be another one soon.
      if (prepared !== 0) keep.push({ instance_id: id, version: FACTS_VERSION, facts: JSON.stringify(facts) })
    }
    if (keep.length === 0) continue
    await db
      .insertInto('imaging_view')
      .values(keep)
      .onConflict((oc) =>
        oc.column('instance_id').doUpdateSet((eb) => ({
          version: eb.ref('excluded.version'),
          facts: eb.ref('excluded.facts'),
        })),
      )
      .execute()
  }
  return made
}
