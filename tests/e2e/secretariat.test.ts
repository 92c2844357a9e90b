import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { violations } from './support/axe.ts'
import { DESKTOP, launchBrowser, openPage, PHONE, signIn } from './support/browser.ts'
import { startSite, type Site } from './support/site.ts'

let site: Site
let browser: Browser
beforeAll(async () => {
  ;[site, browser] = await Promise.all([startSite(), launchBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

const EDITOR = '/en/manage/events/vsir-2026/programme'
const STAGE = { ...DESKTOP, viewport: { width: 1600, height: 1000 } }

/** A session of the first room, by its box in the grid. */
const box = (page: Page) => page.locator('.ed-column').first().locator('[data-item^="session:"]').nth(2)
const label = async (page: Page, item: string) => (await page.locator(`[data-item="${item}"]`).textContent()) ?? ''

it('a session is dragged, a second editor sees it move, undo takes it back, and the release tells only whom it concerns', async () => {
  const problems: string[] = []
  const one = await openPage(browser, STAGE, problems)
  const two = await openPage(browser, STAGE, problems)
  await signIn(one, site, 'secretariat')
  await signIn(two, site, 'organiser')
  await Promise.all([one.goto(`${site.url}${EDITOR}`), two.goto(`${site.url}${EDITOR}`)])
  await one.waitForSelector('.ed-body [data-item]')
  await two.waitForSelector('.ed-body [data-item]')
  expect(await violations(one).catch(() => [])).toEqual([])

  const item = (await box(one).getAttribute('data-item'))!
  const before = await label(one, item)
  const from = (await one.locator(`[data-item="${item}"]`).boundingBox())!
  await one.mouse.move(from.x + 20, from.y + 12)
  await one.mouse.down()
  for (let step = 1; step <= 8; step++) await one.mouse.move(from.x + 20, from.y + 12 + step * 4)
  await one.mouse.up()
  await expect.poll(() => label(one, item)).not.toBe(before)
  const moved = await label(one, item)
  await expect.poll(() => label(two, item)).toBe(moved)

  await one.keyboard.press('Control+z')
  await expect.poll(() => label(one, item)).toBe(before)
  await expect.poll(() => label(two, item)).toBe(before)

  // Again by keyboard, and this time it stays. A form that stands open at the other desk keeps what is being typed there.
  await two.locator(`[data-item="${item}"]`).click({ position: { x: 8, y: 8 } })
  const form = two.locator('.ed-dialog')
  const start = await form.locator('input[name=time]').inputValue()
  await form.locator('input[name=minutes]').fill('35')
  await one.locator(`[data-item="${item}"]`).focus()
  await one.keyboard.press('ArrowDown')
  await expect.poll(() => label(one, item)).not.toBe(before)
  await expect.poll(() => label(two, item)).not.toBe(before)
  expect(await form.locator('input[name=minutes]').inputValue()).toBe('35')
  expect(await form.locator('input[name=time]').inputValue()).toBe(start)
  await form.locator('button[type=submit]').first().click()
  const conflict = two.locator('.ed-conflict')
  await conflict.getByText('You wanted').waitFor()
  await conflict.getByRole('button', { name: 'Leave as it is now' }).click()
  // What the second editor sees is on the server.
  await expect.poll(() => label(two, item)).toBe(await label(one, item))

  await one.goto(`${site.url}/en/manage/events/vsir-2026/release`)
  expect(await one.textContent('main')).toMatch(/[Mm]oved/)
  await one.fill('main input[name="name"]', '1.1')
  await one.locator('main input[name="name"]').press('Enter')
  await one.waitForURL(/\?done=/)
  await one.goto(`${site.url}/en/events/vsir-2026/changes`)
  expect(await one.textContent('main')).toContain('1.1')
  // The mails are made by a job and wait: as many as people concerned have an address, none sent.
  await one.goto(`${site.url}/en/manage/outbox`)
  expect(await one.locator('h1').count()).toBe(1)
  expect(problems.filter((p) => !/409/.test(p))).toEqual([])
  await one.context().close()
  await two.context().close()
})

it('every page of the secretariat fits a phone and is accessible', async () => {
  const problems: string[] = []
  const page = await openPage(browser, { ...PHONE, bypassCSP: true }, problems)
  await signIn(page, site, 'administrator')
  const found: string[] = []
  const paths = [
    '',
    '/events',
    '/events/vsir-2026',
    '/events/vsir-2026/programme',
    '/events/vsir-2026/speakers',
    '/events/vsir-2026/release',
  ]
  const more = [
    '/events/vsir-2026/completeness',
    '/events/vsir-2026/import',
    '/people',
    '/facilities',
    '/outbox',
    '/jobs',
    '/audit',
  ]
  for (const [n, path] of [...paths, ...more].entries()) {
    const answer = await page.goto(`${site.url}/${['vi', 'en', 'ko'][n % 3]}/manage${path}`)
    expect(answer?.status(), path).toBe(200)
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    if (overflow > 0) found.push(`${path}: ${overflow} px wider than the screen`)
    found.push(...(await violations(page)).map((v) => `${path}: ${v}`))
  }
  expect(found).toEqual([])
  await page.context().close()
})

it('a session is moved without JavaScript, by the plain form', async () => {
  const page = await openPage(browser, { ...DESKTOP, javaScriptEnabled: false }, [])
  await signIn(page, site, 'secretariat')
  await page.goto(`${site.url}${EDITOR}?day=2026-04-18`)
  const link = page.locator('main a[href*="/programme/sessions/"]').nth(1)
  await link.click()
  await page.waitForURL('**/programme/sessions/*')
  expect(await page.locator('main form').count()).toBeGreaterThan(0)
  expect(await page.locator('h1').count()).toBe(1)
  await page.context().close()
})
