import { expect, test } from 'vitest'
import { stranger, type Actor } from '#src/platform/authz.ts'
import type { Scope } from '../share/scope.ts'
import {
  mayEditComment,
  mayHide,
  mayRemoveComment,
  mayReport,
  mayResolve,
  rightsFrom,
  type TalkRights,
} from './rights.ts'

const named: Scope = { named: true, images: true, comments: true, answerKey: null }
const link = (more: Partial<Scope>): Scope => ({
  named: false,
  images: false,
  comments: false,
  answerKey: null,
  ...more,
})
const person = (id: string, more: Partial<Actor> = {}): Actor => ({ ...stranger, personId: id, ...more })
const letters = (r: TalkRights) =>
  [r.read && 'r', r.write && 'w', r.moderate && 'm', r.manage && 'o'].filter(Boolean).join('')

test.each<[string, Actor, Scope, { hidden?: boolean; open?: boolean; manages?: boolean }, string]>([
  ['stranger on a public case reads', stranger, named, {}, 'r'],
  ['member writes', person('a'), named, {}, 'rw'],
  ['owner moderates and manages', person('a'), named, { manages: true }, 'rwmo'],
  ['secretariat moderates', person('a', { society: new Set(['secretariat']) }), named, {}, 'rwm'],
  ['closed: nobody writes', person('a'), named, { open: false }, 'r'],
  ['closed: its owner still moderates', person('a'), named, { open: false, manages: true }, 'rmo'],
  ['quiz first: nothing', person('a'), named, { hidden: true }, ''],
  ['link for the page only: nothing', stranger, link({ images: true }), {}, ''],
  ['link with comments reads', stranger, link({ comments: true }), {}, 'r'],
  ['link that may answer writes', stranger, link({ comments: true, answerKey: 'k' }), {}, 'rw'],
  ['link, signed in, that only reads', person('a'), link({ comments: true }), {}, 'r'],
  [
    'link, signed in as secretariat, moderates nothing',
    person('a', { society: new Set(['secretariat']) }),
    link({ comments: true }),
    {},
    'r',
  ],
  [
    'link that may answer, but a quiz stands before',
    stranger,
    link({ comments: true, answerKey: 'k' }),
    { hidden: true },
    '',
  ],
])('%s', (_, actor, scope, state, wanted) => {
  expect(letters(rightsFrom(actor, { scope, hidden: false, open: true, manages: false, ...state }))).toBe(wanted)
})

test('what may be done with a comment', () => {
  const of = (actor: Actor, manages = false) => rightsFrom(actor, { scope: named, hidden: false, open: true, manages })
  const [author, other, owner] = [person('a'), person('b'), person('o')]
  const c = { authorId: 'a', keyHash: null, state: 'shown' as const, createdAt: 0 }
  const minutes = 60_000
  expect(mayEditComment(author, of(author), c, 14 * minutes)).toBe(true)
  expect(mayEditComment(author, of(author), c, 15 * minutes)).toBe(false)
  expect(mayEditComment(owner, of(owner, true), c, 0)).toBe(false)
  expect([author, other, owner].map((a) => mayRemoveComment(a, of(a, a === owner), c))).toEqual([true, false, true])
  expect([author, other, owner].map((a) => mayReport(a, of(a, a === owner), c))).toEqual([false, true, true])
  expect([author, other, owner].map((a) => mayHide(of(a, a === owner), c))).toEqual([false, false, true])
  expect([author, other, owner].map((a) => mayResolve(a, of(a, a === owner), c))).toEqual([true, false, true])
  expect(mayReport(stranger, of(stranger), c)).toBe(false)
  expect(mayRemoveComment(stranger, of(stranger), { ...c, authorId: null })).toBe(false)
  expect(mayEditComment(author, of(author), { ...c, state: 'hidden' }, 0)).toBe(false)
})
