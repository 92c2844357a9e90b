import { eventBySlug, type Event } from '#src/domains/events/index.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { longDate, shortDateTime } from '#src/lib/time/format.ts'
import { dateOf } from '#src/lib/time/zoned.ts'
import { hasEventRole, managesEvent } from '#src/platform/authz.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { STATUS } from '#src/platform/outcome.ts'
import { Say } from '#src/ui/context.tsx'
import { Empty, Notice, Tag } from '#src/ui/feedback.tsx'
import { ErrorSummary, Field, Form } from '#src/ui/forms.tsx'
import { Listing, ListingItem, Section } from '#src/ui/listing.tsx'
import { Breadcrumb } from '#src/ui/nav.tsx'
import { Page } from '#src/ui/page.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import { saveSettings } from '../commands/settings.ts'
import { wrongText } from '../messages.ts'
import { onPages, type PageWords } from '../page-messages.ts'
import { SHOWN } from '../model.ts'
import { canChangeSettings } from '../policy.ts'
import { discussionsOf, type Listed } from '../queries/list.ts'
import { parse, settingsSchema } from '../schema.ts'
import { settingsOf, type Settings } from '../settings.ts'
import { STYLES, type Status } from './frame.tsx'
import { itemPath, posted } from './request.ts'

/** All discussions of an event, and how it holds them. */
export function eventRoutes(app: App): void {
  app.get('/events/:slug/discussions', async (c) => {
    const event = await eventBySlug(c.var.ctx, c.var.actor, c.req.param('slug'))
    return event ? list(c, event) : c.notFound()
  })
  app.get('/events/:slug/discussions/settings', async (c) => {
    const event = await managed(c)
    return event ? settingsPage(c, event, await settingsOf(c.var.ctx.db, event.id), {}) : c.notFound()
  })
  app.post('/events/:slug/discussions/settings', async (c) => {
    const event = await managed(c)
    if (!event) return c.notFound()
    const { values, lists } = await posted(c)
    const parsed = parse(settingsSchema, { ...values, naming: lists['naming'] ?? [] })
    const before = await settingsOf(c.var.ctx.db, event.id)
    if (!parsed.ok) return settingsPage(c, event, before, parsed.fields, 422)
    const done = await saveSettings(c.var.ctx, c.var.actor, event, parsed.value)
    if (!done.ok) return settingsPage(c, event, before, done.fields ?? { '': done.code }, STATUS[done.code])
    return c.redirect(href(c.var.lang, `/events/${event.slug}/discussions/settings?saved=1`), 303)
  })
}

async function managed(c: Ctx): Promise<Event | null> {
  const event = await eventBySlug(c.var.ctx, c.var.actor, c.req.param('slug') ?? '')
  return event && canChangeSettings(c.var.actor, { id: event.id, archived: event.state === 'archived' }) ? event : null
}

async function list(c: Ctx, event: Event): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const t = onPages(lang)
  const manages = managesEvent(actor, event.id)
  const all = (manages || hasEventRole(actor, event.id, 'chair')) && event.state !== 'archived'
  const own = (l: Listed) => actor.personId !== null && l.item.chairs.includes(actor.personId)
  const listed = await discussionsOf(ctx, event, all || actor.personId !== null)
  const shown = listed.filter((l) => all || own(l) || l.state !== 'planned')
  const shell = await shellOf(c)
  return page(
    c,
    <Page
      shell={shell}
      title={t('discussions')}
      scripts={[STYLES]}
      nav={<Way c={c} event={event} here={t('discussions')} />}
      width="wide"
    >
      <h1>{t('discussions')}</h1>
      {manages && event.state !== 'archived' ? (
        <p>
          <a href={href(lang, `/events/${event.slug}/discussions/settings`)}>{t('settings')}</a>
        </p>
      ) : null}
      {shown.length === 0 ? (
        <Empty title={t('noDiscussions')}>
          <p>{t('noDiscussionsHint')}</p>
        </Empty>
      ) : (
        groupsOf(shown, own, event.zone).map(({ key, title, list: entries }) => (
          <Section key={key} title={title(lang, t)}>
            <Listing>
              {entries.map((l) => (
                <Entry
                  key={l.item.id}
                  l={l}
                  c={c}
                  event={event}
                  chairs={(all || own(l)) && event.state !== 'archived'}
                />
              ))}
            </Listing>
          </Section>
        ))
      )}
    </Page>,
  )
}

interface Group {
  readonly key: string
  readonly title: (lang: Lang, t: PageWords) => string
  readonly list: Listed[]
}

