import { render } from 'preact'
import { useEffect, useReducer, useRef, useState } from 'preact/hooks'
import { decodeView } from '#src/lib/imaging/view-address.ts'
import { shortDateTime } from '#src/lib/time/format.ts'
import type { Desk } from './desk.ts'
import type { CommentView, ThreadView } from '#src/lib/imaging/talk.ts'

/** The discussion beside the images. */
export function mountPanel(element: HTMLElement, desk: Desk): () => void {
  render(<Panel desk={desk} />, element)
  return () => render(null, element)
}

function Panel({ desk }: { desk: Desk }) {
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  useEffect(() => desk.subscribe(() => redraw(null)), [desk])
  const { t, store } = desk
  const { talk } = store
  if (!talk) return <div class="talk" />
  if (talk.hidden) return <p class="talk-none">{t('hidden')}</p>
  return (
    <div class="talk">
      {talk.can.write ? (
        desk.writing.thread === '' ? (
          <Writing desk={desk} thread="" />
        ) : null
      ) : (
        <p class="talk-none">{t('signIn')}</p>
      )}
      {talk.threads.length === 0 ? (
        <p class="talk-none">
          {t('none')} {talk.can.write ? t('how') : null}
        </p>
      ) : null}
      {talk.threads.length > 0 ? <Tick label={t('pins')} on={desk.pins} set={(on) => desk.showPins(on)} /> : null}
      {talk.threads.map((thread) => (
        <OneThread key={thread.id} desk={desk} thread={thread} />
      ))}
      <p class="talk-all">
        <a href={desk.pageUrl}>{t('all')}</a>
      </p>
    </div>
  )
}

function OneThread({ desk, thread }: { desk: Desk; thread: ThreadView }) {
  const { t } = desk
  const here = thread.comments.some((comment) => desk.isHere(comment.pin))
  return (
    <section class="talk-thread" data-here={here ? '' : undefined} data-resolved={thread.resolved ? '' : undefined}>
      {thread.resolved ? <p class="talk-mark">✓ {t('resolved')}</p> : null}
      {thread.comments.map((comment) => (
        <One key={comment.id} desk={desk} comment={comment} />
      ))}
      <p class="talk-acts">
        {thread.can.reply && desk.writing.thread !== thread.id ? (
          <button type="button" class="talk-act" onClick={() => desk.answer(thread.id)}>
            {t('reply')}
          </button>
        ) : null}
        {thread.can.resolve ? (
          <button
            type="button"
            class="talk-act"
            onClick={() => void desk.act(thread.id, thread.resolved ? 'reopen' : 'resolve')}
          >
            {t(thread.resolved ? 'reopen' : 'resolve')}
          </button>
        ) : null}
      </p>
      {desk.writing.thread === thread.id ? <Writing desk={desk} thread={thread.id} /> : null}
    </section>
  )
}

function One({ desk, comment }: { desk: Desk; comment: CommentView }) {
  const { t, viewer } = desk
  const [sure, setSure] = useState(false)
  if (comment.html === '')
    return <p class="talk-gone">{t(comment.state === 'deleted' ? 'deleted' : 'hiddenComment')}</p>
  const view = comment.visible ? decodeView(comment.pin) : null
  return (
    <article class="talk-one" id={`c-${comment.id}`}>
      <p class="talk-by">
        <strong>{comment.by.name}</strong>
        {comment.by.role === '' ? null : <span class="talk-role">{t(`role.${comment.by.role}`)}</span>}
        <time>{shortDateTime(viewer.config.lang, zone, comment.at)}</time>
        {comment.edited === null ? null : <span>{t('edited')}</span>}
      </p>
      {/* The server made this HTML from Markdown with no HTML of people's own. */}
      <div class="talk-body" lang={comment.lang} dangerouslySetInnerHTML={{ __html: comment.html }} />
      <p class="talk-acts">
        {view ? (
          <button type="button" class="talk-show" onClick={() => void desk.show(view)}>
            {desk.isHere(comment.pin) ? t('here') : t('show')}
          </button>
        ) : null}
        {comment.can.remove ? (
          <button
            type="button"
            class="talk-act"
            onClick={() => (sure ? void desk.act(comment.id, 'remove') : setSure(true))}
            onBlur={() => setSure(false)}
          >
            {t(sure ? 'removeSure' : 'remove')}
          </button>
        ) : null}
      </p>
    </article>
  )
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

function Writing({ desk, thread }: { desk: Desk; thread: string }) {
  const { t } = desk
  const area = useRef<HTMLTextAreaElement>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const [identity, setIdentity] = useState<readonly string[]>([])
  const { writing } = desk
  useEffect(() => {
    if (writing.arrow || thread !== '') area.current?.focus()
  }, [writing.arrow, thread])
  const marks = desk.marksHere()
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (busy || writing.body.trim() === '') return
    setBusy(true)
    setProblem('')
    const sent = await desk.send()
    setBusy(false)
    if (sent.kind === 'done') setIdentity([])
    else if (sent.kind === 'identity') setIdentity(sent.what)
    else setProblem(t(sent.code))
  }
  return (
    <form class="talk-write" onSubmit={(event) => void submit(event)}>
      <label class="talk-label" for={`talk-body-${thread}`}>
        {t(thread === '' ? 'write' : 'reply')}
      </label>
      {desk.store.talk?.can.asGuest ? (
        <input
          class="talk-name"
          aria-label={t('name')}
          placeholder={t('name')}
          value={writing.name}
          maxlength={80}
          required
          onInput={(event) => desk.set({ name: event.currentTarget.value })}
        />
      ) : null}
      <textarea
        id={`talk-body-${thread}`}
        ref={area}
        rows={3}
        maxlength={8000}
        placeholder={t('placeholder')}
        value={writing.body}
        onInput={(event) => desk.set({ body: event.currentTarget.value })}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit(event)
        }}
      />
      {desk.canPin() ? (
        <Tick
          label={t(writing.arrow ? 'withArrow' : 'withView')}
          on={writing.withView}
          set={(on) => desk.set({ withView: on })}
        />
      ) : null}
      {writing.withView && marks.length > 0 ? (
        <Tick
          label={t('withMarks', { n: marks.length })}
          on={writing.withMarks}
          set={(on) => desk.set({ withMarks: on })}
        />
      ) : null}
      {identity.length > 0 ? (
        <>
          <p class="talk-problem" role="alert">
            {t('identity', { what: identity.map((one) => `“${one}”`).join(', ') })}
          </p>
          <Tick label={t('confirm')} on={writing.confirmed} set={(on) => desk.set({ confirmed: on })} />
        </>
      ) : null}
      {problem ? (
        <p class="talk-problem" role="alert">
          {problem}
        </p>
      ) : null}
      <p class="talk-acts">
        <button type="submit" class="talk-send" disabled={busy || writing.body.trim() === ''}>
          {t(busy ? 'sending' : 'send')}
        </button>
        {thread !== '' || writing.arrow ? (
          <button type="button" class="talk-act" onClick={() => desk.cancel()}>
            {t('cancel')}
          </button>
        ) : null}
      </p>
    </form>
  )
}

const Tick = ({ label, on, set }: { label: string; on: boolean; set: (on: boolean) => void }) => (
  <label class="talk-tick">
    <input type="checkbox" checked={on} onChange={(event) => set(event.currentTarget.checked)} />
    {label}
  </label>
)
