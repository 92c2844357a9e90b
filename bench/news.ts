import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, CDPSession, Page } from 'playwright-core'
import sharp from 'sharp'
import { launchBrowser } from '#tests/e2e/support/browser.ts'
import { memoryOf, startServer } from '#tests/support/server.ts'
import { atMost, type Bar, type Bench } from './bar.ts'
import { jobsDone } from './support/jobs-done.ts'

const PHOTOS = 40
/** 400 kbit/s both ways, 400 ms to the first byte of each answer: a provincial hall's telephone line. */
const LINE = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

/** An article with forty photos on a slow line: when it can be read, what it costs before scrolling, what moves. */
export const bench: Bench = {
  name: 'news',
  async run() {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hoi-bench-'))
    const site = await start(dataDir)
    const browser = await launchBrowser()
    try {
      await jobsDone(dataDir)
      site.forgetPeaks()
      const began = performance.now()
      const article = await write(browser, site.url, dataDir)
      const took = (performance.now() - began) / 1000
      const peak = site.peakMb()
      const together = site.togetherMb()
      const runs: Visit[] = []
      for (let n = 0; n < 3; n++) runs.push(await visit(browser, site.url + article))
      const middle = (pick: (run: Visit) => number): number => runs.map(pick).toSorted((a, b) => a - b)[1]!
      const plain = await visit(browser, `${site.url}/vi/cookies`)
      return [
        atMost(
          `article with ${PHOTOS} photos: largest paint on 400 kbit/s, 400 ms (median of 3)`,
          Math.round(middle((run) => run.lcp)),
          'ms',
          2500,
        ),
        atMost(
          'the same: everything transferred before scrolling',
          Math.round(Math.max(...runs.map((run) => run.bytes)) / 1000),
          'kB',
          250,
        ),
        atMost(
          'the same: layout shift, scrolled to its end',
          Number(Math.max(...runs.map((run) => run.shift)).toFixed(3)),
          '',
          0.05,
        ),
        atMost('the same: scripts', Math.round(Math.max(...runs.map((run) => run.scripts))), 'B', 1000),
        atMost('a plain page: scripts', plain.scripts, 'B', 1000),
        atMost(
          `peak memory of the server while ${PHOTOS} photos are taken in and made in all formats`,
          peak,
          'MB',
          450,
        ),
        atMost('the same: together with the process that works on pictures', together, 'MB', 600),
        atMost('the same: time until every photo has all formats', Math.round(took), 's', 300),
      ] satisfies Bar[]
    } finally {
      await browser.close()
      await site.stop()
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
}

interface Visit {
  readonly lcp: number
  readonly bytes: number
  readonly scripts: number
  readonly shift: number
  /** What the largest paint was, and when each thing was asked for, began and ended: shown with BENCH_DETAILS=1. */
  readonly details: string
}

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ ...PHONE, serviceWorkers: 'block' })
  const page = await context.newPage()
  const cdp: CDPSession = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
  await cdp.send('Network.emulateNetworkConditions', LINE)
  let bytes = 0
  cdp.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength
  })
  await page.addInitScript(() => {
    const seen = { lcp: 0, shift: 0, paints: [] as string[] }
    Object.assign(globalThis, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        seen.lcp = entry.startTime
        const { element, size } = entry as PerformanceEntry & { element?: Element; size: number }
        seen.paints.push(`paint ${Math.round(entry.startTime)} ${element?.tagName}.${element?.className} ${size} px²`)
      }
    }).observe({ type: 'largest-contentful-paint', buffered: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.shift += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(url, { waitUntil: 'load', timeout: 60_000 })
  await quiet(page)
  const before = bytes
  const read = () => page.evaluate(() => (globalThis as unknown as { seen: { lcp: number; shift: number } }).seen)
  const { lcp } = await read()
  const details = await page.evaluate(waterfall)
  if (process.env['BENCH_DETAILS']) process.stderr.write(`${details}\n\n`)
  await cdp.send('Network.emulateNetworkConditions', { ...LINE, downloadThroughput: 5_000_000, latency: 20 })
  for (let y = 0; y < 8_000; y += 400) {
    await page.evaluate((to) => scrollTo(0, to), y)
    await sleep(60)
  }
  await quiet(page)
  const { shift } = await read()
  const scripts = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).reduce(
      (sum, entry) => sum + (entry.initiatorType === 'script' ? entry.encodedBodySize : 0),
      0,
    ),
  )
  await context.close()
  return { lcp, bytes: before, scripts, shift, details }
}

/** In the page: paints and requests in the order of their end, in milliseconds from the beginning. */
function waterfall(): string {
  const { paints } = (globalThis as unknown as { seen: { paints: string[] } }).seen
  const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  const lines = (entries as PerformanceResourceTiming[])
    .toSorted((a, b) => a.responseEnd - b.responseEnd)
    .map((entry) =>
      [entry.startTime, entry.responseStart, entry.responseEnd]
        .map((at) => String(Math.round(at)).padStart(6))
        .concat(String(entry.encodedBodySize).padStart(7), new URL(entry.name).pathname)
        .join(' '),
    )
  return [...paints, ...lines].join('\n')
}

/** Until nothing has been on its way for a second. */
const quiet = (page: Page): Promise<void> =>
  page.waitForLoadState('networkidle', { timeout: 60_000 }).then(() => sleep(1000))

