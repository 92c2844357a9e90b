import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createEvent } from '#src/domains/events/index.ts'
import { recordLook } from '#src/domains/imaging/index.ts'
import { grantRole, revokeRole } from '#src/domains/people/index.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { App } from '#src/platform/http/env.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { createGroup, setMember, setReviewer } from './commands/groups.ts'
import { letIn } from './commands/guests.ts'
import { backToDraft, close, declare, review, share } from './commands/states.ts'
import type { Audience } from './model.ts'
import { actorFor, as, must, readyCase, somebody, withImages, work, type MadeCase, type Somebody } from './testing.ts'

let ctx: TestContext
let app: App
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
})
afterEach(() => ctx.close())

const system = systemActor('test')

/** What the page and DICOMweb answer to each: they must say the same. */
async function seen(made: MadeCase & { studyUid: string }, people: Record<string, Somebody | undefined>) {
  const out: string[] = []
  for (const [name, who] of Object.entries(people)) {
    const page = (await as(app, who).get(`/en${made.path}`)).status
    const images = (await as(app, who).get(`/dicomweb/studies/${made.studyUid}/metadata`)).status
    expect([name, images]).toEqual([name, page])
    if (page === 200) out.push(name)
    else expect(page).toBe(404)
  }
  return out
}

async function everyone(made: MadeCase) {
  const people = {
    stranger: undefined,
    owner: made.owner,
    member: await somebody(ctx),
    inGroup: await somebody(ctx),
    delegate: await somebody(ctx),
    guest: await somebody(ctx),
    reviewer: await somebody(ctx),
    secretary: await somebody(ctx, { society: ['secretariat'] }),
  }
  await write(ctx, system, async (tx) => {
    await setReviewer(tx, people.reviewer.personId, true)
    return ok()
  })
  return people
}

async function anEvent(): Promise<string> {
  const made = await createEvent(ctx, system, {
    slug: 'vsir',
    kind: 'congress',
    title: { vi: 'Hội nghị' },
    zone: 'Asia/Ho_Chi_Minh',
    startsOn: '2026-04-17',
    endsOn: '2026-04-18',
    langs: ['vi'],
  })
  const { id } = must(made)
  await ctx.db.updateTable('event').set({ state: 'published' }).where('id', '=', id).execute()
  return id
}

describe('the page and DICOMweb let in the same', () => {
  test('through every state and every audience, and back', async () => {
    const made = await readyCase(ctx)
    const people = await everyone(made)
    const eventId = await anEvent()
    const group = must(await createGroup(ctx, made.actor, 'Nhóm gan'))
    const see = () => seen(made, people)
    expect(await see()).toEqual(['owner'])

    must(await declare(ctx, made.actor, made.code, { confirmed: true, submit: false }))
    expect(await see()).toEqual(['owner'])
    await write(ctx, made.actor, async (tx) => {
      await letIn(tx, made.id, 'test', [people.guest.personId], tx.now + 1_000)
      return ok()
    })
    expect(await see()).toEqual(['owner', 'guest'])
    ctx.clock.advance(1_000)
    await work(ctx)
    expect(await see()).toEqual(['owner'])

    must(await declare(ctx, made.actor, made.code, { confirmed: true, submit: true }))
    expect(await see()).toEqual(['owner', 'reviewer', 'secretary'])
    must(await review(ctx, actorFor(people.reviewer), made.code, { accept: true, note: '' }))

    const to = async (audience: Audience, ref = '') => must(await share(ctx, made.actor, made.code, { audience, ref }))
    await to('members')
    expect(await see()).toEqual(['owner', 'member', 'inGroup', 'delegate', 'guest', 'reviewer', 'secretary'])
    await to('public')
    expect(await see()).toEqual(Object.keys(people))
    await to('group', group.id)
    expect(await see()).toEqual(['owner', 'reviewer', 'secretary'])
    must(await setMember(ctx, made.actor, group.id, people.inGroup.personId, true))
    expect(await see()).toEqual(['owner', 'inGroup', 'reviewer', 'secretary'])
    must(await setMember(ctx, made.actor, group.id, people.inGroup.personId, false))
    expect(await see()).toEqual(['owner', 'reviewer', 'secretary'])

    await to('delegates', eventId)
    const role = { personId: people.delegate.personId, eventId, role: 'delegate' as const }
    await write(ctx, system, (tx) => grantRole(tx, role))
    await work(ctx)
    expect(await see()).toEqual(['owner', 'delegate', 'reviewer', 'secretary'])
    await write(ctx, system, (tx) => revokeRole(tx, role))
    await work(ctx)
    expect(await see()).toEqual(['owner', 'reviewer', 'secretary'])

    await write(ctx, system, async (tx) => {
      await setReviewer(tx, people.reviewer.personId, false)
      return ok()
    })
    expect(await see()).toEqual(['owner', 'secretary'])
    await to('public')
    must(await close(ctx, made.actor, made.code))
    expect(await see()).toEqual(['owner', 'secretary'])
    must(await backToDraft(ctx, made.actor, made.code))
    expect(await see()).toEqual(['owner'])
  }, 60_000)

  test('a study that comes later opens once it has been looked at', async () => {
    const made = await readyCase(ctx, { state: 'shared', audience: 'public' })
    const later = await withImages(ctx, made, { look: false })
    const get = async () => (await as(app).get(`/dicomweb/studies/${later.studyUid}/metadata`)).status
    expect(await get()).toBe(404)
    must(await recordLook(ctx, made.actor, later.studyId, 1))
    await work(ctx)
    expect(await get()).toBe(200)
  })
})
