import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' }
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyDraft } from '#src/domains/events/interchange/apply/apply.ts'
import { arbitraryProgramme } from '#src/domains/events/interchange/arbitrary.testing.ts'
import { asCarried } from '#src/domains/events/interchange/as-carried.ts'
import { parseFile } from '#src/domains/events/interchange/detect.ts'
import type { ImportDraft } from '#src/domains/events/interchange/draft.ts'
import { differences } from '#src/domains/events/interchange/equivalent.ts'
import { exportApi } from '#src/domains/events/interchange/export/api.ts'
import { exportScheduleJson } from '#src/domains/events/interchange/export/schedule-json.ts'
import { exportScheduleXml } from '#src/domains/events/interchange/export/schedule-xml.ts'
import { withFilePeople } from '#src/domains/events/interchange/file-people.ts'
import { countOverlaps } from '#src/domains/events/programme/overlaps.ts'
import type { Programme } from '#src/domains/events/programme/programme.ts'

const folder = join(process.env['HOI_SHARED_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data'), 'schedules')
const present = existsSync(join(folder, '36c3.schedule.json'))
if (!present)
  console.warn(`\n!!! tests/real/schedules: no real schedules in ${folder}; NOTHING of this file is tested.\n`)
const lint = hasXmllint()
if (!lint) console.warn('\n!!! tests/real/schedules: no xmllint; exports are NOT checked against the XSD.\n')

