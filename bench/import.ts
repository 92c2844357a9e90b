import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { bundleScript } from '#tests/support/killable.ts'
import { atMost, type Bench } from './bar.ts'

interface Measured {
  readonly talks: number
  readonly seconds: number
  readonly idleMb: number
  readonly peakMb: number
  readonly edits: readonly number[]
}

/** Imports 36C3 into a fresh instance in a process of its own, so that its memory is its own too. */
export const bench: Bench = {
  name: 'import',
  run: async () => {
    const file = path.join(process.env['HOI_SHARED_DATA'] ?? '../shared/data', 'schedules/36c3.schedule.json')
    if (!existsSync(file)) return []
    const script = await bundleScript(path.resolve('bench/support/import-child.ts'))
    const measured = JSON.parse(
      execFileSync(process.execPath, [script, file], {
        encoding: 'utf8',
        env: { ...process.env, NODE_NO_WARNINGS: '1' },
      }),
    ) as Measured
    const edits = measured.edits.toSorted((a, b) => a - b)
    return [
      atMost('36C3 imported into an empty instance', measured.seconds, 's', 3),
      atMost('memory of the process at its highest', measured.peakMb, 'MB', 300),
      atMost('one edit of 36C3, command to commit, median', edits[edits.length >> 1]!, 'ms', 150),
      atMost('one edit of 36C3, 95th percentile', edits[Math.floor(edits.length * 0.95)]!, 'ms', 150),
    ]
  },
}
