import {
  imagesWithdrawnAt,
  seriesOfCase,
  videosOfCase,
  type Attachment,
  type SeriesOfCase,
} from '#src/domains/imaging/index.ts'
import { publicPeople } from '#src/domains/people/index.ts'
import type { Text } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { textOf } from '../json.ts'
import { keyPictures, type KeyPicture } from '../pictures/queries.ts'
import { readTaxonomy, type Taxonomy } from '../taxonomy/taxonomy.ts'
import { attachmentsOf, type Attached } from './attachments.ts'
import type { CaseView } from './case.ts'
import { collectionsOf, type CollectionName } from './collections.ts'

export interface AuthorView {
  readonly personId: string | null
  readonly name: string
  /** Of their public page; null without one. */
  readonly slug: string | null
  readonly facility: Text
  readonly facilityId: string | null
}

export interface FacilityName {
  readonly id: string
  readonly name: Text
  readonly slug: string
}

/** Everything that the page of a case shows besides the case. */
export interface CaseParts {
  readonly authors: readonly AuthorView[]
  readonly facility: FacilityName | null
  readonly taxonomy: Taxonomy
  readonly series: readonly SeriesOfCase[]
  readonly pictures: readonly KeyPicture[]
  readonly videos: readonly Attachment[]
  /** When its images were withdrawn from the archive while the case stood; null else. */
  readonly imagesWithdrawnAt: number | null
  readonly attached: readonly Attached[]
  readonly collections: readonly CollectionName[]
}

/** The number of statements does not grow with authors, series, pictures or attachments. `images`: whether the reader gets any. */
export async function partsOf(ctx: Context, actor: Actor, found: CaseView, images: boolean): Promise<CaseParts> {
  const imaging = images ? found.imagingCaseId : null
  const series = imaging === null ? [] : await seriesOfCase(ctx, actor, imaging)
  return {
    authors: await authorsOf(ctx, found.id),
    facility: found.facilityId === null ? null : await facilityName(ctx, found.facilityId),
    taxonomy: await readTaxonomy(ctx.db),
    series,
    pictures: images ? await keyPictures(ctx, actor, found) : [],
    videos: imaging === null ? [] : await videosOfCase(ctx, actor, imaging),
    imagesWithdrawnAt: imaging === null || series.length > 0 ? null : await imagesWithdrawnAt(ctx.db, imaging),
    attached: await attachmentsOf(ctx, actor, found.id),
    collections: await collectionsOf(ctx, actor, found.id),
  }
}

/** In their order; an erased person keeps the place without a name. Two statements. */
export async function authorsOf(ctx: Context, caseId: string): Promise<AuthorView[]> {
  const rows = await ctx.db
    .selectFrom('case_author')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('position')
    .execute()
  const ids = rows.flatMap((row) => (row.person_id === null ? [] : [row.person_id]))
  const people = new Map((await publicPeople(ctx, ids)).map((one) => [one.id, one]))
  return rows.map((row) => {
    const person = row.person_id === null ? undefined : people.get(row.person_id)
    return {
      personId: row.person_id,
      // A case names its authors as its owner wrote them: where they worked then is part of it.
      name: row.name,
      slug: person?.hasPage ? person.slug : null,
      facility: textOf(row.facility),
      facilityId: row.facility_id,
    }
  })
}

async function facilityName(ctx: Context, id: string): Promise<FacilityName | null> {
  const row = await ctx.db.selectFrom('facility').select(['id', 'name', 'slug']).where('id', '=', id).executeTakeFirst()
  return row ? { ...row, name: textOf(row.name) } : null
}
