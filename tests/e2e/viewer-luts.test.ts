import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStudies, sharedFiles, waitingFiles } from '../../bench/support/viewer-site.ts'
import { violations } from './support/axe.ts'
import { DESKTOP, launchBrowser, openPage, PHONE } from './support/browser.ts'
import { startSite, type Site } from './support/site.ts'

// A mammogram with three VOI LUTs and three sigmoid windows, and a CR in MONOCHROME1 with a Modality LUT.
const real = sharedFiles('zoo/fo__GH133.dcm', 'zoo/fo__CR-ModalitySequenceLUT.dcm')
const there = real.length === 2
if (!there) console.warn('SKIPPED: tables in the viewer need real images (../shared/data/imaging/zoo)')

const problems: string[] = []
const shots = process.env['HOI_SHOTS']

interface Handle {
  active: {
    window: { center: number; width: number; curve?: string; lut?: number }
    picture: { quality: string } | null
    source: { unit(i: number): { of: { modalityLut: { steps: number[] } } } }
    screen: { painter: { canvas: HTMLCanvasElement } }
    pixels(): Promise<{ stored: Uint16Array; slope: number; intercept: number; unit: string } | null>
  }
  state(): { study: string; series: string; instance: string } | null
}

describe.skipIf(!there)('tables of a file', () => {
  let site: Site
  let browser: Browser
  const studies = new Map<string, string>()

  beforeAll(async () => {
    if (shots) mkdirSync(shots, { recursive: true })
    site = await startSite(['--empty'])
    await waitingFiles(real, site.dataDir)
    for (const uid of await openStudies(site.dataDir, real.length)) {
      const answer = await fetch(`${site.url}/imaging/studies/${uid}/index`)
      const { series } = (await answer.json()) as { series: { modality: string }[] }
      studies.set(series[0]!.modality, uid)
    }
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.stop()
  })

  const look = <T>(page: Page, read: (viewer: Handle) => T | Promise<T>): Promise<T> =>
    page.evaluate(`(${read.toString()})(document.getElementById('viewer').viewer ?? {})`) as Promise<T>
  const open = async (modality: string, options: BrowserContextOptions = DESKTOP, lang = 'en'): Promise<Page> => {
    const page = await openPage(browser, options, problems)
    await page.goto(`${site.url}/${lang}/imaging/studies/${studies.get(modality)}/view`)
    await expect.poll(() => look(page, (v) => v.active?.picture?.quality), { timeout: 40_000 }).toBe('exact')
    return page
  }
  const shoot = async (page: Page, name: string): Promise<void> => {
    if (shots) await page.screenshot({ path: path.join(shots, `${name}.png`) })
  }
  /** Largest difference between what the pane has painted and the server's picture of the same. */
  const apart = (page: Page, query = ''): Promise<number> =>
    page.evaluate(async (asked) => {
      const { viewer } = document.getElementById('viewer') as unknown as { viewer: Handle }
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      const { study, series, instance } = viewer.state()!
      const at = `/dicomweb/studies/${study}/series/${series}/instances/${instance}/frames/1/rendered${asked}`
      const bitmap = await createImageBitmap(await (await fetch(at, { headers: { accept: 'image/png' } })).blob())
      const { canvas } = viewer.active.screen.painter
      if (bitmap.width !== canvas.width || bitmap.height !== canvas.height) return 999
      const theirs = document.createElement('canvas')
      theirs.width = bitmap.width
      theirs.height = bitmap.height
      const other = theirs.getContext('2d')!
      other.drawImage(bitmap, 0, 0)
      const [a, b] = [canvas.getContext('2d')!, other].map(
        (context) => context.getImageData(0, 0, canvas.width, canvas.height).data,
      )
      let most = 0
      for (let i = 0; i < a!.length; i += 4) most = Math.max(most, Math.abs(a![i]! - b![i]!))
      return most
    }, query)

  test('of the VOI stand in the list by name, the first is shown at first; dragging leaves it, the address keeps it', async () => {
    const page = await open('MG')
    expect(await look(page, (v) => v.active.window)).toEqual({ center: 2348.5, width: 3447, lut: 1 })
    await expect.poll(() => page.locator('.corner-se').innerText()).toContain('NORMAL')
    expect(await apart(page)).toBe(0)
    await shoot(page, 'lut-mammogram')
    await page.getByRole('button', { name: 'Window', exact: true, expanded: false }).click()
    const list = page.locator('.presets')
    expect(await list.locator('.preset').allInnerTexts()).toHaveLength(8)
    const chosen = list.locator('[aria-pressed="true"]')
    expect(await chosen.locator('span').allInnerTexts()).toEqual(['As in the file', 'NORMAL'])
    await shoot(page, 'lut-list')
    expect(await violations(page)).toEqual([])
    await list.getByRole('button', { name: 'HARDER' }).first().click()
    expect(await look(page, (v) => v.active.window)).toEqual({ center: 2531, width: 3016, lut: 2 })
    expect(await apart(page, '?window=0,1,lut2')).toBe(0)
    await expect.poll(() => new URL(page.url()).searchParams.get('view')).toContain('_w2531*3016_v2')
    await page.reload()
    await expect.poll(() => look(page, (v) => v.active?.window?.lut), { timeout: 30_000 }).toBe(2)
    await expect.poll(() => look(page, (v) => v.active.picture?.quality), { timeout: 30_000 }).toBe('exact')
    const box = (await page.locator('.pane').boundingBox())!
    await page.mouse.move(box.x + 200, box.y + 200)
    await page.mouse.down()
    await page.mouse.move(box.x + 260, box.y + 240, { steps: 4 })
    await page.mouse.up()
    const dragged = await look(page, (v) => v.active.window)
    expect(dragged.lut).toBeUndefined()
    expect(dragged.width).toBeGreaterThan(3016)
    expect(await apart(page, `?window=${dragged.center},${dragged.width}`)).toBe(0)
    await page.keyboard.press('4')
    expect(await look(page, (v) => v.active.window)).toEqual({ center: 2653, width: 900, curve: 'sigmoid' })
    expect(await apart(page, '?window=2653,900,sigmoid')).toBe(0)
    await page.keyboard.press('0')
    expect(await apart(page)).toBe(0)
    await page.context().close()
  })

  test('of the modality come before everything: white for low values, figures behind the table', async () => {
    const page = await open('CR')
    const found = await look(page, async (v) => {
      const { stored, ...rest } = (await v.active.pixels())!
      const outputs = new Set<number>()
      let value = 0
      const { steps } = v.active.source.unit(0).of.modalityLut
      for (let i = 0; i < steps.length; i += 2)
        for (let n = 0; n < steps[i + 1]!; n += 1) outputs.add((value += steps[i]!))
      const { slope, intercept, unit } = rest
      return { slope, intercept, unit, outputs: outputs.size, others: stored.filter((v) => !outputs.has(v)).length }
    })
    // 1024 inputs share fewer outputs; every figure is one of them. US is no unit.
    expect(found).toMatchObject({ slope: 1, intercept: 0, unit: '', others: 0 })
    expect(found.outputs).toBeLessThan(1000)
    const { center, width } = await look(page, (v) => v.active.window)
    expect(await apart(page, `?window=${center},${width}`)).toBe(0)
    await shoot(page, 'lut-modality')
    await page.context().close()
  })

  test('without JavaScript: the tables are a list, and the picture is the one of the table', async () => {
    const page = await openPage(browser, { ...PHONE, javaScriptEnabled: false }, problems)
    await page.goto(`${site.url}/vi/imaging/studies/${studies.get('MG')}/view/plain`)
    await page.selectOption('select[name="window"]', { label: 'HARDER (VOI LUT)' })
    await page.getByRole('button', { name: 'Hiện' }).click()
    expect(await page.locator('figure img').getAttribute('src')).toContain('window=2531,3016,lut2')
    expect(await page.locator('select[name="window"]').inputValue()).toBe('2531,3016,lut2')
    await shoot(page, 'lut-plain')
    await page.context().close()
  })

  test('on a phone, in Korean', async () => {
    const page = await open('MG', PHONE, 'ko')
    await shoot(page, 'lut-phone')
    await page.getByRole('button', { name: '윈도우', exact: true }).first().click()
    await shoot(page, 'lut-phone-list')
    await page.context().close()
    expect(problems).toEqual([])
  })
})
