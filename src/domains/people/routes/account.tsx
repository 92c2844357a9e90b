import { createMiddleware } from 'hono/factory'
import { holdUpTo } from '#src/platform/http/body-limit.ts'
import type { App, Ctx, Env } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { LIMITS, tooMany } from '#src/platform/http/rate-limit.ts'
import { cleanText, LANGS } from '#src/lib/text/multilingual.ts'
import { to } from '#src/ui/link.ts'
import { choosePublic, saveProfile } from '../commands/person.ts'
import { PHOTO_LIMIT, setPhoto } from '../commands/photo.ts'
import { readFacility, type FacilityChoice } from '../facility-field.ts'
import { account } from '../messages/account.ts'
import { profile } from '../messages/profile.ts'
import { parseProfile } from '../profile.ts'
import { recordOf, type RecordView } from '../queries/own.ts'
import { blank, type FormState } from '../pages/form-state.tsx'
import { formList, formValues, path, seeOther, show, stateAfter, statusOf, type Status, ownPages } from './kit.tsx'
import { AccountFrame, PhotoForm, ProfileForm, PublicityForm } from '../pages/profile.tsx'

const t = (c: Ctx) => profile(c.var.lang)

/** Strangers are sent to sign in and come back; there is nothing here that they could see or guess. */
export const signInFirst = (c: Ctx): Response =>
  c.redirect(
    `${path(c, '/sign-in')}?next=${encodeURIComponent(path(c, c.req.path.replace(/^\/(vi|en|ko)(?=\/|$)/, '')))}`,
    303,
  )

export interface Shown {
  readonly state: FormState
  readonly langs?: readonly string[]
  readonly choices?: readonly FacilityChoice[]
}

/** The form's values over those on record. */
export function filled(record: RecordView, shown: Shown) {
  const values = { ...record.values, ...shown.state.values }
  const typed = Object.keys(shown.state.values).some((name) => name.startsWith('biography.'))
  const biography = typed
    ? cleanText(Object.fromEntries(LANGS.map((lang) => [lang, shown.state.values[`biography.${lang}`]])))
    : record.biography
  return {
    state: { ...shown.state, values },
    langs: shown.langs ?? record.langs,
    biography,
    choices: shown.choices,
    seen: record.seen,
  }
}

export const bigEnough = createMiddleware<Env>(async (c, next) => {
  holdUpTo(c, PHOTO_LIMIT + 100_000)
  await next()
})

/** Saves a posted profile form; what is to be shown again when it could not be. */
export async function saveForm(c: Ctx, id: string): Promise<{ done: true } | { shown: Shown; status: Status }> {
  const { ctx, actor, lang } = c.var
  const values = await formValues(c)
  const langs = await formList(c, 'langs')
  const parsed = parseProfile(values, langs)
  if (!parsed.ok) return { shown: { state: stateAfter(parsed, values), langs }, status: 422 }
  const facility = await readFacility(ctx, actor, lang, values)
  if ('choices' in facility)
    return {
      shown: { state: { values, errors: { facilityChoice: 'choice-needed' } }, langs, choices: facility.choices },
      status: 422,
    }
  const done = await saveProfile(ctx, actor, id, parsed.value, {
    facilityId: facility.id,
    seen: Number(values['seen']) || undefined,
  })
  return done.ok ? { done: true } : { shown: { state: stateAfter(done, values), langs }, status: statusOf(done) }
}

/** Posts of the photo form, shared with the secretariat's page of a person. */
export async function savePhoto(c: Ctx, id: string) {
  const body = await c.req.parseBody()
  const file = body['photo']
  return setPhoto(
    c.var.ctx,
    c.var.actor,
    id,
    body['remove'] === '1' ? null : file instanceof Blob ? file : new Blob([]),
  )
}

/** One's own pages. */
export function accountRoutes(app: App): void {
  app.get('/account', (c) => (c.var.actor.personId ? seeOther(c, '/account/profile') : signInFirst(c)))

  const profilePage = async (c: Ctx, shown: Shown, status: Status = 200) => {
    const record = c.var.actor.personId && (await recordOf(c.var.ctx, c.var.actor.personId))
    if (!record) return signInFirst(c)
    const { lang, csrf } = c.var
    return show(
      c,
      { title: t(c)('profile') },
      <AccountFrame
        lang={lang}
        more={ownPages(c)}
        section="profile"
        flash={c.req.query('saved') ? t(c)('saved') : undefined}
      >
        <PhotoForm
          lang={lang}
          csrf={csrf}
          action={href(lang, '/account/photo')}
          photo={record.photo}
          state={shown.state}
        />
        <ProfileForm lang={lang} csrf={csrf} action={href(lang, '/account/profile')} {...filled(record, shown)} />
      </AccountFrame>,
      status,
    )
  }

  app.get('/account/profile', (c) => profilePage(c, { state: blank }))

  app.post('/account/profile', async (c) => {
    const { personId } = c.var.actor
    if (!personId) return signInFirst(c)
    const result = await saveForm(c, personId)
    return 'done' in result ? seeOther(c, '/account/profile?saved=1') : profilePage(c, result.shown, result.status)
  })

  app.post('/account/photo', bigEnough, async (c) => {
    const { personId } = c.var.actor
    if (!personId) return signInFirst(c)
    const wait = tooMany(c, LIMITS.upload)
    const done = wait > 0 ? null : await savePhoto(c, personId)
    if (done?.ok) return seeOther(c, '/account/profile?saved=1')
    return profilePage(
      c,
      { state: done ? stateAfter(done, {}) : { values: {}, errors: { photo: 'too-many' } } },
      done ? statusOf(done) : 429,
    )
  })

  app.get('/account/privacy', async (c) => {
    const record = c.var.actor.personId && (await recordOf(c.var.ctx, c.var.actor.personId))
    if (!record) return signInFirst(c)
    const { lang, csrf } = c.var
    const flash = c.req.query('welcome') ? account(lang)('welcome') : c.req.query('saved') ? t(c)('saved') : undefined
    return show(
      c,
      { title: t(c)('privacy') },
      <AccountFrame lang={lang} more={ownPages(c)} section="privacy" flash={flash}>
        <p>{t(c)('privacyText')}</p>
        <PublicityForm lang={lang} csrf={csrf} action={href(lang, '/account/privacy')} chosen={record.publicFields} />
        <p>
          <a href={to(lang, `/people/${record.slug}`)}>{t(c)('privacySee')}</a>
        </p>
      </AccountFrame>,
    )
  })

  app.post('/account/privacy', async (c) => {
    const { actor, ctx, lang } = c.var
    if (!actor.personId) return signInFirst(c)
    const done = await choosePublic(ctx, actor, actor.personId, await formList(c, 'public'), lang)
    return done.ok ? seeOther(c, '/account/privacy?saved=1') : signInFirst(c)
  })
}
