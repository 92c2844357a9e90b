import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemActor } from '../authz.ts'
import { statements } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'
import { ok } from '../outcome.ts'
import { platformContext, type TestContext } from '../testing.ts'
import { write } from '../write.ts'
import { indexDocuments, search, searchMigrations, titleScore, type SearchDocument } from './index.ts'

let ctx: TestContext
beforeEach(async () => {
  ctx = await platformContext()
  await migrate(ctx.db, ctx.engine, searchMigrations)
})
afterEach(() => ctx.close())

const put = (owner: string, documents: readonly SearchDocument[]) =>
  write(ctx, systemActor('test'), async (tx) => {
    await indexDocuments(tx, owner, documents)
    return ok()
  })

const refs = async (q: string, options = {}) => (await search(ctx, q, options)).found.map((f) => f.ref)

const DOCUMENTS: readonly SearchDocument[] = [
  {
    kind: 'talk',
    ref: 'stroke',
    eventId: 'e1',
    url: '/a',
    title: { vi: 'Can thiệp đột quỵ não cấp', en: 'Acute stroke intervention' },
    body: { vi: 'Lấy huyết khối cơ học tại Tuyên Quang' },
    also: ['Vũ Đăng Lưu'],
  },
  {
    kind: 'talk',
    ref: 'liver',
    eventId: 'e1',
    url: '/b',
    title: { ko: '간세포암종의 영상진단', en: 'Imaging of hepatocellular carcinoma' },
    body: { en: 'A stroke is mentioned once.' },
  },
  { kind: 'person', ref: 'hong', url: '/c', title: { und: '홍길동' }, also: ['Hong Gil-dong', '서울대학교병원'] },
]

describe('finding', () => {
  beforeEach(() => put('event:e1', DOCUMENTS))

  test('Vietnamese with and without marks, đ as d, any order, beginnings of words', async () => {
    for (const q of ['đột quỵ', 'dot quy', 'QUỴ ĐỘT', 'dot qu', 'can thiep nao'])
      expect(await refs(q), q).toEqual(['stroke'])
  })

  test('Hangul by syllable, also in the middle of a word', async () => {
    expect(await refs('영상')).toEqual(['liver'])
    expect(await refs('진단')).toEqual(['liver'])
    expect(await refs('길동')).toEqual(['hong'])
    expect(await refs('대학교')).toEqual(['hong'])
  })

  test('English; what stands in the title comes before what is mentioned', async () => {
    expect(await refs('stroke')).toEqual(['stroke', 'liver'])
    expect(await refs('stroke carcinoma')).toEqual(['liver'])
    expect(await refs('vu dang luu')).toEqual(['stroke'])
  })

  test('nothing for no words, punctuation, or a word that is not there', async () => {
    for (const q of ['', '  ', '%', '"', "'; drop table person", 'xyz']) expect(await refs(q), q).toEqual([])
  })

  test('with marks in the query what has them comes first; what has others, or none, is still found', async () => {
    await put('marks', [
      { kind: 'talk', ref: 'ablation', url: '/m', title: { vi: 'Đốt u gan: quy trình' }, at: 9 },
      { kind: 'talk', ref: 'plain', url: '/n', title: { vi: 'Dot quy' }, at: 8 },
    ])
    expect(await refs('đột quỵ')).toEqual(['stroke', 'ablation', 'plain'])
    expect(await refs('ĐỐT quy')).toEqual(['ablation', 'plain', 'stroke'])
    // Typed in pieces (a letter and its marks apart), it is the same word.
    expect(await refs('đột quỵ'.normalize('NFD'))).toEqual(['stroke', 'ablation', 'plain'])
    expect(await refs('=đột')).toEqual(await refs('đột'))
  })

  test('best first whatever its kind: a title before a name in it, a whole word before a beginning', async () => {
    await put('people', [
      { kind: 'person', ref: 'carcinoma', url: '/d', title: { und: 'Carcinoma Stroke' } },
      { kind: 'article', ref: 'carcinomas', url: '/e', title: { en: 'Carcinomas and strokes' } },
    ])
    const { found } = await search(ctx, 'stroke carcinoma')
    expect(found.map((f) => f.ref)).toEqual(['carcinoma', 'liver', 'carcinomas'])
    expect(found.map((f) => f.score)).toEqual([32, 18, 16])
    expect(titleScore('stroke carcinoma', ['Carcinoma', 'Stroke'])).toBe(32)
    expect(titleScore('carcino 길동', ['Carcinoma', '홍길동'])).toBe(24)
  })

  test('by kind, by event, by page, with counts of every kind', async () => {
    const all = await search(ctx, 'h')
    expect(all.byKind).toEqual({ talk: 2, person: 1 })
    expect(await refs('h', { kinds: ['person'] })).toEqual(['hong'])
    expect(await refs('h', { eventId: 'e1' })).toHaveLength(2)
    expect(await refs('h', { limit: 1, offset: 2 })).toHaveLength(1)
    expect((await search(ctx, 'h', { limit: 1 })).total).toBe(3)
  })
})

test('a withdrawn document is gone, words and all, and other owners keep theirs', async () => {
  await put('event:e1', DOCUMENTS)
  await put('event:e2', [{ kind: 'talk', ref: 'other', eventId: 'e2', url: '/d', title: { en: 'Stroke again' } }])
  await put(
    'event:e1',
    DOCUMENTS.slice(1, 2).map((d) => ({ ...d, body: { en: 'Redacted.' } })),
  )
  expect(await refs('stroke')).toEqual(['other'])
  expect(await refs('huyet khoi')).toEqual([])
  const left = await ctx.db
    .selectFrom('search_term')
    .select('term')
    .where('term', '>=', 'huye')
    .where('term', '<=', 'huyf')
    .execute()
  expect(left).toEqual([])
})

test('one statement for one document and for many', async () => {
  const count = async (): Promise<number> => {
    const counter = { count: 0 }
    await statements.run(counter, () => search(ctx, 'bao cao', { limit: 50 }))
    return counter.count
  }
  const many = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ kind: 'talk', ref: `t${i}`, url: `/t${i}`, title: { vi: `Báo cáo ${i}` } }))
  await put('event:e1', many(1))
  expect(await count()).toBe(1)
  await put('event:e1', many(900))
  expect(await count()).toBe(1)
  expect((await search(ctx, 'báo cáo')).total).toBe(900)
})

test('what is for members is neither found nor counted for anybody else', async () => {
  await put('event:e1', DOCUMENTS)
  await put('case:1', [{ kind: 'case', ref: 'closed', url: '/x', title: { en: 'Stroke of a member' }, members: true }])
  expect(await refs('stroke')).toEqual(['stroke', 'liver'])
  expect((await search(ctx, 'stroke')).byKind).toEqual({ talk: 2 })
  expect(await refs('member')).toEqual([])
  const member = await search(ctx, 'stroke', { members: true })
  expect([member.total, member.byKind]).toEqual([3, { talk: 2, case: 1 }])
})
