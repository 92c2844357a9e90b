import type { Lang } from '#src/lib/text/multilingual.ts'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { account } from '../messages/account.ts'
import { profile } from '../messages/profile.ts'
import type { SecurityView } from '../queries/own.ts'
import { wrong, type FormState } from './form-state.tsx'

interface Props {
  readonly lang: Lang
  readonly csrf: string
}

/** The address of the account, and the wish for another one. */
export function EmailSection({ lang, csrf, state, view }: Props & { state: FormState; view: SecurityView }) {
  const t = profile(lang)
  return (
    <section>
      <h2>{t('email')}</h2>
      <p>{t('emailNow', { email: view.email })}</p>
      <Form action={to(lang, '/account/security/email')} csrf={csrf} label={t('emailChange')}>
        <Field
          name="newEmail"
          type="email"
          label={t('emailNew')}
          hint={t('emailHint')}
          value={state.values['newEmail']}
          error={wrong(lang, state, 'newEmail')}
          required
          autocomplete="email"
          inputmode="email"
        />
        <OwnerFields lang={lang} state={state} view={view} name="emailPassword" code />
        <Actions>
          <Button>{t('emailChange')}</Button>
        </Actions>
      </Form>
    </section>
  )
}

/** What shows that it is the owner who wishes so: the password where there is one, a code where a second factor is on. */
export function OwnerFields({
  lang,
  state,
  view,
  name,
  code,
}: {
  lang: Lang
  state: FormState
  view: SecurityView
  name: string
  code?: boolean
}) {
  const t = profile(lang)
  return (
    <>
      {view.hasPassword ? (
        <Field
          name={name}
          type="password"
          label={t('passwordToConfirm')}
          error={wrong(lang, state, name)}
          required
          autocomplete="current-password"
        />
      ) : (
        <p class="hint" id={`f-${name}`}>
          {t('freshHint')} <a href={to(lang, '/sign-in?again=1&next=/account/security')}>{t('signInAgain')}</a>
        </p>
      )}
      {code && view.factor ? (
        <Field
          name="code"
          label={t('factorCode')}
          error={wrong(lang, state, 'code')}
          required
          autocomplete="one-time-code"
          inputmode="numeric"
          size="short"
          maxlength={10}
        />
      ) : null}
    </>
  )
}

/** The same words whether the address is free or not. */
export function EmailAsked({ lang, email }: { lang: Lang; email: string }) {
  const t = profile(lang)
  return (
    <>
      <h2>{t('email')}</h2>
      <p>{t('emailAsked', { email })}</p>
      <p>
        <a href={to(lang, '/account/security')}>{t('security')}</a>
      </p>
    </>
  )
}

/** For whoever confirmed it on a device that is not signed in. */
export function EmailChanged({ lang }: { lang: Lang }) {
  return (
    <>
      <h1>{profile(lang)('email')}</h1>
      <p>{profile(lang)('emailDone')}</p>
      <p>
        <a href={to(lang, '/sign-in')}>{account(lang)('signIn')}</a>
      </p>
    </>
  )
}

/** Mail scanners open links; only this button changes anything. */
export function EmailConfirm({ lang, csrf, email, token }: Props & { email: string; token: string }) {
  const t = profile(lang)
  return (
    <>
      <h1>{t('emailConfirm')}</h1>
      <p>{t('emailConfirmText', { email })}</p>
      <p>{t('emailFollows')}</p>
      <Form action={to(lang, `/account/email/${token}`)} csrf={csrf}>
        <Actions>
          <Button kind="primary">{t('emailConfirmYes')}</Button>
        </Actions>
      </Form>
    </>
  )
}
