import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { launchBrowser } from '#tests/e2e/support/browser.ts'
import { atLeast, atMost, type Bar, type Bench } from './bar.ts'
import { serve } from './support/site.ts'
import { openStudies, realCt, waitingFiles } from './support/viewer-site.ts'

const SLICES = 300
const RUNS = 3
/** 2 Mbit/s down, 1 up, 100 ms there and back. */
const LINE = { offline: false, downloadThroughput: 250_000, uploadThroughput: 125_000, latency: 100 }

/** What a page tells of itself, from inside. */
interface ViewerHandle {
  loader: {
    store: { held(unit: unknown, size: object): { j: number; l: number }; peek(unit: unknown): Decoded | null }
    line: { received: number }
  }
  stacks: { units: object[] }[]
  active: {
    index: number
    go(index: number, byHand?: boolean): void
    picture: { quality: string } | null
    paintedImages: number
    pixels(): Promise<{ stored: ArrayLike<number> } | null>
  }
}
interface Decoded {
  readonly rows: number
  readonly columns: number
  readonly pixels: ArrayLike<number>
}

/** 300 slices of real abdominal CT over a provincial line in Chromium: opening, covering, scrolling, memory, bundle. */
export const bench: Bench = {
  name: 'viewer',
  async run() {
    const ct = await realCt(SLICES)
    // Another study brings the code into the cache: nothing of the one that is measured has been seen before.
    const other = await realCt(3, '2.25.9002')
    const files = [...(ct ?? []), ...(other ?? [])]
    if (!ct) {
      console.warn('viewer: the real CT of ../shared/data/imaging is needed')
      return []
    }
    const dataDir = await waitingFiles(files)
    const site = await serve(dataDir)
    const browser = await launchBrowser(['--enable-precise-memory-info'])
    try {
      const addressOf = (study: string | undefined): string => `${site.url}/vi/imaging/studies/${study}/view`
      const [study, small] = await openStudies(dataDir, files.length)
      return await measure(browser, addressOf(study), addressOf(small))
    } finally {
      await browser.close()
      await site.stop()
    }
  },
}

async function measure(browser: Browser, address: string, another: string): Promise<Bar[]> {
  const cold: number[] = []
  const warm: number[] = []
  const likeness: number[] = []
  const bundles: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    for (const times of [cold, warm]) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
      if (times === warm) {
        const before = await context.newPage()
        await firstImage(before, another)
        await before.close()
      }
      const page = await context.newPage()
      const code = bundleOf(page)
      await throttle(page)
      times.push(await firstImage(page, address))
      if (times === cold) bundles.push(code())
      likeness.push(await firstLikeness(page))
      await context.close()
    }
  }
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
  const session = await throttle(page)
  const from = performance.now()
  await firstImage(page, address)
  const covered = await until(page, 1, from)
  await session.send('Network.emulateNetworkConditions', {
    ...LINE,
    downloadThroughput: -1,
    uploadThroughput: -1,
    latency: 0,
  })
  await page.evaluate(() =>
    (
      document.getElementById('viewer') as unknown as { viewer: { loader: { setMode(mode: string): void } } }
    ).viewer.loader.setMode('all'),
  )
  await until(page, 3, performance.now())
  // Every slice is looked at once, so that every picture has been decoded.
  await scroll(page, 1)
  const rate = await scroll(page, 2)
  const memory = await memoryOf(browser, page)
  await page.context().close()
  return [
    atMost('300-slice CT at 2 Mbit/s, 100 ms: first recognisable image, code cached, median', median(warm), 'ms', 1500),
    atMost('the same, nothing cached, median', median(cold), 'ms', 4000),
    atLeast(
      'likeness of that image to the exact one in the window shown, least of all runs',
      Math.min(...likeness),
      'dB',
      20,
    ),
    atMost('every slice at 128² or better', covered / 1000, 's', 20),
    atLeast('scrolling once loaded', rate, 'images/s', 30),
    atMost('memory of the page with 300 exact slices looked at', memory, 'MB', 600),
    atMost('code until the first image, gzip', Math.max(...bundles) / 1000, 'kB', 450),
  ]
}

