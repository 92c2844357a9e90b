import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser, somebody } from '#src/domains/people/testing.ts'
import type { Actor } from '#src/platform/authz.ts'
import { stranger } from '#src/platform/authz.ts'
import { beginUpload, announce, addChunk, fileOf } from '../intake/uploads.ts'
import { setAccess } from '../commands/studies.ts'
import { imagingWorld, type ImagingWorld, stowRequest, testImage } from '../testing.ts'
import { tombstonesOf } from './tombstone.ts'
import { withdrawImagingCase } from './withdraw.ts'

let world: ImagingWorld
beforeAll(async () => {
  world = await imagingWorld()
})
afterAll(() => world.close())

let made = 0

/** A case with two images, open to everybody, and half of an upload. */
async function fullCase() {
  const { ctx } = world
  const owner = await world.person()
  const n = ++made
  const files = [1, 2].map((i) =>
    testImage({
      patient: `W${n}`,
      study: `1.2.70.${n}`,
      series: `1.2.70.${n}.1`,
      instance: `1.2.70.${n}.1.${i}`,
      number: i,
      level: n * 50 + i,
    }),
  )
  const request = () => world.app.request('/dicomweb/studies', stowRequest(files, owner.headers))
  await request()
  await world.work()
  const study = await ctx.db
    .selectFrom('imaging_study')
    .selectAll()
    .where('owner_id', '=', owner.actor.personId!)
    .executeTakeFirstOrThrow()
  const own = browser(world.app, owner.cookie)
  const images = await ctx.db
    .selectFrom('imaging_instance')
    .select(['id', 'sop_uid'])
    .where('study_id', '=', study.id)
    .execute()
  await own.post(`/en/imaging/studies/${study.study_uid}/look`, { images: images.map(({ id }) => id).join(' ') })
  await setAccess(ctx, owner.actor, study.id, 'public')
  const begun = await beginUpload(ctx, owner.actor, { caseId: study.case_id, files: 1, bytes: 5000 })
  if (!begun.ok) throw new Error(begun.code)
  const hash = 'ab'.repeat(32)
  const standing = await announce(ctx, owner.actor, begun.value.id, [{ hash, bytes: 5000, kind: 'dicom' }])
  if (!standing.ok) throw new Error(standing.code)
  const file = await fileOf(ctx, owner.actor, begun.value.id, standing.value[0]!.id)
  const piece = new Response(Uint8Array.from({ length: 3000 }, (_, i) => (i * n) & 0xff)).body!
  await addChunk(ctx, owner.actor, file!, 0, piece)
  const { series_uid: series } = await ctx.db
    .selectFrom('imaging_series')
    .select('series_uid')
    .where('study_id', '=', study.id)
    .executeTakeFirstOrThrow()
  const root = `/dicomweb/studies/${study.study_uid}`
  const object = `${root}/series/${series}/instances/${images[0]!.sop_uid}`
  const addresses = [
    root,
    `${root}/metadata`,
    `${root}/thumbnail`,
    `${root}/series/${series}`,
    `${root}/series/${series}/thumbnail`,
    object,
    `${object}/metadata`,
    `${object}/rendered`,
    `${object}/thumbnail`,
    `${object}/frames/1`,
    `${object}/frames/1/rendered`,
    `${object}/bulkdata/7FE00010`,
    `/en/imaging/studies/${study.study_uid}/look`,
    `/en/imaging/studies/${study.study_uid}/view`,
    `/imaging/uploads/${begun.value.id}`,
  ]
  return { owner, own, study, addresses, request, upload: begun.value.id }
}

const blobs = async (): Promise<string[]> => (await Array.fromAsync(world.ctx.blobs.list())).map(({ hash }) => hash)

/** Every row of every table that names the case or its study. */
async function traces(caseId: string, studyId: string): Promise<string[]> {
  const { db } = world.ctx
  const found: string[] = []
  const count = async (name: string, query: Promise<unknown[]>): Promise<void> => {
    if ((await query).length > 0) found.push(name)
  }
  await count('case', db.selectFrom('imaging_case').selectAll().where('id', '=', caseId).execute())
  for (const table of ['imaging_study', 'imaging_upload', 'imaging_received', 'imaging_doomed'] as const)
    await count(table, db.selectFrom(table).selectAll().where('case_id', '=', caseId).execute())
  for (const table of [
    'imaging_series',
    'imaging_instance',
    'imaging_grant',
    'imaging_seen',
    'imaging_blank',
    'imaging_attachment',
    'imaging_mark',
  ] as const)
    await count(table, db.selectFrom(table).selectAll().where('study_id', '=', studyId).execute())
  for (const table of ['imaging_header', 'imaging_copy', 'imaging_view'] as const) {
    const left = db
      .selectFrom(table)
      .select('instance_id')
      .where('instance_id', 'not in', db.selectFrom('imaging_instance').select('id'))
    await count(table, left.execute())
  }
  return found
}

