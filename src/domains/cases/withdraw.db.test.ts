import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aHall } from '#src/domains/discussion/testing.ts'
import { erasePerson, exportPerson } from '#src/domains/people/index.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { App } from '#src/platform/http/env.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { attach } from './commands/attach.ts'
import { saveCollection } from './commands/collections.ts'
import { withdrawCase } from './commands/withdraw.ts'
import { actorFor, as, makeCase, must, readyCase, somebody, wholeContent, work } from './testing.ts'

let ctx: TestContext
let app: App
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
})
afterEach(() => ctx.close())

describe('the whole way by forms', () => {
  test('declared, reviewed by another, shared, and withdrawn: bytes, words and search gone, a line left', async () => {
    const made = await readyCase(ctx)
    const me = as(app, made.owner)
    const secretary = as(app, await somebody(ctx, { society: ['secretariat'] }))
    const at = `/en${made.path}/sharing`
    const page = await (await me.get(at)).text()
    expect(page).toContain('The author has confirmed that the texts identify nobody')
    expect((await me.post(at, { do: 'declare', submit: 'on' })).status).toBe(422)
    expect((await me.post(at, { do: 'declare', submit: 'on', confirmed: 'on' })).status).toBe(303)
    const mail = await ctx.db.selectFrom('mail').select(['subject', 'text']).execute()
    expect(JSON.stringify(mail)).not.toContain('Nút mạch')
    // Nobody reviews their own.
    expect((await me.post(at, { do: 'accept' })).status).toBe(404)
    expect(await (await secretary.get('/en/cases/review')).text()).toContain(made.code)
    expect((await secretary.post(at, { do: 'return', note: '' })).status).toBe(422)
    expect((await secretary.post(at, { do: 'accept', note: 'Tốt' })).status).toBe(303)
    expect((await me.post(at, { do: 'share', audience: 'group' })).status).toBe(422)
    expect((await me.post(at, { do: 'share', audience: 'public' })).status).toBe(303)
    expect((await as(app).get(`/en${made.path}`)).status).toBe(200)
    expect(await (await as(app).get('/en/search?q=chemoembolisation')).text()).toContain(made.path)
    const blobs = await ctx.db.selectFrom('imaging_instance').select('blob').execute()

    expect((await me.post(`/en${made.path}/withdraw`, { reason: 'consent' })).status).toBe(422)
    expect((await me.post(`/en${made.path}/withdraw`, { reason: 'consent', confirmed: 'on' })).status).toBe(303)
    const tombstone = await as(app).get(`/en${made.path}`)
    expect(tombstone.status).toBe(410)
    const words = await tombstone.text()
    expect(words).toContain('was withdrawn on')
    expect(words).not.toContain('hemoembolisation')
    for (const path of [`/media/cases/${made.code}/a-0/320.webp`, `/dicomweb/studies/${made.studyUid}/metadata`])
      expect([path, (await me.get(path)).status]).toEqual([path, 404])
    expect(await (await as(app).get('/en/search?q=chemoembolisation')).text()).not.toContain(made.path)
    await work(ctx)
    for (const { blob } of blobs) expect(await ctx.blobs.get(blob)).toBeNull()
    const row = await ctx.db.selectFrom('case_record').selectAll().executeTakeFirstOrThrow()
    expect([row.title, row.withdrawn_reason]).toEqual(['{}', 'consent'])
    // The age of the patient among them; identifiers and times of the row may hold any digits.
    expect(row.content).not.toContain('65')
    expect(await ctx.db.selectFrom('case_word').select('term').execute()).toEqual([])
  })

  test('a draft that was withdrawn never was; the secretariat withdraws by code what it may not see', async () => {
    const made = await readyCase(ctx)
    const secretary = as(app, await somebody(ctx, { society: ['secretariat'] }))
    expect((await secretary.get(`/en${made.path}`)).status).toBe(404)
    const post = (fields: Record<string, string>) =>
      secretary.post('/en/manage/cases', { do: 'withdraw', reason: 'identity', confirmed: 'on', ...fields })
    expect((await post({ case: 'ZZZZZZZZ' })).status).toBe(422)
    expect((await post({ case: made.code.toLowerCase() })).status).toBe(303)
    expect((await as(app).get(`/en${made.path}`)).status).toBe(404)
    expect((await as(app, made.owner).get(`/en${made.path}`)).status).toBe(410)
    expect((await as(app, await somebody(ctx)).post('/en/manage/cases', { do: 'withdraw' })).status).toBe(404)
    expect((await withdrawCase(ctx, made.actor, made.code, { reason: 'other', confirmed: true })).ok).toBe(false)
  })
})

