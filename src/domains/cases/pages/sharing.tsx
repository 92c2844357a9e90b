import { pick, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import { Say } from '#src/ui/context.tsx'
import { Notice, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Facts, Section } from '#src/ui/listing.tsx'
import { Time } from '#src/ui/time.tsx'
import { Summary, wrong, type Errors } from '../kit.tsx'
import { LIMITS } from '../limits.ts'
import { labels } from '../messages/labels.ts'
import { sharingWords } from '../messages/sharing.ts'
import { AUDIENCES, type Audience } from '../model.ts'
import { preconditions, type Condition, type Facts as CaseFacts } from '../preconditions.ts'
import type { Attached } from '../queries/attachments.ts'
import type { CaseView } from '../queries/case.ts'
import type { Group, StepLine } from '../queries/sharing.ts'
import type { Warning } from '../warnings.ts'
import { Missing, partPath, type Part } from './edit-frame.tsx'

export interface SharingProps {
  readonly lang: Lang
  readonly csrf: string
  readonly zone: string
  readonly found: CaseView
  readonly facts: CaseFacts
  readonly warnings: readonly Warning[]
  readonly steps: readonly StepLine[]
  readonly groups: readonly Group[]
  readonly events: readonly { readonly id: string; readonly title: Text }[]
  readonly attached: readonly Attached[]
  readonly errors: Errors
}

const MEND: Readonly<Record<Condition, Part | null>> = {
  images: 'images',
  looked: 'images',
  consent: 'consent',
  licence: 'consent',
  complete: 'basics',
  cleared: null,
}

/** Where a case stands, what is still missing, and the next step for whoever looks. */
export function SharingPage(props: SharingProps) {
  const { lang, csrf, found, facts, errors, zone } = props
  const t = sharingWords(lang)
  const label = labels(lang)
  const conditions = preconditions(facts)
  const ready = conditions.every((one) => one.met || one.condition === 'cleared')
  const at = to(lang, `${found.path}/sharing`)
  return (
    <>
      <Summary lang={lang} errors={errors} />
      <Facts
        items={[
          { label: t('state'), value: <Tag>{label(`state.${found.state}`)}</Tag> },
          { label: t('visibleTo'), value: visibleTo(lang, found) },
        ]}
      />
      {found.reviewNote && found.can.edit ? (
        <Notice tone="warning" title={t('returned')}>
          <p class="case-note">{found.reviewNote}</p>
        </Notice>
      ) : null}
      {found.reviewedRevision !== null && found.revision > found.reviewedRevision + 1 && found.can.review ? (
        <Notice>{<p>{t('changedSince')}</p>}</Notice>
      ) : null}
      <Section title={t('conditions')}>
        <ul class="case-conditions">
          {conditions.map(({ condition, met }) => {
            const part = MEND[condition]
            return (
              <li key={condition} class={met ? 'case-met' : undefined}>
                <div>
                  {t(`condition.${condition}`)}{' '}
                  {!met && part !== null && found.can.edit ? (
                    <a href={to(lang, partPath(found, part))}>{t('mend')}</a>
                  ) : null}
                  {!met && condition === 'complete' && found.can.edit ? (
                    <Missing
                      lang={lang}
                      found={found}
                      whole={{
                        ...facts.completeness,
                        missing: facts.completeness.missing.filter((one) => one.needed && one.part !== 'images'),
                      }}
                    />
                  ) : null}
                </div>
              </li>
            )
          })}
        </ul>
      </Section>
      <Section title={t('warnings')}>
        <Warnings {...props} />
      </Section>
      {found.can.manage && (found.state === 'draft' || found.state === 'de-identified') ? (
        <Section title={t('declare')}>
          {found.submittedAt !== null ? (
            <p>{t('waiting')}</p>
          ) : (
            <Form action={at} csrf={csrf} label={t('declare')}>
              <Field
                name="confirmed"
                type="checkbox"
                label={t('confirm')}
                hint={t('confirmHint')}
                error={wrong(lang, errors, 'confirmed')}
                disabled={!ready}
                required
              />
              <Field
                name="submit"
                type="checkbox"
                label={t('askReview')}
                hint={t('askReviewHint')}
                value
                disabled={!ready}
              />
              <Actions>
                <Button kind="primary" name="do" value="declare" disabled={!ready}>
                  {t('declare')}
                </Button>
              </Actions>
            </Form>
          )}
        </Section>
      ) : null}
      {found.can.review ? <Review {...props} at={at} /> : null}
      {found.can.manage && (found.state === 'reviewed' || found.state === 'shared') ? (
        <Section title={found.state === 'shared' ? t('change') : t('share')}>
          <ShareForm {...props} at={at} />
        </Section>
      ) : null}
      {found.can.manage ? (
        <Section title={t('talk')}>
          <Attachments {...props} at={at} />
        </Section>
      ) : null}
      <Section title={t('way')}>
        <ol class="case-way">
          {props.steps.map((step, n) => (
            <li key={n}>
              <Time at={step.at} zone={zone} show="short-date" /> {step.name || t('somebody')}: {stepName(lang, step)}
            </li>
          ))}
        </ol>
      </Section>
      {found.can.manage && found.state !== 'draft' ? (
        <Form action={at} csrf={csrf} label={t('toDraft')}>
          <p class="quiet">{t('toDraftHint')}</p>
          <Actions>
            {found.state === 'shared' ? (
              <Button name="do" value="close">
                {t('close')}
              </Button>
            ) : null}
            <Button name="do" value="draft">
              {t('toDraft')}
            </Button>
          </Actions>
        </Form>
      ) : null}
      {found.can.withdraw ? (
        <p class="case-withdraw">
          <a href={to(lang, `${found.path}/withdraw`)}>{t('withdraw')}</a>
        </p>
      ) : null}
    </>
  )
}

function stepName(lang: Lang, { action, note }: StepLine): string {
  const t = sharingWords(lang)
  const key = `step.${action}`
  const name = key in sharingWords.table ? t(key as 'step.create') : action
  const audience = AUDIENCES.find((one): one is Audience => one === note)
  return action === 'share' && audience ? `${name} (${labels(lang)(`audience.${audience}`)})` : name
}

function visibleTo(lang: Lang, found: CaseView): string {
  const t = sharingWords(lang)
  if (found.state === 'shared') return labels(lang)(`audience.${found.audience}`)
  if (found.state === 'draft') return t('onlyAuthors')
  return found.submittedAt === null ? t('alsoGuests') : t('alsoReviewers')
}

function Warnings({ lang, found, warnings }: SharingProps) {
  const t = sharingWords(lang)
  const label = labels(lang)
  if (warnings.length === 0) return <p>{t('noWarnings')}</p>
  return (
    <ul>
      {warnings.map((one, n) => (
        <li key={n}>
          {label(`kind.${one.kind}`)}: <mark>{one.excerpt}</mark>{' '}
          {found.can.edit ? <a href={to(lang, partPath(found, one.section))}>{t('mend')}</a> : null}
        </li>
      ))}
    </ul>
  )
}

function Review({ lang, csrf, errors, at }: SharingProps & { at: string }) {
  const t = sharingWords(lang)
  return (
    <Section title={t('review')}>
      <p>{t('reviewLead')}</p>
      <Form action={at} csrf={csrf} label={t('review')}>
        <Field
          name="note"
          type="textarea"
          label={t('note')}
          hint={t('noteHint')}
          value=""
          error={wrong(lang, errors, 'note')}
          rows={4}
          maxlength={LIMITS.note}
        />
        <Actions>
          <Button kind="primary" name="do" value="accept">
            {t('accept')}
          </Button>
          <Button name="do" value="return">
            {t('returnIt')}
          </Button>
        </Actions>
      </Form>
    </Section>
  )
}

function ShareForm({ lang, csrf, found, groups, events, errors, at }: SharingProps & { at: string }) {
  const t = sharingWords(lang)
  const label = labels(lang)
  return (
    <Form action={at} csrf={csrf} label={t('share')}>
      <Field
        name="audience"
        type="radio"
        label={t('audience')}
        value={found.state === 'shared' ? found.audience : ''}
        error={wrong(lang, errors, 'audience')}
        required
        options={AUDIENCES.map((one) => ({ value: one, label: label(`audience.${one}`) }))}
      />
      <Field
        name="group"
        type="select"
        label={t('group')}
        hint={t('groupHint')}
        value={found.audience === 'group' ? found.audienceRef : ''}
        error={wrong(lang, errors, 'group')}
        options={groups.map((one) => ({ value: one.id, label: `${one.name} (${one.members.length})` }))}
        size="medium"
      />
      <Field
        name="event"
        type="select"
        label={t('event')}
        hint={t('eventHint')}
        value={found.audience === 'delegates' ? found.audienceRef : ''}
        error={wrong(lang, errors, 'event')}
        options={events.map((one) => ({ value: one.id, label: pick(one.title, lang).text }))}
      />
      <Actions>
        <Button kind="primary" name="do" value="share">
          {found.state === 'shared' ? t('change') : t('share')}
        </Button>
      </Actions>
    </Form>
  )
}

function Attachments({ lang, csrf, attached, errors, at }: SharingProps & { at: string }) {
  const t = sharingWords(lang)
  return (
    <>
      <ul>
        {attached.map((one) => (
          <li key={`${one.kind} ${one.ref}`}>
            <a href={to(lang, one.path)}>
              <Say text={one.title} />
            </a>
            <Form action={at} csrf={csrf} layout="row">
              <input type="hidden" name="kind" value={one.kind} />
              <input type="hidden" name="ref" value={one.ref} />
              <Button size="small" name="do" value="detach">
                {t('detach')}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
      <Form action={at} csrf={csrf} label={t('talk')}>
        <Field
          name="address"
          label={t('talkAddress')}
          hint={t('talkHint')}
          value=""
          error={wrong(lang, errors, 'address')}
          maxlength={300}
          required
        />
        <Field name="announced" type="checkbox" label={t('announce')} />
        <Actions>
          <Button name="do" value="attach">
            {t('attach')}
          </Button>
        </Actions>
      </Form>
    </>
  )
}
