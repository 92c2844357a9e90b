import { afterEach, beforeEach, expect, test } from 'vitest'
import { onImagesWithdrawn, withdrawImagingCase } from '#src/domains/imaging/index.ts'
import type { App } from '#src/platform/http/env.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { withdrawCase } from './commands/withdraw.ts'
import { createShare, revokeShare } from './share/commands.ts'
import { caseFor } from './queries/case.ts'
import { as, must, readyCase, somebody, work } from './testing.ts'

let ctx: TestContext
let app: App
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
})
afterEach(() => ctx.close())

const revealed = async (path: string, who?: Parameters<typeof as>[1]) => (await as(app, who).get(path)).text()

test('a browser asks each time whether it still may show a picture, and is told so without the picture', async () => {
  const made = await readyCase(ctx)
  const at = `/media/cases/${made.code}/a-0/320.webp`
  const me = as(app, made.owner)
  const first = await me.get(at)
  expect(first.headers.get('cache-control')).toBe('private, no-cache')
  const etag = first.headers.get('etag')!
  const again = await me.get(at, { 'if-none-match': etag })
  expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0])
  // What a browser has of it is no reason to be told that it is there.
  expect((await as(app, await somebody(ctx)).get(at, { 'if-none-match': etag })).status).toBe(404)
  await ctx.db.updateTable('case_record').set({ state: 'reviewed' }).execute()
  const found = (await caseFor(ctx, made.actor, made.code))!
  const input = { label: 'Hội chẩn', days: 7, images: true, comments: false, answer: false }
  const link = must(await createShare(ctx, made.actor, found, input))
  const guest = as(app)
  await guest.get(`/en/cases/shared/${link.token}`)
  expect((await guest.get(at, { 'if-none-match': etag })).status).toBe(304)
  must(await revokeShare(ctx, made.actor, found, link.id))
  expect((await guest.get(at, { 'if-none-match': etag })).status).toBe(404)
  must(await withdrawCase(ctx, made.actor, made.code, { reason: 'consent', confirmed: true }))
  expect((await me.get(at, { 'if-none-match': etag })).status).toBe(404)
})

test('whoever keeps pictures in memory hears of a withdrawal once, also where it came late', async () => {
  const made = await readyCase(ctx)
  let heard = 0
  const hear = () => void heard++
  onImagesWithdrawn(ctx, hear)
  onImagesWithdrawn(ctx, hear)
  // As another process says it, and as after a broken line.
  ctx.bus.publish('imaging-withdrawn', 'some-other-case')
  ctx.bus.publish('bus', 'reconnected')
  expect(heard).toBe(2)
  must(await withdrawImagingCase(ctx, made.actor, made.imagingCaseId, 'consent'))
  expect(heard).toBe(3)
})

test('a case whose images were withdrawn stands, says so with the day, and offers its owner to withdraw the rest', async () => {
  const made = await readyCase(ctx, { state: 'shared', audience: 'public' })
  expect(await revealed(`/en${made.path}`)).not.toContain('were withdrawn on')
  must(await withdrawImagingCase(ctx, made.actor, made.imagingCaseId, 'consent'))
  await work(ctx)
  const days = { vi: '1 tháng 4', en: '1 April 2026', ko: '2026년 4월 1일' }
  for (const [lang, day] of Object.entries(days)) {
    const page = await revealed(`/${lang}${made.path}`)
    expect(page).toContain(day)
    expect(page).not.toContain('<picture>')
    expect(page).not.toContain(`${made.path}/view`)
    expect(page).not.toContain(`${made.path}/withdraw`)
  }
  const page = await revealed(`/en${made.path}`)
  expect(page).toContain('The images of this case were withdrawn on')
  expect(page).toContain('right upper quadrant pain')
  expect(await revealed(`/en${made.path}`, made.owner)).toContain(`/en${made.path}/withdraw`)
  const images = await revealed(`/en${made.path}/images`, made.owner)
  expect(images).toContain('takes no more images')
  for (const path of ['', '/edit', '/pictures', '/sharing', '/discussion', '/present', '/quiz'])
    expect([path, (await as(app, made.owner).get(`/en${made.path}${path}`)).status]).toEqual([
      path,
      expect.toBeOneOf([200, 303, 404]),
    ])
  expect((await as(app).get(`/en${made.path}/view`)).status).toBe(404)
  must(await withdrawCase(ctx, made.actor, made.code, { reason: 'consent', confirmed: true }))
  expect((await as(app).get(`/en${made.path}`)).status).toBe(410)
})

test('videos of a case are played by the browser and downloaded, by whoever may see its images', async () => {
  const made = await readyCase(ctx, { state: 'shared', audience: 'public' })
  const { hash, bytes } = await ctx.blobs.put(new Uint8Array(2_400_000))
  const study = await ctx.db.selectFrom('imaging_study').select('id').executeTakeFirstOrThrow()
  await ctx.db
    .insertInto('imaging_attachment')
    .values({
      id: ctx.ids.id(),
      study_id: study.id,
      owner_id: made.owner.personId,
      type: 'video/mp4',
      blob: hash,
      bytes,
      created_at: 0,
    })
    .execute()
  const page = await revealed(`/en${made.path}`, made.owner)
  const address = /\/imaging\/attachments\/[0-9a-f-]{36}/.exec(page)![0]
  expect(page).toMatch(/<video [^>]*controls[^>]*preload="none"/)
  expect(page).toContain('download="video-1.mp4"')
  expect(page).toContain('2.4 MB')
  expect((await as(app, made.owner).get(address)).status).toBe(200)
  // The archive decides about each study, not the case's page.
  await ctx.db.updateTable('imaging_study').set({ access: 'private' }).execute()
  expect(await revealed(`/en${made.path}`)).not.toContain('<video')
  expect((await as(app).get(address)).status).toBe(404)
  await ctx.db.updateTable('imaging_study').set({ access: 'public' }).execute()
  expect(await revealed(`/en${made.path}`)).toContain(address)
  expect((await as(app).get(address)).status).toBe(200)
})
