import { LANGS, type Text } from '#src/lib/text/multilingual.ts'
import type { Form } from '#src/platform/http/form.ts'
import { LIMITS } from './limits.ts'
import {
  AGE_BANDS,
  BASES,
  CERTAINTIES,
  CONSENT_TYPES,
  DEVICE_KINDS,
  LICENCES,
  SEXES,
  SIR_GRADES,
  type Author,
  type CaseContent,
  type ConsentType,
  type Licence,
  type SectionName,
  type TextField,
} from './model.ts'
import type { Taxonomy, TermKind } from './taxonomy/taxonomy.ts'

/** What a section of the form sends, checked; only what it asks for is in it. */
export interface Patch {
  readonly title?: Text
  readonly facilityId?: string | null
  readonly content?: Partial<CaseContent>
  readonly authors?: readonly Author[]
  readonly consent?: { readonly type: ConsentType | ''; readonly on: string }
  readonly licence?: Licence | ''
}

export interface Parsed {
  readonly patch: Patch
  /** By field, the code of what is wrong. */
  readonly errors: Readonly<Record<string, string>>
}

/** Most rows that a form of rows may send. */
const ROWS = 100

/** Reads one section of the form. `today`: ISO date, against consent in the future. */
export function parseSection(section: SectionName, form: Form, taxonomy: Taxonomy, today: string): Parsed {
  const errors: Record<string, string> = {}
  return { patch: PARSERS[section](form, errors, taxonomy, today), errors }
}

type Errors = Record<string, string>
type Parser = (form: Form, errors: Errors, taxonomy: Taxonomy, today: string) => Patch

const PARSERS: Readonly<Record<SectionName, Parser>> = {
  basics(form, errors, taxonomy) {
    const title = text(form, errors, 'title', LIMITS.title)
    if (Object.keys(title).length === 0) errors['title.vi'] ??= 'required'
    return {
      title,
      facilityId: form.get('facility') || null,
      content: {
        modalities: terms(form, errors, taxonomy, 'modality', 'modalities', LIMITS.modalities),
        techniques: terms(form, errors, taxonomy, 'technique', 'techniques', LIMITS.techniques),
        organs: terms(form, errors, taxonomy, 'organ', 'organs', LIMITS.organs),
        region: text(form, errors, 'region', LIMITS.region),
        age: choice(form, errors, 'age', AGE_BANDS),
        sex: choice(form, errors, 'sex', SEXES),
      },
    }
  },
  clinical: (form, errors) => ({ content: texts(form, errors, ['presentation', 'history']) }),
  imaging: (form, errors) => ({
    content: {
      ...texts(form, errors, ['findings', 'differential', 'diagnosis']),
      certainty: choice(form, errors, 'certainty', CERTAINTIES),
      basis: BASES.filter((one) => form.all('basis').includes(one)),
    },
  }),
  procedure: (form, errors) => ({ content: { steps: steps(form, errors), devices: devices(form, errors) } }),
  outcome: (form, errors) => ({
    content: { ...texts(form, errors, ['outcome', 'followUp']), complications: complications(form, errors) },
  }),
  learning: (form, errors) => ({
    content: { ...texts(form, errors, ['teaching']), references: references(form, errors) },
  }),
  authors: (form, errors) => ({ authors: authors(form, errors) }),
  consent(form, errors, _taxonomy, today) {
    const type = choice(form, errors, 'consent', CONSENT_TYPES)
    const on = form.get('consentOn')
    if (on !== '' && (!isDate(on) || on > today)) errors['consentOn'] = 'date'
    if (type !== '' && type !== 'not-needed' && on === '') errors['consentOn'] = 'required'
    return { consent: { type, on: type === '' ? '' : on }, licence: choice(form, errors, 'licence', LICENCES) }
  },
}

function text(form: Form, errors: Errors, name: string, max: number): Text {
  const value = form.text(name)
  for (const [lang, words] of Object.entries(value)) if (words.length > max) errors[`${name}.${lang}`] = 'too-long'
  return value
}

const texts = (form: Form, errors: Errors, fields: readonly TextField[]): Partial<CaseContent> =>
  Object.fromEntries(fields.map((field) => [field, text(form, errors, field, LIMITS.text)]))

function choice<T extends string>(form: Form, errors: Errors, name: string, allowed: readonly T[]): T | '' {
  const value = form.get(name)
  if (value === '' || (allowed as readonly string[]).includes(value)) return value as T | ''
  errors[name] = 'invalid'
  return ''
}

