import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { errorText } from '../../messages/errors.ts'
import { LIMITS } from '../model.ts'
import { talkWords } from '../messages.ts'
import { PinPicture, type Place } from './comment.tsx'

export interface FormState {
  readonly values: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
  /** What looks like identity, as it was typed. */
  readonly identity: readonly string[]
}

export const blank: FormState = { values: {}, errors: {}, identity: [] }

export interface CommentFormProps {
  readonly place: Place
  readonly state: FormState
  /** Makes the comment one, however often it is sent. */
  readonly sendKey: string
  readonly thread?: string
  readonly pin?: string
  readonly asGuest: boolean
  readonly candidates: readonly { readonly name: string }[]
}

/** Writing a comment or an answer; a pin comes along from the viewer or the page without scripts. */
export function CommentForm({ place, state, sendKey, thread = '', pin = '', asGuest, candidates }: CommentFormProps) {
  const { lang, casePath, csrf } = place
  const t = talkWords(lang)
  const { values, errors, identity } = state
  const shownPin = values['pin'] ?? pin
  const names = candidates.slice(0, 12).map((c) => `@${c.name}`)
  const hint = names.length > 0 ? `${t('bodyHint')} ${t('mentionHint', { names: names.join(', ') })}` : t('bodyHint')
  const wrong = (name: string) => {
    const code = errors[name]
    if (code === undefined) return undefined
    if (code === 'identity') return t('identity', { what: identity.map((text) => `“${text}”`).join(', ') })
    return code === 'pin' ? t('pinWrong') : errorText(lang, code)
  }
  const suffix = thread === '' ? 'new' : thread
  return (
    <Form
      action={to(lang, `${casePath}/discussion`)}
      csrf={csrf}
      label={thread === '' ? t('write') : t('reply')}
      id={`write-${suffix}`}
    >
      <input type="hidden" name="key" value={sendKey} />
      <input type="hidden" name="thread" value={thread} />
      {shownPin === '' ? null : (
        <>
          <input type="hidden" name="pin" value={shownPin} />
          <PinPicture place={place} pin={shownPin} />
        </>
      )}
      {errors['pin'] ? <p class="error">{wrong('pin')}</p> : null}
      {asGuest ? (
        <Field
          name="name"
          id={`name-${suffix}`}
          label={t('name')}
          hint={t('nameHint')}
          value={values['name']}
          error={wrong('name')}
          required
          maxlength={LIMITS.name}
          autocomplete="name"
          size="medium"
        />
      ) : null}
      <Field
        name="body"
        id={`body-${suffix}`}
        type="textarea"
        label={t('body')}
        hint={thread === '' ? hint : undefined}
        value={values['body']}
        error={wrong('body')}
        required
        rows={thread === '' ? 5 : 3}
        maxlength={LIMITS.body}
      />
      {identity.length > 0 ? (
        <Field name="confirmed" id={`confirmed-${suffix}`} type="checkbox" label={t('confirm')} required />
      ) : null}
      <Actions>
        <Button kind="primary">{thread === '' ? t('send') : t('sendReply')}</Button>
      </Actions>
    </Form>
  )
}
