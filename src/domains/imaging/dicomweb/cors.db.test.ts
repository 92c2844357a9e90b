import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from '#src/app.tsx'
import { readConfig } from '#src/platform/config.ts'
import { type ImagingWorld, imagingWorld } from '../testing.ts'

const OHIF = 'https://viewer.example.org'
let world: ImagingWorld
beforeAll(async () => {
  world = await imagingWorld()
})
afterAll(() => world.close())

const app = (origins: readonly string[]) =>
  buildApp({ ...world.ctx, config: { ...world.ctx.config, dicomwebOrigins: origins } })
const preflight = (origin: string) => ({
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'authorization',
    'sec-fetch-site': 'cross-site',
  },
})

test('no other origin may call unless the site names it', async () => {
  const owner = await world.person()
  for (const site of [app([]), app(['https://other.example.org'])]) {
    const asked = await site.request('/dicomweb/studies', preflight(OHIF))
    expect(asked.headers.get('access-control-allow-origin')).toBeNull()
    const got = await site.request('/dicomweb/studies', { headers: { ...owner.headers, origin: OHIF } })
    expect([got.status, got.headers.get('access-control-allow-origin')]).toEqual([200, null])
  }
})

test('a named origin may read and send with a token, never with a cookie', async () => {
  const owner = await world.person()
  const site = app([OHIF])
  const asked = await site.request('/dicomweb/studies', preflight(OHIF))
  expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, OHIF])
  expect(asked.headers.get('access-control-allow-headers')).toContain('authorization')
  const got = await site.request('/dicomweb/studies', { headers: { ...owner.headers, origin: OHIF } })
  expect([got.status, got.headers.get('access-control-allow-origin')]).toEqual([200, OHIF])
  expect(got.headers.get('access-control-allow-credentials')).toBeNull()
  expect(got.headers.get('vary')).toMatch(/origin/i)
  const wrong = await site.request('/dicomweb/studies', { headers: { authorization: 'Bearer hoi_no', origin: OHIF } })
  expect([wrong.status, wrong.headers.get('access-control-allow-origin')]).toEqual([401, OHIF])
  const elsewhere = await site.request('/vi', { headers: { origin: OHIF } })
  expect(elsewhere.headers.get('access-control-allow-origin')).toBeNull()
})

test('what is no origin stops the start', () => {
  for (const bad of ['*', 'viewer.example.org', `${OHIF}/`, 'javascript:alert(1)'])
    expect(readConfig({ DICOMWEB_ORIGINS: bad }).ok).toBe(false)
  const read = readConfig({ DICOMWEB_ORIGINS: `${OHIF}, http://localhost:3000` })
  expect(read.ok && read.config.dicomwebOrigins).toEqual([OHIF, 'http://localhost:3000'])
})
