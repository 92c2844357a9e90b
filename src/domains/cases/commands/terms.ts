import { cleanText, LANGS, type Text } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { mayManageTerms } from '../policy.ts'
import { isBuiltIn, TERM_KINDS, type TermKind } from '../taxonomy/taxonomy.ts'
import { TECHNIQUE_GROUPS } from '../taxonomy/technique-terms.ts'

export interface NewTerm {
  readonly kind: string
  readonly code: string
  readonly parent: string
  readonly name: Text
}

/** Adds a term in all three languages, or gives one that there is another name. */
export async function saveTerm(ctx: Context, actor: Actor, term: NewTerm): Promise<Outcome> {
  if (!mayManageTerms(actor)) return fail('not-found')
  const kind = TERM_KINDS.find((one) => one === term.kind)
  if (!kind) return invalid({ kind: 'required' })
  const pattern = kind === 'modality' ? /^[A-Za-z0-9-]{1,40}$/ : /^[a-z0-9][a-z0-9-]{0,39}$/
  if (!pattern.test(term.code)) return invalid({ code: 'code' })
  const name = cleanText(term.name)
  for (const lang of LANGS) {
    if (!name[lang]) return invalid({ [`name.${lang}`]: 'required' })
    if (name[lang].length > 160) return invalid({ [`name.${lang}`]: 'too-long' })
  }
  const parent = kind === 'technique' && TECHNIQUE_GROUPS.some((group) => group.code === term.parent) ? term.parent : ''
  return write(ctx, actor, async (tx) => {
    await tx.db
      .insertInto('case_term')
      .values({ kind, code: term.code, parent, name: JSON.stringify(name), retired: 0 })
      .onConflict((oc) => oc.columns(['kind', 'code']).doUpdateSet({ name: JSON.stringify(name), parent }))
      .execute()
    // Cases are found by the names of their terms: they are read anew, in a job, because they may be many.
    await tx.enqueue('cases:reindex-term', { kind, code: term.code })
    await tx.audit({ action: 'case-term.save', entity: 'case-term', id: `${kind} ${term.code}`, after: { name } })
    return ok()
  })
}

/** No longer offers a term, or offers it again; cases keep what they have. */
export async function retireTerm(
  ctx: Context,
  actor: Actor,
  kind: TermKind,
  code: string,
  retired: boolean,
): Promise<Outcome> {
  if (!mayManageTerms(actor)) return fail('not-found')
  return write(ctx, actor, async (tx) => {
    const done = await tx.db
      .updateTable('case_term')
      .set({ retired: retired ? 1 : 0 })
      .where('kind', '=', kind)
      .where('code', '=', code)
      .executeTakeFirst()
    if (Number(done.numUpdatedRows) === 0) {
      if (!isBuiltIn(kind, code)) return fail('not-found')
      await tx.db
        .insertInto('case_term')
        .values({ kind, code, parent: '', name: '{}', retired: retired ? 1 : 0 })
        .execute()
    }
    await tx.audit({ action: 'case-term.retire', entity: 'case-term', id: `${kind} ${code}`, after: { retired } })
    return ok()
  })
}
