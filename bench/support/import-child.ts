// Imports a schedule into a fresh instance and says, as JSON, how long it took and how much memory this process used
// at its highest; then makes edits of a congress of that size and says how long each took. Argument: the file.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createContext, closeContext, migrateAll } from '#src/main.ts'
import { readConfig } from '#src/platform/config.ts'
import { systemActor } from '#src/platform/authz.ts'
import { editProgramme } from '#src/domains/events/edits/edit-commands.ts'
import { importNewEvent } from '#src/domains/events/working-copy/import-commands.ts'
import { loadWorkingCopy } from '#src/domains/events/working-copy/working-copy.ts'

const file = process.argv[2]!
const dir = mkdtempSync(path.join(os.tmpdir(), 'hoi-bench-'))
const read = readConfig({ HOI_DATA: dir, LOG_LEVEL: 'silent', WORKER: '0' })
if (!read.ok) throw new Error(read.problems.join('\n'))
const ctx = await createContext(read.config)
await migrateAll(ctx)
const actor = systemActor('bench')
// Not resourceUsage().maxRSS: across exec that keeps the peak of the parent which forked us.
const highest = (): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1])
const idle = highest()
const started = performance.now()
const done = await importNewEvent(ctx, actor, new Uint8Array(readFileSync(file)), path.basename(file), {})
const seconds = (performance.now() - started) / 1000
if (!done.ok) throw new Error(JSON.stringify(done))
const peak = highest()

const { programme } = (await loadWorkingCopy(ctx, ctx.db, done.value.eventId))!
const talks = programme.talks.filter((talk) => talk.start !== null)
const edits: number[] = []
for (let n = 0; n < 40; n++) {
  const talk = talks[(n * 37) % talks.length]!
  const before = performance.now()
  const edited = await editProgramme(ctx, actor, done.value.eventId, {
    kind: 'resize',
    item: { type: 'talk', id: talk.id },
    minutes: talk.minutes + 5,
  })
  if (!edited.ok) throw new Error(JSON.stringify(edited))
  edits.push(performance.now() - before)
}
await closeContext(ctx)
rmSync(dir, { recursive: true, force: true })
console.log(JSON.stringify({ talks: talks.length, seconds, idleMb: idle / 1024, peakMb: peak / 1024, edits }))
