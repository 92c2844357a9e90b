import { LANGS, type Lang } from '#src/lib/text/multilingual.ts'
import { formErrors, errorsOf, type Errors } from '#src/ui/form-errors.tsx'
import { Actions, Button, Field, Form, MultilingualField } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { OWN_NAMES } from '#src/ui/messages.ts'
import type { App, Ctx } from '../http/env.ts'
import { statusOf } from '../http/after-post.ts'
import { posted } from '../http/form.ts'
import { back, MANAGE, show } from './frame.tsx'
import { ops } from './messages.ts'
import { mayOperate } from './policy.ts'
import { LIMITS, saveSociety, societyFacts, type SocietyFacts } from './society.ts'

/** Offered first; any other IANA name can be typed. */
const ZONES = ['Asia/Ho_Chi_Minh', 'Asia/Seoul', 'Asia/Bangkok', 'Asia/Tokyo', 'Europe/Paris', 'UTC'] as const

const { wrong, wrongIn, Summary } = formErrors((lang, code) =>
  ops(lang)(code === 'required' ? 'errRequired' : code === 'too-long' ? 'errTooLong' : 'errChoice'),
)

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
