import { rename, writeFile } from 'node:fs/promises'
import { calendarFile } from '#src/lib/calendar/calendar.ts'
import { say } from '#src/lib/text/multilingual.ts'
import { systemActor } from '#src/platform/authz.ts'
import { CommandFailed, DONE, UsageError, type Command } from '#src/platform/cli/command.ts'
import type { Context } from '#src/platform/context.ts'
import { exportApi, exportCsv, exportScheduleJson, exportScheduleXml, exportXlsx } from '../interchange/index.ts'
import { calendarItems } from '../public/exports/calendar-items.ts'
import { currentRelease, eventBySlug, type Released } from '../queries.ts'
import type { Event } from '../event/event.ts'
import { loadWorkingCopy } from '../working-copy/working-copy.ts'

const FORMATS = ['hoi.json', 'schedule.json', 'schedule.xml', 'ics', 'csv', 'xlsx'] as const
type Format = (typeof FORMATS)[number]

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write the released programme of an event to a file',
  positionals: [
    { name: 'event', means: 'Event, by the name in its address', required: true },
    { name: 'file', means: 'File to write; its ending says the format unless --format does' },
  ],
  options: {
    format: { means: `One of ${FORMATS.join(', ')}`, value: 'FORMAT' },
    lang: { means: 'Language of formats that carry one; by default the first of the event', value: 'LANG' },
    'working-copy': { means: 'The working copy instead of the release, without loss (hoi.json only)' },
  },
  examples: ['hoi export vsir-2026 schedule.xml --lang en', 'hoi export vsir-2026 copy.hoi.json --working-copy'],
  async run(args, io) {
    const file = args.text('file')
    const format = formatOf(args.text('format') ?? file ?? 'hoi.json')
    if (args.flag('working-copy') && format !== 'hoi.json')
      throw new UsageError('--working-copy goes with --format hoi.json')
    return io.withContext(async (ctx) => {
      const event = await eventBySlug(ctx, systemActor('cli'), args.need('event'))
      if (!event) throw new CommandFailed(`there is no event ${args.need('event')}`)
      const content = args.flag('working-copy')
        ? JSON.stringify(exportApi((await loadWorkingCopy(ctx, ctx.db, event.id))!.programme), null, 2)
        : await released(ctx, event, format, args.text('lang') ?? event.langs[0] ?? 'vi')
      if (!file)
        io.result(typeof content === 'string' ? content : Buffer.from(content).toString('base64'), content.toString())
      else {
        await writeFile(`${file}.part`, content)
        await rename(`${file}.part`, file)
        io.result({ file, format, bytes: Buffer.byteLength(content) }, `${file}: ${Buffer.byteLength(content)} bytes`)
      }
      return DONE
    })
  },
}

function formatOf(name: string): Format {
  const found =
    FORMATS.find((format) => name === format || name.endsWith(`.${format}`)) ??
    (name.endsWith('.json') ? 'hoi.json' : name.endsWith('.xml') ? 'schedule.xml' : undefined)
  if (!found) throw new UsageError(`no format for ${name}; formats are ${FORMATS.join(', ')}`)
  return found
}

async function released(ctx: Context, event: Event, format: Format, lang: string): Promise<string | Uint8Array> {
  const release = await currentRelease(ctx, event)
  if (!release) throw new CommandFailed(`${event.slug} has no release yet; --working-copy writes what there is`)
  const { programme } = release
  const options = { lang, baseUrl: ctx.config.baseUrl, version: release.name }
  if (format === 'schedule.json') return JSON.stringify(exportScheduleJson(programme, options), null, 2)
  if (format === 'schedule.xml') return exportScheduleXml(programme, options)
  if (format === 'csv') return exportCsv(programme, lang)
  if (format === 'xlsx') return exportXlsx(programme, lang)
  if (format === 'ics') return calendar(ctx, event, release, lang)
  return JSON.stringify(
    exportApi(programme, { audience: 'public', release: { name: release.name, publishedAt: release.at } }),
    null,
    2,
  )
}

const calendar = (ctx: Context, event: Event, release: Released, lang: string): string =>
  calendarFile({
    name: say(event.title, lang),
    zone: event.zone,
    lang,
    items: calendarItems({ event, released: release, lang, origin: ctx.config.baseUrl }),
  })
