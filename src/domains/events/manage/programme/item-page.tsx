import { say, type Lang } from '#src/lib/text/multilingual.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { Notice, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, FieldGroup, Form } from '#src/ui/forms.tsx'
import { dayFinder } from '../../programme/days.ts'
import { roomOf, type Session, type Talk } from '../../programme/programme.ts'
import { isTalk } from '../../programme/slots.ts'
import { clashes, ConflictNotice } from '../conflict.tsx'
import { managePage, managePath, textIn } from '../frame.tsx'
import { frameMessages } from '../frame-messages.ts'
import type { Editing } from './editing.ts'
import { itemPath } from './editing.ts'
import { PlaceFields, SessionField, SessionForm, TalkForm } from './item-form.tsx'
import type { PeopleInput } from './people-fields.tsx'
import { programmeMessages, type ProgrammeKey } from './messages.ts'

/** What was typed and refused, to be shown again. */
export interface ItemAgain {
  readonly item: Session | Talk
  readonly people: PeopleInput
  readonly errors: Readonly<Record<string, string>>
  readonly status: 409 | 422
  readonly by?: string
}

const FIELDS: { readonly [field: string]: ProgrammeKey } = {
  title: 'name',
  subtitle: 'subtitle',
  abstract: 'abstract',
  description: 'description',
  kind: 'sessionKind',
  expected: 'expected',
  langs: 'spoken',
  licence: 'licence',
  doNotRecord: 'doNotRecord',
}

/** A session or talk: its content, its place, and everything that can be done with it; a form each. */
export function itemPage(c: Ctx, editing: Editing, stored: Session | Talk, again?: ItemAgain): Promise<Response> {
  const { lang } = c.var
  const t = programmeMessages(lang)
  const { event, can, copy } = editing
  const type = isTalk(stored) ? 'talk' : 'session'
  const item = again?.item ?? stored
  const action = href(lang, itemPath(event.slug, type, stored.id))
  const parts = again?.people.parts ?? (isTalk(stored) ? stored.speakers : stored.chairs)
  const shared = {
    lang,
    editing,
    action,
    csrf: c.var.csrf,
    parts,
    asked: again?.people,
    errors: again?.errors,
    revision: copy.revisions.get(stored.id) ?? 0,
  }
  const clashing = again?.status === 409 ? clashes(stored, again.item, (f) => (FIELDS[f] ? t(FIELDS[f]) : null)) : null
  return managePage(c, {
    title: say(stored.title, lang) || stored.code,
    section: 'programme',
    managed: editing,
    trail: [
      { label: t('title'), href: dayHref(lang, editing, stored) },
      { label: textIn(stored.title, lang) || stored.code },
    ],
    status: again?.status ?? 200,
    flash: flashOf(c),
    children: (
      <>
        <h1>
          {textIn(stored.title, lang) || stored.code}{' '}
          {stored.cancelled ? <Tag tone="danger">{t('cancelledMark')}</Tag> : null}
        </h1>
        {clashing ? <ConflictNotice lang={lang} rows={clashing} by={again?.by} /> : null}
        {can.edit ? <PlaceForm c={c} editing={editing} item={stored} /> : null}
        {isTalk(item) ? <TalkForm {...shared} item={item} /> : <SessionForm {...shared} item={item} />}
        {can.edit ? <MoreActions c={c} editing={editing} item={stored} /> : null}
      </>
    ),
  })
}

/** Where the programme shows the item: its day. */
export function dayHref(
  lang: Lang,
  { copy, event }: Editing,
  item: { readonly id: string; readonly start: number | null },
): string {
  const base = href(lang, managePath(event, '/programme'))
  if (item.start === null) return `${base}#unscheduled`
  return `${base}?day=${dayFinder(event.zone, copy.programme.days)(item.start)}#item-${item.id}`
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
  if (done === 'saved') return <Notice tone="success" title={frameMessages(c.var.lang)('saved')} live />
  return done === 'moved' || done === 'created' ? <Notice tone="success" title={t(done)} live /> : null
}

/** The hidden fields that say which item a command is about and what was seen of it. */
function Target({ editing, item, kind }: { editing: Editing; item: Session | Talk; kind: string }) {
  const roomId = isTalk(item) ? roomOf(item, editing.index.sessions) : item.roomId
  return (
    <>
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="item" value={`${isTalk(item) ? 'talk' : 'session'}:${item.id}`} />
      <input type="hidden" name="was" value={JSON.stringify({ roomId, start: item.start, minutes: item.minutes })} />
    </>
  )
}

const editAction = (c: Ctx, editing: Editing): string => href(c.var.lang, managePath(editing.event, '/programme/edit'))

function PlaceForm({ c, editing, item }: { c: Ctx; editing: Editing; item: Session | Talk }) {
  const { lang } = c.var
  const t = programmeMessages(lang)
  const talk = isTalk(item)
  return (
    <Form action={editAction(c, editing)} csrf={c.var.csrf} label={t('place')} id="place">
      <Target editing={editing} item={item} kind="place" />
      <PlaceFields
        lang={lang}
        editing={editing}
        item={{ ...item, roomId: talk ? roomOf(item, editing.index.sessions) : item.roomId }}
        inSession={talk && item.sessionId !== null && item.roomId === null}
      />
      {talk ? (
        <SessionField lang={lang} editing={editing} value={item.sessionId} name="session" />
      ) : (
        <p class="hint">{t('moveTakesTalks')}</p>
      )}
      <Actions>
        <Button>{t('move')}</Button>
      </Actions>
    </Form>
  )
}

function MoreActions({ c, editing, item }: { c: Ctx; editing: Editing; item: Session | Talk }) {
  const { lang } = c.var
  const t = programmeMessages(lang)
  const talk = isTalk(item)
  const one = (kind: string, label: string, extra: Readonly<Record<string, string>> = {}) => (
    <Form action={editAction(c, editing)} csrf={c.var.csrf} label={label}>
      <Target editing={editing} item={item} kind={kind} />
      {Object.entries(extra).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button>{label}</Button>
    </Form>
  )
  return (
    <section class="manage-work">
      <h2>{t('otherActions')}</h2>
      {item.start === null ? null : (
        <Form action={editAction(c, editing)} csrf={c.var.csrf} label={t('push')}>
          <FieldGroup legend={t('push')} hint={t('pushHint')}>
            <Target editing={editing} item={item} kind="push" />
            <Field
              name="minutes"
              id="f-push"
              label={t('pushBy')}
              type="number"
              required
              min={-1440}
              max={1440}
              step={5}
              value={10}
            />
            <Button>{t('pushNow')}</Button>
          </FieldGroup>
        </Form>
      )}
      <Actions>
        {!talk && item.kind === 'break' && item.start !== null
          ? one('copy-break', t('copyBreak'), { session: item.id })
          : null}
        {!talk && item.start !== null && item.kind !== 'break'
          ? one('lay-out', t('layOut'), { session: item.id })
          : null}
        {item.start === null ? null : one('unschedule', t('unschedule'))}
        {one('cancel', item.cancelled ? t('restore') : t('cancelIt'), { cancelled: item.cancelled ? '' : '1' })}
        <Button
          kind="danger"
          href={`${href(lang, itemPath(editing.event.slug, talk ? 'talk' : 'session', item.id))}/delete`}
        >
          {t(talk ? 'deleteTalk' : 'deleteSession')}
        </Button>
      </Actions>
      {item.cancelled ? null : <p class="hint">{t('cancelHint')}</p>}
    </section>
  )
}
