import { LANGS, pick, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import { textOf } from '../json.ts'
import { MODALITIES, ORGANS } from './other-terms.ts'
import { TECHNIQUE_GROUPS } from './technique-terms.ts'

export const TERM_KINDS = ['technique', 'organ', 'modality'] as const
export type TermKind = (typeof TERM_KINDS)[number]

export interface Term {
  readonly kind: TermKind
  readonly code: string
  readonly name: Text
  /** Code of its group; '' without. */
  readonly parent: string
  readonly also: readonly string[]
  /** No longer offered; cases that have it keep it. */
  readonly retired: boolean
  /** Added by the secretariat. */
  readonly added: boolean
}

export interface TermGroup {
  readonly code: string
  readonly name: Text
  readonly terms: readonly Term[]
}

/** The built-in terms with what the secretariat added and renamed. */
export interface Taxonomy {
  find(kind: TermKind, code: string): Term | undefined
  all(kind: TermKind): readonly Term[]
  /** Techniques by their groups, those without one last. */
  readonly groups: readonly TermGroup[]
  /** The name in a language; a code that nobody knows stands for itself. */
  name(kind: TermKind, code: string, lang: Lang): string
}

const BUILT_IN: readonly Term[] = [
  ...TECHNIQUE_GROUPS.flatMap((group) =>
    group.terms.map((term) => ({ ...term, kind: 'technique' as const, parent: group.code, also: term.also ?? [] })),
  ),
  ...ORGANS.map((term) => ({ ...term, kind: 'organ' as const, parent: '', also: [] })),
  ...MODALITIES.map((term) => ({ ...term, kind: 'modality' as const, parent: '', also: [] })),
].map((term) => ({ ...term, retired: false, added: false }))

/** One statement. */
export async function readTaxonomy(db: AnyDb): Promise<Taxonomy> {
  const rows = await db.selectFrom('case_term').selectAll().orderBy('code').execute()
  const terms = new Map(BUILT_IN.map((term) => [`${term.kind} ${term.code}`, term]))
  for (const row of rows) {
    const key = `${row.kind} ${row.code}`
    const was = terms.get(key)
    terms.set(key, {
      kind: row.kind,
      code: row.code,
      name: { ...was?.name, ...textOf(row.name) },
      parent: was?.parent ?? row.parent,
      also: was?.also ?? [],
      retired: row.retired === 1,
      added: was === undefined,
    })
  }
  return taxonomyOf([...terms.values()])
}

function taxonomyOf(terms: readonly Term[]): Taxonomy {
  const by = new Map(terms.map((term) => [`${term.kind} ${term.code}`, term]))
  const all = (kind: TermKind) => terms.filter((term) => term.kind === kind)
  const grouped = TECHNIQUE_GROUPS.map(({ code, name }) => ({
    code,
    name,
    terms: all('technique').filter((term) => term.parent === code),
  }))
  const rest = all('technique').filter((term) => !TECHNIQUE_GROUPS.some((group) => group.code === term.parent))
  return {
    find: (kind, code) => by.get(`${kind} ${code}`),
    all,
    groups: rest.length > 0 ? [...grouped, { code: '', name: OTHER, terms: rest }] : grouped,
    name: (kind, code, lang) => pick(by.get(`${kind} ${code}`)?.name, lang).text || code,
  }
}

const OTHER: Text = { vi: 'Khác', en: 'Other', ko: '기타' }

/** All words of a term, for the index: its name in every language and what else it is called. */
export const wordsOf = (taxonomy: Taxonomy, kind: TermKind, code: string): string[] => {
  const term = taxonomy.find(kind, code)
  return term ? [...LANGS.map((lang) => term.name[lang] ?? ''), ...term.also, code] : [code]
}

export const isBuiltIn = (kind: TermKind, code: string): boolean =>
  BUILT_IN.some((term) => term.kind === kind && term.code === code)
