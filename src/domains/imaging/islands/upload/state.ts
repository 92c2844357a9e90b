import type { Found, FromWorker, Sending, Target } from '../../client/intake/protocol.ts'

/** How mixed patients are to be dealt with; null: not said yet. */
export type Mixed = 'one' | 'each' | 'same' | null

export interface State {
  readonly phase: 'empty' | 'choosing' | 'sending' | 'sent' | 'failed'
  readonly found: Found | null
  readonly finished: boolean
  readonly thumbnails: ReadonlyMap<string, Extract<FromWorker, { type: 'thumbnail' }>>
  /** Series and loose files that are left out. */
  readonly out: ReadonlySet<string>
  readonly mixed: Mixed
  /** The patient of `one`. */
  readonly patient: string | null
  readonly sending: Sending | null
  readonly paused: boolean
  readonly uploads: readonly string[]
  readonly failure: string
}

export const empty: State = {
  phase: 'empty',
  found: null,
  finished: true,
  thumbnails: new Map(),
  out: new Set(),
  mixed: null,
  patient: null,
  sending: null,
  paused: false,
  uploads: [],
  failure: '',
}

/** Applies what the worker says. */
export function heard(state: State, message: FromWorker): State {
  switch (message.type) {
    case 'found': {
      const phase = state.phase === 'empty' && message.found.read > 0 ? 'choosing' : state.phase
      return { ...state, phase, found: message.found, finished: message.finished }
    }
    case 'thumbnail':
      return { ...state, thumbnails: new Map(state.thumbnails).set(message.series, message) }
    case 'sending':
      return { ...state, sending: message.sending }
    case 'sent':
      return { ...state, phase: 'sent', uploads: message.uploads }
    case 'failed':
      return { ...state, phase: 'failed', failure: message.code }
    case 'began':
      return { ...state, uploads: [...new Set([...state.uploads, message.upload])] }
  }
}

/** What would be sent to which case; null while a question is open or nothing is chosen. */
export function targetsOf(state: State, caseId: string | null): Target[] | null {
  const { found, out, mixed, patient } = state
  if (!found || !state.finished) return null
  const loose = found.loose.map(({ key }) => key).filter((key) => !out.has(key))
  const patients = found.patients
    .map(({ key, studies }) => ({
      key,
      series: studies.flatMap(({ series }) => series.map((one) => one.key)).filter((one) => !out.has(one)),
    }))
    .filter(({ series }) => series.length > 0)
  if (patients.length === 0) return loose.length > 0 ? [{ series: [], loose, caseId }] : null
  if (patients.length === 1) return [{ series: patients[0]!.series, loose, caseId }]
  if (mixed === 'same') return [{ series: patients.flatMap(({ series }) => series), loose, caseId }]
  if (mixed === 'one') {
    const chosen = patients.find(({ key }) => key === patient)
    return chosen ? [{ series: chosen.series, loose, caseId }] : null
  }
  // Nobody knows whose the pictures are that say nothing: they are not sent with several patients.
  if (mixed === 'each' && caseId === null) return patients.map(({ series }) => ({ series, loose: [], caseId: null }))
  return null
}

/** Whether the question of mixed patients stands. */
export const isMixed = (state: State): boolean =>
  (state.found?.patients.filter(({ studies }) =>
    studies.some(({ series }) => series.some(({ key }) => !state.out.has(key))),
  ).length ?? 0) > 1

export const sizeText = (bytes: number): string =>
  bytes >= 1e9
    ? `${(bytes / 1e9).toFixed(1)} GB`
    : bytes >= 1e6
      ? `${Math.round(bytes / 1e6)} MB`
      : `${Math.ceil(bytes / 1e3)} kB`
