import { Empty } from '#src/ui/feedback.tsx'
import { Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { talkWords } from '../messages.ts'
import type { Candidate } from '../model.ts'
import type { TalkView, ThreadView } from '#src/lib/imaging/talk.ts'
import { Act, Comment, type Place } from './comment.tsx'
import { blank, CommentForm, type FormState } from './form.tsx'

export interface TalkProps {
  readonly place: Place
  readonly talk: TalkView
  /** New for every showing of the page. */
  readonly newKey: () => string
  readonly signedIn: boolean
  readonly hasImages: boolean
  /** A pin that the reader brought to comment on. */
  readonly pin?: string
  readonly state?: FormState
  /** Who was found to be invited; null: nobody was looked for. */
  readonly found?: readonly Candidate[] | null
  readonly sought?: string
  readonly expertError?: string
}

/** The whole discussion of a case, to be read and written without scripts. */
export function Talk(props: TalkProps) {
  const { place, talk, newKey, signedIn, state = blank } = props
  const { lang, casePath } = place
  const t = talkWords(lang)
  if (talk.hidden)
    return <Empty title={t('quizFirst')} action={<Button href={to(lang, `${casePath}/quiz`)}>{t('toQuiz')}</Button>} />
  const answering = state.values['thread'] ?? ''
  return (
    <div class="ct" data-talk={`${casePath}/comments/live`} data-seq={talk.seq}>
      <p class="ct-new" hidden>
        {t('newHere')} <a href={to(lang, `${casePath}/discussion`)}>{t('reload')}</a>
      </p>
      <div class="ct-threads" data-talk-threads>
        {talk.threads.length === 0 ? (
          <Empty title={t('none')}>{talk.can.write ? <p>{t('beFirst')}</p> : null}</Empty>
        ) : null}
        {talk.threads.map((thread) => (
          <Thread key={thread.id} {...props} thread={thread} state={answering === thread.id ? state : blank} />
        ))}
      </div>
      {talk.open ? null : <p class="quiet">{t('closed')}</p>}
      {talk.can.write ? (
        <section class="ct-write" id="write">
          <h3>{t('write')}</h3>
          {props.hasImages ? (
            <p>
              <a href={to(lang, `${casePath}/discussion/place`)}>{t('place')}</a>
            </p>
          ) : null}
          <CommentForm
            place={place}
            state={answering === '' ? state : blank}
            sendKey={newKey()}
            pin={props.pin}
            asGuest={talk.can.asGuest}
            candidates={talk.candidates}
          />
        </section>
      ) : signedIn || !talk.open ? null : (
        <p>
          <Button href={to(lang, `/sign-in?next=${encodeURIComponent(to(lang, `${casePath}/discussion`))}`)}>
            {t('signIn')}
          </Button>
        </p>
      )}
      <Aside {...props} />
    </div>
  )
}

function Thread({ place, talk, thread, newKey, state }: TalkProps & { thread: ThreadView; state: FormState }) {
  const { lang, casePath, csrf } = place
  const t = talkWords(lang)
  const [first, ...answers] = thread.comments
  if (!first) return null
  const { resolved } = thread
  const settled = resolved === null ? null : resolved.by ? t('resolvedBy', { name: resolved.by }) : t('resolved')
  const inside = (
    <>
      {answers.map((comment) => (
        <Comment key={comment.id} place={place} comment={comment} first={false} />
      ))}
      <div class="ct-foot">
        {thread.can.resolve ? (
          <Act
            action={to(lang, `${casePath}/discussion/${thread.id}/${resolved ? 'reopen' : 'resolve'}`)}
            csrf={csrf}
            label={resolved ? t('reopen') : t('resolve')}
          />
        ) : null}
        {thread.can.reply ? (
          <details class="ct-reply" open={state !== blank}>
            <summary>{t('reply')}</summary>
            <CommentForm
              place={place}
              state={state}
              sendKey={newKey()}
              thread={thread.id}
              asGuest={talk.can.asGuest}
              candidates={[]}
            />
          </details>
        ) : null}
      </div>
    </>
  )
  return (
    <section class={resolved ? 'ct-thread ct-resolved' : 'ct-thread'} id={`t-${thread.id}`}>
      {settled ? <p class="ct-settled">{settled}</p> : null}
      <Comment place={place} comment={first} first />
      {inside}
    </section>
  )
}

/** Following, experts, closing. */
function Aside({ place, talk, signedIn, found, sought, expertError }: TalkProps) {
  const { lang, casePath, csrf } = place
  const t = talkWords(lang)
  const at = to(lang, `${casePath}/discussion`)
  return (
    <div class="ct-aside">
      {signedIn ? (
        <p>
          {talk.following ? `${t('following')} ` : null}
          <Act
            action={`${at}/follow`}
            csrf={csrf}
            label={talk.following ? t('unfollow') : t('follow')}
            fields={{ on: talk.following ? '' : '1' }}
          />
        </p>
      ) : null}
      {talk.experts.length > 0 || talk.can.manage ? (
        <section id="experts">
          <h3>{t('experts')}</h3>
          <ul class="ct-experts">
            {talk.experts.map((expert) => (
              <li key={expert.id}>
                {expert.name}
                {expert.facility ? <span class="ct-facility"> {expert.facility}</span> : null}
                {talk.can.manage ? (
                  <Act
                    action={`${at}/experts/dismiss`}
                    csrf={csrf}
                    label={t('dismiss')}
                    fields={{ person: expert.id }}
                  />
                ) : null}
              </li>
            ))}
          </ul>
          {talk.can.manage ? (
            <Form action={`${at}#experts`} csrf={null} method="get" label={t('invite')}>
              <Field
                name="expert"
                label={t('invite')}
                hint={t('inviteHint')}
                value={sought}
                error={expertError}
                required
                size="medium"
              />
              <Button>{t('find')}</Button>
            </Form>
          ) : null}
          {found && found.length === 0 ? <p class="quiet">{t('nobodyFound')}</p> : null}
          {found?.map((person) => (
            <Act
              key={person.id}
              action={`${at}/experts`}
              csrf={csrf}
              label={t('inviteThis', { name: person.name })}
              fields={{ person: person.id }}
            />
          ))}
        </section>
      ) : null}
      {talk.can.manage ? (
        <p>
          <Act
            action={`${at}/open`}
            csrf={csrf}
            label={talk.open ? t('closeTalk') : t('openTalk')}
            fields={{ on: talk.open ? '' : '1' }}
          />
        </p>
      ) : null}
    </div>
  )
}
