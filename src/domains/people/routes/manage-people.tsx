import { EVENT_ROLES, SOCIETY_ROLES, type EventRole, type SocietyRole } from '#src/platform/authz.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { fail, invalid, ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { queue } from '../auth/mail.ts'
import { mergePeople } from '../commands/merge-people.ts'
import { addEmail, choosePublic, createPerson, personWithState } from '../commands/person.ts'
import { previewMerge } from '../commands/preview-merge.ts'
import { eventNames } from '../event-names.ts'
import { readFacility } from '../facility-field.ts'
import { INVITE_DAYS, invitationPath, invite } from '../invite.ts'
import { manage } from '../messages/manage.ts'
import { isEmail, normalEmail } from '../person.ts'
import { mayChoosePublicity, mayEditPerson, mayGrantSociety, mayManagePeople } from '../policy.ts'
import { parseProfile } from '../profile.ts'
import { listPeople, rolesOf } from '../queries/manage-people.ts'
import { recordOf } from '../queries/own.ts'
import { mailLangs } from '../mail-language.ts'
import { grantRole, revokeRole, type Grant } from '../roles.ts'
import { blank, Errors, type FormState } from '../pages/form-state.tsx'
import { formList, formValues, seeOther, stateAfter, statusOf, type Status } from './kit.tsx'
import { tableName } from '../pages/manage-words.ts'
import { showManage } from './manage-frame.tsx'
import { Merge } from '../pages/merge.tsx'
import { candidateHint, Contact, PeopleList, personLabel, Roles } from '../pages/manage-people.tsx'
import { PhotoForm, ProfileFields, ProfileForm, PublicityForm } from '../pages/profile.tsx'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { bigEnough, filled, saveForm, savePhoto, type Shown } from './account.tsx'

const t = (c: Ctx) => manage(c.var.lang)
const pageOf = (c: Ctx): number => Math.max(1, Math.min(10_000, Math.floor(Number(c.req.query('page')) || 1)))
const flashOf = (c: Ctx) =>
  c.req.query('saved')
    ? t(c)('saved')
    : c.req.query('merged')
      ? t(c)('merged')
      : c.req.query('invited')
        ? t(c)('invited')
        : undefined

