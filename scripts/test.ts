import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { build } from './build.ts'
import { postgresBin, startPostgres } from '../tests/support/postgres.ts'

/**
 * `npm test`: everything that this machine can run. What it cannot is named at the end, and with HOI_TEST_ALL=1
 * (as .ci/run sets) counts as a failure. The last line is `N passed, N failed`.
 */
interface Result {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numFailedTestSuites: number
  success: boolean
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string }[]
  }[]
}

const root = path.resolve(import.meta.dirname, '..')
const all = process.env['HOI_TEST_ALL'] === '1'
const missing: string[] = []
const env: Record<string, string | undefined> = { ...process.env }

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
  existsSync(file),
)
if (chromium) env['HOI_TEST_BROWSER'] = chromium
else missing.push('browser journeys (Debian package chromium)')
const data = process.env['HOI_SHARED_DATA'] ?? path.join(root, '../shared/data')
if (!existsSync(data)) missing.push('suites over real data (../shared/data)')
const cluster = postgresBin() ? await startPostgres() : null
if (cluster) env['HOI_TEST_POSTGRES'] = cluster.url
else missing.push('the data layer on PostgreSQL (Debian package postgresql)')

await build()
const report = path.join(mkdtempSync(path.join(os.tmpdir(), 'hoi-report-')), 'report.json')
const args = [
  path.join(root, 'node_modules/vitest/vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]
await new Promise<void>((resolve) =>
  spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).once('exit', () => resolve()),
)
await cluster?.stop()

if (!existsSync(report)) {
  console.log('The test runner ended without a report.\n\n0 passed, 1 failed')
  process.exit(1)
}
const result = JSON.parse(readFileSync(report, 'utf8')) as Result
const skipped = result.testResults.flatMap((file) =>
  file.assertionResults
    .filter((a) => a.status === 'pending' || a.status === 'skipped')
    .map((a) => `${path.relative(root, file.name)}: ${a.fullName}`),
)
const brokenFiles = result.testResults.filter(
  (f) => f.status === 'failed' && f.assertionResults.every((a) => a.status !== 'failed'),
)
if (missing.length > 0 || skipped.length > 0) {
  console.log(`\nNOT RUN on this machine:`)
  for (const part of missing) console.log(`  - ${part}`)
  for (const name of skipped) console.log(`  - ${name}`)
}
for (const file of brokenFiles) console.log(`\nDID NOT LOAD: ${path.relative(root, file.name)}\n${file.message}`)
const notRun = all ? missing.length + skipped.length : 0
const failed = result.numFailedTests + brokenFiles.length + notRun
console.log(`\n${result.numPassedTests} passed, ${failed} failed`)
process.exit(failed > 0 || !result.success ? 1 : 0)
