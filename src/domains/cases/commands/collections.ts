import { cleanText, mergedText, type Text, tooLong } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import { managesEvent, managesSociety } from '#src/platform/authz.ts'
import { eventBySlug } from '#src/domains/events/index.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { textOf } from '../json.ts'
import { LIMITS } from '../limits.ts'
import { visibleCases } from '../policy.ts'
import { mayEditCollection } from '../queries/collections.ts'
import { newCode } from './create.ts'

type Fields = Record<string, string>

export interface CollectionDraft {
  readonly title: Text
  readonly body: Text
  readonly visibility: 'own' | 'members' | 'public'
  readonly eventSlug: string
  /** Codes in their order, each with why it is there; null leaves what is stored, which the form did not show. */
  readonly cases: readonly { readonly code: string; readonly note: Text | null }[]
}

/** Makes a collection or saves it over the revision that the form showed. What one may not see cannot be put in. */
export async function saveCollection(
  ctx: Context,
  actor: Actor,
  code: string | null,
  draft: CollectionDraft,
  revision: number,
): Promise<Outcome<{ code: string }>> {
  const owner_id = actor.personId
  if (owner_id === null) return fail('not-found')
  const title = cleanText(draft.title)
  if (Object.keys(title).length === 0) return invalid({ 'title.vi': 'required' })
  if (Object.values(title).some((words) => words.length > LIMITS.collection)) return invalid({ 'title.vi': 'too-long' })
  if (Object.values(draft.body).some((words) => words.length > LIMITS.text)) return invalid({ 'body.vi': 'too-long' })
  if (draft.cases.length > 200) return invalid({ cases: 'too-many' })
  const long = draft.cases.map(({ code: of, note }) => tooLong(`note.${of}`, note ?? {}, LIMITS.note))
  if (long.some((fields) => Object.keys(fields).length > 0)) return invalid(Object.assign({}, ...long) as Fields)
  const event = draft.eventSlug === '' ? null : await eventBySlug(ctx, actor, draft.eventSlug)
  // What stands on a meeting's page is said by those who run it.
  if (draft.eventSlug !== '' && !(event && (managesSociety(actor) || managesEvent(actor, event.id))))
    return invalid({ event: 'not-found' })
  return write(ctx, actor, async (tx) => {
    const codes = [...new Set(draft.cases.map((one) => one.code.toUpperCase()))]
    const found = await tx.db
      .selectFrom('case_record')
      .select(['id', 'code'])
      .where('code', 'in', codes.length > 0 ? codes : [''])
      .where('id', 'in', visibleCases(tx.db, actor, tx.now))
      .execute()
    const ids = new Map(found.map((row) => [row.code, row.id]))
    if (codes.some((one) => !ids.has(one))) return invalid({ cases: 'not-found' })
    const row = code
      ? await tx.db.selectFrom('case_collection').selectAll().where('code', '=', code.toUpperCase()).executeTakeFirst()
      : undefined
    if (code && (!row || !mayEditCollection(actor, row))) return fail('not-found')
    if (row && row.revision !== revision) return fail('conflict')
    const columns = {
      title: JSON.stringify(row ? mergedText(textOf(row.title), title) : title),
      body: JSON.stringify(row ? mergedText(textOf(row.body), cleanText(draft.body)) : cleanText(draft.body)),
      visibility: draft.visibility,
      event_slug: draft.eventSlug,
      updated_at: tx.now,
    }
    const id = row?.id ?? ctx.ids.id()
    const name = row?.code ?? newCode(ctx)
    const stored = row
      ? await tx.db
          .selectFrom('case_collection_item')
          .select(['case_id', 'note'])
          .select((eb) => eb('case_id', 'in', visibleCases(tx.db, actor, tx.now)).as('visible'))
          .where('collection_id', '=', id)
          .orderBy('position')
          .execute()
      : []
    // Cases of the collection that this editor may not see stay, behind those in the form.
    const hidden = stored.flatMap(({ visible, ...item }) => (visible ? [] : [item]))
    const notes = new Map(stored.map((item) => [item.case_id, item.note]))
    if (row)
      await tx.db
        .updateTable('case_collection')
        .set({ ...columns, revision: row.revision + 1 })
        .where('id', '=', id)
        .execute()
    else
      await tx.db
        .insertInto('case_collection')
        .values({ id, code: name, owner_id, ...columns, revision: 1, created_at: tx.now })
        .execute()
    await tx.db.deleteFrom('case_collection_item').where('collection_id', '=', id).execute()
    const items = [
      ...codes.map((one) => {
        const case_id = ids.get(one)!
        const note = draft.cases.find((item) => item.code.toUpperCase() === one)?.note ?? null
        const before = notes.get(case_id) ?? '{}'
        return { case_id, note: note ? JSON.stringify(mergedText(textOf(before), cleanText(note))) : before }
      }),
      ...hidden,
    ].map((item, position) => ({ ...item, collection_id: id, position }))
    if (items.length > 0) await tx.db.insertInto('case_collection_item').values(items).execute()
    await tx.audit({ action: row ? 'case-collection.update' : 'case-collection.create', entity: 'case-collection', id })
    return ok({ code: name })
  })
}

export function deleteCollection(ctx: Context, actor: Actor, code: string): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const row = await tx.db
      .selectFrom('case_collection')
      .selectAll()
      .where('code', '=', code.toUpperCase())
      .executeTakeFirst()
    if (!row || !mayEditCollection(actor, row)) return fail('not-found')
    await tx.db.deleteFrom('case_collection_item').where('collection_id', '=', row.id).execute()
    await tx.db.deleteFrom('case_collection').where('id', '=', row.id).execute()
    await tx.audit({ action: 'case-collection.delete', entity: 'case-collection', id: row.id })
    return ok()
  })
}
