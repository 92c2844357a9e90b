import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCase } from '#src/domains/cases/index.ts'
import { keepRaw, receive, recordLook } from '#src/domains/imaging/index.ts'
import { ctAbdomen } from '#src/lib/phantom/ct-abdomen.ts'
import { ctFile } from '#src/lib/phantom/dicom.ts'
import { closeContext, createContext } from '#src/main.ts'
import { stranger, type Actor } from '#src/platform/authz.ts'
import { readConfig } from '#src/platform/config.ts'
import { violations } from './support/axe.ts'
import { DESKTOP, launchBrowser, openPage, PHONE, signIn } from './support/browser.ts'
import { startSite, type Site } from './support/site.ts'

let site: Site
let browser: Browser
let code = ''
const problems: string[] = []
const shots = process.env['HOI_SHOTS']
const SLICES = [18, 19, 20, 21]

const STUDY = {
  name: 'discussion journey',
  patient: 'Phantom^Talk',
  patientId: 'PHANTOM-TALK',
  sex: 'F',
  age: 54,
  date: '20260105',
  time: '101500',
  description: 'Abdomen',
} as const

/** A case of the demonstration's speaker with four slices of the invented abdomen, open to members. */
async function aCase(): Promise<string> {
  const read = readConfig({ HOI_DATA: site.dataDir, LOG_LEVEL: 'silent', WORKER: '0' })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const ctx = await createContext(read.config)
  try {
    const { email } = site.accounts.get('speaker')!
    const person = await ctx.db
      .selectFrom('auth_user')
      .innerJoin('person', 'person.id', 'auth_user.person_id')
      .select(['person.id', 'person.name'])
      .where('auth_user.email', '=', email)
      .executeTakeFirstOrThrow()
    const actor: Actor = { ...stranger, personId: person.id, name: person.name }
    const title = { vi: 'Tổn thương gan phải', en: 'A lesion of the right liver', ko: '간 우엽 병변' }
    const made = await createCase(ctx, actor, { title, synthetic: true })
    if (!made.ok) throw new Error(made.code)
    const ct = ctAbdomen({ size: 256, slices: 40, spacing: 5 })
    const arrivals = []
    for (const index of SLICES) {
      const kept = await keepRaw(
        ctx,
        ctFile(ct, ct.slice(index), STUDY, { number: 2, description: 'Portal venous phase' }),
      )
      if (!kept.ok) throw new Error(kept.code)
      arrivals.push({ ...kept.value, source: 'browser' as const, batch: 'talk', caseId: made.value.imagingCaseId })
    }
    const sent = await receive(ctx, actor, arrivals)
    if (!sent.ok) throw new Error(sent.code)
    const content = JSON.stringify({
      presentation: {
        vi: 'Đau hạ sườn phải hai tuần.',
        en: 'Two weeks of right upper quadrant pain.',
        ko: '2주간의 우상복부 통증.',
      },
      findings: { vi: 'Khối gan phải 45 mm.', en: 'A mass of 45 mm in the right liver.', ko: '간 우엽의 45 mm 종괴.' },
      diagnosis: { vi: 'Ung thư biểu mô tế bào gan', en: 'Hepatocellular carcinoma', ko: '간세포암' },
      teaching: {
        vi: 'Nhìn thì động mạch trước.',
        en: 'Look at the arterial phase first.',
        ko: '동맥기를 먼저 보세요.',
      },
      modalities: ['CT'],
    })
    await ctx.db
      .updateTable('case_record')
      .set({ state: 'shared', audience: 'members', shared_at: Date.now(), submitted_at: Date.now(), content })
      .where('id', '=', made.value.id)
      .execute()
    for (let tries = 0; ; tries += 1) {
      if (tries > 240) throw new Error('the images were not made ready')
      const { done } = await ctx.db
        .selectFrom('imaging_instance')
        .select((eb) => eb.fn.countAll<number>().as('done'))
        .where('prepared', '!=', 0)
        .executeTakeFirstOrThrow()
      if (Number(done) >= SLICES.length) break
      await sleep(250)
    }
    const study = await ctx.db.selectFrom('imaging_study').select('id').executeTakeFirstOrThrow()
    const looked = await recordLook(ctx, actor, study.id, SLICES.length)
    if (!looked.ok) throw new Error(looked.code)
    for (let tries = 0; tries < 120; tries += 1) {
      const { access } = await ctx.db.selectFrom('imaging_study').select('access').executeTakeFirstOrThrow()
      if (access === 'members') return made.value.code
      await sleep(250)
    }
    throw new Error('the images were not opened with the case')
  } finally {
    await closeContext(ctx)
  }
}

