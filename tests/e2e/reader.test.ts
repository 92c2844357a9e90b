import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
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

it('signs up without JavaScript, confirms by the mail, signs in, and takes their data along', async () => {
  const page = await openPage(browser, { ...PHONE, javaScriptEnabled: false }, [])
  await page.goto(`${site.url}/vi/sign-up`)
  await page.fill('input[name="family"]', 'Trần')
  await page.fill('input[name="given"]', 'Thị Mỹ Lệ')
  await page.fill('input[name="email"]', 'le@example.org')
  await page.fill('input[name="password"]', 'mat khau that dai 26')
  await page.check('input[name="consent"]')
  await page.locator('main form button').first().click()
  await page.waitForLoadState()

  const link = await expect
    .poll(() => mailLink('verify'))
    .toMatch(/^http/)
    .then(() => mailLink('verify'))
  await page.goto(link)
  // Confirming asks for the password, so that a link alone takes over nothing.
  if (await page.locator('main input[name="password"]').count())
    await page.fill('main input[name="password"]', 'mat khau that dai 26')
  if (await page.locator('main form button').count()) await page.locator('main form button').first().click()
  await page.waitForLoadState()
  await page.goto(`${site.url}/vi/account/profile`)
  if (page.url().includes('/sign-in')) {
    await page.fill('input[name="email"]', 'le@example.org')
    await page.fill('input[name="password"]', 'mat khau that dai 26')
    await page.locator('main form button').first().click()
    await page.waitForLoadState()
    await page.goto(`${site.url}/vi/account/profile`)
  }
  expect(await page.inputValue('input[name="given"]')).toBe('Thị Mỹ Lệ')
  await page.goto(`${site.url}/vi/account/data`)
  expect(await page.locator('h1').count()).toBe(1)
  await page.context().close()
})

/** The first link of that kind in the mails that were written for want of a mail server. */
function mailLink(kind: string): string {
  const folder = path.join(site.dataDir, 'mail')
  try {
    for (const file of readdirSync(folder)) {
      // A mail may be read while it is written: a link is one once something follows it. Quoted-printable folds long lines; the link is whole once they are joined.
      const text = readFileSync(path.join(folder, file), 'utf8')
        .replace(/=\r?\n/g, '')
        .replaceAll('=3D', '=')
      const found = new RegExp(`https?://[^\\s"<>]*/${kind}/[^\\s"<>]+(?=[\\s"<>])`).exec(text)
      if (found) return found[0]
    }
  } catch {
    // No mail yet.
  }
  return ''
}

it('keeps a favourite on the device and finds it again after signing in', async () => {
  const page = await openPage(browser, DESKTOP, [])
  await page.goto(`${site.url}/en/events/vsir-2026/programme/list`)
  const star = page.locator('button.star').first()
  await star.waitFor({ state: 'visible' })
  const code = (await star.getAttribute('value'))!
  await star.click()
  await expect
    .poll(() => page.locator(`button.star[value="${code}"]`).first().getAttribute('aria-pressed'))
    .toBe('true')
  await page.reload()
  await expect
    .poll(() => page.locator(`button.star[value="${code}"]`).first().getAttribute('aria-pressed'))
    .toBe('true')
  await signIn(page, site, 'delegate')
  await page.goto(`${site.url}/en/events/vsir-2026/programme/list`)
  await expect
    .poll(() => page.locator(`button.star[value="${code}"]`).first().getAttribute('aria-pressed'))
    .toBe('true')
  // What the device held goes to the account when a page has come; the list is the server's, so it is asked again.
  await expect
    .poll(async () => {
      await page.goto(`${site.url}/en/my/favourites`)
      return page.locator(`main a[href$="/${code}"]`).count()
    })
    .toBeGreaterThan(0)
  await page.context().close()
})

it('reads the programme with the network off, and is told how old the copy is', async () => {
  const page = await openPage(browser, PHONE, [])
  await page.goto(`${site.url}/vi/events/vsir-2026/programme/2026-04-17`)
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await page.reload()
  // The worker fetches the copy when the page has come; a list entry always has its file.
  const copies = () =>
    page.evaluate(async () => {
      const found = await (await caches.open('hoi-events')).match('/-/offline/index')
      return found ? ((await found.json()) as { event: string; lang: string }[]) : []
    })
  await expect
    .poll(copies, { timeout: 60_000 })
    .toContainEqual(expect.objectContaining({ event: 'vsir-2026', lang: 'vi' }))
  await page.context().setOffline(true)
  await page.reload()
  expect(await page.textContent('main')).toContain('Can thiệp thần kinh')
  await page.goto(`${site.url}/vi/events/vsir-2026/programme/2026-04-18`)
  expect(await page.textContent('body')).toMatch(/[Bb]ản lưu/)
  await page.context().setOffline(false)
  await page.context().close()
})
