import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
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

const noScript = { javaScriptEnabled: false }
const picture = (hue: string): Promise<Buffer> =>
  sharp({ create: { width: 640, height: 427, channels: 3, background: hue } })
    .jpeg()
    .toBuffer()

/** The whole way of an article without JavaScript in any browser: writing, photos, publishing, reading, commenting, moderating. */
describe('an article, without JavaScript', () => {
  let desk: Page
  let reader: Page

  test('is written, previewed, given photos and published by the secretariat', async () => {
    desk = await openPage(browser, { ...DESKTOP, ...noScript }, problems)
    await signIn(desk, site, 'secretariat')
    await desk.goto(`${site.url}/en/manage/news`)
    await desk.click('text=New article')
    await desk.fill('[name="title.en"]', 'An open discussion')
    await desk.fill('[name="title.vi"]', 'Một buổi thảo luận mở')
    await desk.fill(
      '[name="body.en"]',
      '## What was asked\n\nEverything **at once**. <script>document.title="broken"</script>',
    )
    await desk.fill('[name="body.vi"]', 'Mọi điều **cùng lúc**.')
    await desk.fill('[name="tags"]', 'Thảo luận / Discussion / 토의')
    await desk.click('button[value="preview"]')
    expect(await desk.locator('.article-preview').innerText()).toContain('Everything at once.')
    await desk.click('button[value="save"]')
    expect(await desk.locator('.flash').innerText()).toContain('Saved')
    await desk.click('.manage-work a:has-text("Photos")')
    await desk.setInputFiles('input[type="file"]', [
      { name: 'one.jpg', mimeType: 'image/jpeg', buffer: await picture('#a33') },
      { name: 'two.jpg', mimeType: 'image/jpeg', buffer: await picture('#3a3') },
    ])
    await desk.click('main form[enctype] button')
    const captions = desk.locator('[name^="caption."][name$=".en"]')
    await captions.nth(0).fill('The hall')
    await captions.nth(1).fill('A question')
    await desk.locator('[name^="alt."][name$=".en"]').nth(1).fill('A physician with a microphone')
    await desk.click('form[action$="/words"] button.button-primary')
    expect(await violations(await withScripts(desk.url()))).toEqual([])
    await desk.click('h1 a')
    await desk.click('button[value="now"]')
    expect(await desk.locator('.work-head .tag').innerText()).toBe('published')
  })

  test('is read, its photos leafed through, and commented on', async () => {
    reader = await openPage(browser, { ...PHONE, ...noScript }, problems)
    await reader.goto(`${site.url}/en/news`)
    await reader.click('text=An open discussion')
    expect(await reader.title()).toContain('An open discussion')
    await reader.click('.sheet a:has-text("The hall")')
    expect(
      await reader
        .locator('.plate img')
        .evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)
        .catch(() => true),
    ).toBe(true)
    await reader.click('a[rel="next"]')
    expect(await reader.locator('.plate figcaption').innerText()).toContain('A question')
    await reader.click('text=Back to the article')
    await reader.fill('[name="name"]', 'Nguyễn An')
    await reader.fill('[name="email"]', 'an@example.org')
    await reader.fill('[name="body"]', 'Thank you, **very useful**.')
    await reader.waitForTimeout(3_200)
    await reader.click('#comment-form button')
    expect(await reader.locator('#comments').innerText()).toContain('waits for a moderator')
    const other = await openPage(browser, { ...PHONE, ...noScript }, problems)
    await other.goto(reader.url().split('?')[0]!)
    expect(await other.locator('#comments').innerText()).not.toContain('very useful')
    await other.context().close()
  })

  test('its comment is corrected, let through, reported', async () => {
    await reader.click('.comment-links a:has-text("Edit")')
    await reader.fill('[name="body"]', 'Thank you, useful indeed.')
    await reader.click('main form button')
    await desk.goto(`${site.url}/en/manage/comments`)
    expect(await desk.locator('.comment').first().innerText()).toContain('an@example.org')
    await desk.click('button[value="approve"]')
    const other = await openPage(browser, { ...DESKTOP, ...noScript }, problems)
    await other.goto(reader.url().split(/[?#]/)[0]!)
    const thread = await other.locator('#comments').innerText()
    expect(thread).toContain('useful indeed')
    expect(thread).not.toContain('an@example.org')
    await other.click('.comment-links a:has-text("Report")')
    await other.check('[value="wrong"]')
    await other.click('main form button')
    expect(await other.locator('#comments').innerText()).toContain('Thank you for telling us')
    await other.context().close()
  })
})

/** The same page with scripts, for axe, which needs them; signed in as the secretariat where it must be. */
async function withScripts(url: string): Promise<Page> {
  const page = await openPage(browser, DESKTOP, problems)
  if (url.includes('/manage/')) await signIn(page, site, 'secretariat')
  await page.goto(url)
  return page
}

describe('every page', () => {
  test.each([
    '/vi/news',
    '/en/news/an-open-discussion',
    '/en/news/an-open-discussion/photos/1',
    '/ko/privacy',
    '/vi/cookies',
    '/en/newsletter',
  ])('%s keeps WCAG 2.2 AA and runs no script but the registration', async (path) => {
    const page = await withScripts(site.url + path)
    expect(await violations(page)).toEqual([])
    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter((entry) => (entry as PerformanceResourceTiming).initiatorType === 'script')
        .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
    )
    expect(scripts).toBeLessThan(1_000)
    const elsewhere = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter((entry) => !entry.name.startsWith(location.origin))
        .map((entry) => entry.name),
    )
    expect(elsewhere).toEqual([])
    expect(await page.context().cookies()).toEqual([])
    await page.context().close()
  })

  test('the secretariat’s too', async () => {
    for (const path of [
      '/en/manage/news',
      '/en/manage/news/new',
      '/en/manage/pages',
      '/en/manage/comments',
      '/en/manage/newsletter',
      '/vi/manage/newsletter/new',
    ]) {
      const page = await withScripts(site.url + path)
      expect([path, await violations(page)]).toEqual([path, []])
      await page.context().close()
    }
  })
})

test('nothing broke on the way', () => {
  expect(problems).toEqual([])
})
