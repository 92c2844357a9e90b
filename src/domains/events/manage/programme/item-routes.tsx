import { upsertPeople } from '#src/domains/people/index.ts'
import { say } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { fail, ok, type Failure, type Outcome } from '#src/platform/outcome.ts'
import type { Tx } from '#src/platform/write.ts'
import { Actions, Button, Form } from '#src/ui/forms.tsx'
import { freshCode, patchProgramme } from '../../edits/edit-commands.ts'
import { removeSession, type Patch } from '../../edits/edit-patch.ts'
import type { Part, Programme, Session, Talk } from '../../programme/programme.ts'
import { isTalk } from '../../programme/slots.ts'
import { managePage, managePath } from '../frame.tsx'
import { frameMessages } from '../frame-messages.ts'
import { posted, type Posted } from '../form-data.ts'
import { editing, itemPath, type Editing } from './editing.ts'
import { blankSession, blankTalk, readSession, readTalk, type ItemInput } from './item-fields.ts'
import { SessionForm, TalkForm } from './item-form.tsx'
import { itemPage } from './item-page.tsx'
import { readPeople, type PeopleInput } from './people-fields.tsx'
import { programmeMessages } from './messages.ts'
import { refusalText } from './refusal.ts'

type Type = 'session' | 'talk'

/** Sessions and talks as pages: made, changed, deleted. Both kinds share every route, so that neither is forgotten. */
export function itemPages(app: App): void {
  for (const type of ['session', 'talk'] as const) {
    const base = `/manage/events/:slug/programme/${type}s` as const
    app.get(`${base}/new`, async (c) => {
      const open = await editing(c)
      return open?.can.edit ? newPage(c, open, type) : c.notFound()
    })
    app.post(`${base}/new`, async (c) => {
      const open = await editing(c)
      return open?.can.edit ? create(c, open, type) : c.notFound()
    })
    app.get(`${base}/:id`, async (c) => {
      const open = await editing(c)
      const item = open && find(open, type, c.req.param('id'))
      return open && item ? itemPage(c, open, item) : c.notFound()
    })
    app.post(`${base}/:id`, async (c) => {
      const open = await editing(c)
      const item = open && find(open, type, c.req.param('id'))
      return open && item ? save(c, open, item) : c.notFound()
    })
    app.get(`${base}/:id/delete`, async (c) => {
      const open = await editing(c)
      const item = open && find(open, type, c.req.param('id'))
      return open?.can.edit && item ? deletePage(c, open, item) : c.notFound()
    })
    app.post(`${base}/:id/delete`, async (c) => {
      const open = await editing(c)
      const item = open && find(open, type, c.req.param('id'))
      return open && item ? remove(c, open, item) : c.notFound()
    })
  }
}

const find = ({ index }: Editing, type: Type, id: string): Session | Talk | undefined =>
  type === 'session' ? index.sessions.get(id) : index.talks.get(id)

const readItem = (form: Posted, open: Editing, stored: Session | Talk): ItemInput<Session | Talk> =>
  isTalk(stored) ? readTalk(form, open, stored, false) : readSession(form, open, stored, false)

/** The parts with the person that the form adds, made anew where it says so. */
async function withAdded(tx: Tx, people: PeopleInput): Promise<readonly Part[]> {
  if (people.choice === null) return people.parts
  const personId = people.choice === 'new' ? (await upsertPeople(tx, [{ name: people.name }]))[0]! : people.choice
  return people.parts.some((part) => part.personId === personId)
    ? people.parts
    : [...people.parts, { personId, state: 'pending' }]
}

const withParts = (item: Session | Talk, parts: readonly Part[]): Session | Talk =>
  isTalk(item) ? { ...item, speakers: parts } : { ...item, chairs: parts }

async function save(c: Ctx, open: Editing, stored: Session | Talk): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const form = await posted(c)
  const input = readItem(form, open, stored)
  const people = await readPeople(c, form, isTalk(stored) ? stored.speakers : stored.chairs)
  const undecided = people.name !== '' && people.choice === null
  if (undecided || Object.keys(input.errors).length > 0) {
    const errors = undecided ? { ...input.errors, person: 'person' } : input.errors
    return itemPage(c, open, stored, { item: input.item, people, errors, status: 422 })
  }
  const seen = form.number('revision')
  const done = await patchProgramme(
    ctx,
    actor,
    open.event.id,
    seen === null ? {} : { [stored.id]: seen },
    async (programme, tx) => {
      const before = isTalk(stored)
        ? programme.talks.find((t) => t.id === stored.id)
        : programme.sessions.find((s) => s.id === stored.id)
      if (!before) return fail('not-found')
      // Laid over what is stored now, so that a move since the form was opened stays.
      const { item } = readItem(form, open, before)
      return ok(patchOf(before, withParts(item, await withAdded(tx, people))))
    },
  )
  const back = href(lang, itemPath(open.event.slug, isTalk(stored) ? 'talk' : 'session', stored.id))
  if (done.ok || isNothing(done)) return c.redirect(`${back}?done=saved`, 303)
  if (done.code === 'not-found') return c.notFound()
  const fresh = (await editing(c)) ?? open
  const now = find(fresh, isTalk(stored) ? 'talk' : 'session', stored.id)
  if (!now) return c.notFound()
  return itemPage(c, fresh, now, {
    item: input.item,
    people,
    errors: {},
    status: 409,
    by: String(done.detail?.['by'] ?? ''),
  })
}

const isNothing = (done: Failure): boolean => done.fields?.['edit'] === 'nothing-to-do'

