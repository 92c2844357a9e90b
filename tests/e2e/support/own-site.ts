import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchBrowser } from './browser.ts'
import { startSite, type Site } from './site.ts'

/** Those of the file that calls `ownSite`; the folder is for what its people bring. */
export let site: Site
export let browser: Browser
export let folder = ''

/** Gives a file of journeys a site, a browser and an empty folder, and takes them away after its last test. */
export function ownSite(): void {
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'hoi-brought-'))
    site = await startSite()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.stop()
    rmSync(folder, { recursive: true, force: true })
  })
}