/** Sends a form and waits for the page that follows: an upload of ten photos may take a minute on a busy machine. */
async function submit(page: Page, button: string): Promise<void> {
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST', { timeout: 180_000 })
  const moved = page.waitForEvent('framenavigated', { timeout: 180_000 })
  await page.click(button, { timeout: 180_000 })
  if ((await answered).status() !== 303) throw new Error(`${button}: ${(await answered).status()}`)
  await moved
  await page.waitForLoadState('load')
}

/** Writes the article through the secretariat's forms, as people do, and waits until every photo has all its formats. */
async function write(browser: Browser, url: string, dataDir: string): Promise<string> {
  const page = await browser.newPage()
  const accounts = JSON.parse(readFileSync(path.join(dataDir, 'demo-accounts.json'), 'utf8')) as {
    role: string
    email: string
    password: string
  }[]
  const { email, password } = accounts.find((account) => account.role === 'secretariat')!
  await page.goto(`${url}/en/sign-in`)
  await page.fill('input[name="email"]', email)
  await page.fill('input[name="password"]', password)
  await page.click('main form button[type="submit"], main form button:not([type])')
  await page.waitForURL((at) => !at.pathname.endsWith('/sign-in'))
  await page.goto(`${url}/vi/manage/news/new`)
  await page.fill('[name="title.vi"]', 'Bốn mươi ảnh từ hội nghị khoa học điện quang can thiệp')
  await page.fill(
    '[name="summary.vi"]',
    'Các báo cáo, phần thảo luận mở sau mỗi chủ đề và những cuộc gặp giữa bác sĩ tuyến tỉnh với chuyên gia tuyến trung ương.',
  )
  await page.fill(
    '[name="body.vi"]',
    Array.from(
      { length: 3 },
      (_, n) =>
        `## Phần ${n + 1}\n\n${'Sau mỗi chủ đề là một phần thảo luận mở, để bác sĩ tuyến tỉnh trao đổi trực tiếp với chuyên gia. '.repeat(3)}`,
    ).join('\n\n'),
  )
  await page.fill('[name="slug"]', 'bon-muoi-anh')
  await submit(page, 'button[value="save"]')
  const edit = page.url().split('?')[0]!
  for (let from = 0; from < PHOTOS; from += 10) {
    await page.goto(`${edit}/photos`)
    const files = await Promise.all(
      Array.from({ length: 10 }, async (_, n) => ({
        name: `IMG_${from + n}.jpg`,
        mimeType: 'image/jpeg',
        buffer: await photo(from + n),
      })),
    )
    await page.setInputFiles('input[type="file"]', files)
    await submit(page, 'main form[enctype] button')
  }
  const captions = page.locator('[name^="caption."][name$=".vi"]')
  for (let n = 0; n < (await captions.count()); n++)
    await captions.nth(n).fill(`Ảnh ${n + 1}: phần thảo luận mở sau chủ đề can thiệp đột quỵ, đại biểu đặt câu hỏi`)
  await submit(page, 'form[action$="/words"] button.button-primary')
  await page.goto(edit)
  await submit(page, 'button[value="now"]')
  for (let tries = 0; ; tries++) {
    await page.goto(`${edit}/photos`)
    if ((await page.locator('.photo-edit .tag').count()) === 0) break
    if (tries > 600) throw new Error('the photos have no AVIF after ten minutes')
    await sleep(1000)
  }
  await page.close()
  return '/vi/news/bon-muoi-anh'
}

/**
 * What a phone in a hall takes, as far as a compressor minds: large shapes, folds, texture and grain, one over the other.
 * At 720 pixels some 100 kB of JPEG, a detailed photo's share. Each differs from the others. 1200 × 800.
 */
async function photo(seed: number): Promise<Buffer> {
  const [width, height] = [1200, 800]
  const layer = (sigma: number, scale: number) =>
    sharp({
      create: {
        width: Math.round(width / scale) + (seed % 7),
        height: Math.round(height / scale),
        channels: 3,
        background: '#808080',
        noise: { type: 'gaussian', mean: 128, sigma },
      },
    })
      .resize(width, height, { kernel: 'cubic', fit: 'fill' })
      .png({ compressionLevel: 1 })
      .toBuffer()
  const layers = await Promise.all([layer(70, 25), layer(45, 6), layer(24, 2.5), layer(10, 1)])
  const background = { r: 90 + ((seed * 13) % 60), g: 110, b: 120 - ((seed * 7) % 40) }
  return sharp({ create: { width, height, channels: 3, background } })
    .composite(layers.map((input) => ({ input, blend: 'overlay' as const })))
    .jpeg({ quality: 88 })
    .toBuffer()
}

async function start(dataDir: string) {
  const server = await startServer(dataDir)
  // The peak of a sum is not the sum of peaks: looked at often, processes that are gone included.
  let together = 0
  const look = setInterval(() => (together = Math.max(together, residentMb(server.pid()))), 50)
  return {
    url: server.url,
    /** What the demonstration's images took at the start is no matter of photos. */
    forgetPeaks() {
      writeFileSync(`/proc/${server.pid()}/clear_refs`, '5')
      together = 0
    },
    togetherMb: () => Math.round(together),
    peakMb: () => Math.round(memoryOf(server.pid(), 'VmHWM')),
    async stop() {
      clearInterval(look)
      await server.stop()
    },
  }
}

/** Memory of a process and of those that it started, in MB. What two share counts twice. */
function residentMb(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const own = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    return own + (children === '' ? 0 : children.split(' ').reduce((sum, one) => sum + residentMb(Number(one)), 0))
  } catch {
    return 0
  }
}
