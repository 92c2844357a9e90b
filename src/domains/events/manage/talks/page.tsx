import { say, type Lang } from '#src/lib/text/multilingual.ts'
import { dateRange, dateTimeRange, dayLabel, zoneLabel } from '#src/lib/time/format.ts'
import { clockOf } from '#src/lib/time/zoned.ts'
import { Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, FieldGroup, Form } from '#src/ui/forms.tsx'
import { attachmentPath } from '../../speakers/attachments.ts'
import type { Speaking, SpeakingEvent } from '../../speakers/speaker-queries.ts'
import { textIn } from '../frame.tsx'
import { choicesOf } from './availability.ts'
import { talksMessages } from './messages.ts'

export interface SpeakingProps {
  readonly lang: Lang
  readonly csrf: string
  readonly speaking: SpeakingEvent
  /** Where this event's forms post to: one's own pages, or those of the link. */
  readonly action: string
  /** Megabytes of one upload. */
  readonly limit: number
  /** The link holder has no session, so files cannot be fetched by it. */
  readonly download: boolean
}

const TONES = { pending: 'warning', invited: 'warning', confirmed: 'success', declined: 'danger' } as const

/** One event as its speaker sees it: what, when, where; answers; times; files. */
export function SpeakingSection(props: SpeakingProps) {
  const { lang, speaking } = props
  const { event, items } = speaking
  const open = event.state !== 'archived'
  const t = talksMessages(lang)
  return (
    <section class="speaking manage-work" id={`event-${event.slug}`}>
      <h2>{textIn(event.title, lang)}</h2>
      <p class="hint">
        {dateRange(lang, event.startsOn, event.endsOn)} ·{' '}
        {zoneLabel(lang, event.zone, items[0]?.start ?? Date.parse(`${event.startsOn}T05:00:00Z`))}
      </p>
      {open ? null : <p class="hint">{t('archived')}</p>}
      {items.map((item) => (
        <ItemSection key={item.id} {...props} item={item} open={open} />
      ))}
      {open ? <Availability {...props} /> : null}
    </section>
  )
}

function ItemSection({
  lang,
  csrf,
  speaking,
  action,
  item,
  open,
  limit,
  download,
}: SpeakingProps & { item: Speaking; open: boolean }) {
  const t = talksMessages(lang)
  const { zone } = speaking.event
  return (
    <article class="speaking-item manage-work" id={`item-${item.id}`}>
      <h3>
        {textIn(item.title, lang)} {item.cancelled ? <Tag tone="danger">{t('cancelled')}</Tag> : null}
      </h3>
      <p>
        <Tag tone="quiet">{t(item.type === 'talk' ? 'asSpeaker' : 'asChair')}</Tag>{' '}
        <Tag tone={TONES[item.state]}>{t(item.state)}</Tag>
      </p>
      <dl class="facts">
        <div>
          <dt>{t('when')}</dt>
          <dd>
            {item.start === null
              ? t('noTime')
              : dateTimeRange(lang, zone, item.start, item.start + item.minutes * 60_000)}
            {item.start !== null && !item.announced ? <span class="hint"> ({t('provisional')})</span> : null}
          </dd>
        </div>
        {item.room ? (
          <div>
            <dt>{t('where')}</dt>
            <dd>{textIn(item.room, lang)}</dd>
          </div>
        ) : null}
      </dl>
      {open && !item.cancelled ? (
        <Form action={`${action}/answer`} csrf={csrf} label={say(item.title, lang)}>
          <input type="hidden" name="item" value={`${item.type}:${item.id}`} />
          <Actions>
            {item.state === 'confirmed' ? null : (
              <Button kind="primary" name="answer" value="confirmed">
                {t('confirm')}
              </Button>
            )}
            {item.state === 'declined' ? null : (
              <Button name="answer" value="declined">
                {t('decline')}
              </Button>
            )}
          </Actions>
        </Form>
      ) : null}
      {item.type === 'talk' && item.state !== 'declined' ? (
        <Files lang={lang} csrf={csrf} action={action} item={item} open={open} limit={limit} download={download} />
      ) : null}
    </article>
  )
}

