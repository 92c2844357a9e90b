import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryProgramme } from './arbitrary.testing.ts'
import { detectFormat, parseFile } from './detect.ts'
import { differences } from './equivalent.ts'
import { exportApi } from './export/api.ts'
import { exportScheduleJson } from './export/schedule-json.ts'
import { exportScheduleXml } from './export/schedule-xml.ts'
import { templateCsv, templateXlsx } from './sheet/write.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const options = { lang: 'en', baseUrl: 'https://hoi.example/', version: '1' }
const [sample] = fc.sample(arbitraryProgramme, { seed: 7, numRuns: 1 })

describe('a file is known by its content', () => {
  it('whatever its name', async () => {
    const files: [Uint8Array, string | null][] = [
      [bytes(JSON.stringify(exportApi(sample!))), 'hoi'],
      [bytes(`\ufeff${JSON.stringify(exportScheduleJson(sample!, options))}`), 'schedule.json'],
      [bytes(exportScheduleXml(sample!, options)), 'schedule.xml'],
      [bytes(templateCsv('ko')), 'csv'],
      [await templateXlsx('vi'), 'xlsx'],
      [bytes('{"count":1,"results":[]}'), 'indico-event'],
      [bytes('{"count":1,"results":{"1":{}}}'), 'indico-timetable'],
      [bytes('{"schedule":{"2026-04-17":{}},"rooms":[]}'), 'pretalx-dump'],
      [bytes('<html><body>'), null],
      [bytes('Dear colleagues'), null],
      [new Uint8Array(0), null],
    ]
    for (const [file, format] of files) expect(detectFormat(file, 'file.bin')).toBe(format)
  })

  it('broken JSON is a problem with line and column', async () => {
    const { draft, problems } = await parseFile(bytes('{\n "schedule": {,}\n}'), 'a.json')
    expect(draft).toBe(null)
    expect(problems).toMatchObject([{ severity: 'error', path: '2:15', code: 'json-syntax' }])
  })

  it('what is too large is refused unread', async () => {
    const { problems } = await parseFile(new Uint8Array(33 * 1024 * 1024), 'a.json')
    expect(problems).toMatchObject([{ code: 'too-large', params: { size: 33, limit: 32 } }])
  })
})

describe('the JSON document of the interface', () => {
  it('followed by import gives the same programme, in all languages', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryProgramme, async (programme) => {
        const safe = {
          ...programme,
          talks: programme.talks.map((x) => ({ ...x, links: x.links.filter((l) => !l.url.startsWith('java')) })),
        }
        const { draft, problems } = await parseFile(bytes(JSON.stringify(exportApi(safe))), 'x')
        expect(problems).toEqual([])
        expect(draft && differences(safe, draft)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('for the public says nothing of invitations', () => {
    fc.assert(
      fc.property(arbitraryProgramme, (p) => {
        const text = JSON.stringify(exportApi(p, { audience: 'public' }))
        expect(text).not.toMatch(/declined|invited|"state"/)
      }),
    )
  })
})

describe('no input throws', () => {
  const junk = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(null, 0, '', [], {}))
  const keys = fc.constantFrom(
    'schedule',
    'conference',
    'days',
    'rooms',
    'persons',
    'title',
    'date',
    'results',
    'sessions',
  )

  it('whatever the JSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(keys, fc.dictionary(keys, fc.oneof(junk, fc.array(fc.dictionary(keys, junk))))),
        async (x) => {
          for (const value of [
            x,
            { schedule: { conference: x } },
            { results: x },
            { results: [x] },
            { format: 'hoi', event: x, ...x },
          ])
            expect(Array.isArray((await parseFile(bytes(JSON.stringify(value)), 'x.json')).problems)).toBe(true)
        },
      ),
      { numRuns: 30 },
    )
  })

  it('whatever a byte of a good file is turned into', async () => {
    const files: Uint8Array[] = [
      JSON.stringify(exportScheduleJson(sample!, options)),
      exportScheduleXml(sample!, options),
      JSON.stringify(exportApi(sample!)),
      templateCsv('en'),
    ].map(bytes)
    files.push(await templateXlsx('en'))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.nat(), fc.nat(255), fc.boolean(), async (file, at, byte, cut) => {
        const bad = Uint8Array.from(file)
        bad[at % bad.length] = byte
        const result = await parseFile(cut ? bad.subarray(0, at % bad.length) : bad, 'x')
        expect(result.draft === null ? result.problems.length : 1).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })
})
