import { mailLangs } from '#src/domains/people/index.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { AnyDb } from '#src/platform/db/types.ts'

/** How an organiser's mail reaches somebody. */
export interface Contact {
  readonly personId: string
  readonly name: string
  /** '' when none is known. */
  readonly email: string
  readonly lang: Lang
}

/**
 * Where and in which language to write to people, by id: a verified address before others. Three statements.
 */
export async function contactsOf(db: AnyDb, ids: readonly string[]): Promise<Map<string, Contact>> {
  const out = new Map<string, Contact>()
  if (ids.length === 0) return out
  const people = await db
    .selectFrom('person')
    .select(['id', 'name', 'locale', 'country'])
    .where('id', 'in', [...new Set(ids)])
    .where('erased_at', 'is', null)
    .execute()
  const emails = await db
    .selectFrom('person_email')
    .select(['person_id', 'email', 'verified_at'])
    .where('person_id', 'in', [...new Set(ids)])
    .orderBy('created_at')
    .execute()
  const best = new Map<string, string>()
  for (const row of emails) if (row.verified_at !== null || !best.has(row.person_id)) best.set(row.person_id, row.email)
  const langOf = await mailLangs(db)
  for (const person of people) {
    out.set(person.id, {
      personId: person.id,
      name: person.name,
      email: best.get(person.id) ?? '',
      lang: langOf(person),
    })
  }
  return out
}
