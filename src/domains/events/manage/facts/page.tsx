import { LANGS, say, type Lang } from '#src/lib/text/multilingual.ts'
import { zoneId } from '#src/lib/time/format.ts'
import {
  Actions,
  Button,
  ErrorSummary,
  Field,
  FieldGroup,
  Form,
  langName,
  MultilingualField,
  type FormError,
} from '#src/ui/forms.tsx'
import { ui } from '#src/ui/messages.ts'
import { EVENT_KINDS, type Organiser } from '../../event/event.ts'
import type { EventDraft } from '../../event/event-schema.ts'
import { fieldMessage, frameMessages } from '../frame-messages.ts'
import { factsMessages } from './messages.ts'
import type { SeriesName } from './series.ts'

export interface FactsFormProps {
  readonly lang: Lang
  readonly action: string
  readonly csrf: string
  readonly draft: EventDraft
  readonly base: string
  readonly series: readonly SeriesName[]
  readonly newSeries?: Record<string, string>
  readonly errors?: Readonly<Record<string, string>>
  /** A new event asks for the little that it needs; the rest follows on its page. */
  readonly brief?: boolean
  readonly submit: string
  readonly now: number
}

/** The zones offered first; any other IANA name can be typed. */
const ZONES = [
  'Asia/Ho_Chi_Minh',
  'Asia/Seoul',
  'Asia/Bangkok',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Asia/Shanghai',
  'Asia/Taipei',
  'Europe/Paris',
  'UTC',
]

/** The facts of an event as one form, each text in all languages side by side. */
export function FactsForm(props: FactsFormProps) {
  const { lang, draft, errors = {}, brief } = props
  const t = factsMessages(lang)
  const tf = frameMessages(lang)
  const wrong = (name: string) => (errors[name] ? fieldMessage(lang, errors[name]) : null)
  const inLang = (name: string) => (errors[name] ? { [LANGS[0]]: fieldMessage(lang, errors[name]) } : undefined)
  const summary: FormError[] = Object.entries(errors).map(([field, code]) => ({
    field: MULTILINGUAL.has(field) ? `${field}.${LANGS[0]}` : field === 'organisers' ? 'organiser0.name.vi' : field,
    message: `${LABELS[field] ? t(LABELS[field]) : field}: ${fieldMessage(lang, code)}`,
  }))
  return (
    <Form action={props.action} csrf={props.csrf} enctype="multipart/form-data">
      <ErrorSummary errors={summary} />
      <input type="hidden" name="base" value={props.base} />
      <FieldGroup legend={t('what')}>
        <MultilingualField
          name="title"
          label={t('name')}
          value={draft.title}
          required
          errors={inLang('title')}
          maxlength={300}
        />
        <Field
          name="kind"
          label={t('kind')}
          type="select"
          required
          size="medium"
          value={draft.kind}
          options={EVENT_KINDS.map((kind) => ({ value: kind, label: tf(kind) }))}
        />
        <Field
          name="slug"
          label={t('slug')}
          hint={t('slugHint')}
          value={draft.slug}
          error={wrong('slug')}
          size="medium"
          required={!brief}
          autocomplete="off"
          spellcheck={false}
        />
        {brief ? null : (
          <MultilingualField
            name="summary"
            label={t('summary')}
            hint={t('summaryHint')}
            value={draft.summary}
            multiline
            rows={7}
            errors={inLang('summary')}
          />
        )}
        <Field
          name="langs"
          label={t('langs')}
          hint={t('langsHint')}
          type="checkboxes"
          required
          value={draft.langs}
          error={wrong('langs')}
          options={[...new Set([...LANGS, ...draft.langs])].map((tag) => ({
            value: tag,
            label: langName(ui(lang), tag, lang),
          }))}
        />
        {brief ? null : (
          <>
            <Field
              name="seriesId"
              label={t('series')}
              type="select"
              size="medium"
              value={draft.seriesId ?? ''}
              options={props.series.map((s) => ({ value: s.id, label: say(s.name, lang) }))}
            />
            <MultilingualField name="newSeries" label={t('newSeries')} value={props.newSeries ?? {}} />
          </>
        )}
      </FieldGroup>
      <FieldGroup legend={t('when')}>
        <div class="side-by-side">
          <Field
            name="startsOn"
            label={t('startsOn')}
            type="date"
            required
            value={draft.startsOn}
            error={wrong('startsOn')}
          />
          <Field name="endsOn" label={t('endsOn')} type="date" required value={draft.endsOn} error={wrong('endsOn')} />
        </div>
        <Field
          name="zone"
          label={t('zone')}
          hint={t('zoneHint')}
          required
          size="medium"
          list="zones"
          value={draft.zone}
          error={wrong('zone')}
          spellcheck={false}
        />
        <datalist id="zones">
          {ZONES.map((zone) => (
            <option key={zone} value={zone}>
              {zoneId(zone, props.now)}
            </option>
          ))}
        </datalist>
      </FieldGroup>
      {brief ? null : <Rest {...props} inLang={inLang} wrong={wrong} />}
      <Actions>
        <Button kind="primary">{props.submit}</Button>
      </Actions>
    </Form>
  )
}

