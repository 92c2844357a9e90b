import type { Lang } from '#src/lib/text/multilingual.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, FieldGroup, Form } from '#src/ui/forms.tsx'
import { Island } from '#src/ui/island.tsx'
import { to } from '#src/ui/link.ts'
import { PASSWORD_LENGTH } from '../limits.ts'
import { RETENTION_DAYS } from '../consents.ts'
import { profile } from '../messages/profile.ts'
import { account } from '../messages/account.ts'
import { Errors, wrong, type FormState } from './form-state.tsx'

interface Props {
  readonly lang: Lang
  readonly csrf: string
  readonly state: FormState
}

const nextField = (next: string | undefined) => (next ? <input type="hidden" name="next" value={next} /> : null)
const withNext = (path: string, next: string | undefined) => (next ? `${path}?next=${encodeURIComponent(next)}` : path)

/** Password, link by mail, passkey: three ways in, the first two without JavaScript. */
export function SignIn({ lang, csrf, state, next, notice }: Props & { next?: string; notice?: string }) {
  const t = account(lang)
  return (
    <>
      <h1>{t('signIn')}</h1>
      {notice ? (
        <Notice tone="success" live>
          <p>{notice}</p>
        </Notice>
      ) : null}
      <Errors lang={lang} state={state} />
      <Form action={to(lang, '/sign-in')} csrf={csrf} label={t('signIn')}>
        {nextField(next)}
        <Field name="email" type="email" label={t('email')} value={state.values['email']} error={wrong(lang, state, 'email')} required autocomplete="username webauthn" inputmode="email" />
        <Field name="password" type="password" label={t('password')} error={wrong(lang, state, 'password')} required autocomplete="current-password" />
        <Field name="remember" type="checkbox" label={t('remember')} value={state.values['email'] === undefined || state.values['remember'] === 'on'} />
        <Actions>
          <Button kind="primary">{t('signIn')}</Button>
          <a href={to(lang, '/forgot')}>{t('forgotLink')}</a>
        </Actions>
      </Form>
      <Island name="people/passkey-sign-in" props={{ label: t('passkeyUse'), failed: profile(lang)('passkeyFailed'), next: next ?? to(lang, '/account') }} />
      <Form action={to(lang, '/sign-in/link')} csrf={csrf} label={t('linkTitle')}>
        <FieldGroup legend={t('linkTitle')} hint={t('linkHint')}>
          {nextField(next)}
          <Field name="email" id="f-link-email" type="email" label={t('email')} required autocomplete="email" inputmode="email" />
        </FieldGroup>
        <Actions>
          <Button>{t('linkSend')}</Button>
        </Actions>
      </Form>
      <p>
        {t('noAccount')} <a href={to(lang, withNext('/sign-up', next))}>{t('signUp')}</a>
      </p>
    </>
  )
}

/** Name, address, password, agreement: no more than an account needs. */
export function SignUp({ lang, csrf, state, next }: Props & { next?: string }) {
  const t = account(lang)
  return (
    <>
      <h1>{t('signUp')}</h1>
      <Errors lang={lang} state={state} />
      <Form action={to(lang, '/sign-up')} csrf={csrf}>
        {nextField(next)}
        <NameFields lang={lang} state={state} />
        <Field name="email" type="email" label={t('email')} value={state.values['email']} error={wrong(lang, state, 'email')} required autocomplete="email" inputmode="email" />
        <NewPassword lang={lang} state={state} />
        <Consent lang={lang} state={state} />
        <Actions>
          <Button kind="primary">{t('signUp')}</Button>
        </Actions>
      </Form>
      <p>
        {t('haveAccount')} <a href={to(lang, withNext('/sign-in', next))}>{t('signIn')}</a>
      </p>
    </>
  )
}

/** Family and given name in the order in which the reader's language writes them. */
export function NameFields({ lang, state }: Omit<Props, 'csrf'>) {
  const t = account(lang)
  const family = (
    <Field name="family" label={t('family')} value={state.values['family']} error={wrong(lang, state, 'family')} required autocomplete="family-name" size="medium" maxlength={100} />
  )
  const given = (
    <Field name="given" label={t('given')} value={state.values['given']} error={wrong(lang, state, 'given')} required autocomplete="given-name" size="medium" maxlength={100} hint={t('nameHint')} />
  )
  return lang === 'en' ? (
    <>
      {given}
      {family}
    </>
  ) : (
    <>
      {family}
      {given}
    </>
  )
}

