import { describe, expect, test } from 'vitest'
import { EVENT_ROLES, SOCIETY_ROLES, stranger, systemActor, type Actor } from '#src/platform/authz.ts'
import { ARTICLE_STATES } from './articles/article.ts'
import { COMMENT_STATES } from './comments/comment.ts'
import {
  mayDeleteComment,
  mayEditComment,
  mayManageNews,
  mayModerate,
  maySeeArticle,
  maySeeComment,
  maySeePage,
  type CommentRights,
} from './policy.ts'

const person = (more: Partial<Actor> = {}): Actor => ({ ...stranger, personId: 'p1', name: 'An', ...more })
const ROLES: Record<string, Actor> = {
  stranger,
  member: person(),
  ...Object.fromEntries(EVENT_ROLES.map((role) => [role, person({ events: new Map([['e1', new Set([role])]]) })])),
  ...Object.fromEntries(SOCIETY_ROLES.map((role) => [role, person({ personId: 'p2', society: new Set([role]) })])),
  system: systemActor('job'),
}
const MANAGES = new Set(['administrator', 'secretariat', 'system'])
const matrix = Object.entries(ROLES)

describe('role × state', () => {
  test.each(matrix)('%s: managing is for secretariat and administrators alone', (role, actor) => {
    expect(mayManageNews(actor)).toBe(MANAGES.has(role))
    expect(mayModerate(actor)).toBe(MANAGES.has(role))
  })

  test.each(matrix.flatMap(([role, actor]) => ARTICLE_STATES.map((state) => [role, state, actor] as const)))(
    '%s sees a %s article only where it is public',
    (role, state, actor) => {
      expect(maySeeArticle(actor, { state })).toBe(state === 'published' || MANAGES.has(role))
      expect(maySeePage(actor, { published: state === 'published' })).toBe(state === 'published' || MANAGES.has(role))
    },
  )

  test.each(matrix.flatMap(([role, actor]) => COMMENT_STATES.map((state) => [role, state, actor] as const)))(
    '%s and a %s comment of somebody else',
    (role, state, actor) => {
      const rights: CommentRights = { state, authorId: 'other', hasToken: false, fresh: true }
      const moderates = MANAGES.has(role)
      expect(maySeeComment(actor, rights)).toBe(state === 'public' || moderates)
      expect(mayEditComment(actor, rights)).toBe(false)
      expect(mayDeleteComment(actor, rights)).toBe(moderates && state !== 'deleted')
    },
  )

  test.each(COMMENT_STATES.flatMap((state) => [true, false].map((fresh) => [state, fresh] as const)))(
    'the author of a %s comment, within the minutes: %s',
    (state, fresh) => {
      const alive = state === 'public' || state === 'held'
      const guest: CommentRights = { state, authorId: null, hasToken: true, fresh }
      expect([
        maySeeComment(stranger, guest),
        mayEditComment(stranger, guest),
        mayDeleteComment(stranger, guest),
      ]).toEqual([alive, alive && fresh, state !== 'deleted' && fresh])
      const own: CommentRights = { state, authorId: 'p1', hasToken: false, fresh }
      expect([maySeeComment(person(), own), mayEditComment(person(), own), mayDeleteComment(person(), own)]).toEqual([
        alive,
        alive && fresh,
        state !== 'deleted',
      ])
    },
  )

  test('a comment without an account is nobody’s who has no account either', () => {
    const rights: CommentRights = { state: 'held', authorId: null, hasToken: false, fresh: true }
    expect([
      maySeeComment(stranger, rights),
      mayEditComment(stranger, rights),
      mayDeleteComment(stranger, rights),
    ]).toEqual([false, false, false])
  })
})
