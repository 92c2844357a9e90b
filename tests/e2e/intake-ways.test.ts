import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { mp4 } from '#src/lib/imaging/capture/testing.ts'
import { ctAbdomen } from '#src/lib/phantom/ct-abdomen.ts'
import { ctFile } from '#src/lib/phantom/dicom.ts'
import { violations } from './support/axe.ts'
import { DESKTOP, openPage, PHONE, signIn } from './support/browser.ts'
import { leaks } from './support/leaks.ts'
import { openIntake, ready, sendButton } from './support/intake-page.ts'
import { browser, folder, ownSite, site } from './support/own-site.ts'

/** The ways in which files come to the page: pictures and films, a folder dropped by mouse, several tabs, a tab that closes. */
ownSite()
const problems: string[] = []
const shots = process.env['HOI_SHOTS']

const shot = async (page: Page, name: string): Promise<void> => {
  if (shots) await page.screenshot({ path: path.join(shots, `intake-${name}.png`), fullPage: true })
}
const send = (page: Page) => sendButton(page).click()

async function uploadPage(role: string, lang = 'en', options = DESKTOP): Promise<Page> {
  const page = await openPage(browser, options, problems)
  await signIn(page, site, role, lang)
  await openIntake(page, site, lang)
  return page
}

/** Everything that a page sends. */
function line(page: Page): { has: (text: string) => boolean; patches: () => number } {
  const sent: Buffer[] = []
  let patches = 0
  page.on('request', (request) => {
    const body = request.postDataBuffer()
    if (body) sent.push(body)
    if (request.method() === 'PATCH') patches += 1
  })
  return { has: (text) => sent.some((body) => body.includes(text)), patches: () => patches }
}

/** A disc of one patient as hospitals burn them: slices in a folder in a folder, and what lies about beside them. */
function disc(name: string, patient: string, patientId: string, slices = 6): string {
  const root = path.join(folder, name)
  mkdirSync(path.join(root, 'DICOM', 'SE1'), { recursive: true })
  const ct = ctAbdomen({ size: 64, slices, spacing: 15 })
  const study = {
    name,
    patient,
    patientId,
    sex: 'M',
    age: 58,
    date: '20251107',
    time: '083000',
    description: 'Abdomen',
  } as const
  for (let i = 0; i < slices; i += 1)
    writeFileSync(
      path.join(root, 'DICOM', 'SE1', `IM${i}`),
      ctFile(ct, ct.slice(i), study, { number: 1, description: 'Portal venous phase' }),
    )
  writeFileSync(path.join(root, 'AUTORUN.INF'), '[autorun]')
  return root
}

/** A drag of files from the desktop over the page and its drop, as the browser itself gets it from the mouse. */
async function dropByMouse(page: Page, files: readonly string[]): Promise<void> {
  const place = (await page.locator('.drop').boundingBox())!
  const at = { x: place.x + place.width / 2, y: place.y + place.height / 2 }
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at, data })
    if (type === 'dragOver') await page.waitForSelector('.drop-over')
  }
  await session.detach()
}