beforeAll(async () => {
  if (shots) mkdirSync(shots, { recursive: true })
  site = await startSite()
  code = await aCase()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

const shoot = async (page: Page, name: string, fullPage = true): Promise<void> => {
  if (shots) await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage })
}
const at = (lang: string, rest = ''): string => `${site.url}/${lang}/cases/${code}${rest}`
const signedIn = async (role: string, options: BrowserContextOptions = DESKTOP, lang = 'en'): Promise<Page> => {
  const page = await openPage(browser, options, problems)
  await signIn(page, site, role, lang)
  return page
}
/** Asked again and again from outside: the page's policy lets nothing be evaluated inside. */
const until = async (page: Page, condition: string): Promise<void> => {
  await expect.poll(() => page.evaluate(condition).catch(() => false), { timeout: 30_000, interval: 100 }).toBe(true)
}
const EXACT = "document.getElementById('viewer').viewer?.active?.frame?.quality === 'exact'"
const TALKS = "document.getElementById('viewer').viewer?.tools.some(({ name }) => name === 'pin')"
const ready = async (page: Page): Promise<void> => {
  await until(page, EXACT)
  await until(page, TALKS)
}

test('two persons: an arrow drawn in the viewer becomes a comment, the other answers, the first one sees it come', async () => {
  const owner = await signedIn('speaker')
  await owner.goto(at('en', '/view'))
  await ready(owner)
  const box = (await owner.locator('.pane').first().boundingBox())!
  await owner.keyboard.press('/')
  await owner.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3)
  await owner.mouse.down()
  await owner.mouse.move(box.x + box.width * 0.38, box.y + box.height * 0.4, { steps: 4 })
  await owner.mouse.move(box.x + box.width * 0.42, box.y + box.height * 0.46, { steps: 4 })
  await owner.mouse.up()
  await owner.fill('.talk-write textarea', 'Is **this** the lesion?')
  await shoot(owner, 'viewer-writing', false)
  await owner.click('.talk-send')
  await owner.getByText('Is this the lesion?').waitFor()
  await shoot(owner, 'viewer-sent', false)
  expect(await violations(owner)).toEqual([])
  // The arrow stays on its image as a pin, until pins are switched off.
  const drawn = () =>
    owner.locator('.pane-canvas').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      let signal = 0
      for (let i = 0; i < data.length; i += 4)
        if (data[i]! > 240 && Math.abs(data[i + 1]! - 128) < 12 && Math.abs(data[i + 2]! - 98) < 12) signal += 1
      return signal
    })
  await expect.poll(drawn).toBeGreaterThan(80)
  await owner.getByLabel('Show pins of comments').last().uncheck()
  await expect.poll(drawn).toBe(0)
  await owner.getByLabel('Show pins of comments').last().check()
  await owner.keyboard.press('ArrowDown')
  await expect.poll(drawn).toBe(0)
  await owner.keyboard.press('ArrowUp')
  await expect.poll(drawn).toBeGreaterThan(80)

  // The second one reads it on a phone, opens exactly that view, and answers by the plain form.
  const second = await signedIn('delegate', PHONE, 'vi')
  await second.goto(at('vi', '/discussion'))
  await second.getByText('Is this the lesion?').waitFor()
  const picture = second.locator('.ct-pin img').first()
  await picture.scrollIntoViewIfNeeded()
  await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(200)
  expect(await violations(second)).toEqual([])
  await shoot(second, 'discussion-phone-vi')
  const view = (await second.locator('.ct-pin a').first().getAttribute('href'))!
  expect(view).toContain('_sarrow*')

  await owner.goto(at('en', '/discussion'))
  await second.click('.ct-reply summary')
  await second.fill('.ct-reply textarea', 'Đúng, ngấm thuốc sớm.')
  await second.click('.ct-reply form button.button-primary')
  await second.waitForURL(/#c-/)
  await owner.getByText('Đúng, ngấm thuốc sớm.').waitFor({ timeout: 15_000 })
  await shoot(owner, 'discussion-desktop-en')
  // A page that was out of sight hears of what it missed.
  const sight = (hidden: boolean) =>
    owner.evaluate((away) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => away })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)
  await sight(true)
  await second.click('.ct-reply summary')
  await second.fill('.ct-reply textarea', 'Xem thêm thì muộn.')
  await second.click('.ct-reply form button.button-primary')
  await second.getByText('Xem thêm thì muộn.').waitFor()
  await sight(false)
  await owner.getByText('Xem thêm thì muộn.').waitFor({ timeout: 15_000 })

  await second.goto(`${site.url}${view}`)
  await ready(second)
  const shown = await second.evaluate("JSON.stringify(document.getElementById('viewer').viewer.active.frame.instance)")
  expect(view).toContain(JSON.parse(shown as string) as string)
  await second.keyboard.press(';')
  await second.getByText('Đúng, ngấm thuốc sớm.').waitFor()
  await shoot(second, 'viewer-phone-vi', false)
  // What was typed and not sent is there again after the tab was put away.
  await second.fill('.talk-write textarea', 'Chưa gửi')
  await second.reload()
  await ready(second)
  await second.keyboard.press(';')
  await expect.poll(() => second.locator('.talk-write textarea').first().inputValue()).toBe('Chưa gửi')
  await second.fill('.talk-write textarea', '')
  expect(await second.evaluate(() => sessionStorage.length)).toBe(0)
  for (const page of [owner, second]) await page.context().close()
})

