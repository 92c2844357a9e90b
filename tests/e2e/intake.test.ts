import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { zipSync } from 'fflate'
import type { Page, Request } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { violations } from './support/axe.ts'
import { DESKTOP, openPage, PHONE, signIn } from './support/browser.ts'
import { openIntake, ready, sendButton } from './support/intake-page.ts'
import { browser, folder, ownSite, site } from './support/own-site.ts'

const data = path.resolve(import.meta.dirname, '../../../shared/data/imaging')
const CT = path.join(data, 'ct-abdomen')
const ANGIO = path.join(data, 'xa-cine-96-frames.dcm')

ownSite()
const problems: string[] = []
/** While the server is down the browser says so, as it should. */
const expected =
  /ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|net::ERR_FAILED|ERR_SOCKET_NOT_CONNECTED/

/** Bodies of all requests that write, to look for what must not leave. */
function listen(page: Page): { bytes: () => Buffer; count: () => number } {
  const sent: Buffer[] = []
  page.on('request', (request: Request) => {
    const body = request.postDataBuffer()
    if (body) sent.push(body)
  })
  return { bytes: () => Buffer.concat(sent), count: () => sent.length }
}

/** As many CT slices of 1 MB with a name in each as asked for, so that an upload takes a while. */
function manySlices(count: number): string {
  const target = path.join(folder, `slices-${count}`)
  execFileSync('mkdir', ['-p', target])
  const [first] = readdirSync(path.join(data, 'ct-abdomen-repaired'))
  const source = readFileSync(path.join(data, 'ct-abdomen-repaired', first!))
  for (let i = 0; i < count; i += 1) {
    const file = path.join(target, `slice-${i}.dcm`)
    writeFileSync(file, source)
    const set = {
      '0008,0018': `1.2.826.0.1.${i + 1}`,
      '0020,000d': '1.2.826.0.2',
      '0020,000e': '1.2.826.0.3',
      '0020,0013': `${i + 1}`,
      '0010,0010': 'Nguyen^Van Hung',
      '0010,0020': 'BN0012345',
      '0008,0050': `ACC${i}`,
    }
    const changes = Object.entries(set).flatMap(([tag, value]) => ['-i', `${tag}=${value}`])
    execFileSync('dcmodify', ['-nb', ...changes, file])
  }
  return target
}