describe('ways in', () => {
  test('photographs become secondary captures and a film an attachment, all without what cameras write into them', async () => {
    const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#456' } })
      .withExif({
        IFD0: { Artist: 'Tran Van Phim', Make: 'PHONEMAKER' },
        IFD3: { GPSLatitude: '21/1 1/1 42/1', GPSLatitudeRef: 'N', GPSAreaInformation: 'BenhVienBachMai' },
      })
      .jpeg()
      .toBuffer()
    const turned = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#964' } })
      .withExif({ IFD0: { Artist: 'Tran Van Phim' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const png = await sharp({ create: { width: 200, height: 120, channels: 4, background: '#0a08' } })
      .withExif({ IFD0: { Artist: 'Tran Van Phim' } })
      .png()
      .toBuffer()
    const files = { 'photo.jpg': photo, 'turned.jpg': turned, 'drawing.png': png, 'clip.mp4': Buffer.from(mp4()) }
    const broken = {
      'cut.jpg': photo.subarray(0, 300),
      'cut.mp4': Buffer.from(mp4()).subarray(0, 60),
      'notes.txt': Buffer.from('hello there, no image'),
    }
    for (const [name, bytes] of Object.entries({ ...files, ...broken })) writeFileSync(path.join(folder, name), bytes)
    const page = await uploadPage('physician', 'vi', PHONE)
    const sent = line(page)
    const named = (names: object) => Object.keys(names).map((name) => path.join(folder, name))
    await page.setInputFiles('input[data-pick=files]', [...named(files), ...named(broken)])
    await ready(page)
    expect(await page.locator('.loose-list li').count()).toBe(6)
    await page.locator('.rejected summary').click()
    await page.getByText('Không phải DICOM, JPEG, PNG hay MP4').waitFor()
    await shot(page, 'loose-390-vi')
    expect(await violations(page)).toEqual([])
    await send(page)
    const look = page.locator('a[href*="/look"]').first()
    await look.waitFor({ timeout: 60_000 })
    // What is broken was found out when it was read, and the rest went on.
    await page.locator('.rejected summary').click()
    for (const words of ['Ảnh hỏng', 'Video không phải MP4 hoàn chỉnh']) await page.getByText(words).waitFor()
    await page.getByText('Đã vào kho ảnh').waitFor({ timeout: 60_000 })
    await shot(page, 'pictures-sent-390-vi')
    for (const text of ['Tran Van', 'PHONEMAKER', 'BenhVien', 'Nguyen', 'Bach Mai', '+21.0285', 'spoken name'])
      expect(sent.has(text), text).toBe(false)
    await look.click()
    await page.waitForSelector('.look-frame img')
    const images = page.locator('.look-frame img')
    expect(await images.count()).toBe(3)
    const shapes: number[] = []
    for (const image of await images.all()) {
      await image.scrollIntoViewIfNeeded()
      await image.evaluate((img: HTMLImageElement) => img.decode())
      shapes.push(await image.evaluate((img: HTMLImageElement) => img.naturalWidth / img.naturalHeight))
    }
    // Turned upright: 200 × 300.
    expect(shapes.map((shape) => shape.toFixed(2)).toSorted()).toEqual(['0.67', '1.33', '1.67'])
    const film = page.locator('video')
    expect(await film.count()).toBe(1)
    await shot(page, 'look-pictures-390-vi')
    expect(
      leaks(site.dataDir, ['Tran Van Phim', 'PHONEMAKER', 'BenhVien', 'Camera of Bach Mai', '+21.0285']).found,
    ).toEqual([])
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('a folder dropped by mouse is walked to its end; of mixed patients one is chosen, and only theirs leaves', async () => {
    const [one, other] = [disc('CD_ONE', 'Thạch^Chanh Đara', 'BN0012345'), disc('CD_TWO', 'Lò^Thị Khuyên', 'BN0099887')]
    const page = await uploadPage('delegate', 'ko')
    const sent = line(page)
    await shot(page, 'empty-1280-ko')
    await dropByMouse(page, [one, other])
    await page.locator('.mixed legend').waitFor()
    expect(await page.locator('.patient h2').allTextContents()).toEqual([
      'Thạch Chanh Đara · BN0012345',
      'Lò Thị Khuyên · BN0099887',
    ])
    await page.waitForFunction(() => document.querySelectorAll('.series-picture canvas').length === 2)
    expect(await page.locator('.rejected').count()).toBe(0)
    await page.check('input[name=mixed][value=one]')
    expect(await page.locator('.intake-go button').isDisabled()).toBe(true)
    await page.locator('.mixed-which').selectOption({ label: 'Lò Thị Khuyên · BN0099887' })
    await ready(page)
    await shot(page, 'mixed-1280-ko')
    expect(await violations(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await shot(page, 'mixed-390-ko-dark')
    await send(page)
    await page.getByText('영상 6개').first().waitFor({ timeout: 60_000 })
    expect(sent.patches()).toBe(6)
    for (const text of ['Thạch', 'Khuyên', 'BN00', 'CD_', 'IM0']) expect(sent.has(text), text).toBe(false)
    await shot(page, 'sent-390-ko-dark')
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('a tab that is closed is taken up again by the folder that the browser remembers', async () => {
    const cd = disc('CD_AGAIN', 'Giàng^A Páo', 'BN0055555', 24)
    const page = await uploadPage('organiser')
    const context = page.context()
    let patches = 0
    await context.route('**/imaging/uploads/*/files/*', async (route) => {
      if (route.request().method() === 'PATCH') patches += 1
      await new Promise((resolve) => setTimeout(resolve, 300))
      await route.continue().catch(() => {})
    })
    await dropByMouse(page, [cd])
    await ready(page)
    await send(page)
    await page.waitForFunction(() => /(?:[6-9]|1\d) of 24 files/.test(document.body.textContent ?? ''))
    await shot(page, 'sending-1280-en')
    const before = patches
    // As long as a tab of the site is open, the browser remembers that it was allowed to read the folder.
    const other = await context.newPage()
    await other.goto(`${site.url}/en/events`)
    await page.close({ runBeforeUnload: false })
    const again = await context.newPage()
    again.on('pageerror', (error) => problems.push(`script: ${error.message}`))
    await again.emulateMedia({ colorScheme: 'dark' })
    await again.goto(`${site.url}/en/imaging/upload`)
    await again.getByText('An upload that is not finished').waitFor()
    await shot(again, 'unfinished-1280-en-dark')
    patches = 0
    await again.getByRole('button', { name: 'Open the folder again and go on' }).click()
    await ready(again)
    await send(again)
    await again.getByText('Look at the images (24 images)').waitFor({ timeout: 60_000 })
    expect(before).toBeGreaterThan(5)
    // What had arrived was not sent again.
    expect(patches).toBeLessThanOrEqual(24 - before + 6)
    await again.reload()
    await again.waitForSelector('.drop')
    expect(await again.getByText('An upload that is not finished').count()).toBe(0)
    expect(problems).toEqual([])
    await context.close()
  })

  test('several uploads at once, of one person and of two, end each in its own case', async () => {
    const pages = [await uploadPage('chair'), await uploadPage('secretariat')]
    const second = await pages[0]!.context().newPage()
    await openIntake(second, site)
    pages.push(second)
    for (const [i, page] of pages.entries()) {
      await page.bringToFront()
      await page.setInputFiles('input[data-pick=folder]', disc(`CD_${i}`, `Phí^Văn ${i}`, `BN007000${i}`, 12))
      await ready(page)
    }
    await Promise.all(pages.map(send))
    const looks = await Promise.all(
      pages.map(async (page) => {
        const link = page.locator('a[href*="/look"]')
        await link.first().waitFor({ timeout: 60_000 })
        expect(await link.allTextContents()).toEqual(['Look at the images (12 images)'])
        return await link.first().getAttribute('href')
      }),
    )
    expect(new Set(looks).size).toBe(3)
    expect(leaks(site.dataDir, ['Phí', 'BN007', 'Giàng', 'BN0055555', 'Khuyên', 'Thạch']).found).toEqual([])
    expect(problems).toEqual([])
    for (const page of pages) await page.close()
  })
})
