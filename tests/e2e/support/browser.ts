import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import type { Account, Site } from './site.ts'

export const CHROMIUM = process.env['HOI_TEST_BROWSER'] ?? '/usr/bin/chromium'

/** Debian's Chromium without its calls home: the machine of the tests has no network. */
export const launchBrowser = (args: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...args,
    ],
  })

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
}
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 900 } }

/** A page that fails the test when a script throws, a resource is refused, or the content policy is broken. */
export async function openPage(browser: Browser, options: BrowserContextOptions, problems: string[]): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Asia/Ho_Chi_Minh', ...options })
  const page = await context.newPage()
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource.*(404|422|401|410|429)/.test(message.text()))
      problems.push(`console: ${message.text()}`)
  })
  return page
}

/** Signs in by the form, as a person does. */
export async function signIn(page: Page, site: Site, role: string, lang = 'en'): Promise<void> {
  const account = site.accounts.get(role) as Account
  await page.goto(`${site.url}/${lang}/sign-in`)
  await page.fill('input[name="email"]', account.email)
  await page.fill('input[name="password"]', account.password)
  await page.click('main form button[type="submit"], main form button:not([type])')
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'))
}
