import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { View } from '#src/lib/imaging/view.ts'

export interface Handle {
  active: {
    index: number
    window: { center: number; width: number }
    zoom: number
    source: { count: number }
    picture: { quality: string; pixels: ArrayLike<number>; columns: number; rows: number } | null
  }
  state(): View
  panels: { name: string }[]
}
/** What the viewer of the page says. */
export const look = <T>(page: Page, read: (viewer: Handle) => T): Promise<T> =>
  page.evaluate(`(${read.toString()})(document.getElementById('viewer').viewer)`) as Promise<T>
/** Waits for a condition on the viewer `v`; asked from outside, since the page's policy lets no text be run. */
export async function until(page: Page, condition: string): Promise<void> {
  const holds = `Boolean(((v) => ${condition})(document.getElementById('viewer')?.viewer ?? {}))`
  // While the page is being left or made there is nothing to ask.
  const ask = () => page.evaluate<boolean>(holds).catch(() => false)
  await expect.poll(ask, { timeout: 90_000, message: condition }).toBe(true)
}
export const painted = (page: Page): Promise<string> =>
  page
    .locator('.pane-canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())

/** Parts of the middle of the image that are much darker than the mask, and that are as it is. */
export const difference = (page: Page) =>
  look(page, (v) => {
    const { pixels, columns, rows } = v.active.picture!
    let [dark, level, all] = [0, 0, 0]
    for (let y = Math.round(rows * 0.2); y < rows * 0.8; y += 1)
      for (let x = Math.round(columns * 0.2); x < columns * 0.8; x += 1) {
        const value = pixels[y * columns + x]!
        all += 1
        if (value < -150) dark += 1
        if (Math.abs(value) < 80) level += 1
      }
    return { dark: dark / all, level: level / all }
  })

/** One finger over the first pane, from and to in parts of it. */
export async function swipe(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const box = (await page.locator('.pane').first().boundingBox())!
  const session = await page.context().newCDPSession(page)
  const steps = 6
  for (let n = 0; n <= steps; n += 1) {
    const part = (i: 0 | 1) => from[i] + ((to[i] - from[i]) * n) / steps
    const touchPoints = [{ x: box.x + box.width * part(0), y: box.y + box.height * part(1) }]
    await session.send('Input.dispatchTouchEvent', { type: n === 0 ? 'touchStart' : 'touchMove', touchPoints })
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await session.detach()
}
