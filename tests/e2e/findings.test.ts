import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FindingReport, FindingsAnswer } from '#src/lib/imaging/finding.ts'
import { ctAbdomen } from '#src/lib/phantom/ct-abdomen.ts'
import { ctFile } from '#src/lib/phantom/dicom.ts'
import { lesionFindings, reportFile } from '#src/lib/phantom/report.ts'
import { openStudies, waitingFiles } from '../../bench/support/viewer-site.ts'
import { violations } from './support/axe.ts'
import { DESKTOP, launchBrowser, openPage, PHONE, signIn } from './support/browser.ts'
import { startSite, type Site } from './support/site.ts'

let site: Site
let browser: Browser
let uid = ''
const problems: string[] = []
const CT = { size: 256, spacing: 5 }
const shots = process.env['HOI_SHOTS']

const STUDY = {
  name: 'findings journey',
  patient: 'Phantom^Findings',
  patientId: 'PHANTOM-FINDINGS',
  sex: 'F',
  age: 54,
  date: '20260106',
  time: '101500',
  description: 'Abdomen',
} as const
const SERIES = { number: 2, description: 'Portal venous phase' }

/** The slices of the invented abdomen on which a pretended program found lesions, their neighbours, and its report. */
function files(): Uint8Array[] {
  const ct = ctAbdomen({ ...CT, slices: 40 })
  const found = lesionFindings(CT)
  const wanted = new Set(found.flatMap(({ instance }) => [instance - 2, instance - 1, instance]))
  const slices = [...wanted].toSorted((a, b) => a - b).map((index) => ctFile(ct, ct.slice(index), STUDY, SERIES))
  return [...slices, reportFile(STUDY, SERIES, { number: 9, description: 'Measurements' }, found)]
}

beforeAll(async () => {
  if (shots) mkdirSync(shots, { recursive: true })
  site = await startSite()
  browser = await launchBrowser()
  // A society that wants others' measurements says so; the usual profile empties reports.
  const page = await openPage(browser, DESKTOP, problems)
  await signIn(page, site, 'administrator')
  await page.goto(`${site.url}/en/manage/imaging`)
  await page.locator('input[name="structured"]').check()
  await Promise.all([
    page.waitForResponse((response) => response.url().includes('/manage/imaging/profile')),
    page.locator('form:has(input[name="structured"]) button').first().click(),
  ])
  await page.locator('input[name="structured"]:checked').waitFor()
  await page.context().close()
  const sent = files()
  await waitingFiles(sent, site.dataDir)
  ;[uid = ''] = await openStudies(site.dataDir, sent.length)
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

const shoot = async (page: Page, name: string): Promise<void> => {
  await page.waitForTimeout(400)
  if (shots) await page.screenshot({ path: path.join(shots, `findings-${name}.png`) })
}
interface Handle {
  readonly active: { readonly frame: { readonly quality: string; readonly instance: string } | null }
  readonly panels: readonly { readonly name: string }[]
  openPanel(name: string): void
}
const shown = (page: Page) =>
  page.evaluate(() => {
    const { viewer } = document.getElementById('viewer') as unknown as { viewer?: Handle }
    const frame = viewer?.active.frame
    const ready = frame?.quality === 'exact' && viewer!.panels.some(({ name }) => name === 'marks')
    return ready ? frame.instance : ''
  })
async function open(page: Page, lang: string, query = ''): Promise<void> {
  await page.goto(`${site.url}/${lang}/imaging/studies/${uid}/view${query}`)
  await expect.poll(() => shown(page), { timeout: 30_000 }).not.toBe('')
  await page.evaluate(() => {
    const { viewer } = document.getElementById('viewer') as unknown as { viewer: Handle }
    viewer.openPanel('marks')
  })
  await page.locator('.findings').waitFor()
}
/** How many points of the picture have the colour of findings. */
const violet = (page: Page) =>
  page
    .locator('.pane canvas')
    .last()
    .evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height)
      let found = 0
      for (let i = 0; i < data.length; i += 4)
        if (Math.abs(data[i]! - 0xcf) + Math.abs(data[i + 1]! - 0xb0) + Math.abs(data[i + 2]! - 0xff) < 24) found += 1
      return found
    })

test('what another system measured stands beside people’s marks: by whom, not verified, with our figure, on its image', async () => {
  const page = await openPage(browser, DESKTOP, problems)
  await open(page, 'en')
  const answer = await page.evaluate(
    async (study) => (await (await fetch(`/imaging/studies/${study}/findings`)).json()) as FindingsAnswer,
    uid,
  )
  const report = answer.reports[0] as FindingReport
  const section = page.locator('.findings')
  const text = (await section.innerText()).replace(/\s+/g, ' ')
  expect(text).toContain('From other systems')
  expect(text).toContain('Demonstration algorithm (synthetic)')
  expect(text).toContain('version 1.0')
  expect(text).toContain('not verified')
  expect(await section.locator('li').count()).toBe(report.findings.length)
  // The report's figure and ours, of the first lesion's axes.
  const [given] = lesionFindings(CT)
  const first = section.locator('li').first()
  expect(await first.innerText()).toContain(`Long axis ${given!.measured.length!.toFixed(1)} mm`)
  expect(await first.innerText()).toMatch(/computed here: [\d.]+ mm/)

  await first.locator('a').click()
  const at = report.findings[0]!.places[0]!.instance
  await expect.poll(() => shown(page), { timeout: 15_000 }).toBe(at)
  await section.locator('li').nth(2).locator('a').click()
  await expect.poll(() => shown(page), { timeout: 15_000 }).toBe(report.findings[2]!.places[0]!.instance)
  await first.locator('a').click()
  await expect.poll(() => shown(page), { timeout: 15_000 }).toBe(at)
  await expect.poll(() => violet(page)).toBeGreaterThan(40)
  await shoot(page, 'desktop')
  expect(await violations(page)).toEqual([])
  // All at once, away and back.
  await section.getByLabel('Show on images (dashed)').uncheck()
  await expect.poll(() => violet(page)).toBe(0)
  await section.getByLabel('Show on images (dashed)').check()
  await expect.poll(() => violet(page)).toBeGreaterThan(40)

  // The address of a finding opens exactly its image, for anybody.
  const href = (await section.locator('li').nth(4).locator('a').getAttribute('href'))!
  await open(page, 'vi', href)
  expect(await shown(page)).toBe(report.findings[4]!.places[0]!.instance)
  expect(await section.innerText()).toContain('chưa xác nhận')
  await shoot(page, 'desktop-vi')
  await page.context().close()
})

test('on a phone, in Korean', async () => {
  const page = await openPage(browser, PHONE, problems)
  await open(page, 'ko')
  expect(await page.locator('.findings').innerText()).toContain('다른 시스템의 결과')
  await page.locator('.findings').scrollIntoViewIfNeeded()
  const wide = await page.locator('.findings').evaluate((element) => element.scrollWidth - element.clientWidth)
  expect(wide).toBeLessThanOrEqual(0)
  await shoot(page, 'phone-ko')
  // The sheet gives way to the image that is led to.
  await page.locator('.findings .mark-go').first().tap()
  await page.locator('.findings').waitFor({ state: 'detached' })
  await shoot(page, 'phone-ko-image')
  await page.context().close()
  expect(problems).toEqual([])
})
