import type { Lang } from '#src/lib/text/multilingual.ts'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { invitationPath } from '../invite.ts'
import { account } from '../messages/account.ts'
import { Errors, wrong, type FormState } from './form-state.tsx'
import { Consent, NameFields, NewPassword } from './sign-in.tsx'

interface Props {
  readonly lang: Lang
  readonly csrf: string
  readonly state: FormState
  readonly token: string
}

function AccountFields({ lang, state }: Pick<Props, 'lang' | 'state'>) {
  const t = account(lang)
  return (
    <>
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
    </>
  )
}

export function FirstAdmin({ lang, csrf, state, token }: Props) {
  const t = account(lang)
  return (
    <>
      <h1>{t('setupTitle')}</h1>
      <p>{t('setupText')}</p>
      <Errors lang={lang} state={state} />
      <Form action={to(lang, `/setup/${token}`)} csrf={csrf}>
        <AccountFields lang={lang} state={state} />
        <Actions>
          <Button kind="primary">{t('setupDo')}</Button>
        </Actions>
      </Form>
    </>
  )
}

/** Takes an invited record over: with a new account, or into the one that is signed in. */
export function Claim(props: Props & { name: string; next?: string; signedInAs: string | null; claimed: boolean }) {
  const { lang, csrf, state, token, name, next, signedInAs, claimed } = props
  const t = account(lang)
  const back = `/sign-in?next=${encodeURIComponent(to(lang, invitationPath(token, next)))}`
  const hidden = next ? <input type="hidden" name="next" value={next} /> : null
  return (
    <>
      <h1>{t('claimTitle')}</h1>
      <p>{t('claimText', { name })}</p>
      <Errors lang={lang} state={state} />
      {signedInAs ? (
        <Form action={to(lang, `/invitation/${token}/join`)} csrf={csrf} label={t('claimJoin')}>
          {hidden}
          <p>{signedInAs}</p>
          <Actions>
            <Button kind="primary">{t('claimJoin')}</Button>
          </Actions>
        </Form>
      ) : null}
      {claimed ? (
        <p>
          {t('haveAccount')} <a href={to(lang, back)}>{t('signIn')}</a>
        </p>
      ) : signedInAs ? null : (
        <>
          <Form action={to(lang, `/invitation/${token}`)} csrf={csrf}>
            {hidden}
            <AccountFields lang={lang} state={state} />
            <Actions>
              <Button kind="primary">{t('claimDo')}</Button>
            </Actions>
          </Form>
          <p>
            {t('haveAccount')} <a href={to(lang, back)}>{t('signIn')}</a>
          </p>
        </>
      )}
    </>
  )
}
