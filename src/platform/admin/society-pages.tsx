import { isZone } from '#src/lib/time/zoned.ts'
import { isLang, LANGS, tooLong, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import { formErrors, errorsOf, type Errors } from '#src/ui/form-errors.tsx'
import { Actions, Button, Field, Form, MultilingualField } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { OWN_NAMES } from '#src/ui/messages.ts'
import type { Actor } from '../authz.ts'
import type { Context } from '../context.ts'
import type { App, Ctx } from '../http/env.ts'
import { posted } from '../http/form.ts'
import { statusOf } from '../http/after-post.ts'
import { fail, invalid, ok, type Outcome } from '../outcome.ts'
import { getSetting, putSetting, societyZone } from '../settings.ts'
import { SOCIETY, societyLang, societyName } from '../society.ts'
import { write } from '../write.ts'
import { back, MANAGE, show } from './frame.tsx'
import { ops } from './messages.ts'
import { mayOperate } from './policy.ts'

/** What the society calls itself, and how it is read where nobody said otherwise. */
export interface SocietyFacts {
  readonly name: Text
  /** A paragraph below the name on the home page. */
  readonly about: Text
  readonly lang: string
  /** IANA name, `Asia/Ho_Chi_Minh`. */
  readonly zone: string
}

const LIMITS = { name: 120, about: 1_000 } as const
/** Offered first; any other IANA name can be typed. */
const ZONES = ['Asia/Ho_Chi_Minh', 'Asia/Seoul', 'Asia/Bangkok', 'Asia/Tokyo', 'Europe/Paris', 'UTC'] as const

const { wrong, wrongIn, Summary } = formErrors((lang, code) =>
  ops(lang)(code === 'required' ? 'errRequired' : code === 'too-long' ? 'errTooLong' : 'errChoice'),
)

export async function societyFacts(ctx: Context): Promise<SocietyFacts> {
  return {
    name: await societyName(ctx),
    about: await getSetting<Text>(ctx, SOCIETY.about, {}),
    lang: await societyLang(ctx),
    zone: await societyZone(ctx),
  }
}

/** Saves what changed of it, each with an entry of its own in the audit log. */
export async function saveSociety(ctx: Context, actor: Actor, facts: SocietyFacts): Promise<Outcome> {
  if (!mayOperate(actor)) return fail('not-found')
  const errors: Record<string, string> = {
    ...tooLong('name', facts.name, LIMITS.name),
    ...tooLong('about', facts.about, LIMITS.about),
    ...(Object.keys(facts.name).length === 0 ? { 'name.vi': 'required' } : {}),
    ...(isLang(facts.lang) ? {} : { lang: 'choice' }),
    ...(isZone(facts.zone) ? {} : { zone: 'choice' }),
  }
  if (Object.keys(errors).length > 0) return invalid(errors)
  const before = await societyFacts(ctx)
  return write(ctx, actor, async (tx) => {
    for (const key of ['name', 'about', 'lang', 'zone'] as const)
      if (JSON.stringify(before[key]) !== JSON.stringify(facts[key])) await putSetting(tx, SOCIETY[key], facts[key])
    return ok()
  })
}

/** The society's own facts, for administrators. */
export function societyPages(app: App): void {
  app.get(MANAGE.society, async (c) => {
    if (!mayOperate(c.var.actor)) return c.notFound()
    return form(c, await societyFacts(c.var.ctx))
  })

  app.post(MANAGE.society, async (c) => {
    const { ctx, actor } = c.var
    if (!mayOperate(actor)) return c.notFound()
    const given = await posted(c)
    const facts = {
      name: given.text('name'),
      about: given.text('about'),
      lang: given.get('lang'),
      zone: given.get('zone'),
    }
    const done = await saveSociety(ctx, actor, facts)
    return done.ok ? back(c, 'society', done, 'saved') : form(c, facts, errorsOf(done), statusOf(done))
  })
}

function form(c: Ctx, facts: SocietyFacts, errors: Errors = {}, status?: ReturnType<typeof statusOf>) {
  const { lang, csrf } = c.var
  const t = ops(lang)
  const labels = { name: t('societyName'), about: t('societyAbout'), lang: t('societyLang'), zone: t('societyZone') }
  const offered: readonly { value: Lang; label: string }[] = LANGS.map((value) => ({ value, label: OWN_NAMES[value] }))
  return show(
    c,
    'society',
    t('society'),
    () => (
      <>
        <h1>{t('society')}</h1>
        <Summary lang={lang} errors={errors} labels={labels} />
        <Form action={to(lang, MANAGE.society)} csrf={csrf} label={t('society')}>
          <MultilingualField
            name="name"
            label={labels.name}
            hint={t('societyNameHint')}
            value={facts.name}
            errors={wrongIn(lang, errors, 'name')}
            required
            maxlength={LIMITS.name}
          />
          <MultilingualField
            name="about"
            label={labels.about}
            hint={t('societyAboutHint')}
            value={facts.about}
            errors={wrongIn(lang, errors, 'about')}
            multiline
            rows={4}
            maxlength={LIMITS.about}
          />
          <Field
            name="lang"
            type="select"
            label={labels.lang}
            hint={t('societyLangHint')}
            value={facts.lang}
            options={offered}
            error={wrong(lang, errors, 'lang')}
            required
          />
          <Field
            name="zone"
            label={labels.zone}
            hint={t('societyZoneHint', { zones: ZONES.join(', ') })}
            value={facts.zone}
            error={wrong(lang, errors, 'zone')}
            required
            maxlength={60}
            size="medium"
          />
          <Actions>
            <Button kind="primary">{t('save')}</Button>
          </Actions>
        </Form>
      </>
    ),
    status,
  )
}
