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

export interface Props {
  readonly lang: Lang
  readonly csrf: string
  readonly state: FormState
}

export const nextField = (next: string | undefined) => (next ? <input type="hidden" name="next" value={next} /> : null)
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
        <Field
          name="email"
          type="email"
          label={t('email')}
          value={state.values['email']}
          error={wrong(lang, state, 'email')}
          required
          autocomplete="username webauthn"
          inputmode="email"
        />
        <Field
          name="password"
          type="password"
          label={t('password')}
          error={wrong(lang, state, 'password')}
          required
          autocomplete="current-password"
        />
        <Field
          name="remember"
          type="checkbox"
          label={t('remember')}
          value={state.values['email'] === undefined || state.values['remember'] === 'on'}
        />
        <Actions>
          <Button kind="primary">{t('signIn')}</Button>
          <a href={to(lang, '/forgot')}>{t('forgotLink')}</a>
        </Actions>
      </Form>
      <Island
        name="people/passkey-sign-in"
        props={{ label: t('passkeyUse'), failed: profile(lang)('passkeyFailed'), next: next ?? to(lang, '/account') }}
      />
      <Form action={to(lang, '/sign-in/link')} csrf={csrf} label={t('linkTitle')}>
        <FieldGroup legend={t('linkTitle')} hint={t('linkHint')}>
          {nextField(next)}
          <Field
            name="email"
            id="f-link-email"
            type="email"
            label={t('email')}
            required
            autocomplete="email"
            inputmode="email"
          />
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
        <Field
          name="email"
          type="email"
          label={t('email')}
          value={state.values['email']}
          error={wrong(lang, state, 'email')}
          required
          autocomplete="email"
          inputmode="email"
        />
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
    <Field
      name="family"
      label={t('family')}
      value={state.values['family']}
      error={wrong(lang, state, 'family')}
      required
      autocomplete="family-name"
      size="medium"
      maxlength={100}
    />
  )
  const given = (
    <Field
      name="given"
      label={t('given')}
      value={state.values['given']}
      error={wrong(lang, state, 'given')}
      required
      autocomplete="given-name"
      size="medium"
      maxlength={100}
      hint={t('nameHint')}
    />
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

export function NewPassword({
  lang,
  state,
  name = 'password',
  label,
}: Omit<Props, 'csrf'> & { name?: string; label?: string }) {
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
