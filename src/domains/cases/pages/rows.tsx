import { LANGS, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import { Button, Field } from '#src/ui/forms.tsx'
import { wrong } from '../kit.tsx'
import { LIMITS } from '../limits.ts'
import { editWords } from '../messages/edit.ts'
import { labels } from '../messages/labels.ts'
import { CONSENT_TYPES, DEVICE_KINDS, LICENCES, SIR_GRADES, type Consent, type Licence } from '../model.ts'
import type { AuthorView } from '../queries/page.ts'
import { Findings, TextField } from './fields.tsx'
import type { SectionProps } from './sections.tsx'

/** Empty rows after those that there are. */
const MORE = 3

/** The steps as they are written: one line each, aligned over the languages. */
export const stepLines = (steps: readonly Text[]): Text => {
  const out: Record<string, string> = {}
  for (const lang of LANGS) {
    const lines = steps.map((step) => step[lang] ?? '')
    if (lines.some((line) => line !== '')) out[lang] = lines.map((line) => line || '-').join('\n')
  }
  return out
}

export function Procedure(props: SectionProps) {
  const { lang, content, errors } = props
  const t = editWords(lang)
  const label = labels(lang)
  const rows = [...content.devices, ...Array.from({ length: MORE }, () => null)]
  return (
    <>
      <TextField
        {...props}
        name="steps"
        label={t('steps')}
        hint={t('stepsHint')}
        value={stepLines(content.steps)}
        max={LIMITS.text}
        rows={8}
      />
      <fieldset class="field">
        <legend class="label">{t('devices')}</legend>
        <p class="hint">{t('rowsHint')}</p>
        <input type="hidden" name="devices.rows" value={rows.length} />
        {rows.map((device, n) => (
          <div class="case-row case-row-wide" key={n}>
            <Field
              name={`devices.${n}.kind`}
              type="select"
              label={t('kind')}
              value={device?.kind ?? ''}
              error={wrong(lang, errors, `devices.${n}.kind`)}
              options={DEVICE_KINDS.map((kind) => ({ value: kind, label: label(`device.${kind}`) }))}
            />
            <Field
              name={`devices.${n}.name`}
              label={t('name')}
              value={device?.name ?? ''}
              error={wrong(lang, errors, `devices.${n}.name`)}
              maxlength={LIMITS.device}
            />
            <Field
              name={`devices.${n}.size`}
              label={t('size')}
              value={device?.size ?? ''}
              error={wrong(lang, errors, `devices.${n}.size`)}
              maxlength={LIMITS.size}
            />
            <Findings {...props} names={[`devices.${n}.name`, `devices.${n}.size`]} />
          </div>
        ))}
      </fieldset>
    </>
  )
}

export function OutcomeSection(props: SectionProps) {
  const { lang, content, errors } = props
  const t = editWords(lang)
  const label = labels(lang)
  const rows = [...content.complications, null]
  return (
    <>
      <TextField {...props} name="outcome" label={t('outcome')} value={content.outcome} max={LIMITS.text} />
      <fieldset class="field">
        <legend class="label">{t('complications')}</legend>
        <p class="hint">{t('complicationsHint')}</p>
        <input type="hidden" name="complications.rows" value={rows.length} />
        {rows.map((one, n) => (
          <div class="case-row" key={n}>
            <Field
              name={`complications.${n}.grade`}
              type="select"
              label={t('grade')}
              value={one?.grade ?? ''}
              error={wrong(lang, errors, `complications.${n}.grade`)}
              options={SIR_GRADES.map((grade) => ({ value: grade, label: label(`sir.${grade}`) }))}
            />
            <TextField
              {...props}
              name={`complications.${n}.text`}
              label={t('complication')}
              value={one?.text ?? {}}
              max={LIMITS.step}
              line
            />
          </div>
        ))}
      </fieldset>
      <TextField {...props} name="followUp" label={t('followUp')} value={content.followUp} max={LIMITS.text} />
    </>
  )
}

export function Learning(props: SectionProps) {
  const { lang, content, errors } = props
  const t = editWords(lang)
  const rows = [...content.references, ...Array.from({ length: 2 }, () => null)]
  return (
    <>
      <TextField
        {...props}
        name="teaching"
        label={t('teaching')}
        hint={t('markdown')}
        value={content.teaching}
        max={LIMITS.text}
      />
      <fieldset class="field">
        <legend class="label">{t('references')}</legend>
        <p class="hint">{t('rowsHint')}</p>
        <input type="hidden" name="references.rows" value={rows.length} />
        {rows.map((one, n) => (
          <div class="case-row" key={n}>
            <Field
              name={`references.${n}.text`}
              label={t('reference')}
              value={one?.text ?? ''}
              error={wrong(lang, errors, `references.${n}.text`)}
              maxlength={LIMITS.reference}
            />
            <Field
              name={`references.${n}.doi`}
              label="DOI"
              value={one?.doi ?? ''}
              error={wrong(lang, errors, `references.${n}.doi`)}
              size="medium"
              maxlength={240}
            />
            <Field
              name={`references.${n}.pmid`}
              label="PMID"
              value={one?.pmid ?? ''}
              error={wrong(lang, errors, `references.${n}.pmid`)}
              size="short"
              maxlength={60}
            />
          </div>
        ))}
      </fieldset>
    </>
  )
}

export interface AuthorsProps extends SectionProps {
  readonly authors: readonly AuthorView[]
  readonly query: string
  readonly people: readonly { readonly id: string; readonly name: string; readonly facility: Text }[] | null
  readonly mayLink: boolean
}

export function Authors({ lang, authors, errors, query, people, mayLink }: AuthorsProps) {
  const t = editWords(lang)
  const rows = [...authors, ...Array.from({ length: 2 }, () => null)]
  return (
    <>
      <p class="hint">{t('authorsHint')}</p>
      <input type="hidden" name="authors.rows" value={rows.length} />
      {rows.map((one, n) => (
        <div class="case-row" key={n}>
          <input type="hidden" name={`authors.${n}.person`} value={one?.personId ?? ''} />
          <input type="hidden" name={`authors.${n}.facilityId`} value={one?.facilityId ?? ''} />
          <div class="case-author-row">
            <Field
              name={`authors.${n}.position`}
              type="number"
              label={t('position')}
              value={String(n + 1)}
              min="1"
              max="99"
            />
            <Field
              name={`authors.${n}.name`}
              label={`${t('name')}${one?.personId ? ` (${t('linked')})` : ''}`}
              value={one?.name ?? ''}
              error={wrong(lang, errors, `authors.${n}.name`)}
              maxlength={LIMITS.name}
            />
          </div>
          <FacilityNames lang={lang} n={n} facility={one?.facility ?? {}} />
        </div>
      ))}
      {mayLink ? (
        <>
          <div class="case-find">
            <Field name="personQuery" label={t('authorFind')} value={query} maxlength={100} />
            <Button name="do" value="find">
              {t('find')}
            </Button>
          </div>
          {people === null ? null : people.length === 0 ? (
            <p>{t('nobody')}</p>
          ) : (
            <Field
              name="addPerson"
              type="radio"
              label={t('add')}
              value=""
              options={people.map((one) => ({
                value: one.id,
                label: [one.name, one.facility[lang] ?? Object.values(one.facility)[0] ?? '']
                  .filter(Boolean)
                  .join(', '),
              }))}
            />
          )}
        </>
      ) : null}
    </>
  )
}

/** One line in the reader's language; the others stay as they are. */
function FacilityNames({ lang, n, facility }: { lang: Lang; n: number; facility: Text }) {
  const t = editWords(lang)
  return (
    <>
      {LANGS.filter((other) => other !== lang && facility[other]).map((other) => (
        <input key={other} type="hidden" name={`authors.${n}.facility.${other}`} value={facility[other]} />
      ))}
      <Field
        name={`authors.${n}.facility.${lang}`}
        label={t('facility')}
        value={facility[lang] ?? ''}
        maxlength={200}
      />
    </>
  )
}

export interface ConsentProps extends SectionProps {
  readonly consent: { readonly type: Consent['type'] | ''; readonly on: string }
  readonly recorded: string
  readonly licence: Licence | ''
  readonly synthetic: boolean
}

export function ConsentSection({ lang, errors, consent, recorded, licence, synthetic }: ConsentProps) {
  const t = editWords(lang)
  const label = labels(lang)
  return (
    <>
      <Field
        name="consent"
        type="radio"
        label={t('consent')}
        hint={t('consentHint')}
        value={consent.type}
        error={wrong(lang, errors, 'consent')}
        options={[
          { value: '', label: t('consentNone') },
          ...CONSENT_TYPES.filter((one) => one !== 'not-needed' || synthetic).map((one) => ({
            value: one,
            label: label(`consent.${one}`),
          })),
        ]}
      />
      <Field
        name="consentOn"
        type="date"
        label={t('consentOn')}
        value={consent.on}
        error={wrong(lang, errors, 'consentOn')}
        hint={recorded === '' ? undefined : recorded}
      />
      <Field
        name="licence"
        type="radio"
        label={t('licence')}
        value={licence}
        error={wrong(lang, errors, 'licence')}
        options={[
          { value: '', label: t('licenceNone') },
          ...LICENCES.map((one) => ({ value: one, label: label(`licence.${one}`) })),
        ]}
      />
    </>
  )
}
