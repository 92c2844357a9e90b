import { tableEdition, type DeidentifyProfile } from '#src/lib/dicom/index.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { Actions, Button, ErrorSummary, Field, Form, type FormError } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Section } from '#src/ui/listing.tsx'
import type { Listening } from '../dimse/service.ts'
import { mineWords } from '../mine/messages.ts'
import { DimseState, type PeerState } from './dimse-state.tsx'

export interface ImagingSettingsProps {
  readonly lang: Lang
  readonly csrf: string | null
  readonly profile: DeidentifyProfile
  /** What listens for modalities; null for those who may not set it. */
  readonly dimse: {
    readonly aeTitle: string
    readonly port: string
    readonly host: string
    readonly peers: string
  } | null
  /** What listens now, and who has sent what. */
  readonly now: { readonly listening: Listening; readonly peers: readonly PeerState[]; readonly zone: string } | null
  readonly wrong: Readonly<Record<string, string>>
}

type DimseField = 'aeTitle' | 'port' | 'host' | 'peers'

/** The society's choices: what de-identification keeps, and who may send from a hospital's network. */
export function ImagingSettings({ lang, csrf, profile, dimse, now, wrong }: ImagingSettingsProps) {
  const t = mineWords(lang)
  const errors: FormError[] = Object.entries(wrong).map(([field, code]) => ({
    field,
    message: `${t(field as DimseField)}: ${wrongText(lang, field, code)}`,
  }))
  const check = (name: keyof typeof CHECKS) => (
    <Field
      name={name}
      label={t(CHECKS[name])}
      hint={name === 'graphics' ? t('graphicsHint') : undefined}
      type="checkbox"
      value={CHECKED[name](profile)}
    />
  )
  return (
    <>
      <h1>{t('settings')}</h1>
      <ErrorSummary errors={errors} />
      <Section title={t('profile')} id="profile">
        <p class="quiet">{t('profileLead', { edition: tableEdition })}</p>
        <Form action={to(lang, '/manage/imaging/profile')} csrf={csrf} label={t('profile')}>
          <Field
            name="dates"
            label={t('dates')}
            type="radio"
            required
            value={profile.dates}
            options={(['shift', 'remove'] as const).map((value) => ({ value, label: t(`dates.${value}`) }))}
          />
          <Field
            name="patient"
            label={t('patient')}
            type="radio"
            required
            value={profile.patientCharacteristics}
            options={(['age-sex', 'none', 'all'] as const).map((value) => ({ value, label: t(`patient.${value}`) }))}
          />
          {check('device')}
          {check('institution')}
          {check('descriptors')}
          {check('structured')}
          {check('graphics')}
          {check('safePrivate')}
          <Actions>
            <Button kind="primary">{t('save')}</Button>
          </Actions>
        </Form>
      </Section>
      {dimse ? (
        <Section title={t('dimse')} id="dimse">
          <p class="quiet">{t('dimseLead')}</p>
          {now ? <DimseState lang={lang} {...now} /> : null}
          <Form action={to(lang, '/manage/imaging/dimse')} csrf={csrf} label={t('dimse')}>
            <Field
              name="aeTitle"
              label={t('aeTitle')}
              required
              value={dimse.aeTitle}
              error={errorOf(lang, wrong, 'aeTitle')}
            />
            <Field
              name="port"
              label={t('port')}
              type="number"
              required
              value={dimse.port}
              error={errorOf(lang, wrong, 'port')}
            />
            <Field
              name="host"
              label={t('host')}
              hint={t('hostHint')}
              required
              value={dimse.host}
              error={errorOf(lang, wrong, 'host')}
            />
            <Field
              name="peers"
              label={t('peers')}
              hint={t('peersHint')}
              type="textarea"
              rows={5}
              value={dimse.peers}
              error={errorOf(lang, wrong, 'peers')}
            />
            <Actions>
              <Button kind="primary">{t('save')}</Button>
            </Actions>
          </Form>
        </Section>
      ) : null}
    </>
  )
}

const CHECKS = {
  device: 'device',
  institution: 'institution',
  descriptors: 'descriptors',
  structured: 'structured',
  graphics: 'graphics',
  safePrivate: 'safePrivate',
} as const

const CHECKED: Readonly<Record<keyof typeof CHECKS, (profile: DeidentifyProfile) => boolean>> = {
  device: (profile) => profile.deviceIdentity,
  institution: (profile) => profile.institutionIdentity,
  descriptors: (profile) => profile.descriptors === 'clean',
  structured: (profile) => profile.structuredContent === 'clean',
  graphics: (profile) => profile.graphics === 'clean',
  safePrivate: (profile) => profile.safePrivate,
}

const errorOf = (lang: Lang, wrong: Readonly<Record<string, string>>, field: string): string | undefined =>
  wrong[field] === undefined ? undefined : wrongText(lang, field, wrong[field])

function wrongText(lang: Lang, field: string, code: string): string {
  const t = mineWords(lang)
  if (field === 'aeTitle') return t('wrongAe')
  if (field === 'port') return t('wrongPort')
  if (field === 'host') return t('wrongHost')
  return t('wrongPeer', { n: code })
}
