import type { Lang } from '#src/lib/text/multilingual.ts'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { account } from '../messages/account.ts'
import { Errors, wrong } from './form-state.tsx'
import { NewPassword, nextField, type Props } from './sign-in.tsx'

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
        <Field
          name="email"
          type="email"
          label={t('email')}
          value={state.values['email']}
          error={wrong(lang, state, 'email')}
          required
          autocomplete="username"
          inputmode="email"
        />
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
        <Field
          name="password"
          type="password"
          label={t('password')}
          error={wrong(lang, state, 'password')}
          required
          autocomplete="current-password"
        />
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
        <Field
          name="code"
          label={t('factorCode')}
          hint={t('factorRecovery')}
          error={wrong(lang, state, 'code')}
          required
          autocomplete="one-time-code"
          size="medium"
          maxlength={20}
        />
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
