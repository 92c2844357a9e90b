import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { isZone } from '#src/lib/time/zoned.ts'
import { systemActor } from '#src/platform/authz.ts'
import { CommandFailed, DONE, FAILED, UsageError, type Command } from '#src/platform/cli/command.ts'
import type { Failure, Outcome } from '#src/platform/outcome.ts'
import { countChanges } from '../programme/diff.ts'
import { importNewEvent, importProgramme, type ImportResult } from '../working-copy/import-commands.ts'
import { problemText } from '../interchange/index.ts'
import { eventId } from './event-id.ts'

/** Problems that a terminal is given; a script gets all. */
const SHOWN = 20

/** As much as the parsers read at most. */
const LIMIT = 32_000_000

export const importCommand: Command = {
  name: 'import',
  summary: 'Read a programme into the working copy of an event',
  about:
    'Reads schedule.json and schedule.xml (frab, pretalx), a pretalx API dump, an Indico export, CSV and XLSX by template, and the JSON of another Hội. The same file again changes nothing; a newer one updates what came from it before. Everything is one transaction. When something in the file cannot be read, nothing is written unless --partly is given. The public sees the import after a release.',
  positionals: [{ name: 'file', means: 'The file, or an http(s) address of it', required: true }],
  options: {
    event: { means: 'Event to import into, by the name in its address', value: 'SLUG', required: true },
    create: { means: 'Make the event from the file if there is none of that name' },
    zone: { means: 'With --create: IANA time zone of the venue, where the file names none', value: 'ZONE' },
    'dry-run': { means: 'Say what would change and write nothing' },
    partly: { means: 'Take what can be read of a file with errors' },
    missing: {
      means: 'What becomes of earlier entries that the file lacks: cancel (default), remove or keep',
      value: 'WHAT',
    },
    lang: { means: "Language of the file's texts where it does not say", value: 'LANG' },
  },
  examples: [
    'hoi import schedule.json --event vsir-2026 --dry-run',
    'hoi import 36c3.schedule.json --event 36c3 --create',
  ],
  async run(args, io) {
    const missing = args.text('missing') ?? 'cancel'
    if (missing !== 'cancel' && missing !== 'remove' && missing !== 'keep')
      throw new UsageError('--missing is cancel, remove or keep')
    const source = args.need('file')
    const bytes = await read(source)
    const name = path.basename(/^https?:/.test(source) ? new URL(source).pathname : source)
    const slug = args.need('event')
    const lang = args.text('lang')
    const zone = args.text('zone')
    if (zone !== undefined && !isZone(zone)) throw new UsageError(`${zone} is no time zone; one is Asia/Ho_Chi_Minh`)
    const options = { missing, ...(lang ? { lang } : {}), ...(zone ? { zone } : {}) } as const
    return io.withContext(async (ctx) => {
      const actor = systemActor('cli')
      const found = await eventId(ctx, slug)
      if (!found && !args.flag('create'))
        throw new CommandFailed(`there is no event ${slug}; --create makes it from the file`)
      // What the file has is looked at first: a file with errors is only taken when that is wanted.
      const preview = found ? done(await importProgramme(ctx, actor, found, bytes, name, options)) : null
      const errors = (preview?.problems ?? []).filter((p) => p.severity === 'error')
      const stop = args.flag('dry-run') || !preview?.taken || (errors.length > 0 && !args.flag('partly'))
      if (found && stop) return tell(io, preview!, false, errors.length > 0 || !preview!.taken)
      if (!found && args.flag('dry-run')) throw new CommandFailed('--dry-run needs an event that exists')
      const result = found
        ? done(await importProgramme(ctx, actor, found, bytes, name, { ...options, confirm: true }))
        : done(await importNewEvent(ctx, actor, bytes, name, { ...options, slug }))
      return tell(io, result, true, false)
    })
  },
}

type Io = Parameters<Command['run']>[1]

function tell(io: Io, result: ImportResult, written: boolean, failed: boolean): number {
  for (const problem of result.problems.slice(0, SHOWN))
    io.say(`${problem.severity}: ${problem.path}: ${problemText(problem, 'en')}`)
  if (result.problems.length > SHOWN) io.say(`… and ${result.problems.length - SHOWN} more; --json lists them all`)
  const changes = result.taken ? countChanges(result.taken.difference) : null
  const what = result.taken
    ? `${result.taken.after.sessions.length} sessions, ${result.taken.after.talks.length} talks, ${result.taken.after.rooms.length} rooms`
    : 'nothing could be read'
  const sum = changes
    ? Object.entries(changes)
        .map(([kind, n]) => `${n} ${kind}`)
        .join(', ')
    : ''
  io.result(
    { written, format: result.format, problems: result.problems, changes, revision: result.revision },
    `${result.format ?? 'unknown format'}: ${what}${sum ? ` (${sum})` : ''}\n${written ? 'Imported into the working copy.' : 'Nothing was written.'}`,
  )
  return failed ? FAILED : DONE
}

async function read(source: string): Promise<Uint8Array> {
  if (!/^https?:\/\//.test(source)) {
    const size = await stat(source).then(
      (s) => s.size,
      () => null,
    )
    if (size === null) throw new CommandFailed(`there is no file ${source}`)
    if (size > LIMIT) throw new CommandFailed(`${source} is larger than ${LIMIT / 1_000_000} MB`)
    return new Uint8Array(await readFile(source))
  }
  const answer = await fetch(source, { signal: AbortSignal.timeout(60_000) }).catch((error: Error) => {
    throw new CommandFailed(`${source} could not be fetched: ${error.message}`)
  })
  if (!answer.ok || !answer.body) throw new CommandFailed(`${source} answered ${answer.status}`)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body) {
    size += chunk.length
    if (size > LIMIT) throw new CommandFailed(`${source} is larger than ${LIMIT / 1_000_000} MB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function done<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw new CommandFailed(sentence(outcome))
}

const sentence = (failure: Failure): string =>
  failure.fields?.['file'] === 'unreadable'
    ? 'no format was recognised in the file'
    : [failure.code, ...Object.values(failure.fields ?? {}), ...Object.values(failure.detail ?? {})].join(': ')
