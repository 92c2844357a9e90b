import { LANGS, say, type Lang } from '#src/lib/text/multilingual.ts'
import { ErrorSummary, Field, FieldGroup, Form, langName, MultilingualField, Actions, Button } from '#src/ui/forms.tsx'
import { ui } from '#src/ui/messages.ts'
import { dayLabel } from '#src/lib/time/format.ts'
import { clockOf, dateOf } from '#src/lib/time/zoned.ts'
import { dayFinder } from '../../programme/days.ts'
import { SESSION_KINDS, type Part, type Session, type Talk } from '../../programme/programme.ts'
import { fieldMessage, frameMessages } from '../frame-messages.ts'
import { daysOf, type Editing } from './editing.ts'
import { PeopleFields, type PeopleInput } from './people-fields.tsx'
import { programmeMessages, type ProgrammeKey } from './messages.ts'

export interface ItemFormProps<T> {
  readonly lang: Lang
  readonly editing: Editing
  readonly action: string
  readonly csrf: string
  readonly item: T
  readonly parts: readonly Part[]
  readonly asked?: PeopleInput
  readonly errors?: Readonly<Record<string, string>>
  /** The item's revision that the form was made from; null for a new one. */
  readonly revision: number | null
  /** Day that a new item is put on. */
  readonly day?: string
}

const LABEL: { readonly [field: string]: ProgrammeKey } = {
  title: 'name',
  expected: 'expected',
  minutes: 'minutes',
  time: 'start',
  person: 'addPerson',
}

function Errors({ lang, errors = {} }: { lang: Lang; errors?: Readonly<Record<string, string>> }) {
  const t = programmeMessages(lang)
  return (
    <ErrorSummary
      errors={Object.entries(errors).map(([field, code]) => ({
        field: field === 'title' ? `title.${LANGS[0]}` : field,
        message: `${LABEL[field] ? t(LABEL[field]) : field}: ${fieldMessage(lang, code)}`,
      }))}
    />
  )
}

/** The languages to ask for: those that the event promises, then any that the item has already. */
const langsFor = (editing: Editing, ...texts: readonly { readonly [lang: string]: string }[]): string[] => [
  ...new Set([...editing.event.langs, ...texts.flatMap((text) => Object.keys(text))]),
]

/** The content of a session: a new one also says where and when. */
export function SessionForm(props: ItemFormProps<Omit<Session, 'id' | 'guid' | 'code' | 'chairs'>>) {
  const { lang, editing, item, errors = {} } = props
  const t = programmeMessages(lang)
  const langs = langsFor(editing, item.title, item.description)
  const wrong = (name: string) => (errors[name] ? fieldMessage(lang, errors[name]) : null)
  return (
    <Form action={props.action} csrf={props.csrf} id="content">
      <Errors lang={lang} errors={errors} />
      {props.revision === null ? null : <input type="hidden" name="revision" value={props.revision} />}
      <FieldGroup legend={t('content')}>
        <MultilingualField
          name="title"
          label={t('name')}
          langs={langs}
          value={item.title}
          required
          maxlength={1000}
          errors={errors['title'] ? { [langs[0]!]: fieldMessage(lang, errors['title']) } : undefined}
        />
        <Field
          name="kind"
          label={t('sessionKind')}
          type="select"
          required
          size="medium"
          value={item.kind}
          options={SESSION_KINDS.map((kind) => ({ value: kind, label: t(kind) }))}
        />
        <TrackField lang={lang} editing={editing} value={item.trackId} />
        <Field
          name="expected"
          label={t('expected')}
          type="number"
          min={0}
          value={item.expected}
          error={wrong('expected')}
        />
        <MultilingualField
          name="description"
          label={t('description')}
          hint={t('markdown')}
          langs={langs}
          value={item.description}
          multiline
        />
      </FieldGroup>
      {props.revision === null ? (
        <PlaceFields lang={lang} editing={editing} item={item} day={props.day} errors={errors} />
      ) : null}
      <PeopleFields lang={lang} legend={t('chairs')} parts={props.parts} editing={editing} asked={props.asked} />
      <Actions>
        <Button kind="primary">{frameMessages(lang)('save')}</Button>
      </Actions>
    </Form>
  )
}

