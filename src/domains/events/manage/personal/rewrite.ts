import type { PublicPerson } from '#src/domains/people/index.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { ok } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import type { Part, Participant } from '../../programme/programme.ts'
import { forgetReleases } from '../../queries.ts'
import type { CancelledItem, ReleaseDocument } from '../../release/release.ts'

/** Stands where a person took their name back: what their record says too, in every language. */
export const NAMELESS = 'N. N.'

/** A participant of whom nothing is left but that somebody spoke. */
export const nameless = (p: Participant): Participant => ({
  ...p,
  name: NAMELESS,
  latin: '',
  title: {},
  facility: {},
  facilityId: null,
  country: '',
  biography: {},
  avatar: '',
})

/**
 * Rewrites every release that mentions an id, each in a transaction of its own, and tells all processes to forget what
 * they keep of them. The only change that a release ever sees; running twice changes nothing more.
 */
export async function rewriteReleases(
  ctx: Context,
  id: string,
  why: string,
  rewrite: (release: { document: string; difference: string }) => { document: string; difference: string },
): Promise<number> {
  const mentioned = await ctx.db
    .selectFrom('release')
    .select(['id', 'event_id'])
    .where((eb) => eb.or([eb('document', 'like', `%${id}%`), eb('difference', 'like', `%${id}%`)]))
    .execute()
  let changed = 0
  for (const release of mentioned) {
    await write(ctx, systemActor(`job:${why}`), async (tx: Tx) => {
      const row = await tx.db
        .selectFrom('release')
        .select(['document', 'difference'])
        .where('id', '=', release.id)
        .executeTakeFirstOrThrow()
      const next = rewrite(row)
      if (next.document === row.document && next.difference === row.difference) return ok()
      // Who asks for the release by time must not be told that theirs, with the name in it, is still the one.
      const document = JSON.stringify({ ...(JSON.parse(next.document) as ReleaseDocument), rewrittenAt: tx.now })
      await tx.db
        .updateTable('release')
        .set({ ...next, document })
        .where('id', '=', release.id)
        .execute()
      // What it was is exactly what must not be kept; the log says only that it happened.
      await tx.audit({ action: `release.${why}`, entity: 'release', id: release.id, eventId: release.event_id })
      await tx.emit('events.changed', { eventId: release.event_id })
      changed++
      return ok()
    })
  }
  if (changed > 0) {
    forgetReleases(ctx)
    ctx.bus.publish('releases-rewritten', id)
  }
  return changed
}

/** A release without a person's name; the programme keeps its shape. */
export function eraseIn(personId: string) {
  return ({ document, difference }: { document: string; difference: string }) => {
    const doc = JSON.parse(document) as ReleaseDocument
    const people = doc.programme.people.map((p) => (p.id === personId ? nameless(p) : p))
    return {
      document: JSON.stringify({ ...doc, programme: { ...doc.programme, people } }),
      difference: JSON.stringify(unnamed(JSON.parse(difference) as unknown, personId)),
    }
  }
}

/** Every object of a difference that is this person, with the name given (null: as it is) and without what changed of them. */
function unnamed(value: unknown, personId: string, name: string | null = NAMELESS): unknown {
  if (Array.isArray(value)) return value.map((one) => unnamed(one, personId, name))
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unnamed(one, personId, name)]))
  if (fields['id'] !== personId || !('name' in fields)) return fields
  return {
    ...fields,
    ...(name === null ? {} : { name: typeof fields['name'] === 'string' ? name : { und: name } }),
    ...('fields' in fields ? { fields: [] } : {}),
  }
}

/** A release without what a person shows no longer; what they show beside, and differently, waits for the next release. */
export function narrowIn(person: PublicPerson) {
  return ({ document, difference }: { document: string; difference: string }) => {
    const doc = JSON.parse(document) as ReleaseDocument
    const people = doc.programme.people.map((p) => (p.id === person.id ? narrowed(p, person) : p))
    const next = JSON.stringify({ ...doc, programme: { ...doc.programme, people } })
    if (next === JSON.stringify(doc)) return { document, difference }
    return { document: next, difference: JSON.stringify(unnamed(JSON.parse(difference) as unknown, person.id, null)) }
  }
}

const narrowed = (p: Participant, now: PublicPerson): Participant => ({
  ...p,
  title: Object.keys(now.title).length > 0 ? p.title : {},
  facility: now.facilityId === null ? {} : p.facility,
  facilityId: now.facilityId === null ? null : p.facilityId,
  country: now.country === '' ? '' : p.country,
  biography: Object.keys(now.biography).length > 0 ? p.biography : {},
  avatar: now.avatar === '' ? '' : p.avatar,
})

/** A release in which one record of a person stands for both; who stood twice in an item stands once. */
export function mergeIn(from: string, into: string) {
  return ({ document, difference }: { document: string; difference: string }) => {
    const given = JSON.parse(document) as ReleaseDocument
    // Where both stand it is the kept record that speaks for them, not the one that comes first.
    const known = given.programme.people.some((p) => p.id === into)
    const people = given.programme.people.filter((p) => !known || p.id !== from)
    const rest = JSON.stringify({ ...given, programme: { ...given.programme, people } })
    const doc = JSON.parse(rest.replaceAll(from, into)) as ReleaseDocument
    const parts = (list: readonly Part[]): Part[] => {
      const seen = new Set<string>()
      return list.filter(({ personId }) => !seen.has(personId) && seen.add(personId))
    }
    const { programme } = doc
    const cancelled = doc.cancelled.map((c): CancelledItem =>
      c.kind === 'talk'
        ? { ...c, item: { ...c.item, speakers: parts(c.item.speakers) } }
        : { ...c, item: { ...c.item, chairs: parts(c.item.chairs) } },
    )
    const next: ReleaseDocument = {
      ...doc,
      cancelled,
      programme: {
        ...programme,
        people: programme.people,
        sessions: programme.sessions.map((s) => ({ ...s, chairs: parts(s.chairs) })),
        talks: programme.talks.map((t) => ({ ...t, speakers: parts(t.speakers) })),
      },
    }
    return { document: JSON.stringify(next), difference: difference.replaceAll(from, into) }
  }
}
