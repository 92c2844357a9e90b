import { renderToString } from 'preact-render-to-string'
import { describe, expect, test } from 'vitest'
import type { Board, PollView, QuestionView } from '../board.ts'
import { Screen } from './screen.tsx'
import type { ScreenProps } from './view.ts'

const question = (id: string, state: QuestionView['state']): QuestionView => ({
  id,
  state,
  pinned: false,
  body: `Question ${id}`,
  lang: 'en',
  by: { kind: 'anonymous', name: '', facility: '' },
  talkId: null,
  slide: null,
  caseCode: '',
  votes: 1,
  merged: 0,
  at: 1,
  answers: [],
})
const poll = (state: PollView['state'], shown: boolean, options = ['Glue', 'Coils']): PollView => ({
  id: 'p',
  kind: 'single',
  title: 'Which agent?',
  lang: 'en',
  options,
  state,
  shown,
  results: shown ? { voters: 1, counts: options.map((label) => ({ label, n: 1 })) } : null,
})
const screen = (board: Partial<Board>, generated = ''): string => {
  const props: ScreenProps = {
    lang: 'en',
    base: '',
    live: '',
    csrf: '',
    zone: 'Asia/Ho_Chi_Minh',
    kind: 'session',
    title: { text: 'Session', lang: 'en' },
    talks: [],
    cases: {},
    board: { seq: 1, head: { state: 'open', answerUntil: null }, questions: [], polls: [], ...board },
    event: { text: 'Congress', lang: 'en' },
    qr: { path: 'M0 0', size: 21 },
    joinUrl: 'hoi.example.org/hall',
    hallCode: 'ABC123',
    generated,
    connected: true,
  }
  return renderToString(<Screen props={props} />)
}

describe('the hall’s screen', () => {
  const questions = [question('now', 'current'), question('next', 'open'), question('third', 'open')]

  test('an open poll comes before the question that is being answered: the hall is to vote now', () => {
    const html = screen({ questions, polls: [poll('open', false)] })
    expect(html).toContain('Which agent?')
    expect(html).not.toContain('Question now')
  })
  test('a poll that is over stands there until a question is taken, with what comes next', () => {
    const over = screen({ questions: questions.slice(1), polls: [poll('closed', true)] })
    expect(over).toContain('poll-results')
    expect([over.includes('Question next'), over.includes('Question third')]).toEqual([true, false])
    const taken = screen({ questions, polls: [poll('closed', true)] })
    expect([taken.includes('Which agent?'), taken.includes('Question now')]).toEqual([false, true])
  })
  test('ten options stand there alone and smaller', () => {
    const options = Array.from({ length: 10 }, (_, n) => `Option ${n}`)
    const html = screen({ questions: questions.slice(1), polls: [poll('closed', true, options)] })
    expect(html).toContain('screen-poll-many')
    expect(html).not.toContain('Question next')
  })
  test('a demonstration says that it is one, a real discussion does not', () => {
    expect(screen({ questions }, 'Sample data')).toContain('<p class="screen-generated">Sample data</p>')
    expect(screen({ questions })).not.toContain('screen-generated')
  })
  test('while there is nothing to read the way to join is large; afterwards there is none', () => {
    expect(screen({})).toContain('screen-inviting')
    expect(screen({ questions })).not.toContain('screen-inviting')
    expect(screen({ head: { state: 'closed', answerUntil: null } })).not.toMatch(/screen-inviting|screen-qr/)
  })
})