/** The content of a talk or a discussion period. */
export function TalkForm(props: ItemFormProps<Omit<Talk, 'id' | 'guid' | 'code' | 'speakers'>>) {
  const { lang, editing, item, errors = {} } = props
  const t = programmeMessages(lang)
  const langs = langsFor(editing, item.title, item.abstract, item.description)
  return (
    <Form action={props.action} csrf={props.csrf} id="content">
      <Errors lang={lang} errors={errors} />
      {props.revision === null ? null : <input type="hidden" name="revision" value={props.revision} />}
      <FieldGroup legend={t('content')}>
        <MultilingualField
          name="title"
          label={t('name')}
          langs={langs}
          value={item.title}
          required
          maxlength={1000}
          errors={errors['title'] ? { [langs[0]!]: fieldMessage(lang, errors['title']) } : undefined}
        />
        <Field
          name="kind"
          label={t('talkKind')}
          type="select"
          required
          size="medium"
          value={item.kind}
          options={[
            { value: 'talk', label: t('talk') },
            { value: 'discussion', label: t('discussion') },
          ]}
        />
        <MultilingualField name="subtitle" label={t('subtitle')} langs={langs} value={item.subtitle} />
        <MultilingualField
          name="abstract"
          label={t('abstract')}
          hint={t('markdown')}
          langs={langs}
          value={item.abstract}
          multiline
          rows={7}
        />
        <MultilingualField
          name="description"
          label={t('description')}
          hint={t('markdown')}
          langs={langs}
          value={item.description}
          multiline
        />
        <TrackField lang={lang} editing={editing} value={item.trackId} />
        <Field
          name="langs"
          label={t('spoken')}
          type="checkboxes"
          value={item.langs}
          options={[...new Set([...LANGS, ...item.langs])].map((tag) => ({
            value: tag,
            label: langName(ui(lang), tag, lang),
          }))}
        />
        <Field name="doNotRecord" label={t('doNotRecord')} type="checkbox" value={item.doNotRecord} />
        <Field name="licence" label={t('licence')} size="medium" value={item.licence} />
        <input type="hidden" name="type" value={item.type} />
      </FieldGroup>
      {props.revision === null ? (
        <>
          <SessionField lang={lang} editing={editing} value={item.sessionId} name="sessionId" />
          <PlaceFields lang={lang} editing={editing} item={item} day={props.day} errors={errors} />
        </>
      ) : null}
      <PeopleFields lang={lang} legend={t('speakers')} parts={props.parts} editing={editing} asked={props.asked} />
      <Actions>
        <Button kind="primary">{frameMessages(lang)('save')}</Button>
      </Actions>
    </Form>
  )
}

function TrackField({ lang, editing, value }: { lang: Lang; editing: Editing; value: string | null }) {
  const tracks = editing.copy.programme.tracks
  if (tracks.length === 0) return null
  return (
    <Field
      name="trackId"
      label={programmeMessages(lang)('track')}
      type="select"
      size="medium"
      value={value}
      options={tracks.map((track) => ({ value: track.id, label: say(track.name, lang) }))}
    />
  )
}

/** Which session a talk belongs to; sessions in order of time. */
export function SessionField({
  lang,
  editing,
  value,
  name,
}: {
  lang: Lang
  editing: Editing
  value: string | null
  name: string
}) {
  const { zone } = editing.event
  const dateFor = dayFinder(zone, editing.copy.programme.days)
  const options = editing.copy.programme.sessions
    .filter((s) => s.kind !== 'break')
    .map((s) => ({
      value: s.id,
      label: `${s.start === null ? '' : `${dayLabel(lang, dateFor(s.start))} ${clockOf(zone, s.start)} · `}${say(s.title, lang) || s.code}`,
    }))
  return (
    <Field name={name} label={programmeMessages(lang)('inSession')} type="select" value={value} options={options} />
  )
}

interface PlaceFieldsProps {
  lang: Lang
  editing: Editing
  item: { readonly roomId: string | null; readonly start: number | null; readonly minutes: number }
  day?: string
  errors?: Readonly<Record<string, string>>
  /** Say "the session's room" for none. */
  inSession?: boolean
}

/** Day, time, length and room. The date is the calendar's: what begins at 01:00 is on the next date. */
export function PlaceFields({ lang, editing, item, day, errors = {}, inSession }: PlaceFieldsProps) {
  const t = programmeMessages(lang)
  const { zone } = editing.event
  const wrong = (name: string) => (errors[name] ? fieldMessage(lang, errors[name]) : null)
  const days = daysOf(editing)
  const date = item.start === null ? (day ?? days[0]?.date ?? editing.event.startsOn) : dateOf(zone, item.start)
  return (
    <FieldGroup legend={t('place')}>
      <div class="side-by-side">
        <Field name="date" label={t('day')} type="date" value={date} error={wrong('date')} />
        <Field
          name="time"
          label={t('start')}
          type="time"
          value={item.start === null ? '' : clockOf(zone, item.start)}
          error={wrong('time')}
        />
        <Field
          name="minutes"
          label={t('minutes')}
          type="number"
          required
          min={1}
          max={1440}
          value={item.minutes}
          error={wrong('minutes')}
        />
      </div>
      <Field
        name="room"
        label={t('room')}
        type="select"
        size="medium"
        value={item.roomId}
        options={editing.copy.programme.rooms.map((room) => ({ value: room.id, label: say(room.name, lang) }))}
        hint={inSession ? t('roomOfSession') : undefined}
      />
    </FieldGroup>
  )
}
