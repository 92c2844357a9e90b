import { LIMITS_OF } from '../model.ts'
import { said, wrongText, type Words } from '../messages.ts'
import { Token } from './question.tsx'
import { langAttr, type AudienceProps } from './view.ts'

/** The form to ask; says beforehand who will see what, as the event has chosen. */
export function AskForm({ props }: { props: AudienceProps }) {
  const t = said(props.lang)
  const { asking, form } = props
  const value = (name: string) => form.values[name] ?? ''
  const chosen = value('shown') || asking.naming[0]!
  const names = asking.naming.includes('name')
  const facilities = names || asking.naming.includes('facility')
  return (
    <form class="form ask" id="ask" method="post" action={`${props.base}/questions`} data-live="ask" noValidate>
      <Token view={props} />
      <input type="hidden" name="key" value={value('key') || asking.key} />
      <div class="field">
        <label class="label" for="f-body">
          {t('yourQuestion')}
        </label>
        <p class="hint" id="f-body-hint">
          {t('askHint')} {asking.moderated ? t('moderatedHint') : ''}
        </p>
        <Wrong t={t} code={form.errors['body']} id="f-body" />
        <textarea
          class="input"
          id="f-body"
          name="body"
          rows={3}
          maxLength={LIMITS_OF.question}
          required
          aria-describedby={form.errors['body'] ? 'f-body-hint f-body-error' : 'f-body-hint'}
          aria-invalid={form.errors['body'] ? 'true' : undefined}
        >
          {value('body')}
        </textarea>
      </div>
      <fieldset class="field ask-shown">
        <legend class="label">{t('howShown')}</legend>
        <Wrong t={t} code={form.errors['shown']} id="f-shown" />
        {asking.naming.map((kind) => (
          <div class="choice" key={kind}>
            <input
              type="radio"
              id={`f-shown-${kind}`}
              name="shown"
              value={kind}
              defaultChecked={kind === chosen}
              aria-describedby={kind === 'anonymous' ? 'f-anonymous-hint' : undefined}
            />
            <label for={`f-shown-${kind}`}>{t(SHOWN_WORD[kind])}</label>
            {kind === 'anonymous' ? (
              <p class="choice-hint" id="f-anonymous-hint">
                {t(asking.chairSees ? 'chairSees' : 'chairBlind')}
              </p>
            ) : null}
          </div>
        ))}
      </fieldset>
      {asking.signedIn ? (
        <p class="hint">{t('asName', { name: asking.name })}</p>
      ) : names ? (
        <Line
          t={t}
          name="name"
          label={t('yourName')}
          value={value('name')}
          error={form.errors['name']}
          max={LIMITS_OF.name}
          autocomplete="name"
        />
      ) : null}
      {facilities ? (
        <Line
          t={t}
          name="facility"
          label={t('yourFacility')}
          value={value('facility') || asking.facility}
          error={form.errors['facility']}
          max={LIMITS_OF.facility}
          autocomplete="organization"
        />
      ) : null}
      <details class="ask-more" open={['talkId', 'slide', 'caseCode'].some((name) => form.errors[name]) || undefined}>
        <summary>{t('more')}</summary>
        {props.kind === 'session' && props.talks.length > 0 ? (
          <div class="field">
            <label class="label" for="f-talkId">
              {t('whichTalk')}
            </label>
            <select class="input" id="f-talkId" name="talkId">
              <option value="">{t('wholeSession')}</option>
              {props.talks.map((talk) => (
                <option
                  key={talk.id}
                  value={talk.id}
                  lang={langAttr(talk.lang, props)}
                  selected={talk.id === value('talkId')}
                >
                  {talk.title}
                </option>
              ))}
            </select>
          </div>
        ) : null}
        <div class="ask-pair">
          <Line
            t={t}
            name="slide"
            label={t('slide')}
            value={value('slide')}
            error={form.errors['slide']}
            max={3}
            inputmode="numeric"
          />
          <Line
            t={t}
            name="caseCode"
            label={t('caseCode')}
            value={value('caseCode')}
            error={form.errors['caseCode']}
            max={300}
          />
        </div>
      </details>
      <div class="choice">
        <input type="checkbox" id="f-consent" name="consent" defaultChecked={value('consent') === 'on'} />
        <label for="f-consent">{t('consent')}</label>
      </div>
      <div class="actions">
        <button class="button button-primary">{t('send')}</button>
      </div>
      <p class="dq-sent" role="status">
        {form.sent ? t(form.sent === 'waiting' ? 'sentWaiting' : 'sentShown') : ''}
      </p>
    </form>
  )
}

const SHOWN_WORD = { name: 'shownName', facility: 'shownFacility', anonymous: 'shownAnonymous' } as const

export function Wrong({ t, code, id }: { t: Words; code: string | undefined; id: string }) {
  return code ? (
    <p class="error" id={`${id}-error`}>
      {wrongText(t, code)}
    </p>
  ) : null
}

interface LineProps {
  t: Words
  name: string
  label: string
  value: string
  error: string | undefined
  max: number
  autocomplete?: string
  inputmode?: 'numeric'
}

/** A field of one line. What stands in it is given once (`defaultValue`): a page that follows live is drawn anew while somebody types. */
export function Line({ t, name, label, value, error, max, autocomplete, inputmode }: LineProps) {
  return (
    <div class="field">
      <label class="label" for={`f-${name}`}>
        {label}
      </label>
      <Wrong t={t} code={error} id={`f-${name}`} />
      <input
        class="input"
        type="text"
        id={`f-${name}`}
        name={name}
        defaultValue={value}
        maxLength={max}
        autocomplete={autocomplete}
        inputMode={inputmode}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `f-${name}-error` : undefined}
      />
    </div>
  )
}
