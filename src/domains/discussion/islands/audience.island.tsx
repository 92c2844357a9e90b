import { hydrate, render } from 'preact'
import { Audience } from '../pages/audience.tsx'
import { blank, type AudienceProps, type Queued } from '../pages/view.ts'
import { caseNames } from './cases.ts'
import { follow } from './live.ts'
import { outbox, type Verdict } from './outbox.ts'
import { intercept, send, type Answered } from './send.ts'

const OWN_FIELDS = ['key', 'body', 'shown', 'name', 'facility', 'consent', 'talkId', 'slide', 'caseCode'] as const

/** Keeps the audience's page up to date, sends its forms without leaving it, and keeps questions while offline. */
export function mount(element: HTMLElement, given: AudienceProps): void {
  const place = element.querySelector<HTMLElement>('[data-fallback]')!
  let props: AudienceProps = given
  hydrate(<Audience props={props} />, place)
  const set = (change: Partial<AudienceProps>) => {
    props = { ...props, ...change }
    render(<Audience props={props} />, place)
  }

  const waiting = outbox(localStorage, `hoi:questions:${given.live}`, sendQuestion, () =>
    set({ queued: waiting.list() }),
  )
  if (waiting.list().length > 0) set({ queued: waiting.list() })

  async function sendQuestion(question: Queued): Promise<Verdict> {
    const answer = await send(`${props.base}/questions`, new URLSearchParams({ ...question.fields, _csrf: props.csrf }))
    set({ stuck: !answer })
    if (!answer || answer.code === 'too-many') return 'later'
    if (answer.ok) {
      asked(question, answer)
      return 'taken'
    }
    const wrong = answer.code === 'invalid' && answer.fields ? answer.fields : { '': answer.code ?? 'failed' }
    // What can be mended goes back to where it was typed, unless something else is being typed there.
    if (answer.code === 'invalid' && bodyField()?.value === '')
      queueMicrotask(() => mend({ ...question, errors: wrong }))
    return { refused: wrong }
  }

  const bodyField = () => place.querySelector<HTMLTextAreaElement>('form.ask [name=body]')

  /** Puts a question that the server refused back into the form, with what was wrong, and forgets the kept one. */
  function mend({ key, fields, errors }: Queued): void {
    const form = place.querySelector<HTMLFormElement>('form.ask')
    if (!form) return
    waiting.discard(key)
    set({
      form: { values: { ...props.form.values, ...fields }, errors: errors ?? {} },
      asking: { ...props.asking, key },
    })
    form.closest('details')!.open = true
    fill(form, fields)
    const first = form.querySelector<HTMLElement>('[aria-invalid]') ?? bodyField()
    first?.focus()
  }

  function asked(question: Queued, answer: Answered): void {
    const { id, waiting: held } = answer.value as { id: string; waiting: boolean }
    if (props.own.questions.some((q) => q.id === id)) return
    set({
      form: { ...props.form, sent: held ? 'waiting' : 'shown' },
      own: {
        ...props.own,
        questions: [
          ...props.own.questions,
          { id, body: question.body, lang: props.lang, waiting: held, mayWithdraw: true },
        ],
      },
    })
  }

  const named = caseNames(given.base, given.cases, given.board, (more) => set({ cases: { ...props.cases, ...more } }))
  follow({
    url: props.live,
    view: 'public',
    board: () => props.board,
    change: (board) => {
      set({ board, own: { ...props.own, questions: settled(props, board.questions) } })
      named(board)
    },
    connected: (connected) => {
      set({ connected })
      if (connected) void waiting.flush()
    },
    reset: () => location.reload(),
  })
  addEventListener('online', () => void waiting.flush())
  setInterval(() => waiting.list().some((q) => !q.refused) && void waiting.flush(), 15_000)

  intercept(place, (kind, form, fields) => {
    if (kind === 'ask') ask(form, fields)
    else void act(kind, form, fields)
  })
  place.addEventListener('click', (event) => {
    const target = event.target as HTMLElement
    const order = target.closest<HTMLElement>('[data-order]')?.dataset['order']
    const key = target.closest<HTMLElement>('[data-discard]')?.dataset['discard']
    if (key) waiting.discard(key)
    const again = target.closest<HTMLElement>('[data-mend]')?.dataset['mend']
    const refused = waiting.list().find((q) => q.key === again)
    if (refused) mend(refused)
    if (!order) return
    event.preventDefault()
    set({ order: order === 'new' ? 'new' : 'top' })
  })

  /** Onto the device first, then to the server: whatever happens in between, it is not lost. */
  function ask(form: HTMLFormElement, fields: URLSearchParams): void {
    const body = fields.get('body')?.trim() ?? ''
    const missing = missingIn(fields, props.asking.signedIn)
    if (missing) {
      set({ form: { values: Object.fromEntries(fields), errors: missing } })
      form.querySelector<HTMLElement>('[aria-invalid]')?.focus()
      return
    }
    const own = OWN_FIELDS.flatMap((name) => (fields.get(name) ? [[name, fields.get(name)!] as const] : []))
    waiting.add({ key: fields.get('key')!, body, fields: Object.fromEntries(own), refused: false })
    // Who asks again is the same person; what it is about is not the same.
    fill(form, {
      shown: fields.get('shown') ?? '',
      name: fields.get('name') ?? '',
      facility: fields.get('facility') ?? '',
    })
    set({
      form: {
        values: {
          shown: fields.get('shown') ?? '',
          name: fields.get('name') ?? '',
          facility: fields.get('facility') ?? '',
        },
        errors: {},
      },
      asking: { ...props.asking, key: crypto.randomUUID() },
    })
    void waiting.flush()
  }

  async function act(kind: string, form: HTMLFormElement, fields: URLSearchParams): Promise<void> {
    const id = fields.get('question') ?? fields.get('poll') ?? fields.get('id') ?? ''
    const before = props.own
    if (kind === 'vote')
      set({
        own: {
          ...before,
          votes: fields.get('on') === '1' ? [...before.votes, id] : before.votes.filter((v) => v !== id),
        },
      })
    const answer = await send(form.action, fields)
    if (!answer?.ok) {
      if (kind === 'vote') set({ own: { ...props.own, votes: before.votes } })
      set({ form: { values: { poll: id, wait: String(answer?.seconds ?? 0) }, errors: wrongIn(kind, answer) } })
      return
    }
    if (Object.keys(props.form.errors).length > 0) set({ form: blank })
    if (kind === 'vote') {
      const { votes } = answer.value as { votes: number }
      set({
        board: { ...props.board, questions: props.board.questions.map((q) => (q.id === id ? { ...q, votes } : q)) },
      })
    }
    if (kind === 'ballot')
      set({ own: { ...props.own, ballots: { ...props.own.ballots, [id]: fields.getAll('choices').filter(Boolean) } } })
    if (kind === 'withdraw') set({ own: { ...props.own, questions: props.own.questions.filter((q) => q.id !== id) } })
    if (kind === 'answer') {
      form.reset()
      const fold = form.closest('details')
      fold?.removeAttribute('open')
      fold?.querySelector('summary')?.focus()
      set({ asking: { ...props.asking, key: crypto.randomUUID() } })
    }
  }
}