type Wrong = (name: string) => string | null
type InLang = (name: string) => { [lang: string]: string } | undefined

function Rest({ lang, draft, inLang, wrong }: FactsFormProps & { inLang: InLang; wrong: Wrong }) {
  const t = factsMessages(lang)
  const organisers = draft.organisers ?? []
  return (
    <>
      <FieldGroup legend={t('where')}>
        <MultilingualField
          name="venueName"
          label={t('venueName')}
          value={draft.venueName}
          errors={inLang('venueName')}
        />
        <MultilingualField
          name="venueAddress"
          label={t('venueAddress')}
          value={draft.venueAddress}
          errors={inLang('venueAddress')}
        />
        <Field name="mapUrl" label={t('mapUrl')} type="url" value={draft.mapUrl} error={wrong('mapUrl')} />
      </FieldGroup>
      <FieldGroup legend={t('contact')}>
        <Field
          name="contactEmail"
          label={t('contactEmail')}
          type="email"
          size="medium"
          value={draft.contactEmail}
          error={wrong('contactEmail')}
        />
        <Field
          name="contactPhone"
          label={t('contactPhone')}
          type="tel"
          size="medium"
          value={draft.contactPhone}
          error={wrong('contactPhone')}
        />
      </FieldGroup>
      <FieldGroup legend={t('organisers')}>
        <input type="hidden" name="organiserCount" value={organisers.length + 2} />
        {organisers.map((organiser, n) => (
          <OrganiserFields key={n} n={n} lang={lang} organiser={{ url: '', logo: '', ...organiser }} />
        ))}
        {[0, 1].map((more) => (
          <OrganiserFields key={organisers.length + more} n={organisers.length + more} lang={lang} organiser={null} />
        ))}
      </FieldGroup>
    </>
  )
}

function OrganiserFields({ n, lang, organiser }: { n: number; lang: Lang; organiser: Organiser | null }) {
  const t = factsMessages(lang)
  const name = `organiser${n}`
  return (
    <details class="fold" open={organiser !== null}>
      <summary>{organiser ? say(organiser.name, lang) || t('organiser', { n: n + 1 }) : t('addOrganiser')}</summary>
      <Field
        name={`${name}.role`}
        label={t('role')}
        type="select"
        required
        size="medium"
        value={organiser?.role ?? 'organiser'}
        options={[
          { value: 'organiser', label: t('roleOrganiser') },
          { value: 'partner', label: t('rolePartner') },
        ]}
      />
      <MultilingualField
        name={`${name}.name`}
        label={t('organiserName')}
        value={organiser?.name}
        required={organiser !== null}
      />
      <Field name={`${name}.url`} label={t('organiserUrl')} type="url" value={organiser?.url} />
      <input type="hidden" name={`${name}.logo`} value={organiser?.logo ?? ''} />
      {organiser?.logo ? (
        <>
          <img class="logo" src={`/media/logo/${organiser.logo}.webp`} alt="" loading="lazy" />
          <Field name={`${name}.removeLogo`} label={t('removeLogo')} type="checkbox" />
        </>
      ) : null}
      <Field
        name={`${name}.file`}
        label={t('logo')}
        hint={t('logoHint')}
        type="file"
        accept="image/png,image/jpeg,image/webp"
      />
      {organiser ? <Field name={`${name}.remove`} label={t('removeOrganiser')} type="checkbox" /> : null}
    </details>
  )
}

const MULTILINGUAL = new Set(['title', 'summary', 'venueName', 'venueAddress', 'newSeries'])

/** Which label names a field of the draft. */
export const LABELS: { readonly [field: string]: keyof typeof factsMessages.table } = {
  slug: 'slug',
  kind: 'kind',
  title: 'name',
  summary: 'summary',
  zone: 'zone',
  startsOn: 'startsOn',
  endsOn: 'endsOn',
  venueName: 'venueName',
  venueAddress: 'venueAddress',
  mapUrl: 'mapUrl',
  contactEmail: 'contactEmail',
  contactPhone: 'contactPhone',
  langs: 'langs',
  organisers: 'organisers',
  seriesId: 'series',
  newSeries: 'newSeries',
}
