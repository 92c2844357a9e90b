import { searchFacilities } from '#src/domains/people/index.ts'
import { longDate } from '#src/lib/time/format.ts'
import { dateOf } from '#src/lib/time/zoned.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import type { Form } from '#src/platform/http/form.ts'
import { textOf } from '../json.ts'
import type { Errors, Status } from '../kit.tsx'
import { editWords } from '../messages/edit.ts'
import type { SectionName } from '../model.ts'
import { Authors, ConsentSection, Learning, OutcomeSection, Procedure } from '../pages/rows.tsx'
import { Basics, Clinical, Imaging } from '../pages/sections.tsx'
import type { CaseView } from '../queries/case.ts'
import { authorsOf, type AuthorView } from '../queries/page.ts'
import { findWithAccount } from '../queries/people.ts'
import type { Patch } from '../schema.ts'
import { readTaxonomy } from '../taxonomy/taxonomy.ts'
import type { warningsOf } from '../warnings.ts'

/** What the form shows instead of what is stored: what was typed, what is wrong with it. */
export interface Typed {
  readonly patch: Patch
  readonly errors: Errors
  readonly status: Status
  readonly form: Form
  /** Somebody saved this part in between. */
  readonly conflict?: boolean
}

export interface Shown {
  readonly typed: Typed | undefined
  readonly errors: Errors
  readonly title: CaseView['title']
  readonly content: CaseView['content']
  readonly warnings: ReturnType<typeof warningsOf>
  readonly zone: string
}

/** The fields of one section, with what they need looked up. */
export async function fields(c: Ctx, found: CaseView, section: SectionName, shown: Shown) {
  const { ctx, lang } = c.var
  const { typed, zone, ...rest } = shown
  const props = { lang, ...rest }
  switch (section) {
    case 'basics': {
      const query = typed?.form.get('facilityQuery') ?? ''
      const chosen = typed ? (typed.patch.facilityId ?? null) : found.facilityId
      return (
        <Basics
          {...props}
          taxonomy={await readTaxonomy(ctx.db)}
          facilityId={chosen}
          facilities={await facilityOptions(c, found, chosen, query)}
          facilityQuery={query}
        />
      )
    }
    case 'clinical':
      return <Clinical {...props} />
    case 'imaging':
      return <Imaging {...props} />
    case 'procedure':
      return <Procedure {...props} />
    case 'outcome':
      return <OutcomeSection {...props} />
    case 'learning':
      return <Learning {...props} />
    case 'authors': {
      const query = typed?.form.get('personQuery') ?? ''
      const people = query === '' || !found.can.manage ? null : await findWithAccount(ctx, query)
      const authors: readonly AuthorView[] = typed?.patch.authors
        ? typed.patch.authors.map((one) => ({ ...one, slug: null }))
        : await authorsOf(ctx, found.id)
      return <Authors {...props} authors={authors} query={query} people={people} mayLink={found.can.manage} />
    }
    default: {
      const consent = typed?.patch.consent ?? { type: found.consent?.type ?? '', on: found.consent?.on ?? '' }
      return (
        <ConsentSection
          {...props}
          consent={consent}
          recorded={await recordedLine(c, found, zone)}
          licence={typed ? (typed.patch.licence ?? '') : found.licence}
          synthetic={found.synthetic}
        />
      )
    }
  }
}

async function recordedLine(c: Ctx, found: CaseView, zone: string): Promise<string> {
  const { ctx, lang } = c.var
  if (!found.consent) return ''
  const person = await ctx.db
    .selectFrom('person')
    .select('name')
    .where('id', '=', found.consent.recordedBy ?? '')
    .executeTakeFirst()
  const date = longDate(lang, dateOf(zone, found.consent.recordedAt))
  return editWords(lang)('recordedBy', { name: person?.name ?? '', date })
}

/** The chosen one, those of its authors, and what was looked for. */
async function facilityOptions(c: Ctx, found: CaseView, chosen: string | null, query: string) {
  const { ctx } = c.var
  const own = await ctx.db
    .selectFrom('facility')
    .select(['id', 'name'])
    .where('merged_into', 'is', null)
    .where((eb) =>
      eb.or([
        eb('id', '=', chosen ?? ''),
        eb('id', 'in', eb.selectFrom('person').select('facility_id').where('id', '=', found.ownerId)),
        eb('id', 'in', eb.selectFrom('case_author').select('facility_id').where('case_id', '=', found.id)),
      ]),
    )
    .execute()
  const looked = query === '' ? [] : await searchFacilities(ctx, query)
  const all = [...own.map((row) => ({ id: row.id, name: textOf(row.name) })), ...looked]
  return all.filter((one, n) => all.findIndex((other) => other.id === one.id) === n)
}

/** The person chosen from those found becomes the last author, with their facility. */
export async function withPerson(c: Ctx, patch: Patch, form: Form): Promise<Patch> {
  const id = form.get('addPerson')
  if (id === '' || !patch.authors || patch.authors.some((one) => one.personId === id)) return patch
  const { ctx } = c.var
  const person = await ctx.db
    .selectFrom('person')
    .innerJoin('auth_user', 'auth_user.person_id', 'person.id')
    .leftJoin('facility', 'facility.id', 'person.facility_id')
    .select(['person.id', 'person.name', 'person.facility_id', 'facility.name as facility'])
    .where('person.id', '=', id)
    .where('person.erased_at', 'is', null)
    .executeTakeFirst()
  if (!person) return patch
  const author = {
    personId: person.id,
    name: person.name,
    facilityId: person.facility_id,
    facility: person.facility === null ? {} : textOf(person.facility),
  }
  return { ...patch, authors: [...patch.authors, author] }
}
