import { pick } from '#src/lib/text/multilingual.ts'
import { countryName } from '#src/domains/people/index.ts'
import { nameSortKey, titledName } from '#src/lib/text/names.ts'
import { shortDateTime } from '#src/lib/time/format.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { Empty, Notice, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, Form } from '#src/ui/forms.tsx'
import { Tabs } from '#src/ui/nav.tsx'
import { DataTable } from '#src/ui/table.tsx'
import type { PartState } from '../../programme/programme.ts'
import { inviteSpeakers } from '../../speakers/speaker-commands.ts'
import { speakerFacts, speakersOf, type SpeakerRow } from '../../speakers/speaker-queries.ts'
import { contactsOf } from '../contacts.ts'
import { managePage, managePath, textIn } from '../frame.tsx'
import { posted } from '../form-data.ts'
import { editing, itemPath, type Editing } from '../programme/editing.ts'
import { managed } from '../gate.ts'
import { invitationMail } from './mails.ts'
import { speakersMessages } from './messages.ts'

const STATES = ['pending', 'invited', 'confirmed', 'declined'] as const
const TONES = { pending: 'quiet', invited: 'warning', confirmed: 'success', declined: 'danger' } as const

/** Everyone who speaks or chairs, what they answered, and the mails that ask them. */
export function speakersPages(app: App): void {
  app.get('/manage/events/:slug/speakers', async (c) => {
    const open = await editing(c)
    return open ? speakersPage(c, open) : c.notFound()
  })
  app.post('/manage/events/:slug/speakers', async (c) => {
    const found = await managed(c)
    if (!found) return c.notFound()
    const { ctx, actor, lang } = c.var
    const form = await posted(c)
    const remind = form.get('do') === 'remind'
    const person = form.get('person')
    // Nobody named means everybody: only the buttons that say so send it.
    if (person === '' && form.get('everybody') !== 'yes') return c.notFound()
    const done = await inviteSpeakers(ctx, actor, found.event.id, {
      personIds: person === '' ? [] : [person],
      remind,
      compose: invitationMail(ctx),
    })
    if (!done.ok && done.code === 'not-found') return c.notFound()
    const query = done.ok
      ? `sent=${done.value.sent}${done.value.withoutMail.length > 0 ? `&without=${encodeURIComponent(done.value.withoutMail.slice(0, 20).join(', '))}` : ''}`
      : 'refused=1'
    return c.redirect(`${href(lang, managePath(found.event, '/speakers'))}?${query}`, 303)
  })
}

const has = (row: SpeakerRow, state: PartState): boolean => row.items.some((item) => item.state === state)

