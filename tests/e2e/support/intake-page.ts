import type { Page } from 'playwright-core'
import type { Site } from './site.ts'

/** The page on which images are brought in, once it takes files. */
export async function openIntake(page: Page, site: Site, lang = 'en'): Promise<void> {
  await page.goto(`${site.url}/${lang}/imaging/upload`)
  await page.waitForSelector('.drop')
}

export const sendButton = (page: Page) => page.locator('.intake-go button')
/** What was picked has been read, and may be sent. */
export const ready = (page: Page) => page.waitForSelector('.intake-go button:not([disabled])')
