import { Fragment } from 'preact'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { Say } from '#src/ui/context.tsx'
import { Empty, Notice, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form as FormBox, MultilingualField } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Listing, ListingItem } from '#src/ui/listing.tsx'
import { Breadcrumb } from '#src/ui/nav.tsx'
import { pick, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import { deleteCollection, saveCollection, type CollectionDraft } from '../commands/collections.ts'
import { posted, type Form } from '#src/platform/http/form.ts'
import {
  errorsOf,
  seeOther,
  show,
  societyZone,
  statusOf,
  Summary,
  wrong,
  wrongIn,
  type Errors,
  type Status,
} from '../kit.tsx'
import { LIMITS } from '../limits.ts'
import { caseWords } from '../messages/case.ts'
import { collectionWords } from '../messages/collections.ts'
import { editWords } from '../messages/edit.ts'
import { Prose } from '../pages/case-texts.tsx'
import { Notes } from '../pages/collection-notes.tsx'
import { CaseLines } from '../pages/list.tsx'
import { collectionFor, listCollections, type CollectionView } from '../queries/collections.ts'
import { readTaxonomy } from '../taxonomy/taxonomy.ts'

const BASE = '/cases/collections'
const CODE = `${BASE}/:code{[0-9A-Za-z]{8}}`

/** Cases in an order with a text. */
export function collectionPages(app: App): void {
  app.get(BASE, listPage)
  app.get(`${BASE}/new`, (c) => (c.var.actor.personId === null ? c.notFound() : formPage(c, null)))
  app.post(`${BASE}/new`, (c) => save(c, null))
  app.get(CODE, collectionPage)
  app.get(`${CODE}/edit`, async (c) => {
    const found = await open(c)
    return found?.mayEdit ? formPage(c, found) : c.notFound()
  })
  app.post(`${CODE}/edit`, async (c) => {
    const found = await open(c)
    return found?.mayEdit ? save(c, found) : c.notFound()
  })
}

const open = (c: Ctx) => collectionFor(c.var.ctx, c.var.actor, c.req.param('code') ?? '')

const Crumbs = ({ lang, last }: { lang: Lang; last?: string }) => (
  <Breadcrumb
    items={[
      { label: caseWords(lang)('cases'), href: to(lang, '/cases') },
      { label: caseWords(lang)('collections'), ...(last ? { href: to(lang, BASE) } : {}) },
      ...(last ? [{ label: last }] : []),
    ]}
  />
)

async function listPage(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const t = caseWords(lang)
  const found = await listCollections(ctx, actor)
  return show(
    c,
    { title: t('collections'), noindex: false, nav: <Crumbs lang={lang} /> },
    <>
      <h1>{t('collections')}</h1>
      <p class="lead">{collectionWords(lang)('lead')}</p>
      {actor.personId === null ? null : (
        <div class="actions">
          <Button href={to(lang, `${BASE}/new`)}>{t('newCollection')}</Button>
        </div>
      )}
      {found.length === 0 ? (
        <Empty title={t('noCollections')} />
      ) : (
        <Listing>
          {found.map((one) => (
            <ListingItem
              key={one.code}
              title={<Say text={one.title} />}
              href={to(lang, one.path)}
              meta={one.visibility === 'public' ? undefined : collectionWords(lang)(`visibility.${one.visibility}`)}
            />
          ))}
        </Listing>
      )}
    </>,
  )
}

async function collectionPage(c: Ctx): Promise<Response> {
  const { ctx, lang } = c.var
  const found = await open(c)
  if (!found) return c.notFound()
  const t = caseWords(lang)
  const title = pick(found.title, lang).text
  return show(
    c,
    { title, width: 'wide', noindex: found.visibility !== 'public', nav: <Crumbs lang={lang} last={title} /> },
    <>
      {found.eventSlug === '' ? null : (
        <p>
          <a href={to(lang, `/events/${found.eventSlug}`)}>
            <Tag tone="signal">{t('collectionOf')}</Tag>
          </a>
        </p>
      )}
      <h1>
        <Say text={found.title} />
      </h1>
      <Prose text={found.body} lang={lang} />
      {found.mayEdit ? (
        <div class="actions">
          <Button href={to(lang, `${found.path}/edit`)}>{collectionWords(lang)('edit')}</Button>
        </div>
      ) : null}
      {found.cases.length === 0 ? (
        <Empty title={t('emptyCollection')} />
      ) : (
        <CaseLines
          lang={lang}
          zone={await societyZone(ctx)}
          cases={found.cases}
          taxonomy={await readTaxonomy(ctx.db)}
          note={(one) => <Note lang={lang} text={found.cases.find(({ id }) => id === one.id)?.note ?? {}} />}
        />
      )}
    </>,
  )
}

const Note = ({ lang, text }: { lang: Lang; text: Text }) =>
  Object.keys(text).length === 0 ? null : (
    <div class="case-list-note">
      <Prose text={text} lang={lang} />
    </div>
  )

async function formPage(
  c: Ctx,
  found: CollectionView | null,
  typed?: { draft: CollectionDraft; lines: string; errors: Errors; status: Status },
): Promise<Response> {
  const { lang, csrf } = c.var
  const t = collectionWords(lang)
  const errors = typed?.errors ?? {}
  const draft = typed?.draft ?? found
  const title = found ? t('edit') : caseWords(lang)('newCollection')
  return show(
    c,
    {
      title,
      nav: <Crumbs lang={lang} last={title} />,
      flash:
        c.req.query('saved') === undefined ? undefined : (
          <Notice tone="success" title={editWords(lang)('saved')} live />
        ),
    },
    <>
      <h1>{title}</h1>
      <Summary lang={lang} errors={errors} />
      <FormBox action={to(lang, found ? `${found.path}/edit` : `${BASE}/new`)} csrf={csrf}>
        <input type="hidden" name="revision" value={found?.revision ?? 0} />
        <MultilingualField
          name="title"
          label={t('title')}
          value={draft?.title}
          errors={wrongIn(lang, errors, 'title')}
          required
          maxlength={LIMITS.collection}
        />
        <MultilingualField
          name="body"
          label={t('body')}
          value={draft?.body}
          errors={wrongIn(lang, errors, 'body')}
          multiline
          rows={5}
          maxlength={LIMITS.text}
        />
        <Field
          name="cases"
          type="textarea"
          label={t('cases')}
          hint={t('casesHint')}
          value={typed?.lines ?? found?.cases.map((one) => one.code).join('\n') ?? ''}
          error={wrong(lang, errors, 'cases')}
          rows={6}
        />
        <Notes lang={lang} errors={errors} found={found} draft={typed?.draft} />
        <Field
          name="visibility"
          type="radio"
          label={t('visibility')}
          hint={t('visibilityHint')}
          value={draft?.visibility ?? 'own'}
          required
          options={(['own', 'members', 'public'] as const).map((one) => ({
            value: one,
            label: t(`visibility.${one}`),
          }))}
        />
        <Field
          name="event"
          label={t('event')}
          hint={t('eventHint')}
          value={draft?.eventSlug ?? ''}
          error={wrong(lang, errors, 'event')}
          size="medium"
          maxlength={80}
        />
        <Actions>
          <Button kind="primary" name="do" value="save">
            {editWords(lang)('save')}
          </Button>
          {found ? (
            <Button kind="danger" name="do" value="delete" formnovalidate>
              {t('delete')}
            </Button>
          ) : (
            <Fragment />
          )}
        </Actions>
      </FormBox>
    </>,
    typed?.status ?? 200,
  )
}

function draftOf(form: Form, before: CollectionView | null): CollectionDraft {
  const visibility = form.get('visibility')
  const codes = form
    .get('cases')
    .split(/\s+/)
    .flatMap(
      (line) => /(?:^|\/cases\/)([0-9A-Za-z]{8})(?:[/?#]|$)/.exec(line)?.[1]?.toUpperCase() ?? (line ? [line] : []),
    )
  return {
    title: form.text('title'),
    body: form.text('body'),
    visibility: visibility === 'members' || visibility === 'public' ? visibility : 'own',
    eventSlug: form.get('event').toLowerCase(),
    cases: codes.map((code) => ({
      code,
      // Only what the form showed is taken from it.
      note: before?.cases.some((one) => one.code === code && !one.asked) ? form.text(`note.${code}`) : null,
    })),
  }
}

async function save(c: Ctx, found: CollectionView | null): Promise<Response> {
  const { ctx, actor } = c.var
  if (actor.personId === null) return c.notFound()
  const form = await posted(c)
  if (found && form.get('do') === 'delete') {
    const gone = await deleteCollection(ctx, actor, found.code)
    return gone.ok ? seeOther(c, BASE) : c.notFound()
  }
  const draft = draftOf(form, found)
  const done = await saveCollection(ctx, actor, found?.code ?? null, draft, Number(form.get('revision')) || 0)
  if (done.ok) return seeOther(c, `${BASE}/${done.value.code}`)
  if (done.code === 'not-found') return c.notFound()
  const typed = { draft, lines: form.get('cases'), errors: errorsOf(done), status: statusOf(done) }
  return formPage(c, (found && (await open(c))) ?? found, typed)
}
