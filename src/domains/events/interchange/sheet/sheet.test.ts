import { parse } from 'csv-parse/sync'
import { zipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LANGS, type Text } from '#src/lib/text/multilingual.ts'
import type { Programme } from '../../programme/programme.ts'
import { arbitraryProgramme } from '../arbitrary.testing.ts'
import { clockCell, dateCell, minutesCell } from './cells.ts'
import { COLUMN_HELP, COLUMNS } from './columns.ts'
import { parseCsv } from './csv.ts'
import { joinName, splitName } from './names.ts'
import { exportCsv, exportXlsx, templateCsv, templateXlsx } from './write.ts'
import { parseXlsx, unpackedSize } from './xlsx.ts'

const zone = 'Asia/Ho_Chi_Minh'

describe('the template', () => {
  it.each(LANGS)('in %s reads back without a problem, as CSV and as a workbook', async (lang) => {
    for (const result of [parseCsv(templateCsv(lang), { zone }), await parseXlsx(await templateXlsx(lang), { zone })]) {
      expect(result.problems).toEqual([])
      expect(result.draft?.sessions[0]).toMatchObject({
        sourceId: 'sheet:session:S1',
        kind: 'plenary',
        start: Date.UTC(2026, 3, 17, 1, 30),
        minutes: 90,
      })
      expect(result.draft?.talks.map((x) => [x.kind, x.sessionId, x.minutes])).toEqual([
        ['talk', 'sheet:session:S1', 20],
        ['discussion', 'sheet:session:S1', 15],
      ])
      expect(result.draft?.people.map((x) => [x.name, x.title])).toEqual([
        ['Nguyễn Văn A', { vi: 'PGS.TS.' }],
        ['Hong Gildong', { en: 'Prof.' }],
        ['Trần Thị B', { vi: 'BS.' }],
      ])
    }
  })

  it('explains every column', () => {
    for (const { name } of COLUMNS) for (const lang of LANGS) expect(COLUMN_HELP[name][lang]).not.toBe('')
  })
})

describe('a sheet', () => {
  const head = 'id,row,session,date,start,end,minutes,room,title_vi,title_en,speakers,facility\n'

  it('names the cell of every problem and takes the other rows', () => {
    const { draft, problems } = parseCsv(
      `${head}1,talk,,2026-04-17,8h30,9h00,,A,Một,One,A; B,X; Y\n` +
        '2,lecture,,,,,,,Hai,,,\n' +
        '3,talk,,32/04/2026,08:00,,20,,Ba,,,\n' +
        '4,talk,Nowhere,17/04/2026,23:30,0:30,,,Bốn,,,\n' +
        '5,talk,,,,,20,,,,,\n',
      { zone },
    )
    expect(problems.map((x) => [x.severity, x.path, x.code])).toEqual([
      ['error', 'B3', 'row-unknown'],
      ['error', 'D4', 'time-invalid'],
      ['warning', 'C5', 'session-unknown'],
      ['error', 'I6', 'title-missing'],
    ])
    expect(draft?.talks.map((x) => [x.title['vi'], x.minutes])).toEqual([
      ['Một', 30],
      ['Bốn', 60],
    ])
    expect(draft?.people.map((x) => [x.name, x.facility])).toEqual([
      ['A', { vi: 'X' }],
      ['B', { vi: 'Y' }],
    ])
  })

  it('may be written with semicolons and a title line above the header', () => {
    const { draft } = parseCsv('Đại hội;;;\nMã;Loại dòng;Tiêu đề (tiếng Việt);Số phút\n1;báo cáo;Một;20\n', { zone })
    expect(draft?.talks[0]).toMatchObject({ sourceId: 'sheet:talk:1', start: null, minutes: 20 })
  })

  it('without the needed columns is refused with their names', () => {
    const { draft, problems } = parseCsv('id,room,date,start\n1,A,2026-04-17,08:00\n')
    expect(draft).toBe(null)
    expect(problems).toMatchObject([{ code: 'columns-missing', params: { columns: 'title_vi, row' } }])
  })

  it('dates, clocks and durations as people write them', () => {
    expect(
      ['2026-4-17', '17/04/2026', '2026년 4월 17일', '2026.4.17.', new Date(Date.UTC(2026, 3, 17))].map(dateCell),
    ).toEqual(Array(5).fill('2026-04-17'))
    expect(['x', '31/02/2026', ''].map(dateCell)).toEqual([null, null, null])
    expect(['8:30', '08:30:00', '8h30', '8g30', '8 giờ 30', '8시 30분', 8.5 / 24].map(clockCell)).toEqual(
      Array(7).fill('08:30'),
    )
    expect(['25:00', '8:61', 'x', 2].map(clockCell)).toEqual([null, null, null, null])
    expect([45, '45 phút', '0:45', '45분', '45 min'].map(minutesCell)).toEqual([45, 45, 45, 45, 45])
  })

  it('academic titles are taken off and put back', () => {
    for (const written of [
      'PGS.TS. Vũ Đăng Lưu',
      'BSCKII. Trần B',
      'Assoc. Prof. Kim',
      '홍길동 교수',
      'Tsai Ming',
      'Đỗ',
    ])
      expect(joinName(splitName(written).name, splitName(written).title)).toBe(written)
    expect(splitName('Tsai Ming')).toEqual({ name: 'Tsai Ming', title: {} })
  })
})

