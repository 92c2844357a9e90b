import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ctAbdomen } from '#src/lib/phantom/ct-abdomen.ts'
import { ctFile, scoutFile } from '#src/lib/phantom/dicom.ts'
import { ctScout } from '#src/lib/phantom/scout.ts'
import { openStudies, sharedFiles, waitingFiles } from '../../bench/support/viewer-site.ts'
import { violations } from './support/axe.ts'
import { DESKTOP, launchBrowser, openPage } from './support/browser.ts'
import { startSite, type Site } from './support/site.ts'

let site: Site
let browser: Browser
let study = ''
let enhanced = ''
let palette = ''
const problems: string[] = []
const shots = process.env['HOI_SHOTS']

const STUDY = {
  name: 'series journey',
  patient: 'Phantom^Series',
  patientId: 'PHANTOM-SERIES',
  sex: 'M',
  age: 61,
  date: '20260105',
  time: '101500',
  description: 'Abdomen',
} as const
/** Thin slices, and thick ones of a part of them: no two of the same distance. */
const THIN = { size: 128, slices: 60, spacing: 4 } as const
const THICK = { size: 128, slices: 24, spacing: 10 } as const

function files(): Uint8Array[] {
  const thin = ctAbdomen(THIN)
  const thick = ctAbdomen(THICK)
  return [
    ...Array.from({ length: THIN.slices }, (_, i) =>
      ctFile(thin, thin.slice(i), STUDY, { number: 2, description: 'Portal venous phase' }),
    ),
    ...Array.from({ length: THICK.slices }, (_, i) =>
      ctFile(thick, thick.slice(i), STUDY, { number: 3, description: 'Portal venous phase' }),
    ),
    scoutFile(ctScout(thick), STUDY, { number: 1, description: 'Localizer' }),
  ]
}

const real = sharedFiles('zoo/fo__mr_brucker.dcm', 'zoo/d4c__jpeg-ls-Palette.dcm')
const there = real.length === 2

beforeAll(async () => {
  if (shots) mkdirSync(shots, { recursive: true })
  site = await startSite(['--empty'])
  const made = files()
  await waitingFiles([...made, ...real], site.dataDir)
  const uids = await openStudies(site.dataDir, made.length + real.length)
  for (const uid of uids) {
    const index = (await (await fetch(`${site.url}/imaging/studies/${uid}/index`)).json()) as {
      series: { modality: string }[]
    }
    const modality = index.series[0]?.modality
    if (modality === 'CT') study = uid
    else if (modality === 'MR') enhanced = uid
    else palette = uid
  }
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

interface Handle {
  state$: { layout: string; notices: { text: string }[] }
  active: {
    index: number
    frame: { colour: boolean } | null
    picture: { quality: string; bitmap: object | null } | null
  }
  panes: {
    index: number
    window: { center: number }
    element: HTMLElement
    source: {
      count: number
      plane(i: number): { origin: number[] } | null
      unit(i: number): { of: { localiser?: true } }
    }
    toScreen(point: readonly [number, number]): readonly [number, number]
    fromPatient(place: readonly number[]): { point: readonly [number, number] } | null
  }[]
}
const look = <T>(page: Page, read: (viewer: Handle) => T): Promise<T> =>
  page.evaluate(`(${read.toString()})(document.getElementById('viewer').viewer ?? {})`) as Promise<T>
async function until(page: Page, condition: (viewer: Handle) => boolean): Promise<void> {
  await expect.poll(() => look(page, condition).catch(() => false), { timeout: 30_000, interval: 50 }).toBe(true)
}
const open = async (options: BrowserContextOptions, uid: string, lang = 'en'): Promise<Page> => {
  const page = await openPage(browser, options, problems)
  await page.goto(`${site.url}/${lang}/imaging/studies/${uid}/view`)
  await until(page, (v) => v.active?.picture !== null && v.active?.picture !== undefined)
  return page
}
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots) await page.screenshot({ path: path.join(shots, `${name}.png`) })
}
/** Where a slice of the second pane's stack crosses the scout in the first one, on the page. */
const onScout = (page: Page, slice: number) =>
  page.evaluate((at) => {
    const { viewer } = document.getElementById('viewer') as unknown as { viewer: Handle }
    const scout = viewer.panes.find(({ source, index }) => source.unit(index).of.localiser)!
    const other = viewer.panes.find((pane) => pane !== scout)!
    const [x, y] = scout.toScreen(scout.fromPatient(other.source.plane(at)!.origin)!.point)
    const box = scout.element.getBoundingClientRect()
    return [box.left + Math.min(Math.max(x, 40), box.width - 40), box.top + y] as const
  }, slice)

