import { isObject, objectOr, type JsonObject } from '../json.ts'

/**
 * What schedule.json has no words for, carried in the free part that its schema allows (`conference.meta.hoi`):
 * the language of the texts, the event's kind, sessions with chairs, and which talks are in which session.
 * Other readers ignore it; ours gives the same programme back.
 */
export interface OurMeta {
  readonly lang: string
  readonly event: JsonObject
  readonly sessions: readonly JsonObject[]
  readonly talks: ReadonlyMap<string, JsonObject>
}

export const META_VERSION = 1
export const GENERATOR = 'Hội'

/** Reads the extension back; null when there is none of this version. */
export function readMeta(meta: unknown): OurMeta | null {
  const found = objectOr(meta)['hoi']
  if (!isObject(found) || found['version'] !== META_VERSION || typeof found['lang'] !== 'string') return null
  const sessions = Array.isArray(found['sessions']) ? found['sessions'].filter(isObject) : []
  const talks = Object.entries(objectOr(found['talks'])).flatMap(([k, v]) => (isObject(v) ? [[k, v] as const] : []))
  return { lang: found['lang'], event: objectOr(found['event']), sessions, talks: new Map(talks) }
}
