import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchBrowser, openPage, DESKTOP } from './support/browser.ts'

const root = path.resolve(import.meta.dirname, '../..')
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

it('a clean instance is taken over through the link that the terminal shows, once', async () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hoi-empty-'))
  const child = spawn(process.execPath, [path.join(root, 'bin/hoi.js'), 'start', '--empty'], {
    env: { ...process.env, PORT: '0', BASE_URL: '', HOI_DATA: dataDir, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const link = await new Promise<string>((resolve, reject) => {
    const read = (chunk: unknown) => {
      output += String(chunk)
      const found = /http\S+\/setup\/\S+(?=\s)/.exec(output)
      if (found && /Hội is at (\S+)\s/.test(output)) resolve(found[0])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => reject(new Error(output)))
  })
  const address = /Hội is at (\S+)/.exec(output)![1]!
  const url = link.replace(/^https?:\/\/[^/]+/, address)

  const page = await openPage(browser, DESKTOP, [])
  await page.goto(url)
  await page.fill('input[name="family"]', 'Nguyễn')
  await page.fill('input[name="given"]', 'Thị Ánh')
  await page.fill('input[name="email"]', 'anh@example.org')
  await page.fill('input[name="password"]', 'mot mat khau dai 2026')
  await page.check('main input[type="checkbox"]')
  await page.locator('main form').evaluate((form: HTMLFormElement) => form.requestSubmit())
  await page.waitForURL((to) => !to.pathname.startsWith('/setup') && !to.pathname.includes('/setup/'))
  const again = await fetch(url)
  expect(again.status).toBe(404)

  await page.goto(`${address}/en/manage`)
  expect(await page.locator('h1').count()).toBe(1)
  await page.context().close()
  child.kill('SIGTERM')
  await new Promise((resolve) => child.once('exit', resolve))
  expect(readFileSync(path.join(dataDir, 'secret'), 'utf8').length).toBeGreaterThan(32)
  rmSync(dataDir, { recursive: true, force: true })
})
