import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#src/platform/authz.ts'
import { stranger } from '#src/platform/authz.ts'
import { keyHash } from '#src/platform/http/handed-keys.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { dropKeyGrants, maySeeStudy, recordLook, setKeyGrants, visibleStudies } from './index.ts'
import { imagingWorld, stowRequest, testImage, type ImagingWorld } from './testing.ts'

let world: ImagingWorld
let owner: Actor
let study: { id: string; study_uid: string }
const token = 'k'.repeat(43)
const cookie = `hoi_keys=${token}`

beforeEach(async () => {
  world = await imagingWorld()
  const person = await world.person()
  owner = person.actor
  await world.app.request('http://hoi.test/dicomweb/studies', stowRequest([testImage()], person.headers))
  await world.work()
  study = await world.ctx.db.selectFrom('imaging_study').select(['id', 'study_uid']).executeTakeFirstOrThrow()
})
afterEach(() => world.close())

const grant = (ownerId = owner.personId!, ms = 60_000) =>
  write(world.ctx, owner, async (tx) => {
    await setKeyGrants(tx, ownerId, keyHash(token), [study.id], tx.now + ms)
    return ok()
  })
const get = (headers: Record<string, string> = {}) =>
  world.app.request(`http://hoi.test/dicomweb/studies/${study.study_uid}/metadata`, { headers })
const found = async (actor: Actor) => (await visibleStudies(world.ctx.db, actor).execute()).length

describe('keys that a browser was handed', () => {
  test('open nothing by themselves, and nothing that nobody has looked at', async () => {
    expect((await get({ cookie })).status).toBe(404)
    await grant()
    expect((await get({ cookie })).status).toBe(404)
    await recordLook(world.ctx, owner, study.id, 1)
    expect((await get()).status).toBe(404)
    expect((await get({ cookie: `hoi_keys=${'x'.repeat(43)}` })).status).toBe(404)
    expect((await get({ cookie })).status).toBe(200)
  })

  test('end with their time and at once with their grant', async () => {
    await recordLook(world.ctx, owner, study.id, 1)
    await grant()
    expect((await get({ cookie })).status).toBe(200)
    world.ctx.clock.advance(60_000)
    expect((await get({ cookie })).status).toBe(404)
    await grant()
    expect((await get({ cookie })).status).toBe(200)
    await write(world.ctx, owner, async (tx) => {
      await dropKeyGrants(tx, keyHash(token))
      return ok()
    })
    expect((await get({ cookie })).status).toBe(404)
  })

  test('a link opens only what its maker owns', async () => {
    await recordLook(world.ctx, owner, study.id, 1)
    const other = await world.person()
    await grant(other.actor.personId!)
    expect((await get({ cookie })).status).toBe(404)
  })

  test('the set and the single question agree', async () => {
    await grant()
    const keyed: Actor = { ...stranger, keys: [keyHash(token)], keysAt: world.ctx.clock.now() }
    const signedIn: Actor = { ...keyed, personId: 'somebody' }
    for (const looked of [false, true]) {
      if (looked) await recordLook(world.ctx, owner, study.id, 1)
      for (const actor of [stranger, keyed, signedIn, { ...signedIn, keys: undefined }]) {
        const state = {
          ownerId: owner.personId!,
          access: 'private' as const,
          looked,
          granted: false,
          handed: actor.keys !== undefined && actor.keys.length > 0,
        }
        expect(await found(actor)).toBe(maySeeStudy(actor, state) ? 1 : 0)
      }
    }
  })
})
