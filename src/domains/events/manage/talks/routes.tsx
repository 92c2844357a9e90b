import { openInvitation } from '#src/domains/people/index.ts'
import { stranger, type Actor } from '#src/platform/authz.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { LIMITS, tooMany } from '#src/platform/http/rate-limit.ts'
import { SLIDES, VIDEOS, withUpload } from '#src/platform/uploads/index.ts'
import { ok, type Outcome } from '#src/platform/outcome.ts'
import { Empty, Notice } from '#src/ui/feedback.tsx'
import { Page } from '#src/ui/page.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import { ENTRIES } from '#src/ui/entries.ts'
import { addAttachment, changeAttachment } from '../../speakers/attachments.ts'
import { answerPart, setAvailability, SPEAKER_LINK } from '../../speakers/speaker-commands.ts'
import { speakingOf, type SpeakingEvent } from '../../speakers/speaker-queries.ts'
import { posted } from '../form-data.ts'
import { readAvailability } from './availability.ts'
import { talksMessages, type TalksKey } from './messages.ts'
import { SpeakingSection } from './page.tsx'

/** Whose talks a request is about: the one who is signed in, or the one to whom the link was sent. */
interface Speaker {
  readonly personId: string
  readonly actor: Actor
  /** The only event that the link opens; null: all of one's own. */
  readonly eventId: string | null
  /** Address of the page without language, and of an event's forms. */
  readonly path: string
  readonly formsOf: (slug: string) => string
}

/** Speakers' own pages: with an account below `/my/talks`, without one below the link of the invitation. */
export function talksPages(app: App): void {
  app.get('/my/talks', async (c) => {
    const who = bySession(c)
    return who
      ? show(c, who)
      : c.redirect(href(c.var.lang, `/sign-in?next=${encodeURIComponent(href(c.var.lang, '/my/talks'))}`), 303)
  })
  app.get('/speak/:token', async (c) => {
    const who = await byLink(c)
    return who ? show(c, who) : expired(c)
  })
  forms(app, '/my/talks/:slug', (c) => Promise.resolve(bySession(c)))
  forms(app, '/speak/:token', byLink)
}

function bySession(c: Ctx): Speaker | null {
  const { personId } = c.var.actor
  return personId
    ? { personId, actor: c.var.actor, eventId: null, path: '/my/talks', formsOf: (slug) => `/my/talks/${slug}` }
    : null
}

async function byLink(c: Ctx): Promise<Speaker | null> {
  const token = c.req.param('token') ?? ''
  const found = /^[\w-]{20,100}$/.test(token) ? await openInvitation(c.var.ctx, token) : null
  if (!found || found.purpose !== SPEAKER_LINK || !found.personId || !found.eventId) return null
  // The link is who they are: it lets them do what a speaker may for themselves and nothing else.
  const actor: Actor = { ...stranger, personId: found.personId, name: 'link' }
  return {
    personId: found.personId,
    actor,
    eventId: found.eventId,
    path: `/speak/${token}`,
    formsOf: () => `/speak/${token}`,
  }
}

const megabytes = (c: Ctx): number => Math.floor(c.var.ctx.config.uploadLimit / 1_000_000)

async function show(c: Ctx, who: Speaker, problem?: { key: TalksKey; status: 413 | 415 | 422 }): Promise<Response> {
  const { ctx, lang } = c.var
  const t = talksMessages(lang)
  const events = await speakingOf(ctx, who.personId, who.eventId ?? undefined)
  const person = who.eventId
    ? await ctx.db.selectFrom('person').select('name').where('id', '=', who.personId).executeTakeFirst()
    : undefined
  const title = person ? t('forPerson', { name: person.name }) : t('title')
  return page(
    c,
    <Page shell={await shellOf(c)} title={title} noindex scripts={[ENTRIES.manage]} flash={flashOf(c, problem?.key)}>
      <h1>{title}</h1>
      {who.eventId ? <p class="hint">{t('private')}</p> : null}
      {events.length === 0 ? <Empty title={t('nothing')}>{<p>{t('nothingHint')}</p>}</Empty> : null}
      {events.map((speaking) => (
        <SpeakingSection
          key={speaking.event.id}
          lang={lang}
          csrf={c.var.csrf}
          speaking={speaking}
          action={href(lang, who.formsOf(speaking.event.slug))}
          limit={megabytes(c)}
          download={who.eventId === null}
        />
      ))}
    </Page>,
    problem?.status ?? 200,
  )
}

async function expired(c: Ctx): Promise<Response> {
  const t = talksMessages(c.var.lang)
  return page(
    c,
    <Page shell={await shellOf(c)} title={t('expiredTitle')} noindex>
      <h1>{t('expiredTitle')}</h1>
      <p>{t('expired')}</p>
    </Page>,
    404,
  )
}