test('without scripts: the pinned picture is seen, an arrow is put by pressing on the image', async () => {
  const reader = await signedIn('delegate', { ...PHONE, javaScriptEnabled: false }, 'ko')
  await reader.goto(at('ko', '/discussion'))
  const picture = reader.locator('.ct-pin img').first()
  await picture.scrollIntoViewIfNeeded()
  await reader.waitForLoadState('networkidle')
  expect((await picture.boundingBox())!.height).toBeGreaterThan(150)
  await reader.goto(at('ko', '/discussion/place'))
  const image = reader.locator('input[type=image]')
  await image.scrollIntoViewIfNeeded()
  await shoot(reader, 'place-phone-ko')
  await image.click({ position: { x: 120, y: 150 } })
  await reader.waitForURL(/at\.x=/)
  await shoot(reader, 'placed-phone-ko')
  await reader.fill('textarea', '이 부위도 확인해 주세요')
  await reader.click('main form button.button-primary')
  await reader.waitForURL(/#c-/)
  await reader.getByText('이 부위도 확인해 주세요').waitFor()
  expect(await reader.locator('.ct-pin img').count()).toBe(2)
  await reader.context().close()
})

test('a quiz hides everything until it is answered, on the phone in the hall', async () => {
  const owner = await signedIn('speaker', DESKTOP, 'vi')
  await owner.goto(at('vi', '/quiz/edit'))
  await owner.click('main .notice .as-link')
  await owner.fill('[name="prompt.vi"]', 'Chẩn đoán phù hợp nhất?')
  await owner.fill('[name="prompt.en"]', 'The most likely diagnosis?')
  await owner.fill('[name="prompt.ko"]', '가장 가능성 높은 진단은?')
  await owner.fill('[name="options"]', '* Ung thư gan | Liver cancer | 간암\nU máu | Haemangioma | 혈관종')
  await shoot(owner, 'quiz-edit-vi')
  await owner.click('main form button.button-primary')
  await owner.waitForURL(/quiz\/edit$/)
  await owner.goto(at('vi', '/quiz/edit/target?r=medium'))
  await owner.locator('input[type=image]').click({ position: { x: 130, y: 160 } })
  await owner.fill('[name="prompt.vi"]', 'Đặt mũi tên vào tổn thương')
  await owner.fill('[name="prompt.ko"]', '병변에 화살표를 놓으세요')
  await owner.locator('form:has([name="prompt.vi"]) button.button-primary').click()
  await owner.waitForURL(/quiz\/edit$/)
  expect(await violations(owner)).toEqual([])

  const reader = await signedIn('delegate', { ...PHONE, javaScriptEnabled: false }, 'ko')
  for (const rest of ['', '/discussion', '/quiz', '/present?step=9']) {
    await reader.goto(at('ko', rest))
    for (const secret of ['간세포암', '45 mm', 'Is this the lesion', '동맥기를'])
      expect(await reader.content(), rest).not.toContain(secret)
  }
  await reader.goto(at('ko', '/quiz'))
  await reader.getByText('간암').click()
  await reader.locator('input[type=image]').click({ position: { x: 132, y: 158 } })
  await reader.locator('input[type=hidden][name^="p-"][value*="*"]').waitFor({ state: 'attached' })
  await shoot(reader, 'quiz-phone-ko')
  await reader.click('main form .actions button')
  await reader.getByText('내 점수: 2 / 2').waitFor()
  await shoot(reader, 'quiz-results-phone-ko')
  await reader.goto(at('ko'))
  await reader.getByText('간세포암').first().waitFor()
  await shoot(reader, 'case-phone-ko')

  await owner.goto(at('vi', '/present'))
  await shoot(owner, 'present-title', false)
  for (let step = 2; step <= 8; step += 1) {
    await owner.keyboard.press(step % 2 ? 'PageDown' : 'ArrowRight')
    await owner.waitForURL(new RegExp(`step=${step}`))
    await owner.waitForLoadState('networkidle')
    for (const image of await owner.locator('img').all())
      await expect
        .poll(() => image.evaluate((img) => (img as HTMLImageElement).naturalWidth), { timeout: 30_000 })
        .toBeGreaterThan(0)
    await shoot(owner, `present-${step}`, false)
  }
  await owner.keyboard.press('b')
  expect(await owner.evaluate(() => getComputedStyle(document.body).visibility)).toBe('hidden')
  await owner.keyboard.press('PageUp')
  await owner.waitForURL(/step=7/)
  expect(await owner.evaluate(() => getComputedStyle(document.body).visibility)).toBe('visible')
  for (const page of [owner, reader]) await page.context().close()
})

test('a share link works in a fresh browser and dies on revocation', async () => {
  const owner = await signedIn('speaker')
  await owner.goto(at('en', '/share'))
  await owner.fill('[name=label]', 'Thursday’s meeting')
  await owner.check('[name=comments]')
  await owner.check('[name=answer]')
  await owner.click('main form button.button-primary')
  const url = (await owner.textContent('.ct-url code'))!
  await shoot(owner, 'share-en')
  expect(await violations(owner)).toEqual([])

  const fresh = await openPage(browser, PHONE, problems)
  expect((await fresh.goto(at('en')))!.status()).toBe(404)
  await fresh.goto(url)
  expect(fresh.url()).toBe(at('en'))
  await fresh.goto(at('en', '/view'))
  await until(fresh, EXACT)
  await owner.goto(at('en', '/share'))
  await owner.click('.ct-links .as-link')
  await owner.getByText('Taken back').waitFor()
  expect((await fresh.goto(at('en')))!.status()).toBe(404)
  expect((await fresh.goto(at('en', '/view')))!.status()).toBe(404)
  expect((await fresh.goto(url))!.status()).toBe(404)
  for (const page of [owner, fresh]) await page.context().close()
})

test('a consultation is asked, answered with an arrow, and concluded; nothing went wrong on the way', async () => {
  const owner = await signedIn('speaker', DESKTOP, 'vi')
  await owner.goto(at('vi', '/consult'))
  await owner.fill('[name=q]', site.accounts.get('chair')!.email)
  await owner.fill('[name=question]', 'Nên nút mạch trước hay phẫu thuật trước?')
  await owner.click('main button[value=find]')
  await owner.check('main input[name=e]')
  expect(await owner.inputValue('[name=question]')).toBe('Nên nút mạch trước hay phẫu thuật trước?')
  await owner.check('[name=urgency][value=urgent]')
  await shoot(owner, 'consult-ask-vi')
  await owner.click('form:has([name=question]) button.button-primary')
  await owner.waitForURL(/\/consultations\//)
  const here = owner.url()
  expect(await violations(owner)).toEqual([])

  const expert = await signedIn('chair', PHONE, 'vi')
  await expert.goto(`${site.url}/vi/consultations`)
  await shoot(expert, 'consultations-phone-vi')
  await expert.click('.listing a')
  await expert.click('a[href$="/place"]')
  await expert.locator('input[type=image]').click({ position: { x: 140, y: 150 } })
  await expert.fill('textarea', 'Nút mạch trước, đánh giá lại sau 4 tuần.')
  await expert.click('form:has(textarea) button.button-primary')
  await expert.waitForURL(/#a-/)
  await shoot(expert, 'consultation-phone-vi')
  expect(await violations(expert)).toEqual([])

  await owner.goto(here)
  await owner.fill('[name=summary]', 'Nút mạch, hẹn chụp lại sau 4 tuần.')
  await shoot(owner, 'consultation-desktop-vi')
  await owner.click('#close form button.button-primary')
  await owner.getByText('Đã kết luận').waitFor()
  for (const page of [owner, expert]) await page.context().close()
  expect(problems).toEqual([])
})