const patchOf = (before: Session | Talk | null, after: Session | Talk): Patch => ({
  kind: 'patch',
  changes: [
    isTalk(after)
      ? { list: 'talks', before: before as Talk | null, after }
      : { list: 'sessions', before: before as Session | null, after },
  ],
})

async function create(c: Ctx, open: Editing, type: Type): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const form = await posted(c)
  const people = await readPeople(c, form, [])
  const input =
    type === 'talk' ? readTalk(form, open, blankTalk(), true) : readSession(form, open, blankSession(), true)
  const undecided = people.name !== '' && people.choice === null
  if (undecided || Object.keys(input.errors).length > 0) {
    return newPage(c, open, type, {
      input,
      people,
      errors: undecided ? { ...input.errors, person: 'person' } : input.errors,
    })
  }
  let id = ''
  const done = await patchProgramme(ctx, actor, open.event.id, {}, async (programme, tx) => {
    id = ctx.ids.id()
    const code = freshCode(ctx, codesIn(programme))
    const parts = await withAdded(tx, people)
    const made =
      type === 'talk'
        ? { ...input.item, id, guid: id, code, speakers: parts }
        : { ...input.item, id, guid: id, code, chairs: parts }
    return ok(patchOf(null, made as Session | Talk))
  })
  if (!done.ok)
    return done.code === 'not-found'
      ? c.notFound()
      : newPage(c, open, type, { input, people, errors: { form: 'invalid' } })
  return c.redirect(`${href(lang, itemPath(open.event.slug, type, id))}?done=created`, 303)
}

const codesIn = (p: Programme): Set<string> => new Set([...p.sessions, ...p.talks].map((item) => item.code))

interface Refused {
  readonly input: ItemInput<unknown>
  readonly people: PeopleInput
  readonly errors: Readonly<Record<string, string>>
}

function newPage(c: Ctx, open: Editing, type: Type, refused?: Refused): Promise<Response> {
  const { lang } = c.var
  const t = programmeMessages(lang)
  const title = t(type === 'talk' ? 'newTalk' : 'newSession')
  const shared = {
    lang,
    editing: open,
    action: href(lang, managePath(open.event, `/programme/${type}s/new`)),
    csrf: c.var.csrf,
    parts: [],
    asked: refused?.people,
    errors: refused?.errors,
    revision: null,
    day: c.req.query('day'),
  }
  return managePage(c, {
    title,
    section: 'programme',
    managed: open,
    trail: [{ label: t('title'), href: href(lang, managePath(open.event, '/programme')) }, { label: title }],
    status: refused ? 422 : 200,
    children: (
      <>
        <h1>{title}</h1>
        {type === 'talk' ? (
          <TalkForm {...shared} item={(refused?.input.item as Talk | undefined) ?? blankTalk()} />
        ) : (
          <SessionForm {...shared} item={(refused?.input.item as Session | undefined) ?? blankSession()} />
        )}
      </>
    ),
  })
}

function deletePage(c: Ctx, open: Editing, item: Session | Talk): Promise<Response> {
  const { lang } = c.var
  const t = programmeMessages(lang)
  const own = href(lang, itemPath(open.event.slug, isTalk(item) ? 'talk' : 'session', item.id))
  const title = t('deleteSure', { title: say(item.title, lang) || item.code })
  return managePage(c, {
    title: t('deleteYes'),
    section: 'programme',
    managed: open,
    trail: [
      { label: t('title'), href: href(lang, managePath(open.event, '/programme')) },
      { label: say(item.title, lang) || item.code, href: own },
      { label: t('deleteYes') },
    ],
    children: (
      <>
        <h1>{t('deleteYes')}</h1>
        <p>{title}</p>
        <Form action={`${own}/delete`} csrf={c.var.csrf}>
          <input type="hidden" name="revision" value={open.copy.revisions.get(item.id) ?? 0} />
          <Actions>
            <Button kind="danger">{t('deleteYes')}</Button>
            <Button href={own}>{frameMessages(lang)('cancel')}</Button>
          </Actions>
        </Form>
      </>
    ),
  })
}

async function remove(c: Ctx, open: Editing, item: Session | Talk): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const form = await posted(c)
  const done = await patchProgramme(
    ctx,
    actor,
    open.event.id,
    { [item.id]: form.number('revision') ?? 0 },
    async (programme, tx): Promise<Outcome<Patch>> => {
      if (!isTalk(item)) {
        const session = programme.sessions.find((s) => s.id === item.id)
        return session ? ok(removeSession(programme, session)) : fail('not-found')
      }
      const talk = programme.talks.find((t) => t.id === item.id)
      if (!talk) return fail('not-found')
      // Files would go with the talk and no undo brings them back.
      const file = await tx.db
        .selectFrom('attachment')
        .select('id')
        .where('talk_id', '=', talk.id)
        .limit(1)
        .executeTakeFirst()
      if (file) return fail('conflict', { detail: { reason: 'has-files' } })
      return ok({ kind: 'patch', changes: [{ list: 'talks', before: talk, after: null }] })
    },
  )
  if (done.ok) return c.redirect(`${href(lang, managePath(open.event, '/programme'))}?done=deleted`, 303)
  if (done.code === 'not-found') return c.notFound()
  const own = href(lang, itemPath(open.event.slug, isTalk(item) ? 'talk' : 'session', item.id))
  return c.redirect(`${own}?refused=${encodeURIComponent(refusalText(lang, done))}`, 303)
}