/** What is open, then what one chairs oneself, then the rest by day: a congress has two hundred. */
function groupsOf(listed: readonly Listed[], own: (l: Listed) => boolean, zone: string): Group[] {
  const groups = new Map<string, Group>()
  const keyOf = (l: Listed) =>
    l.state === 'open' ? 'open' : own(l) ? 'own' : l.item.start === null ? 'unplaced' : dateOf(zone, l.item.start)
  const title = (key: string): Group['title'] =>
    key === 'open' || key === 'own' || key === 'unplaced' ? (_, t) => t(GROUP_WORD[key]) : (lang) => longDate(lang, key)
  for (const key of ['open', 'own']) groups.set(key, { key, title: title(key), list: [] })
  for (const l of listed) {
    const key = keyOf(l)
    const group = groups.get(key) ?? { key, title: title(key), list: [] }
    group.list.push(l)
    groups.set(key, group)
  }
  return [...groups.values()].filter(({ list: entries }) => entries.length > 0)
}

const GROUP_WORD = { open: 'openNow', own: 'chairedByYou', unplaced: 'unplaced' } as const

function Entry({ l, c, event, chairs }: { l: Listed; c: Ctx; event: Event; chairs: boolean }) {
  const { lang } = c.var
  const t = onPages(lang)
  const at = `${href(lang, itemPath(event.slug, l.item))}/discussion`
  return (
    <ListingItem
      title={<Say text={l.item.title} order={event.langs} />}
      href={at}
      aside={l.item.start === null ? null : shortDateTime(lang, event.zone, l.item.start)}
      meta={
        <>
          {t(l.item.kind)} · {l.state === 'open' ? <Tag tone="signal">{t('open')}</Tag> : t(l.state)}
          {l.state === 'planned' ? null : ` · ${t('questionCount', { n: l.questions })}`}
          {chairs ? (
            <>
              {' · '}
              <a href={`${at}/chair`}>{t('chairView')}</a>
            </>
          ) : null}
        </>
      }
    />
  )
}

function Way({ c, event, here, deeper }: { c: Ctx; event: Event; here: string; deeper?: boolean }) {
  const { lang } = c.var
  const base = `/events/${event.slug}`
  return (
    <Breadcrumb
      items={[
        { label: <Say text={event.title} order={event.langs} />, href: href(lang, base) },
        ...(deeper ? [{ label: onPages(lang)('discussions'), href: href(lang, `${base}/discussions`) }] : []),
        { label: here },
      ]}
    />
  )
}

async function settingsPage(
  c: Ctx,
  event: Event,
  s: Settings,
  errors: Record<string, string>,
  status: Status = 200,
): Promise<Response> {
  const { lang, csrf } = c.var
  const t = onPages(lang)
  const shell = await shellOf(c)
  const wrong = (name: string) => (errors[name] ? wrongText(t, errors[name]) : undefined)
  return page(
    c,
    <Page
      shell={shell}
      title={t('settings')}
      scripts={[STYLES]}
      nav={<Way c={c} event={event} here={t('settings')} deeper />}
      noindex
    >
      <h1>{t('settings')}</h1>
      {c.req.query('saved') ? <Notice tone="success" live title={t('saved')} /> : null}
      <ErrorSummary
        errors={Object.entries(errors).map(([field, code]) => ({ field: field || null, message: wrongText(t, code) }))}
      />
      <Form action={href(lang, `/events/${event.slug}/discussions/settings`)} csrf={csrf}>
        <Field
          name="asking"
          type="radio"
          label={t('whoMayAsk')}
          value={s.asking}
          required
          error={wrong('asking')}
          options={askingOptions(t)}
        />
        <Field name="moderated" type="checkbox" label={t('moderated')} value={s.moderated} required />
        <Field
          name="naming"
          type="checkboxes"
          label={t('namingTitle')}
          value={s.naming}
          required
          error={wrong('naming')}
          options={SHOWN.map((value) => ({ value, label: t(NAMING[value]) }))}
        />
        <Field
          name="chairSees"
          type="checkbox"
          label={t('chairSeesSetting')}
          value={s.chairSees}
          hint={t('chairSeesHint')}
          required
        />
        <Field
          name="answerDays"
          type="number"
          label={t('answerDays')}
          value={s.answerDays}
          min={0}
          max={365}
          required
          error={wrong('answerDays')}
        />
        {s.asking === 'hall' && s.hallCode ? (
          <Field
            name="newCode"
            type="checkbox"
            label={t('newCode')}
            value={false}
            hint={t('newCodeHint', { code: s.hallCode })}
            required
          />
        ) : null}
        {s.asking === 'hall' && s.hallCode ? (
          <Notice title={t('hallNow')}>
            <p class="hall-code">{s.hallCode}</p>
            <p>{t('hallNowHint', { url: `${c.var.ctx.config.baseUrl}/hall` })}</p>
          </Notice>
        ) : null}
        <div class="actions">
          <button class="button button-primary">{t('save')}</button>
        </div>
      </Form>
    </Page>,
    status,
  )
}

const askingOptions = (t: PageWords) => [
  { value: 'delegates', label: t('askDelegates') },
  { value: 'signed-in', label: t('askSignedIn') },
  { value: 'hall', label: t('askHall') },
]
const NAMING = { name: 'shownName', facility: 'shownFacility', anonymous: 'shownAnonymous' } as const
