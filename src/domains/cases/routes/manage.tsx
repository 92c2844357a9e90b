import { pick, say } from '#src/lib/text/multilingual.ts'
import { managesSociety } from '#src/platform/authz.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { fail, ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { ENTRIES } from '#src/ui/entries.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form, MultilingualField } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Section } from '#src/ui/listing.tsx'
import { Breadcrumb, ManageLayout, ManageNav } from '#src/ui/nav.tsx'
import { societyNav } from '#src/ui/society-nav.ts'
import { setReviewer } from '../commands/groups.ts'
import { retireTerm, saveTerm } from '../commands/terms.ts'
import { withdrawCase } from '../commands/withdraw.ts'
import { posted, type Form as Posted } from '#src/platform/http/form.ts'
import { errorsOf, seeOther, show, statusOf, Summary, wrong, wrongIn, type Errors, type Status } from '../kit.tsx'
import { editWords } from '../messages/edit.ts'
import { manageWords } from '../messages/manage.ts'
import { sharingWords } from '../messages/sharing.ts'
import { WITHDRAWAL_REASONS } from '../model.ts'
import { mayNameReviewers } from '../policy.ts'
import { findWithAccount } from '../queries/people.ts'
import { readTaxonomy, TERM_KINDS } from '../taxonomy/taxonomy.ts'
import { TECHNIQUE_GROUPS } from '../taxonomy/technique-terms.ts'

/** What the secretariat sets for cases: reviewers, terms, withdrawal on request. */
export function managePages(app: App): void {
  app.get('/manage/cases', (c) => (managesSociety(c.var.actor) ? managePage(c) : c.notFound()))
  app.post('/manage/cases', (c) => (managesSociety(c.var.actor) ? act(c) : c.notFound()))
}

