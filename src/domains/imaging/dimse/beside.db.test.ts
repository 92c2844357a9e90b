import { afterAll, beforeAll, expect, test } from 'vitest'
import { browser, somebody } from '#src/domains/people/testing.ts'
import { inProcessBus } from '#src/platform/bus.ts'
import type { Context } from '#src/platform/context.ts'
import { followSettings } from '#src/platform/settings.ts'
import { freePort } from '#tests/support/free-port.ts'
import { type ImagingWorld, imagingWorld } from '../testing.ts'
import { listeningOf, startDimseService } from './service.ts'

// `hoi dicom listen` beside the site on SQLite: one database, and a bus of its own that hears nothing of the site's.
let world: ImagingWorld
let beside: Context
let service: { close(): Promise<void> }
let deaf: () => void

beforeAll(async () => {
  world = await imagingWorld()
  beside = { ...world.ctx, bus: inProcessBus(() => {}) }
  deaf = await followSettings(beside, 20)
  service = await startDimseService(beside)
})
afterAll(async () => {
  deaf()
  await service.close()
  await world.close()
})

test('a listener of its own does what the settings page of the site says', async () => {
  const admin = await somebody(world.ctx, { society: ['administrator'] })
  const own = browser(world.app, admin.cookie)
  const save = (port: number, peers: string) =>
    own.post('/en/manage/imaging/dimse', { aeTitle: 'HOI', port: String(port), host: '127.0.0.1', peers })
  expect((await listeningOf(beside)).state).toBe('off')
  const [first, second] = [await freePort(), await freePort()]
  await save(first, `CT1 * ${admin.email}`)
  await expect.poll(() => listeningOf(beside)).toMatchObject({ state: 'on', port: first })
  await save(second, `CT1 * ${admin.email}`)
  await expect.poll(() => listeningOf(beside)).toMatchObject({ state: 'on', port: second })
  await save(second, '')
  await expect.poll(async () => (await listeningOf(beside)).state).toBe('off')
})
