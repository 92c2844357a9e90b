import { mailLangs } from '#src/domains/people/index.ts'
import type { Actor, EventRole, SocietyRole } from '#src/platform/authz.ts'
import { SOCIETY_ROLES, stranger } from '#src/platform/authz.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import { isLang, type Lang } from '#src/lib/text/multilingual.ts'
import { prefixRange, queryTerms } from '#src/lib/text/search-keys.ts'
import type { CaseView } from '../queries/case.ts'
import type { Candidate } from './model.ts'

/**
 * Who can be named in the discussion: authors, invited experts and whoever has written; for those who write the case also
 * everybody let in by name or group, which is nobody else's to know. One statement.
 */
export async function candidatesOf(
  db: AnyDb,
  found: Pick<CaseView, 'id' | 'ownerId' | 'audience' | 'audienceRef' | 'state' | 'can'>,
): Promise<Candidate[]> {
  const { id } = found
  let ids = db
    .selectFrom('case_author')
    .select('person_id')
    .where('case_id', '=', id)
    .where('person_id', 'is not', null)
    .union(db.selectFrom('case_expert').select('person_id').where('case_id', '=', id))
    .union(
      db
        .selectFrom('case_comment')
        .select('author_id as person_id')
        .where('case_id', '=', id)
        .where('state', '=', 'shown')
        .where('author_id', 'is not', null),
    )
  if (found.can.edit) ids = ids.union(db.selectFrom('case_guest').select('person_id').where('case_id', '=', id))
  if (found.can.edit && found.state === 'shared' && found.audience === 'group')
    ids = ids.union(db.selectFrom('case_group_member').select('person_id').where('group_id', '=', found.audienceRef))
  const rows = await db
    .selectFrom('person')
    .select(['id', 'name', 'latin'])
    .where('erased_at', 'is', null)
    .where((eb) => eb.or([eb('id', '=', found.ownerId), eb('id', 'in', ids)]))
    .orderBy('sort_key')
    .orderBy('id')
    .limit(300)
    .execute()
  return rows
}

/** Persons as they would ask themselves, to find out what they may see; without sessions or links. One statement. */
export async function actorsOf(db: AnyDb, personIds: readonly string[]): Promise<Map<string, Actor>> {
  if (personIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('person')
    .leftJoin('role_grant', 'role_grant.person_id', 'person.id')
    .select(['person.id', 'person.name', 'person.locale', 'role_grant.role', 'role_grant.event_id'])
    .where('person.id', 'in', [...new Set(personIds)])
    .where('person.erased_at', 'is', null)
    .execute()
  const all = new Map<string, Actor>()
  for (const row of rows) {
    const before = all.get(row.id)
    const society = new Set<SocietyRole>(before?.society)
    const events = new Map<string, ReadonlySet<EventRole>>(before?.events)
    if (row.role !== null && row.event_id === '') {
      if (SOCIETY_ROLES.includes(row.role as SocietyRole)) society.add(row.role as SocietyRole)
    } else if (row.role !== null && row.event_id)
      events.set(row.event_id, new Set([...(events.get(row.event_id) ?? []), row.role as EventRole]))
    const lang = isLang(row.locale) ? row.locale : null
    all.set(row.id, { ...stranger, personId: row.id, name: row.name, lang, society, events })
  }
  return all
}

export interface Address {
  readonly personId: string
  readonly name: string
  readonly email: string
  readonly lang: Lang
}

/** Confirmed addresses of accounts, and the language to write in. Two statements. */
export async function addressesOf(db: AnyDb, personIds: readonly string[]): Promise<Address[]> {
  if (personIds.length === 0) return []
  const rows = await db
    .selectFrom('auth_user')
    .innerJoin('person', 'person.id', 'auth_user.person_id')
    .select(['person.id', 'person.name', 'person.locale', 'person.country', 'auth_user.email'])
    .where('person.id', 'in', [...new Set(personIds)])
    .where('person.erased_at', 'is', null)
    .where('auth_user.email_verified', '=', 1)
    .execute()
  const langOf = await mailLangs(db)
  return rows.map((row) => ({ personId: row.id, name: row.name, email: row.email, lang: langOf(row) }))
}

/**
 * People with an account who can be asked: by their exact address or whole name, or by parts of the name where they let a
 * page of theirs be public. Names only. One statement.
 */
export async function findMembers(db: AnyDb, asked: string): Promise<Candidate[]> {
  const text = asked.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (text.length < 2) return []
  const members = db
    .selectFrom('person')
    .innerJoin('auth_user', 'auth_user.person_id', 'person.id')
    .select(['person.id', 'person.name', 'person.latin'])
    .where('person.erased_at', 'is', null)
    .where('person.merged_into', 'is', null)
    .orderBy('person.sort_key')
    .orderBy('person.id')
    .limit(20)
  if (text.includes('@')) return await members.where('auth_user.email', '=', text.toLowerCase()).execute()
  return await members
    .where((eb) => {
      const named = queryTerms(text).map((term) => {
        const { from, to } = prefixRange(term)
        const having = eb.selectFrom('person_term').select('person_term.person_id')
        return eb('person.id', 'in', having.where('term', '>=', from).where('term', '<=', to))
      })
      if (named.length === 0) return eb.lit(false)
      return eb.or([
        eb.and([eb('person.public_fields', 'like', '%"page"%'), ...named]),
        eb('person.name', '=', text),
        eb('person.latin', '=', text),
      ])
    })
    .execute()
}
