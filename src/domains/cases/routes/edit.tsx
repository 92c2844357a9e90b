import { searchFacilities } from '#src/domains/people/index.ts'
import { dateOf } from '#src/lib/time/zoned.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { tooMany, type Limit } from '#src/platform/http/rate-limit.ts'
import { STATUS } from '#src/platform/outcome.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form as FormBox, MultilingualField } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Breadcrumb } from '#src/ui/nav.tsx'
import { createCase } from '../commands/create.ts'
import { saveSection } from '../commands/save.ts'
import { posted } from '#src/platform/http/form.ts'
import { errorsOf, seeOther, show, societyZone, statusOf, Summary, wrongIn, type Errors, type Status } from '../kit.tsx'
import { LIMITS } from '../limits.ts'
import { caseWords } from '../messages/case.ts'
import { editWords } from '../messages/edit.ts'
import { isSection, SECTIONS, type SectionName } from '../model.ts'
import { EditFrame, partName, partPath } from '../pages/edit-frame.tsx'
import { mayCreate } from '../policy.ts'
import type { CaseView } from '../queries/case.ts'
import { factsOf } from '../queries/facts.ts'
import { parseSection } from '../schema.ts'
import { readTaxonomy } from '../taxonomy/taxonomy.ts'
import { unconfirmed, warningsOf } from '../warnings.ts'
import { CODE, openCase } from './case.tsx'
import { fields, withPerson, type Typed } from './edit-fields.tsx'

export const FORM_ENTRY = 'src/domains/cases/client/case-form.ts'

const FIND: Limit = { name: 'case-person-find', burst: 30, perSeconds: 300 }
const CREATE: Limit = { name: 'case-create', burst: 20, perSeconds: 3_600 }

/** Writing a case, part by part; every part is a plain form. */
export function editPages(app: App): void {
  app.get('/cases/new', (c) => newPage(c))
  app.post('/cases/new', create)
  app.get(`/cases/${CODE}/edit`, async (c) => {
    const found = await openCase(c)
    return found?.can.edit ? seeOther(c, partPath(found, 'basics')) : c.notFound()
  })
  app.get(`/cases/${CODE}/edit/:section`, sectionPage)
  app.post(`/cases/${CODE}/edit/:section`, save)
}

async function newPage(c: Ctx, value: Record<string, string> = {}, errors: Errors = {}, status: Status = 200) {
  const { actor, lang, csrf } = c.var
  if (!mayCreate(actor)) return c.redirect(to(lang, '/sign-in?next=/cases/new'), 303)
  const t = editWords(lang)
  return show(
    c,
    { title: t('newTitle'), nav: <Crumbs lang={lang} /> },
    <>
      <h1>{t('newTitle')}</h1>
      <p class="lead">{t('newLead')}</p>
      <Summary lang={lang} errors={errors} />
      <FormBox action={to(lang, '/cases/new')} csrf={csrf}>
        <MultilingualField
          name="title"
          label={t('title')}
          hint={t('titleHint')}
          value={value}
          errors={wrongIn(lang, errors, 'title')}
          langs={[lang, ...(['vi', 'en', 'ko'] as const).filter((one) => one !== lang)]}
          required
          maxlength={LIMITS.title}
        />
        <Actions>
          <Button kind="primary">{t('create')}</Button>
        </Actions>
      </FormBox>
    </>,
    status,
  )
}

async function create(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  const title = (await posted(c)).text('title')
  if (!mayCreate(actor)) return c.notFound()
  if (tooMany(c, CREATE, actor.personId ?? '') > 0) return newPage(c, title, { '': 'too-many' }, 429)
  const done = await createCase(ctx, actor, { title })
  return done.ok
    ? seeOther(c, `/cases/${done.value.code}/edit/basics`)
    : newPage(c, title, errorsOf(done), statusOf(done))
}