describe('export followed by import', () => {
  const facts = (p: Programme) => {
    const room = new Map(p.rooms.map((x) => [x.id, Object.values(x.name)[0]]))
    const person = new Map(p.people.map((x) => [x.id, x.name.replaceAll(';', ',')]))
    const code = new Map(p.sessions.map((x) => [x.id, x.code]))
    return [...p.sessions.filter((x) => !x.cancelled), ...p.talks.filter((x) => !x.cancelled)]
      .map((x) => ({
        code: x.code,
        title: x.title,
        start: x.start,
        minutes: x.minutes,
        room: x.roomId !== null && room.has(x.roomId),
        kind: x.kind,
        session: 'sessionId' in x ? (code.get(x.sessionId ?? '') ?? null) : null,
        people: ('chairs' in x ? x.chairs : x.speakers).map((part) => person.get(part.personId)),
      }))
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
  }

  it('keeps titles, times, rooms, sessions and people', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryProgramme, async (programme) => {
        const gone = new Set(programme.sessions.filter((x) => x.cancelled).map((x) => x.id))
        const titles: Text[] = [{}, { vi: 'PGS.TS.' }]
        const people = programme.people.map((x, i) => ({ ...x, title: titles[i % 2]! }))
        const p = { ...programme, people, talks: programme.talks.filter((x) => !gone.has(x.sessionId ?? '')) }
        const csv = parseCsv(exportCsv(p), { zone: p.event.zone })
        expect(csv.draft && facts(csv.draft)).toEqual(facts(p))
        const xlsx = await parseXlsx(await exportXlsx(p, 'vi'), { zone: p.event.zone })
        expect(xlsx.draft && facts(xlsx.draft)).toEqual(facts(p))
      }),
      { numRuns: 25 },
    )
  })

  it('lets no cell run as a formula', () => {
    const title = { en: '=HYPERLINK("http://evil")' }
    fc.assert(
      fc.property(arbitraryProgramme, (p) => {
        const csv = exportCsv({ ...p, talks: p.talks.map((x) => ({ ...x, title })) })
        const rows: string[][] = parse(csv, { bom: true })
        expect(rows.flat().filter((cell) => /^[=+@\t-]/.test(cell))).toEqual([])
      }),
      { numRuns: 20 },
    )
  })
})

describe('a workbook', () => {
  it('that is a zip bomb is not unpacked', async () => {
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(5_000_000) })
    expect(bomb.length).toBeLessThan(10_000)
    expect(unpackedSize(bomb, 6_000_000)).toBe(5_000_000)
    expect(unpackedSize(bomb, 1_000_000)).toBe(null)
    expect((await parseXlsx(bomb, {}, 1_000_000)).problems).toMatchObject([{ code: 'xlsx-unreadable' }])
  })

  it('that is broken is a problem', async () => {
    for (const bytes of [new Uint8Array([0x50, 0x4b, 3, 4, 1, 2]), zipSync({ 'a.txt': new Uint8Array(3) })])
      expect((await parseXlsx(bytes)).problems).toMatchObject([{ code: 'xlsx-unreadable' }])
  })
})
