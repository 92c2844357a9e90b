import type { Lang } from '#src/lib/text/multilingual.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form, ErrorSummary } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Facts, Section } from '#src/ui/listing.tsx'
import { DataTable } from '#src/ui/table.tsx'
import { TOKEN_SCOPES } from '../commands/tokens.ts'
import type { DimseSettings } from '../dimse/server.ts'
import { mineWords } from '../mine/messages.ts'
import type { OwnToken } from '../mine/query.ts'

export const TOKEN_DAYS = [1, 30, 90, 365] as const

export interface TokensProps {
  readonly lang: Lang
  readonly csrf: string | null
  readonly tokens: readonly OwnToken[]
  /** The text of one that was made just now: shown this once. */
  readonly made: string | null
  readonly baseUrl: string
  readonly dimse: DimseSettings | null
  readonly values: Readonly<Record<string, string>>
  readonly wrong: Readonly<Record<string, string>>
}

/** Tokens for other programs, and the addresses that they are used at. */
export function Tokens({ lang, csrf, tokens, made, baseUrl, dimse, values, wrong }: TokensProps) {
  const t = mineWords(lang)
  const day = new Intl.DateTimeFormat(lang, { dateStyle: 'medium' })
  const errors = wrong['label'] ? [{ field: 'label', message: t('wrongLabel') }] : []
  return (
    <>
      <h1>{t('tokens')}</h1>
      <p class="lead">{t('tokensLead')}</p>
      <ErrorSummary errors={errors} />
      {made === null ? null : (
        <Notice tone="success" title={t('created')} live>
          <p class="secret" translate={false}>
            {made}
          </p>
        </Notice>
      )}
      <DataTable
        caption={t('tokens')}
        quietCaption
        rows={tokens}
        rowKey={({ id }) => id}
        empty={<p class="quiet">{t('noTokens')}</p>}
        columns={[
          { key: 'label', head: t('label'), primary: true, size: 'wide', cell: ({ label }) => label },
          {
            key: 'scope',
            head: t('scope'),
            cell: ({ scope }) => t(scope === 'dicomweb:write' ? 'scope.dicomweb:write' : 'scope.dicomweb:read'),
          },
          { key: 'expires', head: t('expires'), cell: ({ expiresAt }) => day.format(expiresAt) },
          {
            key: 'used',
            head: t('used'),
            cell: ({ usedAt }) => (usedAt === null ? t('never') : day.format(usedAt)),
          },
        ]}
        actions={({ id, label }) => (
          <Form action={to(lang, '/imaging/tokens/revoke')} csrf={csrf} layout="row">
            <input type="hidden" name="id" value={id} />
            <Button size="small" label={`${t('revoke')}: ${label}`}>
              {t('revoke')}
            </Button>
          </Form>
        )}
      />
      <Section title={t('newToken')} id="new">
        <Form action={to(lang, '/imaging/tokens')} csrf={csrf}>
          <Field
            name="label"
            label={t('label')}
            hint={t('labelHint')}
            required
            maxlength={100}
            value={values['label']}
            error={wrong['label'] ? t('wrongLabel') : undefined}
          />
          <Field
            name="scope"
            label={t('scope')}
            type="select"
            required
            value={values['scope'] ?? 'dicomweb:read'}
            options={TOKEN_SCOPES.map((value) => ({ value, label: t(`scope.${value}`) }))}
          />
          <Field
            name="days"
            label={t('expires')}
            type="select"
            required
            value={values['days'] ?? '90'}
            options={TOKEN_DAYS.map((n) => ({ value: String(n), label: t('days', { n }) }))}
          />
          <Actions>
            <Button kind="primary">{t('create')}</Button>
          </Actions>
        </Form>
      </Section>
      <Section title={t('addresses')} id="addresses">
        <Facts
          items={[
            { label: t('root'), value: <code class="verbatim">{`${baseUrl}/dicomweb`}</code> },
            { label: t('stow'), value: <code class="verbatim">{`${baseUrl}/dicomweb/studies`}</code> },
            { label: t('header'), value: <code class="verbatim">Authorization: Bearer hoi_…</code> },
            { label: '', value: <span class="quiet">{t('basic')}</span> },
            {
              label: t('cstore'),
              value:
                dimse && dimse.peers.length > 0
                  ? t('cstoreText', { ae: dimse.aeTitle, port: dimse.port })
                  : t('cstoreOff'),
            },
          ]}
        />
      </Section>
    </>
  )
}
