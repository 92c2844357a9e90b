import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TalkView } from '#src/lib/imaging/talk.ts'
import type { Viewer } from '../viewport.ts'
import { Desk } from './desk.ts'

let talk: object
beforeEach(() => {
  const tab = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => tab.get(key) ?? null,
    setItem: (key: string, text: string) => void tab.set(key, text),
    removeItem: (key: string) => void tab.delete(key),
  })
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(talk)))
})
afterEach(() => vi.unstubAllGlobals())

/** A page that is opened, of somebody, with the discussion not read yet. */
function opened(person = 'p'): Desk {
  const config = { lang: 'en', person: { id: person, name: '' }, marks: null, studies: [] }
  const viewer = { config, viewports: [], active: { frame: null }, refreshPanels: () => {} }
  return new Desk(viewer as unknown as Viewer, '/cases/x/comments')
}
const said = (threads: readonly object[], more: Partial<TalkView> = {}) =>
  ({ seq: 1, hidden: false, threads, can: { write: true }, ...more }) as object
const thread = (id: string, reply = true) => ({ id, comments: [], can: { reply } })
const typed = ({ writing: { body, thread: answers, withView } }: Desk) => ({ body, answers, withView })

test('an answer that was not sent comes back after a reload as an answer, to its writer alone', async () => {
  talk = said([thread('a'), thread('b')])
  const desk = opened()
  await desk.store.load()
  desk.answer('b')
  desk.set({ body: 'I agree' })

  const again = opened()
  const answer = { body: 'I agree', answers: 'b', withView: false }
  expect(typed(again)).toEqual(answer)
  await again.store.load()
  expect(typed(again)).toEqual(answer)
  expect(again.writing.key).toBe(desk.writing.key)
  expect(typed(opened('q'))).toMatchObject({ body: '', answers: '' })

  again.set({ body: '' })
  expect(typed(opened())).toMatchObject({ body: '', answers: '' })
})

test('where its thread is gone or takes no answers, it stands as a new comment; not while that cannot be known', async () => {
  for (const threads of [[thread('a')], [thread('a'), thread('b', false)]]) {
    const desk = opened()
    desk.answer('b')
    desk.set({ body: 'I agree' })
    for (const unknown of [said([], { hidden: true }), said([], { can: { write: false } as TalkView['can'] })]) {
      talk = unknown
      await desk.store.load()
      expect(typed(desk).answers).toBe('b')
    }
    talk = said(threads)
    await desk.store.load()
    const alone = { body: 'I agree', answers: '', withView: true }
    expect(typed(desk)).toEqual(alone)
    expect(typed(opened())).toEqual(alone)
  }
})

test('what lies on the shelf and is not ours is not taken', () => {
  for (const text of ['{', 'null', '{"body":1}', '{"body":"a","name":"b","key":"c","thread":4}']) {
    sessionStorage.setItem('hoi-comment:p:/cases/x/comments', text)
    expect(typed(opened())).toMatchObject({ body: '', answers: '' })
  }
  // From before answers were kept as such.
  sessionStorage.setItem('hoi-comment:p:/cases/x/comments', '{"body":"a","name":"b","key":"c"}')
  expect(typed(opened())).toEqual({ body: 'a', answers: '', withView: true })
})