describe('where else a case is shown', () => {
  test('on the page of its talk: a public one by name, another only where its owner wants it said', async () => {
    const hall = await aHall(ctx)
    const made = await makeCase(ctx, { state: 'shared', audience: 'public', content: wholeContent })
    const closed = await makeCase(ctx, { state: 'shared', audience: 'members', title: { en: 'For members' } })
    const talk = `/events/${hall.event.slug}/talks/${hall.talk.item.code}`
    const address = `http://hoi.test/vi${talk}`
    expect((await attach(ctx, made.actor, made.code, { address: 'nonsense', announced: false })).ok).toBe(false)
    must(await attach(ctx, made.actor, made.code, { address, announced: false }))
    must(await attach(ctx, closed.actor, closed.code, { address, announced: false }))
    const page = async () => (await as(app).get(`/en${talk}`)).text()
    expect(await page()).toContain(made.path)
    expect(await page()).not.toContain('For members')
    expect(await page()).not.toContain('/cases/of/talk/')
    must(await attach(ctx, closed.actor, closed.code, { address, announced: true }))
    const told = await page()
    expect(told).toContain('/cases/of/talk/')
    expect(told).not.toContain('For members')
    // Whoever may see it finds it on the talk's page itself.
    expect(await (await as(app, await somebody(ctx)).get(`/en${talk}`)).text()).toContain('For members')
    const of = `/en/cases/of/talk/${hall.event.slug}/${hall.talk.item.code}`
    expect(await (await as(app, await somebody(ctx)).get(of)).text()).toContain('For members')
    expect(await (await as(app).get(`/en${made.path}`)).text()).toContain(talk)
  })

  test('in collections, where each reader sees only what they may', async () => {
    const open = await makeCase(ctx, { state: 'shared', audience: 'public', content: wholeContent })
    const draft = await makeCase(ctx, { owner: open.owner, title: { en: 'Still a draft' } })
    const other = await makeCase(ctx, { title: { en: 'Of somebody else' } })
    const collect = (codes: string[]) =>
      saveCollection(
        ctx,
        open.actor,
        null,
        {
          title: { en: 'Liver week' },
          body: {},
          visibility: 'public',
          eventSlug: '',
          cases: codes.map((code) => ({ code, note: {} })),
        },
        0,
      )
    expect((await collect([open.code, other.code])).ok).toBe(false)
    const { code } = must(await collect([open.code, draft.code]))
    const page = await (await as(app).get(`/en/cases/collections/${code}`)).text()
    expect(page).toContain(open.path)
    expect(page).not.toContain('Still a draft')
    expect(await (await as(app, open.owner).get(`/en/cases/collections/${code}`)).text()).toContain('Still a draft')
    expect((await as(app).get(`/en/cases/collections/${code}/edit`)).status).toBe(404)
  })
})

test('a person takes their cases with them, and leaves them without a name', async () => {
  const made = await makeCase(ctx, { state: 'shared', audience: 'public', content: wholeContent })
  const data = JSON.stringify(await exportPerson(ctx, actorFor(made.owner), made.owner.personId))
  expect(data).toContain(made.code)
  must(await erasePerson(ctx, systemActor('test'), made.owner.personId))
  const page = await (await as(app).get(`/en${made.path}`)).text()
  expect(page).toContain('N. N.')
  expect(page).not.toContain('BS. Chủ Ca')
})
