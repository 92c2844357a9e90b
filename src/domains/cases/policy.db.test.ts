import { afterEach, beforeEach, expect, test } from 'vitest'
import { stranger, type Actor } from '#src/platform/authz.ts'
import { statements } from '#src/platform/db/connect.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { AUDIENCES, CASE_STATES } from './model.ts'
import { visibleCases } from './policy.ts'
import { caseFor, tombstoneFor } from './queries/case.ts'
import { actorFor, as, makeCase, somebody, type MadeCase } from './testing.ts'

let ctx: TestContext
beforeEach(async () => void (ctx = await testContext()))
afterEach(() => ctx.close())

/** One of each kind that could ask. */
async function everybody(made: readonly MadeCase[]): Promise<Record<string, Actor>> {
  const owner = made[0]!.owner
  const [author, guest, late, member, group, delegate, reviewer, secretary] = [
    await somebody(ctx),
    await somebody(ctx),
    await somebody(ctx),
    await somebody(ctx),
    await somebody(ctx),
    await somebody(ctx),
    await somebody(ctx),
    await somebody(ctx, { society: ['secretariat'] }),
  ]
  const now = ctx.clock.now()
  await ctx.db.insertInto('case_reviewer').values({ person_id: reviewer.personId, granted_at: now }).execute()
  await ctx.db
    .insertInto('case_group')
    .values({ id: 'g1', name: 'Gan', owner_id: owner.personId, created_at: now })
    .execute()
  await ctx.db.insertInto('case_group_member').values({ group_id: 'g1', person_id: group.personId }).execute()
  for (const { id } of made) {
    const row = { case_id: id, name: 'A', facility: '{}', position: 1, person_id: author.personId }
    await ctx.db.insertInto('case_author').values(row).execute()
    await ctx.db.insertInto('case_guest').values({ case_id: id, person_id: guest.personId, via: 'test' }).execute()
    await ctx.db
      .insertInto('case_guest')
      .values({ case_id: id, person_id: late.personId, via: 'test', expires_at: now })
      .execute()
    await ctx.db
      .insertInto('case_key_grant')
      .values({ case_id: id, key_hash: 'k1', expires_at: now + 1 })
      .execute()
    await ctx.db.insertInto('case_key_grant').values({ case_id: id, key_hash: 'k0', expires_at: now }).execute()
  }
  return {
    owner: actorFor(owner),
    author: actorFor(author),
    guest: actorFor(guest),
    late: actorFor(late),
    member: actorFor(member),
    group: actorFor(group),
    delegate: actorFor(delegate, { events: { e1: ['delegate'] } }),
    elsewhere: actorFor(member, { events: { e2: ['organiser'] } }),
    reviewer: actorFor(reviewer),
    secretary: actorFor(secretary, { society: ['secretariat'] }),
    stranger,
    keyed: { ...stranger, keys: ['k1'] },
    ended: { ...stranger, keys: ['k0'] },
  }
}

const REFS = { private: '', group: 'g1', delegates: 'e1', members: '', public: '' }

test('who may see what: every state, every audience, every kind of person; one case and the set of all say the same', async () => {
  const owner = await somebody(ctx)
  const made: MadeCase[] = []
  const names: string[] = []
  for (const state of CASE_STATES)
    for (const audience of AUDIENCES) {
      made.push(await makeCase(ctx, { owner, state, audience, audienceRef: REFS[audience] }))
      names.push(`${state}/${audience}`)
    }
  const people = await everybody(made)
  const seen: Record<string, string[]> = {}
  for (const [who, actor] of Object.entries(people)) {
    const one: string[] = []
    for (const [i, { code }] of made.entries()) if (await caseFor(ctx, actor, code)) one.push(names[i]!)
    const set = new Set((await visibleCases(ctx.db, actor, ctx.clock.now()).execute()).map((row) => row.id))
    expect(
      made.flatMap(({ id }, i) => (set.has(id) ? [names[i]] : [])),
      who,
    ).toEqual(one)
    seen[who] = one
  }
  const of = (...states: string[]) => names.filter((name) => states.includes(name.split('/')[0]!))
  const shared = (...audiences: string[]) => audiences.map((audience) => `shared/${audience}`)
  expect(seen).toEqual({
    owner: of('draft', 'de-identified', 'reviewed', 'shared'),
    author: of('draft', 'de-identified', 'reviewed', 'shared'),
    guest: of('de-identified', 'reviewed', 'shared'),
    late: shared('members', 'public'),
    member: shared('members', 'public'),
    group: shared('group', 'members', 'public'),
    delegate: shared('delegates', 'members', 'public'),
    elsewhere: shared('members', 'public'),
    // Review was asked for in these states; a draft and what is only de-identified are nobody's but the authors'.
    reviewer: of('reviewed', 'shared'),
    secretary: of('reviewed', 'shared'),
    stranger: shared('public'),
    keyed: of('de-identified', 'reviewed', 'shared'),
    ended: shared('public'),
  })
})

test('a tombstone is for those who could see it', async () => {
  const gone = await makeCase(ctx, { state: 'withdrawn', audience: 'members' })
  const member = actorFor(await somebody(ctx))
  expect(await tombstoneFor(ctx, stranger, gone.code)).toBeNull()
  expect(await tombstoneFor(ctx, member, gone.code)).not.toBeNull()
  expect(await tombstoneFor(ctx, gone.actor, gone.code)).not.toBeNull()
})

test('a stranger is refused as if there were nothing; one statement decides', async () => {
  const made = await makeCase(ctx)
  const app = testApp(ctx)
  expect((await as(app).get(`/vi${made.path}`)).status).toBe(404)
  expect((await as(app).get('/vi/cases/ZZZZZZZZ')).status).toBe(404)
  expect((await as(app, made.owner).get(`/vi${made.path}`)).status).toBe(200)
  const counter = { count: 0 }
  await statements.run(counter, () => caseFor(ctx, made.actor, made.code))
  expect(counter.count).toBe(1)
})
