import { say, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import { duration, shortDateTime } from '#src/lib/time/format.ts'
import { Tag } from '#src/ui/feedback.tsx'
import { DataTable } from '#src/ui/table.tsx'
import type { FieldChange, ItemChange, NamedRef, ProgrammeDiff } from '../../programme/diff.ts'
import { changeMessages, fieldMessages, isDiffField } from '../../programme/diff-messages.ts'
import type { EventFacts } from '../../programme/programme.ts'
import { textIn } from '../frame.tsx'
import { releaseMessages } from './messages.ts'

const TONES = { new: 'success', moved: 'warning', changed: 'info', cancelled: 'danger', removed: 'danger' } as const
/** A first release of a large congress is all new; the page shows the first of them and counts the rest. */
const SHOWN = 300

/** The difference of two programmes with before and after of every field; talks that only went along are left out. */
export function DiffView({ lang, diff, event }: { lang: Lang; diff: ProgrammeDiff; event: EventFacts }) {
  const t = releaseMessages(lang)
  const tc = changeMessages(lang)
  const items = diff.items.filter((item) => !item.withSession)
  const entries = [...diff.days, ...diff.rooms, ...diff.tracks, ...diff.people]
  return (
    <div class="diff manage-work">
      <p class="diff-counts">
        {(['new', 'moved', 'changed', 'cancelled'] as const).map((change) => {
          const n = diff.items.filter((item) => item.change === change).length
          return n === 0 ? null : (
            <Tag key={change} tone={TONES[change]}>
              {tc(change)}: {n}
            </Tag>
          )
        })}
      </p>
      {items.length === 0 ? null : (
        <DataTable
          caption={t('difference')}
          quietCaption
          rows={items.slice(0, SHOWN)}
          rowKey={(item) => item.id}
          columns={[
            {
              key: 'change',
              head: t('what'),
              size: 'tight',
              cell: (item) => <Tag tone={TONES[item.change]}>{tc(item.change)}</Tag>,
            },
            {
              key: 'entry',
              head: t('entry'),
              primary: true,
              size: 'wide',
              cell: (item) => textIn(item.title, lang) || item.code,
            },
            {
              key: 'details',
              head: t('details'),
              size: 'wide',
              cell: (item) => <Details lang={lang} item={item} event={event} />,
            },
          ]}
        />
      )}
      {items.length > SHOWN ? <p>{t('moreItems', { n: items.length - SHOWN })}</p> : null}
      {entries.length === 0 ? null : (
        <details class="fold">
          <summary>
            {t('elsewhere')} ({entries.length})
          </summary>
          <ul class="plain">
            {entries.slice(0, SHOWN).map((entry) => (
              <li key={`${entry.id}${entry.change}`}>
                <Tag tone={TONES[entry.change]}>{tc(entry.change)}</Tag> {say(entry.name, lang) || entry.id}
                {entry.fields.map((field) => (
                  <Field key={field.field} lang={lang} field={field} event={event} />
                ))}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function Details({ lang, item, event }: { lang: Lang; item: ItemChange; event: EventFacts }) {
  if (item.fields.length === 0) return <>{item.start === null ? '' : shortDateTime(lang, event.zone, item.start)}</>
  return (
    <>
      {item.fields.map((field) => (
        <Field key={field.field} lang={lang} field={field} event={event} />
      ))}
    </>
  )
}

function Field({ lang, field, event }: { lang: Lang; field: FieldChange; event: EventFacts }) {
  const label = isDiffField(field.field) ? fieldMessages(lang)(field.field) : field.field
  const before = valueInWords(lang, field.field, field.before, event)
  const after = valueInWords(lang, field.field, field.after, event)
  const t = releaseMessages(lang)
  return (
    <p class="diff-field">
      <span class="hint">{label}:</span>{' '}
      {before ? (
        <del>
          <span class="unseen">{t('before')}: </span>
          {before}
        </del>
      ) : null}{' '}
      {after ? (
        <ins>
          <span class="unseen">{t('after')}: </span>
          {after}
        </ins>
      ) : null}
    </p>
  )
}

const LONGEST = 160

/** A field's value as people read it: times in the zone, references by name, long texts by their beginning. */
export function valueInWords(lang: Lang, field: string, value: unknown, event: EventFacts): string {
  if (value === null || value === undefined || value === '') return ''
  if ((field === 'start' || field === 'end') && typeof value === 'number') return shortDateTime(lang, event.zone, value)
  if (field === 'minutes' && typeof value === 'number') return duration(lang, value)
  if (typeof value === 'boolean') return value ? '✓' : '–'
  if (Array.isArray(value))
    return value
      .map((one) => valueInWords(lang, '', one, event))
      .filter(Boolean)
      .join(', ')
  if (typeof value === 'object') {
    const named = (value as Partial<NamedRef> & { name?: Text | string; title?: string; url?: string }).name
    if (typeof named === 'string') return named
    if (named) return say(named, lang, event.langs)
    if ('url' in value) return String(value.url)
    return short(Object.values(value as Text).join(' / '))
  }
  return short(String(value))
}

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