const DONE = {
  answered: 'answered',
  availability: 'availabilitySaved',
  uploaded: 'uploaded',
  changed: 'changed',
} as const

function flashOf(c: Ctx, problem?: TalksKey) {
  const t = talksMessages(c.var.lang)
  if (problem)
    return (
      <Notice tone="danger" live>
        {<p>{t(problem)}</p>}
      </Notice>
    )
  const done = c.req.query('done')
  if (done === 'refused')
    return (
      <Notice tone="danger" live>
        {<p>{t('refused')}</p>}
      </Notice>
    )
  return done && done in DONE ? <Notice tone="success" title={t(DONE[done as keyof typeof DONE])} live /> : null
}

type Found = { who: Speaker; speaking: SpeakingEvent }

function forms(app: App, base: string, identify: (c: Ctx) => Promise<Speaker | null>): void {
  const at = (path: string, act: (c: Ctx, found: Found) => Promise<Response>) =>
    app.post(`${base}${path}`, async (c) => {
      const who = await identify(c)
      if (!who) return c.notFound()
      const events = await speakingOf(c.var.ctx, who.personId, who.eventId ?? undefined)
      const speaking = events.find(({ event }) =>
        who.eventId ? event.id === who.eventId : event.slug === c.req.param('slug'),
      )
      return speaking ? act(c, { who, speaking }) : c.notFound()
    })
  at('/answer', answer)
  at('/availability', availability)
  at('/files', upload)
  at('/files/:file', changeFile)
}

const back = (c: Ctx, { who, speaking }: Found, done: string): Response =>
  c.redirect(`${href(c.var.lang, who.path)}?done=${done}#event-${speaking.event.slug}`, 303)

async function answer(c: Ctx, found: Found): Promise<Response> {
  const form = await posted(c)
  const [type, id] = form.get('item').split(':')
  const given = form.get('answer')
  if ((type !== 'session' && type !== 'talk') || !id || (given !== 'confirmed' && given !== 'declined'))
    return c.notFound()
  const done = await answerPart(
    c.var.ctx,
    found.who.actor,
    found.who.personId,
    found.speaking.event.id,
    { type, id },
    given,
  )
  if (!done.ok && done.code === 'not-found') return c.notFound()
  return back(c, found, done.ok ? 'answered' : 'refused')
}

async function availability(c: Ctx, found: Found): Promise<Response> {
  const { event, days } = found.speaking
  const form = await posted(c)
  const read = readAvailability(form, event.zone, days)
  if (read === 'wrong') return show(c, found.who, { key: 'badTimes', status: 422 })
  const done = await setAvailability(c.var.ctx, found.who.actor, found.who.personId, event.id, read.spans)
  return back(c, found, done.ok ? 'availability' : 'refused')
}

async function upload(c: Ctx, found: Found): Promise<Response> {
  if (tooMany(c, LIMITS.upload) > 0) return back(c, found, 'refused')
  const done = await withUpload(
    c,
    { accept: [...SLIDES, ...VIDEOS] },
    async ({ fields, files }): Promise<Outcome<'none' | 'kept'>> => {
      const [file] = files
      if (!file) return ok('none')
      const kept = await addAttachment(c.var.ctx, found.who.actor, fields['talk'] ?? '', file, {
        title: (fields['title'] ?? '').trim(),
        public: Boolean(fields['public']),
      })
      return kept.ok ? ok('kept') : kept
    },
  )
  if (done.ok)
    return done.value === 'kept' ? back(c, found, 'uploaded') : show(c, found.who, { key: 'noFile', status: 422 })
  if (done.code === 'not-found') return c.notFound()
  if (done.code === 'too-large') return show(c, found.who, { key: 'too-large', status: 413 })
  if (done.code === 'wrong-type') return show(c, found.who, { key: 'wrong-type', status: 415 })
  return show(c, found.who, {
    key: Object.values(done.fields ?? {}).includes('virus') ? 'virus' : 'refused',
    status: 422,
  })
}

async function changeFile(c: Ctx, found: Found): Promise<Response> {
  const wanted = (await posted(c)).get('do')
  const id = c.req.param('file') ?? ''
  // Only files of one's own talks at this event; the command asks again.
  if (!found.speaking.items.some((item) => item.files.some((file) => file.id === id))) return c.notFound()
  const done = await changeAttachment(
    c.var.ctx,
    found.who.actor,
    id,
    wanted === 'remove' ? { remove: true } : { public: wanted === 'public' },
  )
  return back(c, found, done.ok ? 'changed' : 'refused')
}
