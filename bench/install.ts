import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { atMost, type Bench } from './bar.ts'

/** `npm ci` into an empty folder with a warm npm cache: nothing is compiled and nothing is fetched but packages. */
export const bench: Bench = {
  name: 'install',
  async run() {
    const seconds = [install(), install()]
    // The first run warms the cache where it was cold.
    return [atMost('npm ci with a warm cache', seconds[1]!, 's', 60)]
  },
}

function install(): number {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hoi-install-'))
  for (const file of ['package.json', 'package-lock.json']) cpSync(file, path.join(dir, file))
  const began = performance.now()
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: dir, stdio: 'ignore' })
  const seconds = (performance.now() - began) / 1000
  rmSync(dir, { recursive: true, force: true })
  return seconds
}