/** The secretariat's people. Whoever may not manage them finds nothing here. */
export function managePeopleRoutes(app: App): void {
  app.use('/manage/people/*', async (c, next) => (mayManagePeople(c.var.actor) ? next() : c.notFound()))

  app.get('/manage/people', async (c) => {
    const filter = {
      q: c.req.query('q') ?? '',
      role: c.req.query('role') ?? '',
      duplicates: c.req.query('duplicates') === 'on',
      page: pageOf(c),
      facilityId: c.req.query('facility'),
    }
    const list = await listPeople(c.var.ctx, c.var.actor, filter)
    if (!list) return c.notFound()
    const path = `/manage/people${new URL(c.req.url).search}`
    return showManage(
      c,
      { title: t(c)('people'), section: 'people', flash: flashOf(c) },
      <PeopleList lang={c.var.lang} {...list} filter={filter} path={path} />,
    )
  })

  const newPage = (c: Ctx, shown: Shown, status: Status = 200) => {
    const { lang, csrf } = c.var
    return showManage(
      c,
      { title: t(c)('newPerson'), section: 'people', status },
      <>
        <h1>{t(c)('newPerson')}</h1>
        <Errors lang={lang} state={shown.state} />
        <Form action={href(lang, '/manage/people/new')} csrf={csrf}>
          <ProfileFields
            lang={lang}
            state={shown.state}
            langs={shown.langs ?? []}
            biography={{}}
            choices={shown.choices}
          />
          <Field
            name="email"
            type="email"
            label={t(c)('email')}
            hint={t(c)('emailHint')}
            value={shown.state.values['email']}
            error={shown.state.errors['email']}
            size="medium"
          />
          <Actions>
            <Button kind="primary">{t(c)('save')}</Button>
          </Actions>
        </Form>
      </>,
    )
  }

  app.get('/manage/people/new', (c) => newPage(c, { state: blank }))

  app.post('/manage/people/new', async (c) => {
    const { ctx, actor, lang } = c.var
    const values = await formValues(c)
    const langs = await formList(c, 'langs')
    const parsed = parseProfile(values, langs)
    if (!parsed.ok) return newPage(c, { state: stateAfter(parsed, values), langs }, 422)
    const facility = await readFacility(ctx, actor, lang, values)
    if ('choices' in facility)
      return newPage(
        c,
        { state: { values, errors: { facilityChoice: 'choice-needed' } }, langs, choices: facility.choices },
        422,
      )
    const done = await createPerson(ctx, actor, parsed.value, { facilityId: facility.id, email: values['email'] ?? '' })
    return done.ok
      ? seeOther(c, `/manage/people/${done.value}?saved=1`)
      : newPage(c, { state: stateAfter(done, values), langs }, statusOf(done))
  })

  const personPage = async (c: Ctx, id: string, shown: Shown, status: Status = 200) => {
    const { ctx, actor, lang, csrf } = c.var
    const [found, record] = [await personWithState(ctx.db, id), await recordOf(ctx, id)]
    if (!found || !record || !mayEditPerson(actor, found.state)) return c.notFound()
    const part = { lang, csrf, record, state: shown.state }
    const base = href(lang, `/manage/people/${id}`)
    return showManage(
      c,
      { title: record.name, section: 'people', flash: flashOf(c), status },
      <>
        <h1>{record.name}</h1>
        <p>
          <a href={href(lang, `/people/${record.slug}`)}>{t(c)('publicPage')}</a> ·{' '}
          <a href={`${base}/merge`}>{t(c)('merge')}</a>
        </p>
        <ProfileForm lang={lang} csrf={csrf} action={base} {...filled(record, shown)} />
        <PhotoForm lang={lang} csrf={csrf} action={`${base}/photo`} photo={record.photo} state={shown.state} />
        <Contact {...part} />
        <Roles
          {...part}
          society={mayGrantSociety(actor, 'secretariat')}
          roles={await rolesOf(ctx, id)}
          events={await eventNames(ctx, lang)}
        />
        <section>
          <h2>{t(c)('publicity')}</h2>
          {mayChoosePublicity(actor, found.state) ? (
            <PublicityForm lang={lang} csrf={csrf} action={`${base}/publicity`} chosen={record.publicFields} />
          ) : (
            <p>{t(c)('ownChoice')}</p>
          )}
        </section>
      </>,
    )
  }

  app.get('/manage/people/:id', (c) => personPage(c, c.req.param('id'), { state: blank }))

  app.post('/manage/people/:id', async (c) => {
    const id = c.req.param('id')
    const result = await saveForm(c, id)
    if ('done' in result) return seeOther(c, `/manage/people/${id}?saved=1`)
    return result.status === 404 ? c.notFound() : personPage(c, id, result.shown, result.status)
  })

  /** Most posts do one thing and come back to the person; a failure shows the page with it. */
  const back = async (
    c: Ctx,
    id: string,
    done: Awaited<ReturnType<typeof choosePublic>>,
    values: Record<string, string>,
    flash = 'saved',
  ) =>
    done.ok
      ? seeOther(c, `/manage/people/${id}?${flash}=1`)
      : done.code === 'not-found'
        ? c.notFound()
        : personPage(c, id, { state: stateAfter(done, values) }, statusOf(done))

  app.post('/manage/people/:id/photo', bigEnough, async (c) =>
    back(c, c.req.param('id'), await savePhoto(c, c.req.param('id')), {}),
  )

  app.post('/manage/people/:id/publicity', async (c) => {
    const id = c.req.param('id')
    return back(c, id, await choosePublic(c.var.ctx, c.var.actor, id, await formList(c, 'public'), c.var.lang), {})
  })

  app.post('/manage/people/:id/email', async (c) => {
    const id = c.req.param('id')
    const values = await formValues(c)
    const email = normalEmail(values['email'] ?? '')
    const done = !isEmail(email)
      ? invalid({ email: 'email' })
      : await write(c.var.ctx, c.var.actor, async (tx) => {
          const found = await personWithState(tx.db, id)
          if (!found || !mayEditPerson(c.var.actor, found.state)) return fail('not-found')
          if (!(await addEmail(tx, id, email))) return invalid({ email: 'email-taken' })
          await tx.audit({ action: 'person.email', entity: 'person', id, after: { email } })
          return ok()
        })
    return back(c, id, done, values)
  })

  app.post('/manage/people/:id/invite', async (c) => {
    const id = c.req.param('id')
    const record = await recordOf(c.var.ctx, id)
    const [address] = record?.emails ?? []
    if (!record || !address || record.hasAccount) return c.notFound()
    const done = await write(c.var.ctx, c.var.actor, async (tx) => {
      const found = await personWithState(tx.db, id)
      if (!found || !mayEditPerson(c.var.actor, found.state)) return fail('not-found')
      const { token } = await invite(tx, { personId: id })
      const { locale, country } = record.values
      const lang = (await mailLangs(tx.db))({ locale, country })
      await queue(tx, {
        to: address.email,
        name: record.name,
        lang,
        kind: 'invite',
        path: invitationPath(token),
        personId: id,
        params: { days: INVITE_DAYS },
      })
      return ok()
    })
    return back(c, id, done, {}, 'invited')
  })

  app.post('/manage/people/:id/roles', async (c) => {
    const id = c.req.param('id')
    const values = await formValues(c)
    const grant = grantFrom(id, values['revoke'] ?? values['role'] ?? '', values['event'] ?? '')
    const done = grant
      ? await write(c.var.ctx, c.var.actor, (tx) => (values['revoke'] ? revokeRole : grantRole)(tx, grant))
      : invalid({ role: 'choice' })
    return back(c, id, done, values)
  })

  app.get('/manage/people/:id/merge', (c) => mergePage(c, c.req.param('id'), blank))

  app.post('/manage/people/:id/merge', async (c) => {
    const id = c.req.param('id')
    const done = await mergePeople(c.var.ctx, c.var.actor, (await formValues(c))['from'] ?? '', id)
    if (done.ok) return seeOther(c, `/manage/people/${id}?merged=1`)
    return done.code === 'not-found' ? c.notFound() : mergePage(c, id, stateAfter(done, {}), statusOf(done))
  })
}