function Files({
  lang,
  csrf,
  action,
  item,
  open,
  limit,
  download,
}: Pick<SpeakingProps, 'lang' | 'csrf' | 'action' | 'limit' | 'download'> & { item: Speaking; open: boolean }) {
  const t = talksMessages(lang)
  return (
    <details class="fold" open>
      <summary>
        {t('files')} {item.files.length > 0 ? `(${item.files.length})` : ''}
      </summary>
      <ul class="plain">
        {item.files.map((file) => (
          <li key={file.id}>
            {download ? (
              <a href={attachmentPath(file.id)}>{file.title || file.filename}</a>
            ) : (
              file.title || file.filename
            )}{' '}
            <span class="hint">{(file.bytes / 1_000_000).toFixed(1)} MB</span>{' '}
            <Tag tone={file.public ? 'success' : 'quiet'}>{t(file.public ? 'isPublic' : 'isPrivate')}</Tag>
            {open ? (
              <Form action={`${action}/files/${file.id}`} csrf={csrf} layout="row" label={file.filename}>
                <Button size="small" name="do" value={file.public ? 'private' : 'public'}>
                  {t(file.public ? 'makePrivate' : 'makePublic')}
                </Button>
                <Button size="small" kind="danger" name="do" value="remove">
                  {t('remove')}
                </Button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
      {open ? (
        <Form action={`${action}/files`} csrf={csrf} enctype="multipart/form-data" label={t('upload')}>
          <input type="hidden" name="talk" value={item.id} />
          <Field
            name="file"
            id={`file-${item.id}`}
            label={t('file')}
            hint={t('fileHint', { limit })}
            type="file"
            required
            accept=".pdf,.pptx,.mp4,.webm,.mov,application/pdf,video/*"
          />
          <Field name="title" id={`title-${item.id}`} label={t('fileTitle')} size="medium" maxlength={300} />
          <Field name="public" id={`public-${item.id}`} label={t('public')} type="checkbox" />
          <Button>{t('upload')}</Button>
        </Form>
      ) : null}
    </details>
  )
}

/** A choice and up to two stretches for each day; the phone's own time picker does the rest. */
function Availability({ lang, csrf, speaking, action }: SpeakingProps) {
  const t = talksMessages(lang)
  const { event, days, availability } = speaking
  const choices = choicesOf(event.zone, days, availability)
  if (days.length === 0) return null
  return (
    <Form action={`${action}/availability`} csrf={csrf} label={t('availability')} id={`availability-${event.slug}`}>
      <h3>{t('availability')}</h3>
      <p class="hint">{t('availabilityHint', { zone: zoneLabel(lang, event.zone, days[0]!.start) })}</p>
      {days.map((day, n) => {
        const { choice, ranges } = choices[n]!
        const time = (name: string, label: string, value: string) => (
          <Field
            name={`day${n}.${name}`}
            id={`${event.slug}-${n}-${name}`}
            label={label}
            type="time"
            step={900}
            value={value}
          />
        )
        return (
          <FieldGroup key={day.date} legend={dayTitle(lang, event.zone, day)}>
            <Field
              name={`day${n}`}
              id={`${event.slug}-${n}`}
              label={t('availabilityOf')}
              type="select"
              required
              size="medium"
              value={choice || 'unsaid'}
              options={[
                { value: 'unsaid', label: t('unsaid') },
                { value: 'all', label: t('wholeDay') },
                { value: 'none', label: t('notAtAll') },
                { value: 'part', label: t('partly') },
              ]}
            />
            <details class="fold" open={choice === 'part'}>
              <summary>{t('partly')}</summary>
              <div class="side-by-side">
                {time('from', t('from'), ranges[0]?.[0] ?? '')}
                {time('to', t('until'), ranges[0]?.[1] ?? '')}
                {time('from2', t('again'), ranges[1]?.[0] ?? '')}
                {time('to2', t('againUntil'), ranges[1]?.[1] ?? '')}
              </div>
            </details>
          </FieldGroup>
        )
      })}
      <Actions>
        <Button kind="primary">{t('saveAvailability')}</Button>
      </Actions>
    </Form>
  )
}

/** A day with its hours, unless it is a whole one. */
function dayTitle(lang: Lang, zone: string, day: { date: string; start: number; end: number }): string {
  const whole = day.end - day.start >= 24 * 3_600_000
  return whole
    ? dayLabel(lang, day.date)
    : `${dayLabel(lang, day.date)} (${clockOf(zone, day.start)}–${clockOf(zone, day.end)})`
}