function Crumbs({ lang, found, last }: { lang: Ctx['var']['lang']; found?: CaseView; last?: string }) {
  const items = [
    { label: caseWords(lang)('cases'), href: to(lang, '/cases') },
    ...(found ? [{ label: found.code, href: to(lang, found.path) }] : []),
    ...(last ? [{ label: last }] : []),
  ]
  return <Breadcrumb items={items} />
}

export { Crumbs as CaseCrumbs }

async function sectionPage(c: Ctx): Promise<Response> {
  const found = await openCase(c)
  const section = c.req.param('section') ?? ''
  if (!found?.can.edit || !isSection(section) || (section === 'consent' && !found.can.manage)) return c.notFound()
  return sectionForm(c, found, section)
}

async function sectionForm(c: Ctx, found: CaseView, section: SectionName, typed?: Typed): Promise<Response> {
  const { ctx, lang, csrf } = c.var
  const t = editWords(lang)
  const errors = typed?.errors ?? {}
  const title = typed?.patch.title ?? found.title
  const content = { ...found.content, ...typed?.patch.content }
  const warnings = warningsOf(title, content).filter((one) => one.section === section)
  const facts = await factsOf(ctx, found)
  const open = found.state === 'draft' ? [] : unconfirmed(ctx, warnings, found.cleared)
  const saved = c.req.query('saved') !== undefined && !typed
  const zone = await societyZone(ctx)
  return show(
    c,
    {
      title: partName(lang, section),
      width: 'wide',
      scripts: [FORM_ENTRY],
      nav: <Crumbs lang={lang} found={found} last={partName(lang, section)} />,
      flash: saved ? (
        <Notice tone="success" title={t('saved')} live />
      ) : typed ? undefined : (
        <Doubts c={c} found={found} />
      ),
    },
    <EditFrame lang={lang} found={found} current={section} whole={facts.completeness} title={partName(lang, section)}>
      <Summary lang={lang} errors={errors} />
      <form
        class="form"
        method="post"
        action={to(lang, partPath(found, section))}
        data-autosave
        data-saved={t('savedAt')}
        data-unsaved={t('notSaved')}
        data-conflict={t('savedConflict')}
        noValidate
      >
        <input type="hidden" name="_csrf" value={csrf} />
        <input type="hidden" name="revision" value={found.revisions[section] ?? 0} />
        {await fields(c, found, section, { typed, errors, title, content, warnings, zone })}
        {open.length > 0 ? <Field name="confirmed" type="checkbox" label={t('confirmHere')} required /> : null}
        <p class="case-saving" role="status" data-saving />
        <Actions>
          <Button kind="primary" name="do" value="save">
            {t('save')}
          </Button>
          <Button name="do" value="next">
            {t('saveNext')}
          </Button>
        </Actions>
      </form>
      {typed?.conflict ? <Theirs c={c} found={found} section={section} /> : null}
    </EditFrame>,
    typed?.status ?? 200,
  )
}

/** What looks like identity in the part that one comes from. */
function Doubts({ c, found }: { c: Ctx; found: CaseView }) {
  const { lang } = c.var
  const t = editWords(lang)
  const part = c.req.query('check') ?? ''
  if (!isSection(part)) return null
  const there = warningsOf(found.title, found.content).filter((one) => one.section === part)
  const n = unconfirmed(c.var.ctx, there, found.cleared).length
  if (n === 0) return null
  return (
    <Notice tone="warning" title={t('doubts', { part: partName(lang, part), n })} live>
      <p>
        <a href={to(lang, partPath(found, part))}>{t('doubtsLook')}</a>
      </p>
    </Notice>
  )
}

