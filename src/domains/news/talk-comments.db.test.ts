import { h } from 'preact'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Domain } from '#src/platform/domain.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { aHall } from '#src/domains/discussion/testing.ts'
import { somebody } from '#src/domains/people/testing.ts'
import { as, commentFields, secretary } from './testing.ts'

let ctx: TestContext
beforeEach(async () => {
  ctx = await testContext()
})
afterEach(() => ctx.close())

test('a talk is commented by plain forms; its page shows what is public, the thread what is one’s own', async () => {
  const app = testApp(ctx)
  const { talk } = await aHall(ctx)
  const page = `/en/events/vsir-2026/talks/${talk.item.code}`
  const guest = as(app)
  const before = await (await guest.get(page)).text()
  expect(before).toContain('No comments yet.')
  expect(before).not.toContain('comment-form')
  const way = /href="(\/en\/comments\/thread[^"]*)"/.exec(before)![1]!.replaceAll('&amp;', '&')
  const fields = commentFields(await (await guest.get(way)).text())
  expect(fields).toMatchObject({ kind: 'talk', ref: talk.item.id })
  ctx.clock.advance(10_000)
  const sent = await guest.post('/en/comments', {
    ...fields,
    name: 'BS. Minh Hoạ',
    email: 'a@example.org',
    body: 'How was the **catheter** fixed?',
  })
  const back = sent.headers.get('location')!
  expect([sent.status, back]).toEqual([303, `${way}&comment=held#comments`])
  const own = await (await guest.get(back.split('#')[0]!)).text()
  expect(own).toContain('<strong>catheter</strong>')
  // Nobody else sees it yet, on neither page.
  for (const at of [page, way]) expect(await (await as(app).get(at)).text()).not.toContain('catheter')
  const { id } = await ctx.db.selectFrom('comment').select('id').executeTakeFirstOrThrow()
  await as(app, (await secretary(ctx)).cookie).post(`/en/manage/comments/${id}`, { do: 'approve' })
  const after = await (await as(app).get(page)).text()
  expect(after).toContain('<strong>catheter</strong>')
  expect(after).not.toContain('a@example.org')
  expect((await as(app).get('/en/comments/thread?kind=talk&ref=x')).status).toBe(404)
})

test('what another domain shows a member below a talk is kept for nobody, whoever came first and whatever is asked again', async () => {
  const secret = 'A case for members'
  const cases: Domain = {
    name: 'members-only',
    migrations: [],
    sections: {
      item: async (_ctx, actor) => (actor.personId === null ? null : h('p', null, `${secret} ${actor.name}`)),
    },
  }
  const app = testApp({ ...ctx, domains: [...ctx.domains, cases] })
  const { talk } = await aHall(ctx)
  const page = `/en/events/vsir-2026/talks/${talk.item.code}`
  const [one, two] = [await somebody(ctx, { name: 'Member One' }), await somebody(ctx, { name: 'Member Two' })]
  const read = async (cookie = '', tag?: string) => {
    const answer = await as(app, cookie).get(page, tag ? { 'if-none-match': tag } : {})
    const { headers } = answer
    return {
      status: answer.status,
      html: await answer.text(),
      tag: headers.get('etag')!,
      kept: headers.get('cache-control')!,
    }
  }
  for (let round = 0; round < 2; round++) {
    const mine = await read(one.cookie)
    expect(mine.html).toContain(`${secret} Member One`)
    expect(mine.kept).toMatch(/private|no-store/)
    const theirs = await read(two.cookie, mine.tag)
    expect([theirs.status, theirs.html.includes('Member One')]).toEqual([200, false])
    expect(theirs.html).toContain(`${secret} Member Two`)
    for (const stranger of [await read(), await read('', mine.tag), await read('better-auth.session_token=forged')])
      expect([stranger.status, stranger.html.includes(secret)]).toEqual([200, false])
    // And the page that strangers share is not the member's.
    const shared = await read()
    expect((await read(one.cookie, shared.tag)).html).toContain(`${secret} Member One`)
  }
})
