import type { Lang } from '#src/lib/text/multilingual.ts'
import { Tag } from '#src/ui/feedback.tsx'
import { offsetLabel, shortDateTime } from '#src/lib/time/format.ts'
import { Actions, Button, Field, FieldGroup, Form } from '#src/ui/forms.tsx'
import { Island } from '#src/ui/island.tsx'
import { to } from '#src/ui/link.ts'
import { DataTable } from '#src/ui/table.tsx'
import { account } from '../messages/account.ts'
import { profile } from '../messages/profile.ts'
import type { SecurityView } from '../queries/own.ts'
import { browserName } from '../browser-name.ts'
import { EmailSection, OwnerFields } from './change-email.tsx'
import { Errors, wrong, type FormState } from './form-state.tsx'
import { NewPassword } from './sign-in.tsx'

interface Props {
  readonly lang: Lang
  readonly csrf: string
  readonly state: FormState
}

const ZONE = 'Asia/Ho_Chi_Minh'

/** An instant in words with its zone; people look at it to recognise a sign-in of theirs. */
export const moment = (at: number, lang: Lang): string => `${shortDateTime(lang, ZONE, at)} (${offsetLabel(ZONE, at)})`

export function Security({ lang, csrf, state, view }: Props & { view: SecurityView }) {
  const t = profile(lang)
  const a = account(lang)
  const path = (part: string) => to(lang, `/account/security/${part}`)
  return (
    <>
      <Errors lang={lang} state={state} />
      <EmailSection lang={lang} csrf={csrf} state={state} view={view} />
      <section>
        <h2>{t('password')}</h2>
        <Form action={path('password')} csrf={csrf} label={t('password')}>
          <input type="hidden" name="username" value={view.email} autocomplete="username" />
          {view.hasPassword ? (
            <Field
              name="currentPassword"
              type="password"
              label={a('currentPassword')}
              error={wrong(lang, state, 'currentPassword')}
              required
              autocomplete="current-password"
            />
          ) : null}
          <NewPassword lang={lang} state={state} name="newPassword" label={a('newPassword')} />
          <Actions>
            <Button kind="primary">{t('password')}</Button>
          </Actions>
        </Form>
      </section>
      <section>
        <h2>{t('factor')}</h2>
        <p>{view.factor ? t('factorOn') : t('factorOff')}</p>
        <Form action={path('factor')} csrf={csrf} label={t('factor')}>
          <OwnerFields lang={lang} state={state} view={view} name="password" />
          <Actions>
            {view.factor ? (
              <Button name="stop" value="1" kind="danger">
                {t('factorStop')}
              </Button>
            ) : (
              <Button>{t('factorStart')}</Button>
            )}
          </Actions>
        </Form>
      </section>
      <section>
        <h2>{t('passkeys')}</h2>
        <p>{t('passkeysHint')}</p>
        {view.passkeys.length > 0 ? (
          <DataTable
            caption={t('passkeys')}
            quietCaption
            rows={view.passkeys}
            rowKey={(row) => row.id}
            columns={[
              { key: 'name', head: t('passkeys'), primary: true, cell: (row) => row.name || '—' },
              {
                key: 'since',
                head: t('since'),
                size: 'tight',
                cell: (row) => (row.since === null ? '' : moment(row.since, lang)),
              },
            ]}
            actions={(row) => (
              <Form action={path(`passkeys/${row.id}/remove`)} csrf={csrf}>
                <Button kind="danger" size="small" label={`${t('remove')}: ${row.name || '—'}`}>
                  {t('remove')}
                </Button>
              </Form>
            )}
          />
        ) : null}
        <Island name="people/passkey-add" props={{ label: t('passkeyAdd'), failed: t('passkeyFailed') }}>
          <p class="hint">{t('passkeyNoJs')}</p>
        </Island>
      </section>
      <section>
        <h2>{t('sessions')}</h2>
        <DataTable
          caption={t('sessions')}
          quietCaption
          rows={view.sessions}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'device',
              head: t('device'),
              primary: true,
              cell: (row) => (
                <>
                  {browserName(row.userAgent)} {row.current ? <Tag tone="quiet">{t('thisDevice')}</Tag> : null}
                </>
              ),
            },
            { key: 'since', head: t('since'), size: 'tight', cell: (row) => moment(row.since, lang) },
          ]}
        />
        <Form action={path('sign-out')} csrf={csrf} label={t('signOutAll')}>
          <Actions>
            <Button>{t('signOutAll')}</Button>
          </Actions>
        </Form>
      </section>
    </>
  )
}

export function FactorSetup(
  props: Props & { uri: string; codes: readonly string[]; secret: string; picture: string; size: number },
) {
  const { lang, csrf, state, uri, codes, secret, picture, size } = props
  const t = profile(lang)
  return (
    <>
      <Errors lang={lang} state={state} />
      <p>{t('factorScan')}</p>
      <svg
        class="qr"
        viewBox={`-4 -4 ${size + 8} ${size + 8}`}
        width="220"
        height="220"
        role="img"
        aria-label="QR"
        shape-rendering="crispEdges"
      >
        <rect x="-4" y="-4" width={size + 8} height={size + 8} fill="#fff" />
        <path d={picture} fill="#000" />
      </svg>
      <p>
        <code>{secret.replace(/(.{4})/g, '$1 ').trim()}</code>
      </p>
      <FieldGroup legend={t('factorCodes')} hint={t('factorCodesHint')}>
        <ul>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </FieldGroup>
      <Form action={to(lang, '/account/security/factor/confirm')} csrf={csrf} label={t('factor')}>
        <input type="hidden" name="uri" value={uri} />
        <input type="hidden" name="codes" value={codes.join(' ')} />
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
        <Actions>
          <Button kind="primary">{t('factorFinish')}</Button>
        </Actions>
      </Form>
    </>
  )
}