/** What stands in the form: these fields, and nothing in the others. */
function fill(form: HTMLFormElement, fields: Readonly<Record<string, string>>): void {
  for (const field of form.querySelectorAll<HTMLInputElement>('[name]:not([type=hidden])')) {
    const given = fields[field.name]
    if (field.type === 'radio') field.checked = given === field.value
    else if (field.type === 'checkbox') field.checked = given === 'on'
    else field.value = given ?? ''
  }
}

/** A ballot that says nothing is told so where it stands; everything else above all. */
const wrongIn = (kind: string, answer: Answered | null): Record<string, string> =>
  kind === 'ballot' && answer?.fields?.['choices']
    ? { choices: answer.fields['choices'] }
    : { '': answer?.code ?? 'failed' }

/** What the server would refuse for being empty: said at once, because a question kept for later cannot be mended. */
function missingIn(fields: URLSearchParams, signedIn: boolean): Record<string, string> | null {
  const blankField = (name: string) => (fields.get(name) ?? '').trim() === ''
  const shown = fields.get('shown')
  if (blankField('body')) return { body: 'required' }
  if (shown === 'facility' && blankField('facility')) return { facility: 'required' }
  return shown === 'name' && !signedIn && blankField('name') ? { name: 'required' } : null
}

/** Own questions that have become public wait no longer. */
const settled = (props: AudienceProps, questions: AudienceProps['board']['questions']) =>
  props.own.questions.map((own) =>
    own.waiting && questions.some((q) => q.id === own.id) ? { ...own, waiting: false } : own,
  )
