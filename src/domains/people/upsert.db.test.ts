import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { statements } from '#src/platform/db/connect.ts'
import { systemActor } from '#src/platform/authz.ts'
import { write } from '#src/platform/write.ts'
import { ok } from '#src/platform/outcome.ts'
import { testContext, type TestContext } from '#tests/support/context.ts'
import { publicPeople, searchPeople, upsertPeople, type PersonDraft } from './index.ts'

let ctx: TestContext
beforeEach(async () => void (ctx = await testContext()))
afterEach(() => ctx.close())

async function upsert(...drafts: PersonDraft[]): Promise<string[]> {
  const done = await write(ctx, systemActor('test'), async (tx) => ok(await upsertPeople(tx, drafts)))
  if (!done.ok) throw new Error(done.code)
  return done.value
}

describe('upsertPeople', () => {
  it('finds a person again by source and id, and takes over what the source now says', async () => {
    const [a] = await upsert({ name: 'Mai', source: 's', sourceId: '1' })
    const [b] = await upsert({ name: 'Mai Anh', source: 's', sourceId: '1', biography: { vi: 'Bác sĩ' } })
    expect(b).toBe(a)
    expect(await publicPeople(ctx, [a!])).toMatchObject([{ name: 'Mai Anh', biography: { vi: 'Bác sĩ' } }])
  })

  it('keeps two ids of one source apart even when they bear the same name', async () => {
    const [a, b] = await upsert(
      { name: 'Max', source: 's', sourceId: '1' },
      { name: 'Max', source: 's', sourceId: '2' },
    )
    expect(a).not.toBe(b)
    expect(await upsert({ name: 'Max', source: 's', sourceId: '2' })).toEqual([b])
    const [c] = await upsert({ name: 'Max', source: 's', sourceId: '3' })
    expect([a, b]).not.toContain(c)
  })

  it('knows a name across sources, with titles and without marks, but not across facilities', async () => {
    const facility = { name: { vi: 'Bệnh viện Bạch Mai' } }
    const [a] = await upsert({ name: 'PGS.TS. Vũ Đăng Lưu', facility })
    expect(
      await upsert({
        name: 'Vu Dang Luu',
        source: 's',
        sourceId: '9',
        facility: { name: { vi: 'BỆNH VIỆN BẠCH MAI' } },
      }),
    ).toEqual([a])
    const [c] = await upsert({ name: 'Vũ Đăng Lưu', facility: { name: { vi: 'Bệnh viện đa khoa Hà Giang' } } })
    expect(c).not.toBe(a)
    expect(await publicPeople(ctx, [a!])).toMatchObject([
      { name: 'Vũ Đăng Lưu', title: { vi: 'PGS.TS.', en: 'Assoc. Prof. Dr.' }, facility: facility.name },
    ])
    const hoa = await upsert({ name: 'Trần Hoà' }, { name: 'Trần Hoá' })
    expect(hoa[0]).not.toBe(hoa[1])
  })

  it('takes the same name twice in a list without ids for one person', async () => {
    const [a, b] = await upsert({ name: 'Kim Minsoo' }, { name: 'Kim Minsoo', biography: { en: 'x' } })
    expect(a).toBe(b)
    expect(await publicPeople(ctx, [a!])).toMatchObject([{ biography: { en: 'x' } }])
  })

  it('keeps guid and code of the source', async () => {
    const guid = 'a3f9b2c1-0000-5000-8000-000000000001'
    const [a] = await upsert({ name: 'Ada', guid, code: 'ABC123' })
    expect(await publicPeople(ctx, [a!])).toMatchObject([{ guid, code: 'ABC123', slug: 'ada' }])
    expect(await upsert({ name: 'Ada Lovelace', guid })).toEqual([a])
    const [b] = await upsert({ name: 'Bob', code: 'ABC123' })
    const [bob] = await publicPeople(ctx, [b!])
    expect(bob!.code).not.toBe('ABC123')
  })

  it('never changes a claimed record', async () => {
    const [a] = await upsert({ name: 'Lê An', source: 's', sourceId: '1' })
    await ctx.db.updateTable('person').set({ unclaimed: 0 }).execute()
    await upsert({ name: 'Lê Ân', source: 's', sourceId: '1', biography: { vi: 'khác' } })
    expect(await publicPeople(ctx, [a!])).toMatchObject([{ name: 'Lê An', biography: {} }])
  })

  it('needs the same few statements for 3 and for 500 people', async () => {
    const count = async (n: number, prefix: string) => {
      const counter = { count: 0 }
      const drafts = Array.from({ length: n }, (_, i) => ({
        name: `${prefix} Người ${i}`,
        source: prefix,
        sourceId: String(i),
        facility: { name: { vi: `Bệnh viện ${prefix} ${i % 7}` } },
        email: `${prefix}${i}@example.org`,
      }))
      await statements.run(counter, () => upsert(...drafts))
      return counter.count
    }
    const few = await count(3, 'a')
    expect(await count(500, 'b')).toBe(few)
    expect(few).toBeLessThanOrEqual(17)
  })

  it('is found by name without diacritics, by Hangul syllable and by Latin form', async () => {
    await upsert({ name: 'Vũ Đăng Lưu' }, { name: '홍길동', latin: 'Hong Gil-dong' })
    expect((await searchPeople(ctx, 'dang luu')).map((p) => p.name)).toEqual(['Vũ Đăng Lưu'])
    expect((await searchPeople(ctx, '길동')).map((p) => p.name)).toEqual(['홍길동'])
    expect((await searchPeople(ctx, 'hong')).map((p) => p.name)).toEqual(['홍길동'])
    expect(await searchPeople(ctx, '')).toEqual([])
  })
})
