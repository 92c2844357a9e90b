import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { violations } from './support/axe.ts'
import { DESKTOP, launchBrowser, openPage, PHONE } from './support/browser.ts'
import { startSite, type Site } from './support/site.ts'

/** What every reader passes: looked at in three languages, on phone and desktop, light and dark, with and without JavaScript. */
const PAGES = [
  '',
  '/events',
  '/events/vsir-2026',
  '/events/vsir-2026/programme/2026-04-17',
  '/events/vsir-2026/programme/list',
  '/events/vsir-2026/people',
  '/events/vsir-2026/changes',
  '/events/tuyen-quang-2025/programme/2025-12-20',
  '/events/hepatobiliary-2025',
  '/search?q=phinh+dong+mach',
  '/sign-in',
  '/sign-up',
] as const
const LANGS = ['vi', 'en', 'ko'] as const

let site: Site
let browser: Browser
beforeAll(async () => {
  ;[site, browser] = await Promise.all([startSite(), launchBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

describe('the public site', () => {
  // Each page is waited for until its line is quiet, so the languages are read side by side.
  it.concurrent.each(LANGS)(
    'reads well in %s on a phone: nothing runs off the screen, nothing breaks the content policy',
    async (lang) => {
      const problems: string[] = []
      const page = await openPage(browser, PHONE, problems)
      for (const path of PAGES) {
        const answer = await page.goto(`${site.url}/${lang}${path}`, { waitUntil: 'networkidle' })
        expect(answer?.status(), path).toBe(200)
        expect(await page.locator('h1').count(), `${path}: one h1`).toBe(1)
        expect(await page.getAttribute('html', 'lang')).toBe(lang)
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0)
      }
      expect(problems).toEqual([])
      await page.context().close()
    },
  )

  it.each(['light', 'dark'] as const)('is accessible (WCAG 2.2 AA by axe) in %s', async (colorScheme) => {
    const problems: string[] = []
    const page = await openPage(browser, { ...DESKTOP, colorScheme, bypassCSP: true }, problems)
    const found: string[] = []
    for (const [n, path] of PAGES.entries()) {
      await page.goto(`${site.url}/${LANGS[n % 3]}${path}`)
      found.push(...(await violations(page)).map((v) => `${path}: ${v}`))
    }
    expect(found).toEqual([])
    await page.context().close()
  })

  it('works without JavaScript: from the home page to a talk, and the language stays on the page', async () => {
    const page = await openPage(browser, { ...PHONE, javaScriptEnabled: false }, [])
    await page.goto(`${site.url}/vi`)
    await page.click('main a[href="/vi/events/vsir-2026"]')
    await page.click('a[href*="/programme"]')
    await page.click('main a[href*="/talks/"]')
    await page.waitForURL('**/vi/events/vsir-2026/talks/*')
    const path = new URL(page.url()).pathname
    await page.click('a[hreflang="en"]')
    await page.waitForURL(`**${path.replace('/vi/', '/en/')}`)
    await page.context().close()
  })

  it('finds a word without its diacritics, and Hangul by its middle', async () => {
    const page = await openPage(browser, { ...DESKTOP, javaScriptEnabled: false }, [])
    // The index is made by a job soon after the release.
    await expect.poll(async () => (await fetch(`${site.url}/vi/search?q=khoi`)).text()).toContain('khối')
    await page.goto(`${site.url}/vi/search?q=${encodeURIComponent('dong tinh mach nao')}`)
    expect(await page.textContent('main')).toContain('động tĩnh mạch não')
    await page.goto(`${site.url}/ko/search?q=${encodeURIComponent('담도암')}`)
    expect(await page.textContent('main')).toContain('간담도암')
    await page.context().close()
  })

  it('sets no cookie for a reader who only reads', async () => {
    const page = await openPage(browser, DESKTOP, [])
    for (const path of PAGES.slice(0, 6)) await page.goto(`${site.url}/en${path}`)
    expect((await page.context().cookies()).map((cookie) => cookie.name)).toEqual([])
    await page.context().close()
  })

  it('answers what is not there, or not for the reader, with the same page', async () => {
    for (const path of [
      '/en/events/no-such-event',
      '/en/manage',
      '/en/manage/events',
      '/en/manage/audit',
      '/vi/nothing',
    ]) {
      const answer = await fetch(`${site.url}${path}`)
      expect(answer.status, path).toBe(404)
    }
  })
})
