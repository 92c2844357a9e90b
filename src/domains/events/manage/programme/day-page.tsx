import { pick, say, type Lang } from '#src/lib/text/multilingual.ts'
import { titledName } from '#src/lib/text/names.ts'
import { dayLabel, duration, timeRange } from '#src/lib/time/format.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { Empty, Notice, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, Form } from '#src/ui/forms.tsx'
import { Island } from '#src/ui/island.tsx'
import { Tabs } from '#src/ui/nav.tsx'
import { DataTable, type Column } from '#src/ui/table.tsx'
import { availabilityOf } from '../../speakers/availability.ts'
import { agendaOf } from '../../programme/layout.ts'
import { isTalk, type Slot } from '../../programme/slots.ts'
import { sayWarning } from '../../programme/warning-messages.ts'
import { warningsOf, type Warning } from '../../programme/warnings.ts'
import { managePage, managePath, textIn } from '../frame.tsx'
import { daysOf, itemPath, unscheduledOf, type Editing } from './editing.ts'
import { programmeMessages } from './messages.ts'

/** The programme of a day: complete as tables and links without JavaScript; the island puts the grid in its place. */
export async function dayPage(c: Ctx, editing: Editing): Promise<Response> {
  const { lang, ctx } = c.var
  const t = programmeMessages(lang)
  const { event, copy, can } = editing
  const days = daysOf(editing)
  const wanted = c.req.query('day')
  const day = days.find((d) => d.date === wanted) ?? days[0]
  const warnings = warningsOf(copy.programme, { availability: await availabilityOf(ctx.db, event.id) })
  const base = href(lang, managePath(event, '/programme'))
  return managePage(c, {
    title: t('title'),
    section: 'programme',
    managed: editing,
    flash: flashOf(c),
    wide: true,
    children: (
      <>
        <h1>{t('title')}</h1>
        <Island
          name="events/editor"
          props={{ slug: event.slug, lang, day: day?.date ?? null, csrf: c.var.csrf, canEdit: can.edit, base }}
        >
          <div class="manage-work">
            {can.edit ? (
              <Actions>
                <Button kind="primary" href={`${base}/sessions/new${day ? `?day=${day.date}` : ''}`}>
                  {t('newSession')}
                </Button>
                <Button href={`${base}/talks/new${day ? `?day=${day.date}` : ''}`}>{t('newTalk')}</Button>
                <Form action={`${base}/undo`} csrf={c.var.csrf} layout="row">
                  <Button size="small">{t('undo')}</Button>
                </Form>
              </Actions>
            ) : null}
            <Tabs
              label={t('day')}
              items={days.map((d) => ({
                label: dayLabel(lang, d.date),
                href: `${base}?day=${d.date}`,
                current: d === day,
              }))}
            />
            {day ? <DayTable lang={lang} editing={editing} date={day.date} warnings={warnings} /> : null}
            <Unscheduled lang={lang} editing={editing} />
            <Warnings lang={lang} editing={editing} warnings={warnings} />
          </div>
        </Island>
      </>
    ),
  })
}

function flashOf(c: Ctx) {
  const t = programmeMessages(c.var.lang)
  const done = c.req.query('done')
  const refused = c.req.query('refused')
  if (refused)
    return (
      <Notice tone="warning" live>
        {<p>{refused.slice(0, 300)}</p>}
      </Notice>
    )
  const words = {
    created: 'created',
    moved: 'moved',
    deleted: 'deleted',
    undone: 'undone',
    imported: 'imported',
  } as const
  return done && done in words ? <Notice tone="success" title={t(words[done as keyof typeof words])} live /> : null
}

/** Names of those who chair or speak; who declined is struck out by its mark. */
export function People({ slot, editing, lang }: { slot: Pick<Slot, 'parts'>; editing: Editing; lang: Lang }) {
  const t = programmeMessages(lang)
  return (
    <>
      {slot.parts.map((part, n) => {
        const person = editing.index.people.get(part.personId)
        return (
          <span key={part.personId}>
            {n > 0 ? ', ' : ''}
            {person ? titledName(person, lang) : '?'}
            {part.state === 'confirmed' ? null : (
              <Tag tone={part.state === 'declined' ? 'danger' : 'quiet'}>{t(part.state)}</Tag>
            )}
          </span>
        )
      })}
    </>
  )
}

interface Row {
  readonly slot: Slot
  readonly inner: boolean
}

