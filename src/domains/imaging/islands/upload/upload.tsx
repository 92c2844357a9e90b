import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks'
import { Notice } from '#src/ui/feedback.tsx'
import { dropped, picked, reopened } from '../../client/intake/gather.ts'
import type { FromWorker, Given, Target, ToWorker } from '../../client/intake/protocol.ts'
import { forget, keep, type Kept, remembered } from '../../client/intake/store.ts'
import { intakeWords } from '../../intake/messages.ts'
import type { UploadProps } from '../../intake/upload-props.ts'
import { Choice } from './choice.tsx'
import { DropArea } from './drop-area.tsx'
import { OnServer } from './on-server.tsx'
import { SendingView } from './sending.tsx'
import { empty, heard, isMixed, sizeText, type State, targetsOf } from './state.ts'
import { Unfinished } from './unfinished.tsx'

type Change = Partial<State> | ((state: State) => State)
const reduce = (state: State, change: Change): State =>
  typeof change === 'function' ? change(state) : { ...state, ...change }

/** Everything from the drop to the archive. */
export function Upload(props: UploadProps) {
  const { lang, caseId } = props
  const t = intakeWords(lang)
  const [state, change] = useReducer(reduce, empty)
  const [before, setBefore] = useState<readonly Kept[]>([])
  const [notReopened, setNotReopened] = useState(false)
  const handles = useRef<FileSystemHandle[]>([])
  const worker = useWorker((message) => {
    change((now) => heard(now, message))
    if (message.type === 'began') {
      const { upload, caseId: id, studies, files } = message
      const lent = handles.current.length > 0 ? { handles: handles.current } : {}
      void keep({ upload, person: props.person, caseId: id, studies, files, at: Date.now(), ...lent })
    }
    if (message.type === 'sent') for (const upload of message.uploads) void forget(upload)
  })
  useEffect(() => {
    remembered(props.person).then(
      (all) => setBefore(all.filter((one) => caseId === null || one.caseId === caseId)),
      () => {},
    )
  }, [])
  useEffect(() => {
    if (state.phase !== 'sending') return
    const stay = (event: BeforeUnloadEvent): void => event.preventDefault()
    addEventListener('beforeunload', stay)
    return () => removeEventListener('beforeunload', stay)
  }, [state.phase])

  const take = useCallback((files: readonly Given[]) => worker({ type: 'add', files, known: files.length }), [worker])
  const onDrop = (data: DataTransfer): void => void dropped(data, take).then((found) => handles.current.push(...found))
  const start = (targets: readonly Target[]): void => {
    change({ phase: 'sending' })
    worker({ type: 'send', targets, resume: before.map(({ upload, studies }) => ({ upload, studies })) })
  }
  const targets = useMemo(() => targetsOf(state, caseId), [state, caseId])
  // While a question is open, all that is ticked.
  const all = state.found?.patients.flatMap(({ studies }) =>
    studies.flatMap(({ series }) => series.map(({ key }) => key)),
  )
  const ticked = { series: (all ?? []).filter((key) => !state.out.has(key)), loose: [], caseId: null }
  const count = (targets ?? [ticked]).reduce((sum, target) => sum + countOf(state, target), 0)

  if (state.phase === 'sending' || state.phase === 'failed')
    return (
      <SendingView
        lang={lang}
        state={state}
        pause={(paused) => {
          change({ paused })
          worker({ type: paused ? 'pause' : 'resume' })
        }}
      />
    )
  if (state.phase === 'sent') return <OnServer lang={lang} state={state} next={props.next} />
  const { found } = state
  return (
    <div class="intake">
      <p class="lead">{t('lead')}</p>
      {state.phase === 'empty' ? (
        <Unfinished
          lang={lang}
          kept={before}
          reopen={(kept) => void reopened(kept.handles ?? [], take).then((opened) => setNotReopened(!opened))}
          gone={(upload) => setBefore(before.filter((one) => one.upload !== upload))}
        />
      ) : null}
      {notReopened && state.phase === 'empty' ? <Notice tone="warning" live title={t('notReopened')} /> : null}
      <DropArea lang={lang} small={state.phase !== 'empty'} onDrop={onDrop} onPick={(input) => picked(input, take)} />
      {found ? (
        <>
          <p class="intake-count" role="status">
            {state.finished
              ? t('foundN', { n: filesOf(found) + found.loose.length, size: sizeText(found.bytes) })
              : t('reading', { read: found.read, known: found.known })}
          </p>
          <Choice lang={lang} caseId={caseId} state={state} change={change} mixed={isMixed(state)} />
          <div class="intake-go">
            {isMixed(state) && targets === null && state.finished ? <p class="intake-ask">{t('mixedAsk')}</p> : null}
            <button
              type="button"
              class="button button-primary"
              disabled={targets === null}
              onClick={() => targets && start(targets)}
            >
              {t('send', { n: count })}
            </button>
          </div>
        </>
      ) : null}
    </div>
  )
}

const filesOf = (found: NonNullable<State['found']>): number =>
  found.patients.reduce(
    (sum, { studies }) => sum + studies.reduce((n, { series }) => n + series.reduce((m, { files }) => m + files, 0), 0),
    0,
  )

function countOf({ found }: State, target: Target): number {
  const wanted = new Set(target.series)
  const series = (found?.patients ?? []).flatMap(({ studies }) => studies.flatMap((study) => study.series))
  return series.reduce((sum, one) => sum + (wanted.has(one.key) ? one.files : 0), 0) + target.loose.length
}

/** The worker of this page, started at its first use, ended with the page. */
function useWorker(hear: (message: FromWorker) => void): (message: ToWorker) => void {
  const listener = useRef(hear)
  listener.current = hear
  const running = useRef<Worker | null>(null)
  return useCallback((message: ToWorker) => {
    if (!running.current) {
      running.current = new Worker(new URL('../../client/intake/worker.ts', import.meta.url), { type: 'module' })
      running.current.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => listener.current(data))
      running.current.addEventListener('error', () => listener.current({ type: 'failed', code: 'script' }))
    }
    running.current.postMessage(message)
  }, [])
}