test('a scout: the slice is drawn on it, a press on it leads there, the line can be pulled', async () => {
  const page = await open(DESKTOP, study)
  // The stack opens, not its localiser.
  expect(await look(page, (v) => v.panes[0]!.source.count)).toBe(60)
  await page.getByRole('button', { name: 'Scout' }).click()
  await until(page, (v) => v.panes.length === 2 && v.panes[1]!.source.unit(0).of.localiser === true)
  await page.mouse.click(...(await onScout(page, 12)))
  await until(page, (v) => v.panes[0]!.index === 12)
  // Taken hold of at its line, the slice goes along.
  await page.mouse.move(...(await onScout(page, 12)))
  await page.mouse.down()
  await page.mouse.move(...(await onScout(page, 30)), { steps: 5 })
  await page.mouse.move(...(await onScout(page, 41)), { steps: 5 })
  await page.mouse.up()
  expect(await look(page, (v) => v.panes[0]!.index)).toBe(41)
  // The line is where the slice is: amber on the scout's grey.
  const amber = async (slice: number) => {
    const [x, y] = await onScout(page, slice)
    return page.evaluate(
      ([px, py]) => {
        const canvas = document.elementsFromPoint(px!, py!).find((one) => one instanceof HTMLCanvasElement)!
        const box = canvas.getBoundingClientRect()
        const [u, v] = [((px! - box.left) / box.width) * canvas.width, ((py! - box.top) / box.height) * canvas.height]
        const { data } = canvas.getContext('2d')!.getImageData(Math.round(u), Math.round(v) - 2, 1, 5)
        let most = 0
        for (let i = 0; i < data.length; i += 4) most = Math.max(most, data[i]! - data[i + 2]!)
        return most
      },
      [x, y],
    )
  }
  await expect.poll(() => amber(41), { timeout: 30_000 }).toBeGreaterThan(60)
  await shoot(page, 'scout')
  expect(await amber(25)).toBeLessThan(20)
  expect(await violations(page)).toEqual([])
  await page.context().close()
})