function DayTable({
  lang,
  editing,
  date,
  warnings,
}: {
  lang: Lang
  editing: Editing
  date: string
  warnings: readonly Warning[]
}) {
  const t = programmeMessages(lang)
  const { event, index, copy } = editing
  const rows: Row[] = agendaOf(copy.programme, date).flatMap((group) =>
    group.items.flatMap(({ slot, inner }) => [{ slot, inner: false }, ...inner.map((s) => ({ slot: s, inner: true }))]),
  )
  const troubled = new Set(
    warnings.filter((w) => w.severity !== 'notice').flatMap((w) => w.items.map((item) => item.id)),
  )
  const room = (slot: Slot) => {
    const found = slot.roomId === null ? undefined : index.rooms.get(slot.roomId)
    return found ? textIn(found.name, lang) : <Tag tone="warning">{t('noRoom')}</Tag>
  }
  const columns: Column<Row>[] = [
    {
      key: 'time',
      head: t('time'),
      size: 'tight',
      cell: ({ slot }) => timeRange(lang, event.zone, slot.start, slot.end),
    },
    {
      key: 'title',
      head: t('entry'),
      primary: true,
      size: 'wide',
      cell: ({ slot, inner }) => (
        <span id={`item-${slot.id}`}>
          {inner ? '— ' : null}
          <a href={href(lang, itemPath(event.slug, slot.type, slot.id))}>
            {textIn(slot.item.title, lang) || slot.item.code}
          </a>{' '}
          {isTalk(slot.item) && slot.item.kind === 'talk' ? null : <Tag tone="quiet">{t(slot.item.kind)}</Tag>}
          {slot.cancelled ? <Tag tone="danger">{t('cancelledMark')}</Tag> : null}
        </span>
      ),
    },
    { key: 'room', head: t('room'), cell: ({ slot, inner }) => (inner ? '' : room(slot)) },
    { key: 'who', head: t('who'), cell: ({ slot }) => <People slot={slot} editing={editing} lang={lang} /> },
  ]
  return (
    <DataTable
      caption={dayLabel(lang, date)}
      quietCaption
      columns={columns}
      rows={rows}
      rowKey={({ slot }) => slot.id}
      rowTone={({ slot }) => (slot.cancelled ? 'muted' : troubled.has(slot.id) ? 'marked' : undefined)}
      empty={<Empty title={t('nothingThatDay')}>{<p>{t('nothingHint')}</p>}</Empty>}
    />
  )
}

function Unscheduled({ lang, editing }: { lang: Lang; editing: Editing }) {
  const t = programmeMessages(lang)
  const items = unscheduledOf(editing)
  return (
    <section id="unscheduled" class="manage-work">
      <h2>{t('unscheduled')}</h2>
      {items.length === 0 ? <p class="nothing">{t('allScheduled')}</p> : null}
      <ul class="plain">
        {items.map(({ type, item }) => (
          <li key={item.id}>
            <a href={href(lang, itemPath(editing.event.slug, type, item.id))}>
              {textIn(item.title, lang) || item.code}
            </a>{' '}
            <span class="hint">{duration(lang, item.minutes)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const SHOWN = 100

/** Warnings with a link to where each is put right. */
export function Warnings({ lang, editing, warnings }: { lang: Lang; editing: Editing; warnings: readonly Warning[] }) {
  const t = programmeMessages(lang)
  const tones = { error: 'danger', warning: 'warning', notice: 'quiet' } as const
  return (
    <section id="warnings" class="manage-work">
      <h2>
        {t('warnings')} {warnings.length > 0 ? <Tag>{warnings.length}</Tag> : null}
      </h2>
      {warnings.length === 0 ? <p class="nothing">{t('noWarnings')}</p> : null}
      <ul class="plain">
        {warnings.slice(0, SHOWN).map((w) => (
          <li key={w.key}>
            <Tag tone={tones[w.severity]}>{SIGN[w.severity]}</Tag>{' '}
            {sayWarning(w, editing.index, editing.copy.programme.event, lang)}{' '}
            {w.items.map((item) => {
              const found =
                item.type === 'session' ? editing.index.sessions.get(item.id) : editing.index.talks.get(item.id)
              return found ? (
                <a key={item.id} class="jump" href={href(lang, itemPath(editing.event.slug, item.type, item.id))}>
                  {pick(found.title, lang).text ? say(found.title, lang).slice(0, 60) : found.code}
                </a>
              ) : null
            })}
          </li>
        ))}
      </ul>
      {warnings.length > SHOWN ? <p>{t('moreWarnings', { n: warnings.length - SHOWN })}</p> : null}
    </section>
  )
}

const SIGN = { error: '!!', warning: '!', notice: '·' } as const