describe('withdrawal', () => {
  it('is the owner’s, and of those who run the society; to others the case is not there', async () => {
    const { study, owner } = await fullCase()
    const other = await world.person()
    expect(await withdrawImagingCase(world.ctx, other.actor, study.case_id)).toMatchObject({
      ok: false,
      code: 'not-found',
    })
    expect(await withdrawImagingCase(world.ctx, stranger, study.case_id)).toMatchObject({
      ok: false,
      code: 'not-found',
    })
    const { personId } = await somebody(world.ctx)
    const secretariat: Actor = { ...stranger, personId, society: new Set(['secretariat']) }
    expect(await withdrawImagingCase(world.ctx, secretariat, study.case_id, 'consent')).toMatchObject({ ok: true })
    expect(await withdrawImagingCase(world.ctx, owner.actor, study.case_id)).toMatchObject({ ok: true })
    expect(await tombstonesOf(world.ctx, secretariat)).toEqual([])
    await world.work()
  })

  it('leaves no byte on the disk, no row, and no address that answers; a tombstone says that it was there', async () => {
    await world.work()
    const before = new Set(await blobs())
    const one = await fullCase()
    for (const address of one.addresses) expect((await one.own.get(address)).status, address).toBe(200)
    expect((await blobs()).filter((hash) => !before.has(hash)).length).toBeGreaterThan(5)
    expect(await withdrawImagingCase(world.ctx, one.owner.actor, one.study.case_id, 'consent')).toMatchObject({
      ok: true,
    })
    // At once, before any job has run, nobody gets a byte: neither its owner nor a stranger.
    for (const address of one.addresses) {
      expect((await one.own.get(address)).status, address).toBe(404)
      expect((await browser(world.app).get(address)).status, address).toBeOneOf([404, 303])
    }
    await world.work()
    expect((await blobs()).filter((hash) => !before.has(hash))).toEqual([])
    expect(await traces(one.study.case_id, one.study.id)).toEqual([])
    expect(await tombstonesOf(world.ctx, one.owner.actor)).toMatchObject([
      { caseId: one.study.case_id, studies: [one.study.study_uid], series: 1, instances: 2, reason: 'consent' },
    ])
    expect((await tombstonesOf(world.ctx, one.owner.actor))[0]!.goneAt).not.toBeNull()
    const audit = await world.ctx.db
      .selectFrom('audit')
      .select('after')
      .where('action', '=', 'imaging.withdraw')
      .where('entity_id', '=', one.study.case_id)
      .execute()
    expect(audit).toHaveLength(1)
  })

  it('refuses what still arrives for the case, and keeps nothing of it', async () => {
    const one = await fullCase()
    await withdrawImagingCase(world.ctx, one.owner.actor, one.study.case_id, 'consent')
    await world.work()
    const before = await blobs()
    await one.request()
    await world.work()
    expect(await blobs()).toEqual(before)
    expect(
      await world.ctx.db
        .selectFrom('imaging_study')
        .select('id')
        .where('study_uid', '=', one.study.study_uid)
        .execute(),
    ).toEqual([])
  })

  it('ends also what was on its way into the archive when it was withdrawn', async () => {
    await world.work()
    const before = new Set(await blobs())
    const one = await fullCase()
    const late = testImage({
      patient: `W${made}`,
      study: `1.2.70.${made}`,
      instance: `1.2.70.${made}.9`,
      number: 9,
      level: 999,
    })
    const { hash, bytes } = await world.ctx.blobs.put(late)
    const { receive } = await import('../commands/receive.ts')
    await receive(world.ctx, one.owner.actor, [
      { blob: hash, bytes, source: 'file', batch: 'late', caseId: one.study.case_id },
    ])
    await withdrawImagingCase(world.ctx, one.owner.actor, one.study.case_id)
    expect((await tombstonesOf(world.ctx, one.owner.actor))[0]!.goneAt).toBeNull()
    await world.work()
    expect((await blobs()).filter((one_) => !before.has(one_))).toEqual([])
    expect((await tombstonesOf(world.ctx, one.owner.actor))[0]!.goneAt).not.toBeNull()
  })

  it('goes on where it was killed', async () => {
    await world.work()
    const before = new Set(await blobs())
    const one = await fullCase()
    await withdrawImagingCase(world.ctx, one.owner.actor, one.study.case_id)
    let removed = 0
    const failing = {
      ...world.ctx,
      blobs: {
        ...world.ctx.blobs,
        remove: async (hash: string) => {
          if ((removed += 1) > 2) throw new Error('killed')
          await world.ctx.blobs.remove(hash)
        },
      },
    }
    const { bury } = await import('../intake/doomed.ts')
    await expect(bury(failing)).rejects.toThrow('killed')
    expect((await blobs()).filter((hash) => !before.has(hash)).length).toBeGreaterThan(0)
    await world.work()
    expect((await blobs()).filter((hash) => !before.has(hash))).toEqual([])
  })
})