function grantFrom(personId: string, role: string, eventId: string): Grant | null {
  if (SOCIETY_ROLES.includes(role as SocietyRole))
    return eventId === '' ? { personId, role: role as SocietyRole } : null
  return EVENT_ROLES.includes(role as EventRole) && eventId !== ''
    ? { personId, role: role as EventRole, eventId }
    : null
}

async function mergePage(c: Ctx, id: string, state: FormState, status: Status = 200) {
  const { ctx, actor, lang, csrf } = c.var
  const record = await recordOf(ctx, id)
  if (!record) return c.notFound()
  const q = c.req.query('q') ?? record.name
  const list = await listPeople(ctx, actor, { q })
  const found = (list?.rows ?? []).filter((row) => row.id !== id).slice(0, 30)
  const wanted = c.req.query('from')
  const other = wanted ? await recordOf(ctx, wanted) : null
  const moved = other ? await previewMerge(ctx, actor, 'person', other.id, id) : {}
  const chosen =
    other && other.id !== id
      ? {
          id: other.id,
          label: other.name,
          moved: Object.entries(moved).map(([table, rows]) => [tableName(lang, table), rows] as const),
        }
      : null
  const candidates = found.map((row) => ({
    id: row.id,
    label: personLabel(row.name, row.latin),
    hint: candidateHint(lang, row),
  }))
  return showManage(
    c,
    {
      title: t(c)('merge'),
      section: 'people',
      trail: [{ label: record.name, href: href(lang, `/manage/people/${id}`) }],
      status,
    },
    <Merge
      lang={lang}
      csrf={csrf}
      base={`/manage/people/${id}`}
      into={record.name}
      q={q}
      found={candidates}
      chosen={chosen}
      state={state}
    />,
  )
}