describe.skipIf(!existsSync(data))('bringing images in', () => {
  test('the abdominal CT and the angiogram: a question, no name on the line, looked at, blanked, recorded', async () => {
    const page = await openPage(browser, DESKTOP, problems)
    await signIn(page, site, 'delegate')
    await openIntake(page, site)
    expect(await violations(page)).toEqual([])
    const line = listen(page)
    await page.setInputFiles('input[data-pick=folder]', CT)
    await page.setInputFiles('input[data-pick=files]', ANGIO)
    await page.getByText('There are 2 patients in these files').waitFor()
    await page.getByText('Rubo DEMO').first().waitFor()
    expect(await page.locator('.series-picture canvas').count()).toBe(2)
    expect(await sendButton(page).isDisabled()).toBe(true)
    expect(await violations(page)).toEqual([])
    await page.check('input[name=mixed][value=each]')
    await ready(page)
    await sendButton(page).click()
    const links = page.locator('a[href*="/look"]')
    await links.nth(1).waitFor({ timeout: 60_000 })
    expect(line.count()).toBeGreaterThan(20)
    for (const name of ['Rubo', '556342B', '20221208']) expect(line.bytes().includes(name), name).toBe(false)
    await page.getByText('In the archive').waitFor({ timeout: 60_000 })

    const looks = await links.evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))
    for (const look of looks) {
      await page.goto(look)
      for (const image of await page.locator('.look-frame img').all()) {
        await image.scrollIntoViewIfNeeded()
        await image.evaluate((img: HTMLImageElement) => img.decode())
      }
      expect(await page.locator('.look-frame img').count()).toBeGreaterThan(5)
    }
    expect(await violations(page)).toEqual([])
    // A box drawn on the first picture of the angiogram is blanked in all its frames.
    const frame = page.locator('.look-frame').first()
    await frame.scrollIntoViewIfNeeded()
    const place = (await frame.boundingBox())!
    await page.mouse.move(place.x + 10, place.y + 10)
    await page.mouse.down()
    await page.mouse.move(place.x + 120, place.y + 60, { steps: 4 })
    await page.mouse.up()
    await page.locator('.look-blank[open] .button-primary').click()
    await page.getByText('Blanking 1 image').waitFor()
    for (let tries = 0; tries < 60 && (await page.getByText('Blanked', { exact: true }).count()) === 0; tries += 1) {
      await page.waitForTimeout(500)
      await page.reload()
    }
    await page.getByText('Blanked', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: 'I have looked at every image on this page' }).click()
    await page.getByText('You have looked at every image of this study').waitFor()
    await page.goto(`${site.url}/en/imaging`)
    expect(await page.locator('tbody tr').count()).toBeGreaterThanOrEqual(2)
    expect(await violations(page)).toEqual([])
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('a server that is killed in the middle, and a tab that is closed: only what is missing is sent', async () => {
    const slices = manySlices(40)
    const page = await openPage(browser, DESKTOP, problems)
    await signIn(page, site, 'organiser')
    await openIntake(page, site)
    const line = listen(page)
    let patches = 0
    page.on('request', (request) => (patches += request.method() === 'PATCH' ? 1 : 0))
    // Slow enough that there is a middle.
    const slow = async (): Promise<void> => {
      await page.route('**/imaging/uploads/*/files/*', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 250))
        await route.continue().catch(() => {})
      })
    }
    await slow()
    await page.setInputFiles('input[data-pick=folder]', slices)
    await ready(page)
    expect(await page.textContent('.patient-head h2')).toContain('Nguyen Van Hung')
    const before = problems.length
    await sendButton(page).click()
    await page.waitForFunction(() => /(?:[6-9]|\d\d) of 40 files/.test(document.body.textContent ?? ''))
    await site.crash()
    await page.waitForFunction(
      () => /(?:1[5-9]|2\d|3\d) of 40 files/.test(document.body.textContent ?? ''),
      undefined,
      {
        timeout: 60_000,
      },
    )
    // What the browser keeps of it names nobody.
    const kept = await page.evaluate(async () => {
      const open = indexedDB.open('hoi-intake')
      await new Promise((resolve) => (open.onsuccess = resolve))
      const all = open.result.transaction('uploads').objectStore('uploads').getAll()
      await new Promise((resolve) => (all.onsuccess = resolve))
      return JSON.stringify(all.result)
    })
    expect(kept).toContain('2.25.')
    for (const name of ['Nguyen', 'BN0012345', 'slice', '1.2.826']) expect(kept).not.toContain(name)
    page.on('dialog', (dialog) => void dialog.accept())
    await page.goto('about:blank')

    const sentFirst = patches
    await openIntake(page, site)
    await page.getByText('An upload that is not finished').waitFor()
    patches = 0
    await page.setInputFiles('input[data-pick=folder]', slices)
    await ready(page)
    await sendButton(page).click()
    await page.locator('a[href*="/look"]').first().waitFor({ timeout: 60_000 })
    expect(sentFirst).toBeGreaterThan(14)
    expect(patches).toBeGreaterThan(0)
    expect(patches).toBeLessThan(27)
    await page.getByText('Look at the images (40 images)').waitFor()
    for (const name of ['Nguyen', 'BN0012345', 'ACC1', 'slice-1']) expect(line.bytes().includes(name), name).toBe(false)
    problems.splice(before, problems.length, ...problems.slice(before).filter((problem) => !expected.test(problem)))
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('a phone sends a ZIP; what is no image is named with its reason, and the rest goes on', async () => {
    const zip = path.join(folder, 'disc.zip')
    const files = Object.fromEntries(
      readdirSync(path.join(data, 'ct-abdomen-repaired')).map((name) => [
        `DICOM/${name}`,
        new Uint8Array(readFileSync(path.join(data, 'ct-abdomen-repaired', name))),
      ]),
    )
    writeFileSync(
      zip,
      zipSync({
        ...files,
        '../../evil.exe': new Uint8Array(Buffer.concat([Buffer.from('MZ'), Buffer.alloc(5000, 1)])),
        'cut.dcm': files[Object.keys(files)[0]!]!.subarray(0, 40_000),
        'inner.zip': zipSync({ a: new Uint8Array(5) }),
      }),
    )
    const page = await openPage(browser, PHONE, problems)
    await signIn(page, site, 'chair', 'vi')
    await openIntake(page, site, 'vi')
    expect(await page.getByText('Chọn thư mục').count()).toBe(0)
    await page.setInputFiles('input[data-pick=files]', zip)
    await page.getByText('tệp không lấy được').first().click()
    await page.getByText('Không phải DICOM, JPEG, PNG hay MP4').waitFor()
    await page.getByText('Tệp nén trong tệp nén').waitFor()
    expect(await violations(page)).toEqual([])
    await ready(page)
    await sendButton(page).click()
    await page.getByText('Xem từng ảnh (20 ảnh)').waitFor({ timeout: 60_000 })
    expect(problems).toEqual([])
    await page.context().close()
  })
})
