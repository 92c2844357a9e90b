import type { ComponentChildren } from 'preact'
import { ACADEMIC_TITLES, type AcademicTitle } from '#src/lib/text/academic-titles.ts'
import { LANGS, say, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import type { ManageLink } from '#src/platform/domain.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, FieldGroup, Form, MultilingualField } from '#src/ui/forms.tsx'
import { Island } from '#src/ui/island.tsx'
import { to } from '#src/ui/link.ts'
import { Tabs } from '#src/ui/nav.tsx'
import { OWN_NAMES } from '#src/ui/messages.ts'
import { countryOptions, spokenName } from '../countries.ts'
import type { FacilityChoice } from '../facility-field.ts'
import { account } from '../messages/account.ts'
import { profile, type ProfileKey } from '../messages/profile.ts'
import { words, type WordKey } from '../messages/words.ts'
import { PERSON_FIELDS, PROFESSIONS, SPOKEN, type PersonField } from '../person.ts'
import { BIOGRAPHY_LENGTH } from '../profile.ts'
import { provinceName } from '../provinces.ts'
import { photoUrl } from '../views.ts'
import { Errors, wrong, type FormState } from './form-state.tsx'

export const SECTIONS = ['profile', 'privacy', 'security', 'data'] as const
export type Section = (typeof SECTIONS)[number]

/** The account's parts as tabs above each of them. */
export function AccountFrame({
  lang,
  section,
  more,
  flash,
  children,
}: {
  lang: Lang
  section: Section
  /** Own pages that other domains have for this person. */
  more: readonly ManageLink[]
  flash?: string
  children?: ComponentChildren
}) {
  const t = profile(lang)
  return (
    <>
      <h1>{t(section)}</h1>
      <Tabs
        label={t('account')}
        items={[
          ...SECTIONS.map((s) => ({ label: t(s), href: to(lang, `/account/${s}`), current: s === section })),
          ...more.map(({ path, label }) => ({ label, href: to(lang, path) })),
        ]}
      />
      {flash ? <Notice tone="success" title={flash} live /> : null}
      {children}
    </>
  )
}

export interface ProfileFieldsProps {
  readonly lang: Lang
  readonly state: FormState
  readonly langs: readonly string[]
  readonly biography: Text
  readonly choices?: readonly FacilityChoice[]
}

const titleOptions = (lang: Lang) => {
  const keys = Object.keys(ACADEMIC_TITLES) as AcademicTitle[]
  return keys.map((key) => {
    const { vi, en, [lang]: own } = ACADEMIC_TITLES[key]
    // Two that are one word in Vietnamese (doctor, assistant professor) are told apart by the English one.
    const alone = keys.every((other) => other === key || ACADEMIC_TITLES[other].vi !== vi)
    return { value: key, label: [...new Set([vi, own, alone ? '' : en])].filter(Boolean).join(' · ') }
  })
}

/** What a record says, for its owner and for the secretariat alike. */
export function ProfileFields({ lang, state, langs, biography, choices }: ProfileFieldsProps) {
  const t = profile(lang)
  const a = account(lang)
  const w = words(lang)
  const value = (name: string) => state.values[name] ?? ''
  const bad = (name: string) => wrong(lang, state, name)
  const family = (
    <Field
      name="family"
      label={a('family')}
      value={value('family')}
      error={bad('family')}
      autocomplete="family-name"
      size="medium"
      maxlength={100}
    />
  )
  const given = (
    <Field
      name="given"
      label={a('given')}
      value={value('given')}
      error={bad('given')}
      autocomplete="given-name"
      size="medium"
      maxlength={100}
    />
  )
  const orders = ['family-first', 'joined', 'given-first'].map((order) => ({
    value: order,
    label: t(`order.${order}` as ProfileKey),
  }))
  return (
    <>
      <FieldGroup legend={t('name')}>
        {lang === 'en' ? [given, family] : [family, given]}
        <Field
          name="order"
          type="select"
          label={t('order')}
          value={value('order')}
          error={bad('order')}
          options={orders}
          size="medium"
        />
        <Field
          name="latin"
          label={t('latin')}
          hint={t('latinHint')}
          value={value('latin')}
          error={bad('latin')}
          size="medium"
          maxlength={100}
        />
      </FieldGroup>
      <Field
        name="title"
        type="select"
        label={t('title')}
        value={value('title')}
        error={bad('title')}
        options={titleOptions(lang)}
        size="medium"
      />
      <Field
        name="profession"
        type="select"
        label={t('profession')}
        value={value('profession')}
        error={bad('profession')}
        options={PROFESSIONS.map((p) => ({ value: p, label: w(`profession.${p}` as WordKey) }))}
        size="medium"
      />
      <Field
        name="facility"
        label={t('facility')}
        hint={t('facilityHint')}
        value={value('facility')}
        error={bad('facility')}
        list="facilities"
        autocomplete="off"
        maxlength={200}
      />
      <Island name="people/facility-finder" props={{ input: 'f-facility', list: 'facilities' }} />
      {choices && choices.length > 0 ? (
        <Field
          name="facilityChoice"
          type="radio"
          label={t('facilityWhich')}
          value={choices[0]!.id}
          required
          options={[
            ...choices.map((c) => ({
              value: c.id,
              label: c.name,
              hint: say(provinceName(c.province), lang) || undefined,
            })),
            { value: 'new', label: t('facilityNew', { name: value('facility') }) },
          ]}
        />
      ) : null}
      <Field
        name="country"
        type="select"
        label={t('country')}
        value={value('country')}
        error={bad('country')}
        options={countryOptions(lang)}
        autocomplete="country"
        size="medium"
      />
      <Field
        name="licence"
        label={t('licence')}
        hint={t('licenceHint')}
        value={value('licence')}
        error={bad('licence')}
        size="medium"
        maxlength={100}
      />
      <Field
        name="langs"
        type="checkboxes"
        label={t('langs')}
        value={langs}
        options={SPOKEN.map((tag) => ({ value: tag, label: spokenName(tag, lang) }))}
      />
      <MultilingualField
        name="biography"
        label={t('biography')}
        value={biography}
        errors={Object.fromEntries(LANGS.map((l) => [l, bad(`biography.${l}`)]))}
        multiline
        rows={5}
        maxlength={BIOGRAPHY_LENGTH}
      />
      <Field
        name="locale"
        type="select"
        label={t('locale')}
        value={value('locale')}
        error={bad('locale')}
        options={LANGS.map((l) => ({ value: l, label: OWN_NAMES[l] }))}
        size="medium"
      />
    </>
  )
}

export function ProfileForm(props: ProfileFieldsProps & { csrf: string; action: string; seen: number }) {
  const t = profile(props.lang)
  return (
    <>
      <Errors lang={props.lang} state={props.state} />
      <Form action={props.action} csrf={props.csrf} label={t('profile')}>
        <input type="hidden" name="seen" value={props.seen} />
        <ProfileFields {...props} />
        <Actions>
          <Button kind="primary">{t('save')}</Button>
        </Actions>
      </Form>
    </>
  )
}

export function PhotoForm({
  lang,
  csrf,
  action,
  photo,
  state,
}: {
  lang: Lang
  csrf: string
  action: string
  photo: string | null
  state: FormState
}) {
  const t = profile(lang)
  return (
    <Form action={action} csrf={csrf} enctype="multipart/form-data" label={t('photo')}>
      <FieldGroup legend={t('photo')}>
        {photo ? <img src={photoUrl(photo)} alt="" width={128} height={128} /> : null}
        <Field
          name="photo"
          type="file"
          label={t('photo')}
          hint={t('photoHint')}
          accept="image/jpeg,image/png,image/webp"
          error={wrong(lang, state, 'photo')}
          required
        />
      </FieldGroup>
      <Actions>
        <Button>{t('photoSet')}</Button>
        {photo ? (
          <Button name="remove" value="1" kind="danger" formnovalidate>
            {t('photoRemove')}
          </Button>
        ) : null}
      </Actions>
    </Form>
  )
}

/** What is public, each part by itself. */
export function PublicityForm({
  lang,
  csrf,
  action,
  chosen,
}: {
  lang: Lang
  csrf: string
  action: string
  chosen: readonly PersonField[]
}) {
  const t = profile(lang)
  const w = words(lang)
  return (
    <Form action={action} csrf={csrf} label={t('privacyPublic')}>
      <Field
        name="public"
        type="checkboxes"
        label={t('privacyPublic')}
        hint={t('privacyNever')}
        required
        value={chosen}
        options={PERSON_FIELDS.map((field) => ({ value: field, label: w(`field.${field}`) }))}
      />
      <Actions>
        <Button kind="primary">{t('save')}</Button>
      </Actions>
    </Form>
  )
}