async function throttle(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', LINE)
  return session
}

/** gzip of every script, style and WebAssembly that came before the first image; a worker's own too. */
function bundleOf(page: Page): () => number {
  const addresses = new Set<string>()
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (/^\/assets\/.*\.(?:js|css|wasm)$/.test(pathname)) addresses.add(pathname)
  })
  return () =>
    [...addresses].reduce(
      (sum, name) => sum + gzipSync(readFileSync(path.join('dist/client', name)), { level: 9 }).length,
      0,
    )
}

/** Milliseconds from asking for the page to a painted image, as the page's own clock counts them. */
async function firstImage(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit', timeout: 60_000 })
  await page.waitForFunction(() => performance.getEntriesByName('viewer:first-image').length > 0, undefined, {
    timeout: 60_000,
    polling: 20,
  })
  return await page.evaluate(() => performance.getEntriesByName('viewer:first-image')[0]!.startTime)
}

/** PSNR in dB of what was shown first (the lossy layer or a small picture) against the exact slice, in the window 400 at 60. */
async function firstLikeness(page: Page): Promise<number> {
  return await page.evaluate(async () => {
    const { viewer } = document.getElementById('viewer') as unknown as { viewer: ViewerHandle }
    const unit = viewer.stacks[0]!.units[viewer.active.index]!
    const seen = viewer.loader.store.peek(unit)!
    const copy = { rows: seen.rows, columns: seen.columns, pixels: Array.from(seen.pixels) }
    const exact = (await viewer.active.pixels())!
    const shown = (stored: number): number => Math.max(0, Math.min(255, ((stored - 1024 - (60 - 200)) / 400) * 255))
    let sum = 0
    for (let y = 0, i = 0; y < 512; y += 1)
      for (let x = 0; x < 512; x += 1, i += 1) {
        const there =
          copy.pixels[Math.floor((y * copy.rows) / 512) * copy.columns + Math.floor((x * copy.columns) / 512)]!
        sum += (shown(exact.stored[i]!) - shown(there)) ** 2
      }
    return sum === 0 ? 99 : 10 * Math.log10((255 * 255 * 512 * 512) / sum)
  })
}

/** Waits until every slice has come that well (1: at 128² or better, 3: exactly); ms since `from`. */
async function until(page: Page, quality: number, from: number): Promise<number> {
  await page.waitForFunction(
    (wanted) => {
      const { viewer } = document.getElementById('viewer') as unknown as {
        viewer: { stacks: object[]; loader: { qualities(stack: object): Uint8Array } }
      }
      return viewer.loader.qualities(viewer.stacks[0]!).every((q) => q >= wanted)
    },
    quality,
    { timeout: 180_000, polling: 100 },
  )
  return performance.now() - from
}

/** Scrolls through the stack, one image a frame; images painted a second, each of them exactly. */
async function scroll(page: Page, rounds: number): Promise<number> {
  return await page.evaluate(async (times) => {
    const { viewer } = document.getElementById('viewer') as unknown as { viewer: ViewerHandle }
    const pane = viewer.active
    const next = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const count = viewer.stacks[0]!.units.length
    const from = performance.now()
    let shown = 0
    for (let n = 0; n < times * count; n += 1) {
      pane.go(n % count, true)
      // An image counts when it is exact; one that is decoded again is waited for.
      for (let wait = 0; wait < 30 && pane.picture?.quality !== 'exact'; wait += 1) await next()
      await next()
      if (pane.picture?.quality === 'exact') shown += 1
    }
    return (shown / (performance.now() - from)) * 1000
  }, rounds)
}

/** Resident memory of the page's process, workers and WebAssembly with it. */
async function memoryOf(browser: Browser, page: Page): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  await page.bringToFront()
  await sleep(500)
  const { processInfo } = (await session.send('SystemInfo.getProcessInfo')) as {
    processInfo: { type: string; id: number }[]
  }
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1000)
  // Other renderers are empty spares.
  return Math.max(...sizes)
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!
