import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violations } from './support/axe.ts'
import { DESKTOP, launchBrowser, openPage, PHONE, signIn } from './support/browser.ts'
import { startSite, type Site } from './support/site.ts'

let site: Site
let browser: Browser
const problems: string[] = []
beforeAll(async () => {
  site = await startSite()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

describe('a case record', () => {
  let page: Page
  let at = ''

  test('is begun and written part by part without JavaScript', async () => {
    page = await openPage(browser, { ...PHONE, javaScriptEnabled: false }, problems)
    await signIn(page, site, 'physician')
    await page.goto(`${site.url}/en/cases/new`)
    await page.fill('[name="title.en"]', 'Mechanical thrombectomy of the left M1')
    await page.click('main form.form button')
    at = page.url().replace(/\/edit\/basics$/, '')
    await page.locator('details.case-term-group summary').first().click()
    await page.check('[name="techniques"][value="mechanical-thrombectomy"]')
    await page.check('[name="organs"][value="brain-vessels"]')
    await page.check('[name="modalities"][value="XA"]')
    await page.click('main button[value="next"]')
    expect(page.url()).toMatch(/\/edit\/clinical$/)
    await page.fill('[name="presentation.en"]', 'Patient named John Smith, NIHSS 16, two hours after onset.')
    await page.click('main button[value="save"]')
    expect(await page.locator('.case-finding mark').innerText()).toBe('John Smith')
    await page.fill('[name="presentation.en"]', 'A 68-year-old man, NIHSS 16, two hours after onset.')
    await page.click('main button[value="save"]')
    expect(await page.locator('.case-finding').count()).toBe(0)
    await page.goto(`${at}/sharing`)
    expect(await page.locator('.case-conditions').innerText()).toContain('A licence is chosen')
    expect(await page.locator('button[value="declare"]').isDisabled()).toBe(true)
  })

  test('saves itself while it is written; whoever comes second is told and loses nothing', async () => {
    const one = await openPage(browser, DESKTOP, problems)
    await signIn(one, site, 'physician')
    const two = await one.context().newPage()
    for (const tab of [one, two]) await tab.goto(`${at}/edit/imaging`)
    await one.fill('[name="findings.en"]', 'Occlusion of the left M1.')
    await one.waitForSelector('[data-saving]:has-text("Saved by itself")')
    await two.fill('[name="findings.en"]', 'Something else.')
    await two.waitForSelector('[data-saving]:has-text("Somebody else")')
    await two.click('main button[value="save"]')
    await two.waitForSelector('.case-theirs')
    expect(await two.locator('.case-theirs').innerText()).toContain('Occlusion of the left M1.')
    expect(await two.inputValue('[name="findings.en"]')).toBe('Something else.')
    await one.fill('[name="findings.en"]', 'Occlusion of the left M1, ASPECTS 8.')
    await one.waitForTimeout(100)
    await one.click('main button[value="save"]')
    await one.waitForURL(/\?saved/)
    await two.context().close()
  })

  test('its pages are within reach for everybody, on a phone and on a desk', async () => {
    for (const size of [PHONE, DESKTOP]) {
      const tab = await openPage(browser, size, problems)
      await signIn(tab, site, 'physician')
      for (const path of [
        '',
        '/edit/basics',
        '/edit/procedure',
        '/edit/authors',
        '/edit/consent',
        '/sharing',
        '/pictures',
      ]) {
        await tab.goto(`${at}${path}`)
        expect([path, await violations(tab)]).toEqual([path, []])
        expect(await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      }
      for (const path of ['/en/cases', '/ko/cases', '/vi/cases/collections', '/en/cases/groups', '/en/cases/mine']) {
        await tab.goto(`${site.url}${path}`)
        expect([path, await violations(tab)]).toEqual([path, []])
      }
      await tab.context().close()
    }
  })

  test('is withdrawn, and only those who could see it are told', async () => {
    await page.goto(`${at}/withdraw`)
    await page.check('[name="reason"][value="author"]')
    await page.check('[name="confirmed"]')
    await page.click('main form button')
    expect(await page.locator('h1').innerText()).toBe('This case was withdrawn')
    const stranger = await openPage(browser, DESKTOP, problems)
    expect((await stranger.goto(at))?.status()).toBe(404)
  })

  test('no script failed and nothing was refused by the content policy', () => {
    expect(problems).toEqual([])
  })
})