function hasXmllint(): boolean {
  try {
    execFileSync('xmllint', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const bytes = (name: string): Uint8Array => readFileSync(join(folder, name))
const options = { lang: 'en', baseUrl: 'https://hoi.example/', version: '1' }

async function draftOf(name: string): Promise<ImportDraft> {
  const { draft } = await parseFile(bytes(name), name)
  if (!draft) throw new Error(`no draft from ${name}`)
  return draft
}

const FILES = [
  { name: '36c3.schedule.json', talks: 1351, rooms: 92, persons: 689, people: 923, days: 4 },
  { name: '36c3.schedule.xml', talks: 1351, rooms: 92, persons: 689, people: 923, days: 4 },
  { name: 'frab-camp2019.json', talks: 79, rooms: 2, persons: 90, people: 90, days: 5 },
  { name: 'pretalx-democon.json', talks: 36, rooms: 2, persons: 27, people: 27, days: 3 },
  { name: 'pyconfr-2025.pretalx-dump.json', talks: 93, rooms: 13, persons: 87, people: 87, days: 4 },
  { name: 'invalid-example.json', talks: 1, rooms: 1, persons: 1, people: 1, days: 1 },
]

describe.skipIf(!present)('real schedules are read whole', () => {
  it.each(FILES)('$name', async ({ name, talks, rooms, persons, people, days }) => {
    const { draft, problems } = await parseFile(bytes(name), name)
    const given = draft && withFilePeople(draft)
    expect({
      talks: draft?.talks.length,
      rooms: draft?.rooms.length,
      persons: given?.people.length,
      people: draft?.people.length,
      days: draft?.days.length,
      errors: problems.filter((x) => x.severity === 'error'),
    }).toEqual({ talks, rooms, persons, people, days, errors: [] })
    expect(new Set(draft?.talks.map((x) => x.code)).size).toBe(talks)
    expect(new Set(draft?.talks.map((x) => x.guid)).size).toBe(talks)
  })

  it('36C3 has 82 person and 261 room overlaps as its file gives them, in JSON and XML alike', async () => {
    for (const name of ['36c3.schedule.json', '36c3.schedule.xml'])
      expect(countOverlaps(withFilePeople(await draftOf(name)))).toEqual({ people: 82, rooms: 261 })
  })

  it('of these, 18 join different people who share a number; told apart by name, 64 remain', async () => {
    expect(countOverlaps(await draftOf('36c3.schedule.json'))).toEqual({ people: 64, rooms: 261 })
  })

  it('the JSON and the XML of 36C3 name the same talks, rooms and people', async () => {
    const [json, xml] = [await draftOf('36c3.schedule.json'), await draftOf('36c3.schedule.xml')]
    const ids = (list: readonly { readonly sourceId: string }[]) => list.map((x) => x.sourceId).toSorted()
    expect(ids(xml.talks)).toEqual(ids(json.talks))
    expect(ids(xml.rooms)).toEqual(ids(json.rooms))
    expect(ids(xml.people)).toEqual(ids(json.people))
  })

  it('every problem of the invalid example is named with its JSON path', async () => {
    const { problems } = await parseFile(bytes('invalid-example.json'), 'x.json')
    const event = '$.schedule.conference.days[0].rooms.Winterchaos[0]'
    expect(problems.map((x) => `${x.path} ${x.code}`)).toEqual([
      '$.schedule.rooms misplaced',
      `${event}.id wrong-type`,
      `${event}.persons[0].id wrong-type`,
      `${event}.persons[0].code code-invalid`,
    ])
  })

  it('pyconfr: texts by content_locale, rooms in two languages, breaks as sessions', async () => {
    const draft = await draftOf('pyconfr-2025.pretalx-dump.json')
    expect(draft.talks.filter((x) => x.title['fr']).length).toBeGreaterThan(60)
    expect(draft.talks.filter((x) => x.title['en']).length).toBeGreaterThan(10)
    expect(draft.sessions.map((x) => x.title)).toContainEqual({ en: 'Lunch', fr: 'Déjeuner' })
  })

  it('36C3 is parsed within bounds', async () => {
    const file = bytes('36c3.schedule.json')
    await parseFile(file, 'warm.json')
    const start = performance.now()
    await parseFile(file, '36c3.schedule.json')
    // Far above what is measured (0.2 s alone): only a change of order decides, not a busy machine.
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

describe.skipIf(!present)('export followed by import gives the same programme', () => {
  it.each(FILES)('$name', async ({ name }) => {
    const draft = await draftOf(name)
    const encode = (text: string) => new TextEncoder().encode(text)
    const json = await parseFile(encode(JSON.stringify(exportScheduleJson(draft, options))), 'x.json')
    expect(json.draft && differences(asCarried(draft, 'schedule.json', options), json.draft)).toEqual([])
    const xml = await parseFile(encode(exportScheduleXml(draft, options)), 'x.xml')
    expect(xml.draft && differences(asCarried(draft, 'schedule.xml', options), xml.draft)).toEqual([])
    const own = await parseFile(encode(JSON.stringify(exportApi(draft))), 'x.json')
    expect(own.draft && differences(draft, own.draft)).toEqual([])
    expect(own.problems).toEqual([])
  })
})

describe.skipIf(!present)('import is idempotent', () => {
  it.each(FILES)('$name', async ({ name, talks }) => {
    const draft = await draftOf(name)
    const empty: Programme = { ...draft, days: [], rooms: [], tracks: [], sessions: [], talks: [], people: [] }
    let last = 0
    const newId = () => `id${++last}`
    const first = applyDraft({ current: empty, known: new Map(), draft, newId })
    expect(differences(draft, { ...first.programme, event: draft.event })).toEqual([])
    const again = applyDraft({ current: first.programme, known: first.ids, draft: await draftOf(name), newId })
    expect(again.programme).toEqual(first.programme)
    expect(again.counts).toEqual({
      created: 0,
      updated: 0,
      unchanged: talks + draft.sessions.length,
      cancelled: 0,
      removed: 0,
    })
    expect(last).toBe(first.ids.size)
  })

  it('the XML of 36C3 after its JSON moves nothing', async () => {
    const draft = await draftOf('36c3.schedule.json')
    const empty: Programme = { ...draft, days: [], rooms: [], tracks: [], sessions: [], talks: [], people: [] }
    const first = applyDraft({ current: empty, known: new Map(), draft, newId: (_kind, id) => `new ${id}` })
    const xml = await draftOf('36c3.schedule.xml')
    const second = applyDraft({
      current: first.programme,
      known: first.ids,
      draft: xml,
      newId: (_k, id) => `xml ${id}`,
    })
    expect(second.counts).toMatchObject({ created: 0, cancelled: 0, removed: 0 })
    const where = (p: Programme) => p.talks.map((x) => [x.id, x.roomId, x.start, x.minutes])
    expect(where(second.programme)).toEqual(where(first.programme))
  })
})

/** Programmes with sessions, chairs, discussions and gaps, which no real file of the folder has. */
const drawn = fc.sample(arbitraryProgramme, { seed: 36, numRuns: 40 }).filter((x) => x.days.length > 0)

function schemaErrors(programme: Programme): unknown {
  validate ??= compileSchema()
  validate(exportScheduleJson(programme, options))
  return validate.errors ?? []
}
let validate: ValidateFunction | undefined
function compileSchema(): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addFormat('color', /^#[0-9a-f]{6}$/)
  ajv.addMetaSchema(draft06)
  return ajv.compile(JSON.parse(readFileSync(join(folder, 'schema.json'), 'utf8')) as object)
}

function xsdVerdict(...programmes: readonly Programme[]): string {
  const dir = mkdtempSync(join(tmpdir(), 'hoi-xsd-'))
  try {
    const files = programmes.map((programme, i) => {
      const file = join(dir, `${i}.xml`)
      writeFileSync(file, exportScheduleXml(programme, options))
      return file
    })
    const check = spawnSync('xmllint', ['--noout', '--schema', join(folder, 'schedule.xml.xsd'), ...files])
    const complaints = String(check.stderr).replace(/^.* validates\n/gm, '')
    return check.status === 0 ? 'valid' : complaints.slice(0, 2000)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

describe.skipIf(!present)('exports are valid', () => {
  it.each(FILES)('$name against schema.json', async ({ name }) => {
    expect(schemaErrors(await draftOf(name))).toEqual([])
  })

  it('drawn programmes against schema.json', () => {
    expect(drawn.flatMap(schemaErrors)).toEqual([])
  })

  it.skipIf(!lint).each(FILES)('$name against the XSD', async ({ name }) => {
    expect(xsdVerdict(await draftOf(name))).toBe('valid')
  })

  it.skipIf(!lint)('drawn programmes against the XSD', () => {
    expect(xsdVerdict(...drawn)).toBe('valid')
  })
})