test('two series of different distances scroll together by place', async () => {
  const page = await open(DESKTOP, study)
  await page.getByRole('button', { name: 'Two side by side' }).click()
  await until(page, (v) => v.panes.length === 2 && v.panes[1]!.source.count === 24)
  const apart = () =>
    look(page, (v) =>
      Math.abs(
        v.panes[0]!.source.plane(v.panes[0]!.index)!.origin[2]! -
          v.panes[1]!.source.plane(v.panes[1]!.index)!.origin[2]!,
      ),
    )
  // The second one opens where the first one is looked at.
  expect(await apart()).toBeLessThanOrEqual(5.001)
  const windows = () => look(page, (v) => v.panes.map(({ window }) => window.center))
  await page.keyboard.press('4')
  expect((await windows())[0]).toBe(400)
  expect((await windows())[1]).not.toBe(400)
  await page.getByRole('button', { name: 'Window together' }).click()
  await expect.poll(windows).toEqual([400, 400])
  await page.keyboard.press('2')
  await expect.poll(async () => new Set(await windows()).size).toBe(1)
  await page.getByRole('button', { name: 'Window together' }).click()
  // The value under the mouse stands in the corner.
  const pane = (await page.locator('.pane').first().boundingBox())!
  await page.mouse.move(pane.x + pane.width / 2, pane.y + pane.height / 2)
  await expect.poll(() => page.locator('.corner-se').first().innerText()).toMatch(/^-?\d+(\.\d)? HU/)
  await page.mouse.move(1, 1)
  await expect.poll(() => page.locator('.corner-se').first().innerText()).not.toContain('HU')
  await page.keyboard.press('Home')
  for (let n = 0; n < 12; n += 1) {
    await page.keyboard.press(n % 3 === 2 ? 'PageDown' : 'ArrowDown')
    // Half the distance of the thick ones at most.
    expect(await apart()).toBeLessThanOrEqual(5.001)
  }
  await page.locator('.pane').nth(1).click()
  await page.keyboard.press('ArrowUp')
  expect(await apart()).toBeLessThanOrEqual(2.001)
  expect(await look(page, (v) => v.state$.notices.length)).toBe(0)
  await page.context().close()
})

test.skipIf(!there)('an enhanced object is scrolled, cut and linked by the places of its frames', async () => {
  const page = await open(DESKTOP, enhanced)
  expect(await look(page, (v) => v.panes[0]!.source.count)).toBe(4)
  const heights = await look(page, (v) => [0, 1, 2, 3].map((i) => v.panes[0]!.source.plane(i)!.origin[2]!))
  expect(heights.slice(1).map((z, i) => Math.round((z - heights[i]!) * 10))).toEqual([10, 10, 10])
  await page.keyboard.press('m')
  await until(page, (v) => v.state$.layout === 'mpr')
  await shoot(page, 'enhanced-mpr')
  await page.context().close()
})

test.skipIf(!there)('a colour table is colour: painted by the server, and said so; nothing to window', async () => {
  const page = await open(DESKTOP, palette)
  await until(page, (v) => v.active.picture?.bitmap !== null)
  expect(await look(page, (v) => v.active.frame?.colour)).toBe(true)
  await expect.poll(() => page.locator('.corner-ne').innerText()).toBe('Painted by the server')
  expect(await page.locator('.corner-se').innerText()).not.toContain('W ')
  await page.context().close()
})

test('one row of tools from 1200 pixels on, in every language, with one image and with two', async () => {
  for (const lang of ['vi', 'en', 'ko']) {
    const page = await open({ viewport: { width: 1200, height: 800 } }, study, lang)
    const height = () => page.locator('.bar').evaluate((bar) => bar.getBoundingClientRect().height)
    expect(await height(), lang).toBeLessThan(56)
    await page.locator('.toolbar button').last().click()
    await shoot(page, `more-${lang}`)
    expect(await page.locator('.tool-grid button:visible').count(), lang).toBeGreaterThan(3)
    await page.evaluate(() =>
      (
        document.getElementById('viewer') as unknown as { viewer: { setLayout(layout: string): void } }
      ).viewer.setLayout('2'),
    )
    await until(page, (v) => v.panes.length === 2)
    expect(await height(), lang).toBeLessThan(56)
    await page.context().close()
  }
})

test('the society’s letters come after the first image, and nothing was refused or thrown on the way', async () => {
  const page = await openPage(browser, DESKTOP, problems)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`${site.url}/vi/imaging/studies/${study}/view`)
  const first = () => page.evaluate(() => performance.getEntriesByName('viewer:first-image')[0]?.startTime ?? 0)
  await expect.poll(first).toBeGreaterThan(0)
  await expect.poll(() => asked.some((url) => url.endsWith('.woff2'))).toBe(true)
  const letters = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.woff2'))
      .map(({ startTime }) => startTime),
  )
  expect(Math.min(...letters)).toBeGreaterThan(await first())
  await page.context().close()
  expect(problems).toEqual([])
})