function terms(form: Form, errors: Errors, taxonomy: Taxonomy, kind: TermKind, name: string, most: number): string[] {
  const codes = [...new Set(form.all(name).filter((code) => taxonomy.find(kind, code) !== undefined))]
  if (codes.length > most) errors[name] = 'too-many'
  return codes
}

/** Numbers of the rows that a form has: the fields are `<name>.<n>.<part>`. */
function rowsOf(form: Form, name: string): number[] {
  const count = Math.min(ROWS, Number(form.get(`${name}.rows`)) || 0)
  return Array.from({ length: count }, (_, n) => n)
}

/** A line a step; the same line in each language is the same step. */
function steps(form: Form, errors: Errors): Text[] {
  const lines = Object.fromEntries(LANGS.map((lang) => [lang, form.get(`steps.${lang}`).split(/\n+/)]))
  const count = Math.max(...LANGS.map((lang) => lines[lang]!.length))
  const out: Text[] = []
  for (let n = 0; n < count; n++) {
    const step: Record<string, string> = {}
    for (const lang of LANGS) {
      const words = (lines[lang]![n] ?? '').replace(/^\s*(?:\d{1,2}[.)]|[-*•])\s+/, '').trim()
      if (words.length > LIMITS.step) errors[`steps.${lang}`] = 'too-long'
      // A dash keeps the place of a step that is not written in this language.
      if (words !== '' && words !== '-') step[lang] = words
    }
    if (Object.keys(step).length > 0) out.push(step)
  }
  if (out.length > LIMITS.steps) errors['steps.vi'] = 'too-many'
  return out
}

function devices(form: Form, errors: Errors): CaseContent['devices'] {
  const out = rowsOf(form, 'devices').flatMap((n) => {
    const at = `devices.${n}`
    const name = form.get(`${at}.name`)
    const size = form.get(`${at}.size`)
    const kind = choice(form, errors, `${at}.kind`, DEVICE_KINDS)
    if (name === '' && size === '') return []
    if (name.length > LIMITS.device) errors[`${at}.name`] = 'too-long'
    if (size.length > LIMITS.size) errors[`${at}.size`] = 'too-long'
    return [{ kind: kind === '' ? ('other' as const) : kind, name, size }]
  })
  if (out.length > LIMITS.devices) errors['devices.0.name'] = 'too-many'
  return out
}

function complications(form: Form, errors: Errors): CaseContent['complications'] {
  return rowsOf(form, 'complications').flatMap((n) => {
    const at = `complications.${n}`
    const grade = choice(form, errors, `${at}.grade`, SIR_GRADES)
    const words = text(form, errors, `${at}.text`, LIMITS.step)
    return grade === '' && Object.keys(words).length === 0 ? [] : [{ grade, text: words }]
  })
}

function references(form: Form, errors: Errors): CaseContent['references'] {
  return rowsOf(form, 'references').flatMap((n) => {
    const at = `references.${n}`
    const words = form.get(`${at}.text`)
    const doi = form.get(`${at}.doi`).replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, '')
    const pmid = form
      .get(`${at}.pmid`)
      .replace(/^(?:PMID:?\s*|https?:\/\/pubmed\.ncbi\.nlm\.nih\.gov\/)/i, '')
      .replace(/\/$/, '')
    if (words === '' && doi === '' && pmid === '') return []
    if (words.length > LIMITS.reference) errors[`${at}.text`] = 'too-long'
    if (doi !== '' && !/^10\.\d{4,9}\/[^\s"'<>\\]{1,200}$/.test(doi)) errors[`${at}.doi`] = 'doi'
    if (pmid !== '' && !/^\d{1,9}$/.test(pmid)) errors[`${at}.pmid`] = 'pmid'
    return [{ text: words, doi, pmid }]
  })
}

function authors(form: Form, errors: Errors): Author[] {
  const rows = rowsOf(form, 'authors').flatMap((n) => {
    const at = `authors.${n}`
    const name = form.get(`${at}.name`).replace(/\s+/g, ' ')
    const facility = form.text(`${at}.facility`)
    if (name === '') return []
    if (name.length > LIMITS.name) errors[`${at}.name`] = 'too-long'
    const place = Number(form.get(`${at}.position`))
    return [
      {
        place: Number.isFinite(place) ? place : n,
        author: {
          personId: form.get(`${at}.person`) || null,
          name,
          facilityId: form.get(`${at}.facilityId`) || null,
          facility,
        },
      },
    ]
  })
  if (rows.length === 0) errors['authors.0.name'] = 'required'
  if (rows.length > LIMITS.authors) errors['authors.0.name'] = 'too-many'
  return rows.toSorted((a, b) => a.place - b.place).map((row) => row.author)
}

const isDate = (value: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const at = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}