export function NewPassword({ lang, state, name = 'password', label }: Omit<Props, 'csrf'> & { name?: string; label?: string }) {
  const t = account(lang)
  return (
    <Field
      name={name}
      type="password"
      label={label ?? t('password')}
      error={wrong(lang, state, name)}
      hint={t('passwordHint', { n: PASSWORD_LENGTH.min })}
      required
      minlength={PASSWORD_LENGTH.min}
      autocomplete="new-password"
    />
  )
}

export function Consent({ lang, state }: Omit<Props, 'csrf'>) {
  const t = account(lang)
  return (
    <Field
      name="consent"
      type="checkbox"
      label={t('consent')}
      hint={t('consentHint', { n: RETENTION_DAYS.unconfirmed })}
      value={state.values['consent'] === 'on'}
      error={wrong(lang, state, 'consent')}
      required
    />
  )
}

/** The same words whether the address is known or not. */
export function Sent({ lang, text }: { lang: Lang; text: string }) {
  const t = account(lang)
  return (
    <>
      <h1>{t('sentTitle')}</h1>
      <p>{text}</p>
      <p>
        <a href={to(lang, '/sign-in')}>{t('signIn')}</a>
      </p>
    </>
  )
}

/** One field and one button: `forgot`, `verify`, `reset` differ in the field only. */
export function Forgot({ lang, csrf, state }: Props) {
  const t = account(lang)
  return (
    <>
      <h1>{t('forgotTitle')}</h1>
      <p>{t('forgotText')}</p>
      <Errors lang={lang} state={state} />
      <Form action={to(lang, '/forgot')} csrf={csrf}>
        <Field name="email" type="email" label={t('email')} value={state.values['email']} error={wrong(lang, state, 'email')} required autocomplete="username" inputmode="email" />
        <Actions>
          <Button kind="primary">{t('linkSend')}</Button>
        </Actions>
      </Form>
    </>
  )
}

export function Verify({ lang, csrf, state, token }: Props & { token: string }) {
  const t = account(lang)
  return (
    <>
      <h1>{t('verifyTitle')}</h1>
      <p>{t('verifyText')}</p>
      <Errors lang={lang} state={state} />
      <Form action={to(lang, `/verify/${token}`)} csrf={csrf}>
        <Field name="password" type="password" label={t('password')} error={wrong(lang, state, 'password')} required autocomplete="current-password" />
        <Actions>
          <Button kind="primary">{t('confirm')}</Button>
          <a href={to(lang, '/forgot')}>{t('forgotLink')}</a>
        </Actions>
      </Form>
    </>
  )
}

export function Reset({ lang, csrf, state, token }: Props & { token: string }) {
  const t = account(lang)
  return (
    <>
      <h1>{t('resetTitle')}</h1>
      <Errors lang={lang} state={state} />
      <Form action={to(lang, `/reset/${token}`)} csrf={csrf}>
        <NewPassword lang={lang} state={state} label={t('newPassword')} />
        <Actions>
          <Button kind="primary">{t('save')}</Button>
        </Actions>
      </Form>
    </>
  )
}

/** Mail scanners open links; only this button uses one up. */
export function Magic({ lang, csrf, token, next }: Omit<Props, 'state'> & { token: string; next?: string }) {
  const t = account(lang)
  return (
    <>
      <h1>{t('magicTitle')}</h1>
      <p>{t('magicText')}</p>
      <Form action={to(lang, `/magic/${token}`)} csrf={csrf}>
        {nextField(next)}
        <Actions>
          <Button kind="primary">{t('signIn')}</Button>
        </Actions>
      </Form>
    </>
  )
}

export function SecondFactor({ lang, csrf, state, next }: Props & { next?: string }) {
  const t = account(lang)
  return (
    <>
      <h1>{t('factorTitle')}</h1>
      <Errors lang={lang} state={state} />
      <Form action={to(lang, '/sign-in/second-factor')} csrf={csrf}>
        {nextField(next)}
        <Field name="code" label={t('factorCode')} hint={t('factorRecovery')} error={wrong(lang, state, 'code')} required autocomplete="one-time-code" size="medium" maxlength={20} />
        <Field name="trust" type="checkbox" label={t('factorTrust')} />
        <Actions>
          <Button kind="primary">{t('signIn')}</Button>
        </Actions>
      </Form>
    </>
  )
}

export function DeadLink({ lang, again }: { lang: Lang; again: string }) {
  const t = account(lang)
  return (
    <>
      <h1>{t('linkDead')}</h1>
      <p>
        <a href={to(lang, again)}>{t('linkDeadMend')}</a>
      </p>
    </>
  )
}
