import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { CHROMIUM, launchBrowser } from '#tests/e2e/support/browser.ts'
import { atMost, type Bar, type Bench } from './bar.ts'
import { instanceWith36c3, serve } from './support/site.ts'

const RUNS = 3
/** 400 kbit/s down, 200 up, 400 ms there and back: a phone at the edge of the network. */
const LINE = { offline: false, downloadThroughput: 50_000, uploadThroughput: 25_000, latency: 400 }

/** The day page of 36C3 on a slow line with a cold cache, and again with no line at all. */
export const bench: Bench = {
  name: 'slow-line',
  async run() {
    const dataDir = existsSync(CHROMIUM) ? await instanceWith36c3() : null
    if (!dataDir) return []
    const site = await serve(dataDir)
    const browser = await launchBrowser()
    const address = `${site.url}/en/events/36c3/programme/2019-12-28`
    const paints: number[] = []
    const shifts: number[] = []
    for (let n = 0; n < RUNS; n++) {
      const { lcp, cls } = await cold(browser, address)
      paints.push(lcp)
      shifts.push(cls)
    }
    const bars: Bar[] = [
      atMost('36C3 day page on 400 kbit/s, largest contentful paint, median', median(paints), 'ms', 2500),
      atMost('layout shift of the same', Math.max(...shifts), '', 0.05),
      atMost('reload with no network, until painted, median', median(await offline(browser, address)), 'ms', 500),
    ]
    await browser.close()
    await site.stop()
    return bars
  },
}

async function phone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  })
  return context.newPage()
}

async function cold(browser: Browser, address: string): Promise<{ lcp: number; cls: number }> {
  const page = await phone(browser)
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', LINE)
  await page.goto(address, { waitUntil: 'load', timeout: 120_000 })
  await sleep(2000)
  const found = await page.evaluate(
    () =>
      new Promise<{ lcp: number; cls: number }>((resolve) => {
        let lcp = 0
        let cls = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) lcp = Math.max(lcp, entry.startTime)
        }).observe({ type: 'largest-contentful-paint', buffered: true })
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) cls += (entry as unknown as { value: number }).value
        }).observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => resolve({ lcp, cls }), 500)
      }),
  )
  await page.context().close()
  return found
}

/** Lets the service worker keep the event, then cuts the line and reloads. */
async function offline(browser: Browser, address: string): Promise<number[]> {
  const page = await phone(browser)
  await page.goto(address)
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await page.reload()
  await sleep(4000)
  await page.context().setOffline(true)
  const times: number[] = []
  for (let n = 0; n < RUNS; n++) {
    await page.reload({ waitUntil: 'load' })
    times.push(
      await page.evaluate(
        () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.POSITIVE_INFINITY,
      ),
    )
  }
  await page.context().close()
  return times
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!