/** What somebody else saved, to be compared with what was typed. */
function Theirs({ c, found, section }: { c: Ctx; found: CaseView; section: SectionName }) {
  const { lang } = c.var
  const t = editWords(lang)
  const texts = SECTION_TEXTS[section] ?? []
  return (
    <section class="case-theirs">
      <h2>{t('theirs')}</h2>
      <dl class="facts">
        {section === 'basics' ? (
          <div>
            <dt>{t('title')}</dt>
            <dd>{Object.values(found.title).join(' / ')}</dd>
          </div>
        ) : null}
        {texts.map((field) => (
          <div key={field}>
            <dt>{t(field)}</dt>
            <dd>{Object.values(found.content[field]).join(' / ')}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const SECTION_TEXTS = {
  clinical: ['presentation', 'history'],
  imaging: ['findings', 'differential', 'diagnosis'],
  outcome: ['outcome', 'followUp'],
  learning: ['teaching'],
} as const satisfies Partial<Record<SectionName, readonly (keyof CaseView['content'])[]>> as Partial<
  Record<
    SectionName,
    readonly (
      | 'presentation'
      | 'history'
      | 'findings'
      | 'differential'
      | 'diagnosis'
      | 'outcome'
      | 'followUp'
      | 'teaching'
    )[]
  >
>

async function save(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const found = await openCase(c)
  const section = c.req.param('section') ?? ''
  if (!found?.can.edit || !isSection(section) || (section === 'consent' && !found.can.manage)) return c.notFound()
  const form = await posted(c)
  const json = (c.req.header('accept') ?? '').startsWith('application/json')
  const today = dateOf(await societyZone(ctx), ctx.clock.now())
  const { patch: parsed, errors } = parseSection(section, form, await readTaxonomy(ctx.db), today)
  const patch = await withPerson(c, parsed, form)
  // Looking somebody up shows the form again; nothing is saved by it.
  const looking =
    (section === 'authors' && form.get('personQuery') !== '' && form.get('addPerson') === '') ||
    (section === 'basics' && form.get('facilityQuery') !== '')
  if (looking && !json) {
    if (tooMany(c, FIND, actor.personId ?? '') > 0)
      return sectionForm(c, found, section, { patch, errors: { '': 'too-many' }, status: 429, form })
    const found1 = section === 'basics' ? await searchFacilities(ctx, form.get('facilityQuery')) : []
    const [only] = found1
    const chosen = found1.length === 1 && only ? { ...patch, facilityId: only.id } : patch
    return sectionForm(c, found, section, { patch: chosen, errors: {}, status: 200, form })
  }
  if (Object.keys(errors).length > 0)
    return json
      ? c.json({ ok: false, code: 'invalid', fields: errors }, 422)
      : sectionForm(c, found, section, { patch, errors, status: 422, form })
  const done = await saveSection(ctx, actor, found.code, patch, {
    section,
    revision: Number(form.get('revision')) || 0,
    confirmed: form.checked('confirmed'),
  })
  if (json)
    return done.ok
      ? c.json({ ok: true, revision: done.value.revision })
      : c.json({ ok: false, code: done.code, fields: done.fields ?? {} }, STATUS[done.code])
  if (!done.ok) {
    if (done.code === 'not-found') return c.notFound()
    // Shown again over what is stored now, with what was typed in the fields.
    const now = done.code === 'conflict' ? ((await openCase(c)) ?? found) : found
    return sectionForm(c, now, section, {
      patch,
      errors: errorsOf(done),
      status: statusOf(done),
      form,
      conflict: done.code === 'conflict',
    })
  }
  const next = SECTIONS[SECTIONS.indexOf(section) + 1]
  if (form.get('do') === 'next') {
    const part = next === undefined || (next === 'consent' && !found.can.manage) ? ('pictures' as const) : next
    // Whoever goes on has not seen what the part that was saved says of itself.
    const left = warningsOf(patch.title ?? found.title, { ...found.content, ...patch.content })
    const doubts = left.some((one) => one.section === section)
    return c.redirect(`${to(lang, partPath(found, part))}${doubts ? `?check=${section}` : ''}`, 303)
  }
  return c.redirect(`${to(lang, partPath(found, section))}?saved`, 303)
}
