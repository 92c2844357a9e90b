import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violations } from './support/axe.ts'
import { DESKTOP, launchBrowser, openPage, PHONE, signIn } from './support/browser.ts'
import { startSite, type Site } from './support/site.ts'

let site: Site
let browser: Browser
const problems: string[] = []
/** While the server is down the browser says so, as it should. */
const expected =
  /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_INTERNET_DISCONNECTED|net::ERR_FAILED/

beforeAll(async () => {
  site = await startSite()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

const live = (page: Page) => page.waitForSelector('.dq-live')
/** The question with that text, not one whose list of others names it. */
const item = (page: Page, text: string) =>
  page.locator('li.dq').filter({ has: page.locator('.dq-text', { hasText: text }) })
const waitForText = (page: Page, text: string) => page.getByText(text, { exact: false }).first().waitFor()

test('one question travels through audience, chair and hall screen; a restart in the middle loses nothing', async () => {
  const organiser = await openPage(browser, DESKTOP, problems)
  await signIn(organiser, site, 'organiser')
  await organiser.goto(`${site.url}/en/events/vsir-2026/discussions/settings`)
  await organiser.check('input[name=asking][value=hall]')
  await organiser.click('main form button')
  await organiser.waitForURL(/saved/)
  expect(await violations(organiser)).toEqual([])

  const chair = await openPage(browser, PHONE, problems)
  await signIn(chair, site, 'chair')
  await chair.goto(`${site.url}/en/events/vsir-2026/discussions`)
  const base = (await chair.locator('a[href*="/sessions/"][href$="/discussion"]').first().getAttribute('href'))!
  await chair.goto(`${site.url}${base}/chair`)

  const audience = await openPage(browser, PHONE, problems)
  await audience.goto(`${site.url}${base}`)
  await audience.getByText('Not open yet').waitFor()
  const screen = await openPage(browser, { viewport: { width: 1920, height: 1080 } }, problems)
  await screen.goto(`${site.url}${base}/screen`)
  await live(chair)
  await live(audience)
  await chair.click('button[name=state][value=open]')
  await audience.getByText('Sign in to ask and to vote.').waitFor()

  const code = (await screen.textContent('.screen-code'))!
  await audience.click('a:has-text("Hall code")')
  await audience.fill('#f-code', code)
  await audience.click('main form button')
  // Back to the discussion that they came from.
  await audience.waitForURL(`${site.url}${base}`)
  await live(audience)
  expect(await violations(audience)).toEqual([])

  await audience.fill('#f-body', 'Which agent after failed coiling?')
  await audience.fill('#f-name', 'Dr Sample')
  await audience.click('.ask .button-primary')
  await audience.getByText('Awaiting the chair').waitFor()
  await waitForText(chair, 'Which agent after failed coiling?')
  expect(await screen.getByText('Which agent').count()).toBe(0)
  await chair.click('button[name=act][value=publish]')
  await waitForText(screen, 'Which agent after failed coiling?')
  await audience.locator('.dq-vote').first().click()
  await audience.locator('.dq-vote[aria-pressed=true]').waitFor()
  await screen.locator('.screen-votes', { hasText: '1' }).waitFor()

  // The power fails. Somebody writes on meanwhile: the question is kept on the device.
  const down = problems.length
  const crash = site.crash()
  await audience.fill('#f-body', 'Asked while the server was down')
  await audience.click('.ask .button-primary')
  await crash
  await waitForText(chair, 'Asked while the server was down')
  expect(await item(chair, 'Asked while the server was down').count()).toBe(1)
  problems.splice(down, problems.length, ...problems.slice(down).filter((problem) => !expected.test(problem)))

  await waitForText(screen, 'Which agent after failed coiling?')
  await item(chair, 'Which agent').locator('button[value=take]').click()
  await screen.locator('.screen-big', { hasText: 'Which agent' }).waitFor()
  await item(chair, 'Asked while').locator('button[value=publish]').click()
  await audience.locator('section:has(#questions) .dq', { hasText: 'Asked while the server was down' }).waitFor()
  expect(await audience.locator('.dq-list .dq', { hasText: 'Asked while' }).count()).toBe(1)
  const current = item(chair, 'Which agent')
  await current.locator('summary', { hasText: 'Answer in writing' }).click()
  await current.locator('textarea').fill('Glue, in most cases.')
  await current.locator('button', { hasText: 'Publish the answer' }).click()
  await audience.getByText('Glue, in most cases.').waitFor()
  await current.locator('button[value=answered]').click()
  await screen.locator('.screen-big').waitFor({ state: 'detached' })
  for (const page of [audience, chair, screen]) expect(await violations(page)).toEqual([])
  await chair.click('button[name=state][value=closed]')
  await audience.getByText('The discussion in the hall is over').waitFor()
  expect(problems).toEqual([])
})

test('a question typed offline is kept over a reload of the page and sent once', async () => {
  const page = await openPage(browser, PHONE, problems)
  await signIn(page, site, 'chair')
  await page.goto(`${site.url}/en/events/vsir-2026/discussions`)
  const base = (await page.locator('a[href*="/sessions/"][href$="/discussion"]').nth(1).getAttribute('href'))!
  await page.goto(`${site.url}${base}/chair`)
  await live(page)
  await page.click('button[name=state][value=open]')
  await page.locator('button[name=state][value=closed]').waitFor()
  const delegate = await openPage(browser, PHONE, problems)
  await signIn(delegate, site, 'delegate')
  await delegate.goto(`${site.url}${base}`)
  await live(delegate)
  const before = problems.length
  await delegate.context().setOffline(true)
  await delegate.fill('#f-body', 'Typed in the lift')
  await delegate.click('.ask .button-primary')
  await delegate.getByText('No connection. The question is kept on this device').waitFor()
  await delegate.context().setOffline(false)
  await delegate.reload()
  await delegate.getByText('Awaiting the chair').waitFor()
  await waitForText(page, 'Typed in the lift')
  await delegate.reload()
  await live(delegate)
  expect(await item(page, 'Typed in the lift').count()).toBe(1)
  problems.splice(before, problems.length, ...problems.slice(before).filter((problem) => !expected.test(problem)))
  expect(problems).toEqual([])
})

test('what one has chosen stays when others vote meanwhile; what was refused comes back with what was wrong', async () => {
  const chair = await openPage(browser, PHONE, problems)
  await signIn(chair, site, 'chair')
  await chair.goto(`${site.url}/en/events/vsir-2026/discussions`)
  const base = (await chair.locator('a[href*="/sessions/"][href$="/discussion"]').nth(2).getAttribute('href'))!
  await chair.goto(`${site.url}${base}/chair`)
  await live(chair)
  await chair.click('button[name=state][value=open]')
  await chair.locator('button[name=state][value=closed]').waitFor()
  await chair.goto(`${site.url}${base}`)
  await chair.fill('#f-body', 'Heparin during the procedure?')
  await chair.click('.ask .button-primary')
  await item(chair, 'Heparin').waitFor()

  const delegate = await openPage(browser, PHONE, problems)
  await signIn(delegate, site, 'delegate')
  await delegate.goto(`${site.url}${base}`)
  await live(delegate)
  await delegate.fill('#f-body', 'Who pays for the coils?')
  await delegate.check('#f-shown-anonymous')
  await delegate.fill('#f-facility', 'Provincial hospital')
  await delegate.check('#f-consent')
  await delegate.click('.ask-more summary')
  await delegate.fill('#f-slide', 'abc')
  const typed = () =>
    delegate.evaluate(() => {
      const data = new FormData(document.querySelector<HTMLFormElement>('form.ask')!)
      return ['body', 'shown', 'facility', 'consent', 'slide'].map((name) => data.get(name))
    })
  const before = await typed()
  expect(before).toEqual(['Who pays for the coils?', 'anonymous', 'Provincial hospital', 'on', 'abc'])
  await item(chair, 'Heparin').locator('.dq-vote').click()
  await item(delegate, 'Heparin').locator('.dq-votes .figures', { hasText: '1' }).waitFor()
  expect(await typed()).toEqual(before)

  await delegate.click('.ask .button-primary')
  await delegate.locator('#f-slide-error', { hasText: 'Please give a valid number' }).waitFor()
  expect(await typed()).toEqual(before)
  expect(await delegate.evaluate(() => document.activeElement?.id)).toBe('f-slide')
  await delegate.fill('#f-slide', '12')
  await delegate.click('.ask .button-primary')
  await delegate.getByText('Awaiting the chair').waitFor()
  // The next question is about something else, by the same person.
  expect(await typed()).toEqual(['', 'anonymous', 'Provincial hospital', null, ''])
  expect(problems).toEqual([])
})
