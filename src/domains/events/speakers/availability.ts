import type { AnyDb } from '#src/platform/db/types.ts'
import { gather, type Span } from '../programme/overlaps.ts'

/** When people can come to an event, by person; who is not in it has not said. One statement. */
export async function availabilityOf(db: AnyDb, eventId: string): Promise<Map<string, Span[]>> {
  const rows = await db
    .selectFrom('availability')
    .select(['person_id', 'start', 'end'])
    .where('event_id', '=', eventId)
    .orderBy('start')
    .execute()
  const spans = new Map<string, Span[]>()
  for (const { person_id, start, end } of rows) gather(spans, person_id, { start, end })
  return spans
}
