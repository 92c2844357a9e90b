import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import { titledName } from '#src/lib/text/names.ts'
import { findPeople, type FoundPerson } from '#src/domains/people/index.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import { Field, FieldGroup } from '#src/ui/forms.tsx'
import type { Part, PartState } from '../../programme/programme.ts'
import type { Posted } from '../form-data.ts'
import type { Editing } from './editing.ts'
import { programmeMessages } from './messages.ts'

const STATES: readonly PartState[] = ['pending', 'invited', 'confirmed', 'declined']

/** What a form says about the people of an item: those it has, and one that may be added. */
export interface PeopleInput {
  readonly parts: readonly Part[]
  /** The name typed to add somebody; '' none. */
  readonly name: string
  /** Candidates of that name when the form cannot decide; the form is then shown again. */
  readonly candidates: readonly FoundPerson[]
  /** Decided: an existing person's id, or `new`. */
  readonly choice: string | null
}

/**
 * Reads the people of a form. A typed name that exactly one person has is that person; otherwise the form asks.
 * At most one statement.
 */
export async function readPeople(c: Ctx, form: Posted, current: readonly Part[]): Promise<PeopleInput> {
  const { ctx, actor } = c.var
  const kept = current
    .map((part, n) => ({
      personId: part.personId,
      state: STATES.find((s) => s === form.get(`part${n}.state`)) ?? part.state,
      order: form.number(`part${n}.order`) ?? n + 1,
      out: form.get(`part${n}.id`) === part.personId && form.checked(`part${n}.out`),
    }))
    .filter((part) => !part.out)
    .sort((a, b) => a.order - b.order)
    .map(({ personId, state }): Part => ({ personId, state }))
  const name = form.get('person')
  if (name === '') return { parts: kept, name, candidates: [], choice: null }
  const candidates = await findPeople(ctx, actor, name, 12)
  const chosen = form.get('choice')
  if (chosen === 'new' || candidates.some((p) => p.id === chosen))
    return { parts: kept, name, candidates, choice: chosen }
  const exact = candidates.filter((p) => p.name.normalize('NFC').toLowerCase() === name.normalize('NFC').toLowerCase())
  if (exact.length === 1 && candidates.length === 1) return { parts: kept, name, candidates, choice: exact[0]!.id }
  return { parts: kept, name, candidates, choice: null }
}

/** Who chairs or speaks: state, order, leaving; and a name to add. */
export function PeopleFields(props: {
  lang: Lang
  legend: string
  parts: readonly Part[]
  editing: Editing
  asked?: PeopleInput
}) {
  const { lang, parts, editing, asked } = props
  const t = programmeMessages(lang)
  return (
    <FieldGroup legend={props.legend}>
      {parts.map((part, n) => {
        const person = editing.index.people.get(part.personId)
        const name = person ? titledName(person, lang) : '?'
        return (
          <fieldset class="part-row" key={part.personId} aria-label={name}>
            <legend>{name}</legend>
            <input type="hidden" name={`part${n}.id`} value={part.personId} />
            <Field
              name={`part${n}.state`}
              label={t('partState')}
              type="select"
              required
              size="short"
              value={part.state}
              options={STATES.map((s) => ({ value: s, label: t(s) }))}
            />
            <Field
              name={`part${n}.order`}
              label={t('order')}
              type="number"
              required
              size="short"
              value={n + 1}
              min={1}
            />
            <Field name={`part${n}.out`} label={t('takeOut')} type="checkbox" />
          </fieldset>
        )
      })}
      <Field
        name="person"
        label={t('addPerson')}
        hint={t('addPersonHint')}
        size="medium"
        value={asked?.name}
        autocomplete="off"
      />
      {asked && asked.name !== '' && asked.choice === null ? (
        <Field
          name="choice"
          label={t('whichPerson', { name: asked.name })}
          type="radio"
          required
          value={asked.candidates[0]?.id ?? 'new'}
          options={[
            ...asked.candidates.map((p) => ({
              value: p.id,
              label: titledName(p, lang),
              hint: [pick(p.facility, lang).text, p.country, p.email].filter(Boolean).join(' · '),
            })),
            { value: 'new', label: t('newPerson', { name: asked.name }) },
          ]}
        />
      ) : null}
    </FieldGroup>
  )
}
