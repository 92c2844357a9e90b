import writeXlsxFile from 'write-excel-file/node'
import { isLang, LANGS, say, type Lang } from '#src/lib/text/multilingual.ts'
import { clockOf, dateOf } from '#src/lib/time/zoned.ts'
import type { Part, Programme, Session, Talk } from '../../programme/programme.ts'
import { stripControls } from '../clean.ts'
import { guard } from './cells.ts'
import { COLUMN_HELP, COLUMNS, type ColumnName } from './columns.ts'
import { joinName } from './names.ts'

type Row = { readonly [N in ColumnName]?: string }

const DAY_MINUTES = 24 * 60

/**
 * The programme as the secretariat's sheet: sessions with their talks behind them, then talks by themselves, in order
 * of time. `id` is the code. Carries titles and abstracts in three languages; not descriptions, subtitles, links,
 * recording, answers to invitations, room and track details, cancelled entries.
 */
export function sheetRows(programme: Programme): Row[] {
  const sessions = programme.sessions.filter((x) => !x.cancelled)
  const talks = programme.talks.filter((x) => !x.cancelled)
  const ids = new Set(sessions.map((x) => x.id))
  const inSession = Map.groupBy(talks, (x) => (x.sessionId && ids.has(x.sessionId) ? x.sessionId : ''))
  const byTime = (a: Session | Talk, b: Session | Talk): number =>
    (a.start ?? Infinity) - (b.start ?? Infinity) || (a.code < b.code ? -1 : 1)
  const heads: (Session | Talk)[] = [...sessions, ...(inSession.get('') ?? [])].toSorted(byTime)
  const make = rowMaker(programme)
  return heads.flatMap((head) =>
    'chairs' in head
      ? [make(head), ...(inSession.get(head.id) ?? []).toSorted(byTime).map((x) => make(x, head))]
      : [make(head)],
  )
}

/** A semicolon divides the list, so there is none inside. */
const oneOf = (text: string): string => text.replaceAll(';', ',')

function rowMaker(programme: Programme): (entry: Session | Talk, session?: Session) => Row {
  const { event } = programme
  const first = event.langs[0] ?? 'vi'
  const rooms = new Map(programme.rooms.map((x) => [x.id, say(x.name, first, event.langs)]))
  const tracks = new Map(programme.tracks.map((x) => [x.id, say(x.name, first, event.langs)]))
  const people = new Map(programme.people.map((x) => [x.id, x]))
  const named = (parts: readonly Part[]) => parts.flatMap((x) => people.get(x.personId) ?? [])
  const names = (parts: readonly Part[]): string =>
    named(parts)
      .map((x) => oneOf(joinName(x.name, x.title)))
      .join('; ')
  return (entry, session) => {
    const isSession = 'chairs' in entry
    const speakers = isSession ? [] : named(entry.speakers)
    const facilities = speakers.map((x) => oneOf(say(x.facility, first, event.langs)))
    const { start, minutes } = entry
    const abstract = isSession ? entry.description : entry.abstract
    return {
      id: entry.code,
      row: isSession ? 'session' : entry.kind,
      session: session?.code,
      kind: isSession ? entry.kind : entry.type,
      date: start === null ? '' : dateOf(event.zone, start),
      start: start === null ? '' : clockOf(event.zone, start),
      end: start === null || minutes >= DAY_MINUTES ? '' : clockOf(event.zone, start + minutes * 60_000),
      minutes: start === null || minutes >= DAY_MINUTES ? String(minutes) : '',
      room: rooms.get(entry.roomId ?? ''),
      track: tracks.get(entry.trackId ?? ''),
      title_vi: entry.title['vi'],
      title_en: entry.title['en'] ?? (LANGS.some((x) => entry.title[x]) ? '' : say(entry.title, 'en')),
      title_ko: entry.title['ko'],
      abstract_vi: abstract['vi'],
      abstract_en: abstract['en'] ?? (LANGS.some((x) => abstract[x]) ? '' : say(abstract, 'en')),
      abstract_ko: abstract['ko'],
      language: isSession ? '' : entry.langs.join(', '),
      speakers: isSession ? '' : names(entry.speakers),
      facility: facilities.some(Boolean) ? facilities.join('; ') : '',
      chairs: isSession ? names(entry.chairs) : '',
    }
  }
}

