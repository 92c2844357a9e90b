import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { holds, testFile } from '#src/lib/dicom/testing.ts'
import { type ImagingWorld, imagingWorld, stowRequest, testImage } from '../testing.ts'
import { first, json, send } from './testing.ts'

/** What comes by STOW-RS and is not as it should be, and what becomes of who is named in it. */
let world: ImagingWorld
beforeAll(async () => void (world = await imagingWorld()))
afterAll(() => world.close())

describe('bad input', () => {
  test('each has its answer, and the rest of the request goes on', async () => {
    const owner = await world.person()
    const executable = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(4000, 7)])
    const dicomdir = testFile([{ tag: 0x00041220, vr: 'SQ', items: [] }])
    const noClass = testFile(
      [
        { tag: 0x0020000d, vr: 'UI', value: '1.2.3' },
        { tag: 0x00100020, vr: 'LO', value: 'P4' },
      ].toReversed(),
      { form: 'bare' },
    )
    const cut = testImage({ patient: 'P4' }).subarray(0, 600)
    const good = testImage({ patient: 'P4' })
    const sent = await send(world, [executable, dicomdir, noClass, cut, good], owner.headers)
    expect(sent.status).toBe(202)
    expect(sent.failed.map((f) => first(f, '00081197'))).toEqual([0xc000, 0xc000, 0xa900, 0xc000])
    expect(sent.stored).toHaveLength(1)
    expect((await send(world, [executable], owner.headers)).status).toBe(409)
  })

  test('empty identifiers are filled in, so that files of a series stay together and the same file is known again', async () => {
    const owner = await world.person()
    const empty = (level: number) => testImage({ patient: 'P9', study: '', series: '', instance: '', level })
    expect((await send(world, [empty(0), empty(1), empty(1)], owner.headers)).status).toBe(200)
    const [study, ...more] = await json(await world.app.request('/dicomweb/studies', { headers: owner.headers }))
    expect([more.length, first(study, '00201206'), first(study, '00201208')]).toEqual([0, 1, 2])
    expect(first(study, '0020000D')).toMatch(/^2\.25\./)
  })

  test('the same again changes nothing, other content under the same instance stays in quarantine', async () => {
    const owner = await world.person()
    const count = async () =>
      (
        await world.ctx.db
          .selectFrom('imaging_instance')
          .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
          .select('imaging_instance.blob')
          .where('owner_id', '=', owner.actor.personId!)
          .execute()
      ).map((r) => r.blob)
    await send(world, [testImage({ patient: 'P5' })], owner.headers)
    const before = await count()
    await send(world, [testImage({ patient: 'P5' })], owner.headers)
    await send(world, [testImage({ patient: 'P5', level: 100 })], owner.headers)
    expect(await count()).toEqual(before)
    const reasons = await world.ctx.db
      .selectFrom('imaging_received')
      .select(['state', 'reason'])
      .where('owner_id', '=', owner.actor.personId!)
      .orderBy('id')
      .execute()
    expect(reasons.map((r) => r.reason || r.state)).toEqual(['done', 'done', 'duplicate-differs'])
  })

  test('the same study from two people becomes two, which do not meet; an archived object of another is refused', async () => {
    const [one, two] = [await world.person(), await world.person()]
    await send(world, [testImage({ patient: 'P6' })], one.headers)
    await send(world, [testImage({ patient: 'P6' })], two.headers)
    const studies = await world.ctx.db
      .selectFrom('imaging_study')
      .select(['study_uid', 'owner_id'])
      .where('owner_id', 'in', [one.actor.personId!, two.actor.personId!])
      .execute()
    expect(new Set(studies.map((s) => s.study_uid)).size).toBe(2)
    const row = await world.ctx.db
      .selectFrom('imaging_instance')
      .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
      .select('blob')
      .where('owner_id', '=', one.actor.personId!)
      .executeTakeFirstOrThrow()
    const clean = new Uint8Array(await new Response(await world.ctx.blobs.get(row.blob)).arrayBuffer())
    await send(world, [clean], two.headers)
    const refused = await world.ctx.db
      .selectFrom('imaging_received')
      .select('reason')
      .where('owner_id', '=', two.actor.personId!)
      .where('state', '=', 'refused')
      .execute()
    expect(refused.map((r) => r.reason)).toEqual(['study-of-another'])
  })

  test('a message that breaks off stores nothing', async () => {
    const owner = await world.person()
    const request = stowRequest([testImage()], owner.headers)
    const body = new Uint8Array(request.body as Buffer).slice(0, 700)
    expect((await world.app.request('/dicomweb/studies', { ...request, body })).status).toBe(400)
    expect(
      await world.ctx.db
        .selectFrom('imaging_received')
        .select('id')
        .where('owner_id', '=', owner.actor.personId!)
        .execute(),
    ).toEqual([])
  })
})

describe('identity', () => {
  test('is gone from the disk once an object is archived, and from refused ones after a week', async () => {
    const owner = await world.person()
    await send(world, [testImage({ patient: 'FORGET', study: '1.2.77', instance: '1.2.77.1' })], owner.headers)
    const held = async () => {
      let found = 0
      for await (const { hash } of world.ctx.blobs.list()) {
        const bytes = new Uint8Array(await new Response(await world.ctx.blobs.get(hash)).arrayBuffer())
        if (holds(bytes, 'FORGET')) found += 1
      }
      return found
    }
    expect(await held()).toBe(1)
    world.ctx.clock.advance(100_000)
    await world.work()
    expect(await held()).toBe(0)
    await send(
      world,
      [testImage({ patient: 'FORGET', study: '1.2.77', instance: '1.2.77.1', level: 50 })],
      owner.headers,
    )
    world.ctx.clock.advance(100_000)
    await world.work()
    expect(await held()).toBe(1)
    world.ctx.clock.advance(8 * 86_400_000)
    await world.ctx.db
      .insertInto('job')
      .values({
        id: 'x',
        name: 'imaging:forget',
        payload: '{}',
        state: 'ready',
        attempts: 0,
        run_at: 0,
        locked_until: null,
        last_error: null,
        created_at: 0,
        dedupe: null,
      })
      .execute()
    await world.work()
    expect(await held()).toBe(0)
  })
})
