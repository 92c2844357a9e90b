import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ctPixels, writeStudy } from '../../bench/support/imaging-files.ts'
import { startHoi, type Hoi } from '../../bench/support/receivers.ts'
import { launchBrowser } from './support/browser.ts'

// dicomweb-client is what OHIF and others speak DICOMweb with: here it speaks with us from a browser.
const SLICES = 3
const folder = mkdtempSync(path.join(os.tmpdir(), 'hoi-dicomweb-client-'))
let hoi: Hoi
let browser: Browser
let page: Page

interface Client {
  searchForStudies(o?: object): Promise<Json[]>
  searchForSeries(o: object): Promise<Json[]>
  searchForInstances(o: object): Promise<Json[]>
  retrieveStudyMetadata(o: object): Promise<Json[]>
  retrieveSeriesMetadata(o: object): Promise<Json[]>
  retrieveInstanceMetadata(o: object): Promise<Json[]>
  retrieveInstance(o: object): Promise<ArrayBuffer>
  retrieveSeries(o: object): Promise<ArrayBuffer[]>
  retrieveStudy(o: object): Promise<ArrayBuffer[]>
  retrieveInstanceFrames(o: object): Promise<ArrayBuffer[]>
  retrieveInstanceRendered(o: object): Promise<ArrayBuffer[]>
  retrieveInstanceThumbnail(o: object): Promise<ArrayBuffer[]>
  retrieveBulkData(o: object): Promise<ArrayBuffer[]>
  storeInstances(o: object): Promise<unknown>
}
type Json = Record<string, { vr: string; Value?: unknown[]; BulkDataURI?: string }>
type Uids = { studyInstanceUID: string; seriesInstanceUID: string; sopInstanceUID: string }

/** Runs in the page with a client that has our token; `given` is plain data. */
const run = <G, R>(given: G, body: (client: Client, given: G) => Promise<R>): Promise<R> =>
  page.evaluate(
    `(${body.toString()})(globalThis.client, ${JSON.stringify(given)}).catch((error) => {
      throw error.request ? new Error(error.request.status + ' ' + error.request.responseURL) : error
    })`,
  ) as Promise<R>

beforeAll(async () => {
  hoi = await startHoi(folder)
  browser = await launchBrowser()
  // No policy of ours on a page of somebody else.
  page = await browser.newPage({ bypassCSP: true })
  await page.goto(`http://127.0.0.1:${hoi.http}/robots.txt`)
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('dicomweb-client') })
  await page.evaluate(
    `globalThis.client = new DICOMwebClient.api.DICOMwebClient(${JSON.stringify({
      url: `http://127.0.0.1:${hoi.http}/dicomweb`,
      headers: { Authorization: `Bearer ${hoi.token}` },
      verbose: false,
    })})`,
  )
})
afterAll(async () => {
  await browser?.close()
  await hoi?.stop()
  rmSync(folder, { recursive: true, force: true })
})

let uids: Uids
test('stores what is then found, by study, series and object', async () => {
  const files = writeStudy(path.join(folder, 'files'), '2.25.901', SLICES).map((file) =>
    readFileSync(file).toString('base64'),
  )
  await run(files, async (client, all) => {
    const datasets = all.map((text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer)
    await client.storeInstances({ datasets })
  })
  await expect.poll(async () => (await hoi.state()).done, { timeout: 60_000, interval: 200 }).toBe(SLICES)
  uids = await run(null, async (client) => {
    const text = (item: Json, tag: string): string => String(item[tag]?.Value?.[0])
    const [study] = await client.searchForStudies()
    const studyInstanceUID = text(study!, '0020000D')
    const [series] = await client.searchForSeries({ studyInstanceUID })
    const seriesInstanceUID = text(series!, '0020000E')
    const instances = await client.searchForInstances({ studyInstanceUID, seriesInstanceUID })
    if (instances.length !== 3) throw new Error(`${instances.length} instances`)
    return { studyInstanceUID, seriesInstanceUID, sopInstanceUID: text(instances[0]!, '00080018') }
  })
  // De-identified on the way: the archive has other UIDs.
  expect(uids.studyInstanceUID).toMatch(/^2\.25\./)
  expect(uids.studyInstanceUID).not.toBe('2.25.901')
})

test('metadata at every level names no patient', async () => {
  const metadata = await run(uids, async (client, of) => ({
    study: await client.retrieveStudyMetadata(of),
    series: await client.retrieveSeriesMetadata(of),
    one: await client.retrieveInstanceMetadata(of),
  }))
  expect([metadata.study.length, metadata.series.length]).toEqual([SLICES, SLICES])
  expect(metadata.one[0]?.['00080018']?.Value).toEqual([uids.sopInstanceUID])
  expect(metadata.one[0]?.['00280010']?.Value).toEqual([512])
  expect(JSON.stringify(metadata)).not.toContain('Phantom')
})

test('objects whole, alone and together', async () => {
  const sizes = await run(uids, async (client, of) => {
    const dicm = (bytes: ArrayBuffer): string => new TextDecoder().decode(bytes.slice(128, 132))
    const one = await client.retrieveInstance(of)
    const series = await client.retrieveSeries(of)
    const study = await client.retrieveStudy(of)
    return { marks: [one, ...series, ...study].map(dicm), counts: [series.length, study.length], one: one.byteLength }
  })
  expect(sizes.counts).toEqual([SLICES, SLICES])
  expect(new Set(sizes.marks)).toEqual(new Set(['DICM']))
  expect(sizes.one).toBeGreaterThan(512 * 512 * 2)
})

test('frames, bulk data and pictures', async () => {
  const got = await run(uids, async (client, of) => {
    const [frame] = await client.retrieveInstanceFrames({ ...of, frameNumbers: [1] })
    const [metadata] = await client.retrieveInstanceMetadata(of)
    const address = metadata?.['7FE00010']?.BulkDataURI
    // This instance was started without knowing its own address.
    const [bulk] = address
      ? await client.retrieveBulkData({ BulkDataURI: location.origin + new URL(address).pathname })
      : []
    const hash = async (bytes: ArrayBuffer | undefined): Promise<string> =>
      bytes ? Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))).join() : 'none'
    const head = ([bytes]: ArrayBuffer[]): number[] => [...new Uint8Array(bytes!.slice(0, 3))]
    const mediaTypes = [{ mediaType: 'image/jpeg' }]
    return {
      frame: await hash(frame),
      bulk: await hash(bulk),
      rendered: head(await client.retrieveInstanceRendered({ ...of, mediaTypes })),
      thumbnail: head(await client.retrieveInstanceThumbnail({ ...of, mediaTypes })),
    }
  })
  const sent = await Promise.all(
    Array.from({ length: SLICES }, async (_, n) =>
      Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', ctPixels(512, n).buffer as ArrayBuffer))).join(),
    ),
  )
  expect(sent).toContain(got.frame)
  expect(got.bulk).toBe(got.frame)
  const jpeg = [0xff, 0xd8, 0xff]
  expect([got.rendered, got.thumbnail]).toEqual([jpeg, jpeg])
})

test('without the token there is nothing', async () => {
  const answers = await page.evaluate(async (study) => {
    const { status } = await fetch(`/dicomweb/studies/${study}/metadata`)
    const found = await fetch('/dicomweb/studies', { headers: { accept: 'application/dicom+json' } })
    return [status, found.status === 200 ? ((await found.json()) as unknown[]).length : 0]
  }, uids.studyInstanceUID)
  expect(answers[0]).toBeGreaterThanOrEqual(401)
  expect(answers[1]).toBe(0)
})