/** CSV of the rows, UTF-8 with a mark (spreadsheets need it for Vietnamese), headings in the language or machine names. */
export function exportCsv(programme: Programme, lang?: string): string {
  const lines = [headings(lang), ...sheetRows(programme).map((row) => COLUMNS.map((x) => cellOf(row, x.name)))]
  return `\ufeff${lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`
}

/** The same as a workbook. */
export const exportXlsx = (programme: Programme, lang?: string): Promise<Uint8Array> =>
  workbook(sheetRows(programme), lang)

/** An empty sheet to fill in, with an example session and talk, and a second sheet that explains every column. */
export const templateXlsx = (lang: Lang): Promise<Uint8Array> => workbook(EXAMPLE, lang)

export function templateCsv(lang: Lang): string {
  const lines = [headings(lang), ...EXAMPLE.map((row) => COLUMNS.map((x) => cellOf(row, x.name)))]
  return `\ufeff${lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`
}

const headings = (lang: string | undefined): string[] => COLUMNS.map((x) => (isLang(lang) ? x.heading[lang] : x.name))
const cellOf = (row: Row, name: ColumnName): string => guard(stripControls(row[name] ?? ''))
const quoted = (cell: string): string => (/[",;\r\n\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

async function workbook(rows: readonly Row[], lang: string | undefined): Promise<Uint8Array> {
  const helpLang: Lang = isLang(lang) ? lang : 'en'
  const bold = (value: string) => ({ value, fontWeight: 'bold' as const })
  const text = (value: string) => (value ? { value: value.slice(0, 32_000), type: String } : null)
  const widths: { readonly [N in ColumnName]?: number } = { speakers: 40, facility: 40, chairs: 40 }
  const sheets = [
    {
      sheet: { vi: 'Chương trình', en: 'Programme', ko: '프로그램' }[helpLang],
      data: [headings(lang).map(bold), ...rows.map((row) => COLUMNS.map((x) => text(cellOf(row, x.name))))],
      columns: COLUMNS.map((x) => ({ width: widths[x.name] ?? (/title|abstract/.test(x.name) ? 45 : 14) })),
      stickyRowsCount: 1,
    },
    {
      sheet: { vi: 'Hướng dẫn', en: 'Help', ko: '도움말' }[helpLang],
      data: COLUMNS.map((x) => [bold(x.heading[helpLang]), text(x.name), text(COLUMN_HELP[x.name][helpLang])]),
      columns: [{ width: 28 }, { width: 14 }, { width: 100 }],
    },
  ]
  return writeXlsxFile(sheets).toBuffer()
}

const EXAMPLE: readonly Row[] = [
  {
    id: 'S1',
    row: 'session',
    kind: 'plenary',
    date: '2026-04-17',
    start: '08:30',
    end: '10:00',
    room: 'Hội trường A',
    track: 'Can thiệp thần kinh',
    title_vi: 'Phiên toàn thể 1 (ví dụ)',
    title_en: 'Plenary session 1 (example)',
    title_ko: '전체 세션 1(예시)',
    chairs: 'PGS.TS. Nguyễn Văn A; Prof. Hong Gildong',
  },
  {
    id: 'T1',
    row: 'talk',
    session: 'S1',
    date: '2026-04-17',
    start: '08:30',
    minutes: '20',
    title_vi: 'Báo cáo 1 (ví dụ)',
    title_en: 'Talk 1 (example)',
    title_ko: '발표 1(예시)',
    language: 'vi',
    speakers: 'BS. Trần Thị B',
    facility: 'Bệnh viện tỉnh (ví dụ)',
  },
  {
    id: 'D1',
    row: 'discussion',
    session: 'S1',
    date: '2026-04-17',
    start: '09:45',
    minutes: '15',
    title_vi: 'Thảo luận (ví dụ)',
    title_en: 'Discussion (example)',
    title_ko: '토론(예시)',
  },
]