async function managePage(c: Ctx, errors: Errors = {}, status: Status = 200, form?: Posted): Promise<Response> {
  const { ctx, lang, csrf } = c.var
  const t = manageWords(lang)
  const edit = editWords(lang)
  const sharing = sharingWords(lang)
  const reviewers = await ctx.db
    .selectFrom('case_reviewer')
    .innerJoin('person', 'person.id', 'case_reviewer.person_id')
    .select(['person.id', 'person.name'])
    .orderBy('person.sort_key')
    .execute()
  const sought = (c.req.query('q') ?? '').slice(0, 100)
  const people = sought === '' ? null : await findWithAccount(ctx, sought)
  const taxonomy = await readTaxonomy(ctx.db)
  const own = TERM_KINDS.flatMap((kind) => taxonomy.all(kind)).filter((term) => term.added || term.retired)
  const at = to(lang, '/manage/cases')
  const outcome = c.req.query('saved')
  return show(
    c,
    {
      title: t('cases'),
      width: 'full',
      scripts: [ENTRIES.manage],
      nav: <Breadcrumb items={[{ label: t('cases') }]} />,
      flash:
        outcome === undefined ? undefined : (
          <Notice tone="success" title={outcome === 'withdrawn' ? t('withdrawn') : edit('saved')} live />
        ),
    },
    <ManageLayout nav={<ManageNav groups={[societyNav(c)]} />}>
      <h1>{t('cases')}</h1>
      <p class="lead">{t('lead')}</p>
      <Summary lang={lang} errors={errors} />
      <Section title={t('reviewers')}>
        <p class="quiet">{t('reviewersHint')}</p>
        {reviewers.length === 0 ? <p>{t('none')}</p> : null}
        <ul class="case-members">
          {reviewers.map((one) => (
            <li key={one.id}>
              <Form action={at} csrf={csrf} layout="row">
                <input type="hidden" name="person" value={one.id} />
                <span>{one.name}</span>
                <Button size="small" name="do" value="unreview">
                  {t('remove')}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
        <Form action={at} csrf={null} method="get" layout="row" label={sharing('findPerson')}>
          <div class="field">
            <label class="label" for="reviewer-q">
              {sharing('findPerson')}
            </label>
            <input class="input" id="reviewer-q" type="search" name="q" value={sought} maxlength={100} />
          </div>
          <Button>{edit('find')}</Button>
        </Form>
        {people === null ? null : people.length === 0 ? (
          <p>{edit('nobody')}</p>
        ) : (
          <ul class="case-members">
            {people.map((one) => (
              <li key={one.id}>
                <Form action={at} csrf={csrf} layout="row">
                  <input type="hidden" name="person" value={one.id} />
                  <span>
                    {one.name} <span class="quiet">{say(one.facility, lang)}</span>
                  </span>
                  <Button size="small" name="do" value="review">
                    {edit('add')}
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('terms')}>
        <p class="quiet">{t('termsHint')}</p>
        {own.length > 0 ? (
          <>
            <h3>{t('added')}</h3>
            <ul class="case-members">
              {own.map((term) => (
                <li key={`${term.kind} ${term.code}`}>
                  <Form action={at} csrf={csrf} layout="row">
                    <input type="hidden" name="kind" value={term.kind} />
                    <input type="hidden" name="code" value={term.code} />
                    <span>
                      {pick(term.name, lang).text}{' '}
                      <span class="quiet">
                        {t(`kind.${term.kind}`)}, {term.code}
                      </span>
                    </span>
                    <Button size="small" name="do" value={term.retired ? 'revive' : 'retire'}>
                      {term.retired ? t('revive') : t('retire')}
                    </Button>
                  </Form>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <Form action={at} csrf={csrf} label={t('addTerm')}>
          <Field
            name="kind"
            type="select"
            label={t('kind')}
            value={form?.get('kind') ?? 'technique'}
            error={wrong(lang, errors, 'kind')}
            required
            options={TERM_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            size="medium"
          />
          <Field
            name="code"
            label={t('code')}
            hint={t('codeHint')}
            value={form?.get('code') ?? ''}
            error={wrong(lang, errors, 'code')}
            required
            size="medium"
            maxlength={40}
          />
          <Field
            name="parent"
            type="select"
            label={t('group')}
            value={form?.get('parent') ?? ''}
            options={TECHNIQUE_GROUPS.map((group) => ({ value: group.code, label: pick(group.name, lang).text }))}
            size="medium"
          />
          <MultilingualField
            name="name"
            label={t('name')}
            value={form?.text('name') ?? {}}
            errors={wrongIn(lang, errors, 'name')}
            required
            maxlength={160}
          />
          <Actions>
            <Button kind="primary" name="do" value="term">
              {t('addTerm')}
            </Button>
          </Actions>
        </Form>
      </Section>
      <Section title={t('withdraw')}>
        <p class="quiet">{t('withdrawHint')}</p>
        <Form action={at} csrf={csrf} label={t('withdraw')}>
          <Field
            name="case"
            label={t('code')}
            value=""
            error={wrong(lang, errors, 'case')}
            required
            size="short"
            maxlength={8}
          />
          <Field
            name="reason"
            type="select"
            label={sharing('reason')}
            value=""
            error={wrong(lang, errors, 'reason')}
            required
            options={WITHDRAWAL_REASONS.map((one) => ({ value: one, label: sharing(`reason.${one}`) }))}
            size="medium"
          />
          <Field
            name="confirmed"
            type="checkbox"
            label={sharing('understand')}
            error={wrong(lang, errors, 'confirmed')}
            required
          />
          <Actions>
            <Button kind="danger" name="do" value="withdraw">
              {sharing('withdraw')}
            </Button>
          </Actions>
        </Form>
      </Section>
    </ManageLayout>,
    status,
  )
}

async function act(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  const form = await posted(c)
  const what = form.get('do')
  const done = await run()
  if (done.ok) return seeOther(c, `/manage/cases?saved${what === 'withdraw' ? '=withdrawn' : ''}`)
  const errors = done.code === 'not-found' ? { [what === 'withdraw' ? 'case' : '']: 'not-found' } : errorsOf(done)
  return managePage(c, errors, done.code === 'not-found' ? 422 : statusOf(done), form)

  async function run() {
    if (what === 'term')
      return saveTerm(ctx, actor, {
        kind: form.get('kind'),
        code: form.get('code'),
        parent: form.get('parent'),
        name: form.text('name'),
      })
    if (what === 'retire' || what === 'revive') {
      const kind = TERM_KINDS.find((one) => one === form.get('kind')) ?? 'technique'
      return retireTerm(ctx, actor, kind, form.get('code'), what === 'retire')
    }
    if (what === 'withdraw') {
      const reason = WITHDRAWAL_REASONS.find((one) => one === form.get('reason')) ?? ('' as 'other')
      return withdrawCase(ctx, actor, form.get('case'), { reason, confirmed: form.checked('confirmed') })
    }
    if (!mayNameReviewers(actor)) return fail('not-found')
    return write(ctx, actor, async (tx) => {
      const person = await tx.db
        .selectFrom('auth_user')
        .select('person_id')
        .where('person_id', '=', form.get('person'))
        .executeTakeFirst()
      if (what === 'review' && !person) return fail('not-found')
      await setReviewer(tx, form.get('person'), what === 'review')
      return ok()
    })
  }
}
