import { pick, say, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import { Button, Field, FieldGroup } from '#src/ui/forms.tsx'
import { wrong } from '../kit.tsx'
import { LIMITS } from '../limits.ts'
import { caseWords } from '../messages/case.ts'
import { editWords } from '../messages/edit.ts'
import { labels } from '../messages/labels.ts'
import { AGE_BANDS, BASES, CERTAINTIES, SEXES, type CaseContent } from '../model.ts'
import type { Taxonomy, Term } from '../taxonomy/taxonomy.ts'
import { TextField, type Writing } from './fields.tsx'

export interface FacilityOption {
  readonly id: string
  readonly name: Text
}

export interface SectionProps extends Writing {
  readonly content: CaseContent
}

export interface BasicsProps extends SectionProps {
  readonly title: Text
  readonly facilityId: string | null
  readonly facilities: readonly FacilityOption[]
  readonly facilityQuery: string
  readonly taxonomy: Taxonomy
}

export function Basics(props: BasicsProps) {
  const { lang, content, errors, taxonomy } = props
  const t = editWords(lang)
  const label = labels(lang)
  const words = caseWords(lang)
  return (
    <>
      <TextField
        {...props}
        name="title"
        label={t('title')}
        hint={t('titleHint')}
        value={props.title}
        max={LIMITS.title}
        required
        line
      />
      <Terms
        {...props}
        name="modalities"
        label={t('modalities')}
        terms={taxonomy.all('modality')}
        chosen={content.modalities}
      />
      <fieldset class="field">
        <legend class="label">{t('techniques')}</legend>
        {taxonomy.groups.map((group) => {
          const held = group.terms.filter((term) => content.techniques.includes(term.code))
          return (
            <details key={group.code} class="case-term-group" open={held.length > 0 || undefined}>
              <summary>
                {say(group.name, lang)} {held.length > 0 ? <span class="tabs-count">{held.length}</span> : null}
              </summary>
              <Boxes name="techniques" terms={group.terms} chosen={content.techniques} lang={lang} />
            </details>
          )
        })}
      </fieldset>
      <Terms {...props} name="organs" label={t('organs')} terms={taxonomy.all('organ')} chosen={content.organs} />
      <TextField
        {...props}
        name="region"
        label={t('region')}
        hint={t('regionHint')}
        value={content.region}
        max={LIMITS.region}
        line
      />
      <FieldGroup legend={words('patient')}>
        <Field
          name="age"
          type="select"
          label={t('age')}
          value={content.age}
          error={wrong(lang, errors, 'age')}
          options={AGE_BANDS.map((band) => ({
            value: band,
            label: band === '90' ? words('ageOver') : words('ageBand', { from: Number(band), to: Number(band) + 9 }),
          }))}
          size="medium"
        />
        <Field
          name="sex"
          type="select"
          label={t('sex')}
          value={content.sex}
          error={wrong(lang, errors, 'sex')}
          options={SEXES.map((sex) => ({ value: sex, label: label(`sex.${sex}`) }))}
          size="medium"
        />
      </FieldGroup>
      <Field
        name="facility"
        type="select"
        label={t('facility')}
        value={props.facilityId ?? ''}
        options={props.facilities.map((one) => ({ value: one.id, label: pick(one.name, lang).text }))}
      />
      <div class="case-find">
        <Field name="facilityQuery" label={t('facilityFind')} value={props.facilityQuery} maxlength={100} />
        <Button name="do" value="find">
          {t('find')}
        </Button>
      </div>
    </>
  )
}

function Terms(props: { name: string; label: string; terms: readonly Term[]; chosen: readonly string[]; lang: Lang }) {
  return (
    <fieldset class="field">
      <legend class="label">{props.label}</legend>
      <Boxes {...props} />
    </fieldset>
  )
}

function Boxes(props: { name: string; terms: readonly Term[]; chosen: readonly string[]; lang: Lang }) {
  const { name, terms, chosen, lang } = props
  return (
    <div class="case-terms">
      {terms
        .filter((term) => !term.retired || chosen.includes(term.code))
        .map((term) => {
          const id = `f-${name}-${term.code}`
          return (
            <div class="choice" key={term.code}>
              <input type="checkbox" id={id} name={name} value={term.code} checked={chosen.includes(term.code)} />
              <label for={id}>{pick(term.name, lang).text}</label>
            </div>
          )
        })}
    </div>
  )
}

export function Clinical(props: SectionProps) {
  const t = editWords(props.lang)
  const { content } = props
  return (
    <>
      <TextField
        {...props}
        name="presentation"
        label={t('presentation')}
        hint={t('markdown')}
        value={content.presentation}
        max={LIMITS.text}
      />
      <TextField
        {...props}
        name="history"
        label={t('history')}
        hint={t('historyHint')}
        value={content.history}
        max={LIMITS.text}
      />
    </>
  )
}

export function Imaging(props: SectionProps) {
  const { lang, content, errors } = props
  const t = editWords(lang)
  const label = labels(lang)
  return (
    <>
      <TextField
        {...props}
        name="findings"
        label={t('findings')}
        hint={t('markdown')}
        value={content.findings}
        max={LIMITS.text}
        rows={7}
      />
      <TextField
        {...props}
        name="differential"
        label={t('differential')}
        value={content.differential}
        max={LIMITS.text}
      />
      <TextField
        {...props}
        name="diagnosis"
        label={t('diagnosis')}
        value={content.diagnosis}
        max={LIMITS.text}
        rows={3}
      />
      <Field
        name="certainty"
        type="select"
        label={t('certainty')}
        value={content.certainty}
        error={wrong(lang, errors, 'certainty')}
        options={CERTAINTIES.map((one) => ({ value: one, label: label(`certainty.${one}`) }))}
        size="medium"
      />
      <Field
        name="basis"
        type="checkboxes"
        label={t('basis')}
        value={[...content.basis]}
        options={BASES.map((one) => ({ value: one, label: label(`basis.${one}`) }))}
      />
    </>
  )
}
