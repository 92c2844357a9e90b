import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browser } from '#src/domains/people/testing.ts'
import { stripMp4 } from '#src/lib/imaging/capture/mp4.ts'
import { mp4 } from '#src/lib/imaging/capture/testing.ts'
import { setAccess } from '../commands/studies.ts'
import { imagingWorld, type ImagingWorld } from '../testing.ts'
import { addChunk, announce, beginUpload, fileOf } from './uploads.ts'

let world: ImagingWorld
beforeAll(async () => {
  world = await imagingWorld()
})
afterAll(() => world.close())

/** Sends one video as the browser would; answers what became of it. */
async function send(bytes: Uint8Array) {
  const { ctx } = world
  const owner = await world.person()
  const begun = await beginUpload(ctx, owner.actor, { caseId: null, files: 1, bytes: bytes.length })
  if (!begun.ok) throw new Error(begun.code)
  const hash = createHash('sha256').update(bytes).digest('hex')
  const standing = await announce(ctx, owner.actor, begun.value.id, [{ hash, bytes: bytes.length, kind: 'video' }])
  if (!standing.ok) throw new Error(standing.code)
  const file = (await fileOf(ctx, owner.actor, begun.value.id, standing.value[0]!.id))!
  const done = await addChunk(ctx, owner.actor, file, 0, new Response(bytes as Uint8Array<ArrayBuffer>).body!)
  await world.work()
  return { owner, done, hash, caseId: begun.value.keys.id }
}

it('keeps a stripped video with its case, seen in ranges by whoever may see its study, once it has been looked at', async () => {
  const clean = stripMp4(mp4())!
  const { owner, done, caseId } = await send(clean)
  expect(done).toMatchObject({ ok: true })
  const { id, study_id } = await world.ctx.db
    .selectFrom('imaging_attachment')
    .select(['id', 'study_id'])
    .executeTakeFirstOrThrow()
  const study = await world.ctx.db
    .selectFrom('imaging_study')
    .select(['study_uid', 'case_id'])
    .where('id', '=', study_id)
    .executeTakeFirstOrThrow()
  expect(study.case_id).toBe(caseId)
  const address = `/imaging/attachments/${id}`
  const own = browser(world.app, owner.cookie)
  const part = await own.get(address, { range: 'bytes=4-11' })
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
    206,
    `bytes 4-11/${clean.length}`,
    'ftypisom',
  ])
  expect((await own.get(address, { range: `bytes=${clean.length}-` })).status).toBe(416)
  expect((await own.get(address)).headers.get('cache-control')).toContain('no-store')
  await setAccess(world.ctx, owner.actor, study_id, 'public')
  expect((await browser(world.app).get(address)).status).toBe(404)
  const page = await (await own.get(`/en/imaging/studies/${study.study_uid}/look`)).text()
  expect(page).toContain(address)
  await own.post(`/en/imaging/studies/${study.study_uid}/look`, { images: id })
  expect((await browser(world.app).get(address)).status).toBe(200)
  await own.post('/en/imaging/withdraw', { case: caseId, reason: 'consent' })
  await world.work()
  expect((await own.get(address)).status).toBe(404)
  expect(await world.ctx.db.selectFrom('imaging_attachment').select('id').execute()).toEqual([])
})

it('believes no browser that says a video is clean', async () => {
  const { done, hash } = await send(mp4())
  expect(done).toMatchObject({ ok: false, code: 'wrong-type' })
  expect(await world.ctx.blobs.size(hash)).toBeNull()
})