async function speakersPage(c: Ctx, open: Editing): Promise<Response> {
  const { lang, ctx } = c.var
  const t = speakersMessages(lang)
  const { event, can } = open
  const keys = new Map(
    open.copy.programme.people.map((person) => [person.id, nameSortKey(person.name, person.country)]),
  )
  const rows = speakersOf(open.copy.programme).sort((a, b) =>
    keys.get(a.person.id)! < keys.get(b.person.id)! ? -1 : 1,
  )
  const contacts = await contactsOf(
    ctx.db,
    rows.map((row) => row.person.id),
  )
  const { said, files } = await speakerFacts(ctx.db, event.id)
  const wanted = STATES.find((state) => state === c.req.query('state'))
  const shown = wanted ? rows.filter((row) => has(row, wanted)) : rows
  const base = href(lang, managePath(event, '/speakers'))
  const count = (state: PartState): number => rows.filter((row) => has(row, state)).length
  return managePage(c, {
    title: t('title'),
    section: 'speakers',
    managed: open,
    flash: flashOf(c),
    children: (
      <>
        <h1>{t('title')}</h1>
        {rows.length === 0 ? (
          <Empty title={t('nobody')}>
            <p>{t('nobodyHint')}</p>
          </Empty>
        ) : (
          <>
            {can.edit && count('pending') + count('invited') > 0 ? (
              <section>
                <p class="hint">{t('inviteNote')}</p>
                <Actions>
                  {count('pending') > 0 ? (
                    <Ask c={c} open={open} everybody="invite" label={t('inviteAll', { n: count('pending') })} primary />
                  ) : null}
                  {count('invited') > 0 ? (
                    <Ask c={c} open={open} everybody="remind" label={t('remindAll', { n: count('invited') })} />
                  ) : null}
                </Actions>
              </section>
            ) : null}
            <Tabs
              label={t('state')}
              items={[
                { label: t('all'), href: base, current: !wanted, count: rows.length },
                ...STATES.map((state) => ({
                  label: t(state),
                  href: `${base}?state=${state}`,
                  current: wanted === state,
                  count: count(state),
                })),
              ]}
            />
            <DataTable
              caption={t('title')}
              quietCaption
              rows={shown}
              rowKey={(row) => row.person.id}
              columns={[
                {
                  key: 'person',
                  head: t('person'),
                  primary: true,
                  cell: (row) => (
                    <>
                      {titledName(row.person, lang)}
                      {contacts.get(row.person.id)?.email ? null : (
                        <>
                          {' '}
                          <Tag tone="warning">{t('noMail')}</Tag>
                        </>
                      )}
                      <br />
                      <span class="hint">
                        {[pick(row.person.facility, lang).text, countryName(row.person.country, lang)]
                          .filter(Boolean)
                          .join(' · ')}
                      </span>
                    </>
                  ),
                },
                { key: 'items', head: t('items'), size: 'wide', cell: (row) => <Items c={c} open={open} row={row} /> },
                {
                  key: 'state',
                  head: t('state'),
                  cell: (row) =>
                    [...new Set(row.items.map((item) => item.state))].map((state) => (
                      <Tag key={state} tone={TONES[state]}>
                        {t(state)}
                      </Tag>
                    )),
                },
                {
                  key: 'facts',
                  head: t('facts'),
                  wideOnly: true,
                  cell: (row) => {
                    const sent = row.items.reduce((sum, item) => sum + (files.get(item.item.id) ?? 0), 0)
                    return [said.has(row.person.id) ? t('saidTimes') : '', sent > 0 ? t('files', { n: sent }) : '']
                      .filter(Boolean)
                      .join(', ')
                  },
                },
              ]}
              actions={
                can.edit
                  ? (row) => {
                      const name = titledName(row.person, lang)
                      if (!contacts.get(row.person.id)?.email) return null
                      if (has(row, 'pending'))
                        return (
                          <Ask
                            c={c}
                            open={open}
                            person={row.person.id}
                            what="invite"
                            label={t('invite')}
                            name={t('inviteNamed', { name })}
                          />
                        )
                      return has(row, 'invited') ? (
                        <Ask
                          c={c}
                          open={open}
                          person={row.person.id}
                          what="remind"
                          label={t('remind')}
                          name={t('remindNamed', { name })}
                        />
                      ) : null
                    }
                  : undefined
              }
            />
          </>
        )}
      </>
    ),
  })
}

interface AskProps {
  readonly c: Ctx
  readonly open: Editing
  readonly label: string
  readonly name?: string
  readonly person?: string
  readonly what?: 'invite' | 'remind'
  readonly everybody?: 'invite' | 'remind'
  readonly primary?: boolean
}

function Ask({ c, open, label, name, person, what, everybody, primary }: AskProps) {
  return (
    <Form
      action={href(c.var.lang, managePath(open.event, '/speakers'))}
      csrf={c.var.csrf}
      label={name ?? label}
      layout="row"
    >
      {person ? (
        <input type="hidden" name="person" value={person} />
      ) : (
        <input type="hidden" name="everybody" value="yes" />
      )}
      <Button
        name="do"
        value={what ?? everybody}
        size={person ? 'small' : undefined}
        kind={primary ? 'primary' : 'quiet'}
        label={name}
      >
        {label}
      </Button>
    </Form>
  )
}

function Items({ c, open, row }: { c: Ctx; open: Editing; row: SpeakerRow }) {
  const { lang } = c.var
  return (
    <ul class="plain">
      {row.items.map(({ type, item }) => (
        <li key={item.id}>
          <a href={href(lang, itemPath(open.event.slug, type, item.id))}>{textIn(item.title, lang) || item.code}</a>{' '}
          <span class="hint">{item.start === null ? '' : shortDateTime(lang, open.event.zone, item.start)}</span>
        </li>
      ))}
    </ul>
  )
}

function flashOf(c: Ctx) {
  const t = speakersMessages(c.var.lang)
  if (c.req.query('refused'))
    return (
      <Notice tone="danger" live>
        {<p>{t('refused')}</p>}
      </Notice>
    )
  const sent = c.req.query('sent')
  if (sent === undefined) return null
  const without = c.req.query('without')
  return (
    <Notice tone={without ? 'warning' : 'success'} live>
      <p>{t('sent', { n: Number(sent) || 0 })}</p>
      {without ? <p>{t('without', { names: without.slice(0, 600) })}</p> : null}
    </Notice>
  )
}
