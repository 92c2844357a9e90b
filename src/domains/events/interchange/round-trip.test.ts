import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryProgramme } from './arbitrary.testing.ts'
import { asCarried } from './as-carried.ts'
import { differences, equivalent } from './equivalent.ts'
import { exportScheduleJson } from './export/schedule-json.ts'
import { exportScheduleXml } from './export/schedule-xml.ts'
import { parseScheduleJson } from './schedule/parse-json.ts'
import { parseScheduleXml } from './schedule/parse-xml.ts'

const lang = fc.constantFrom('vi', 'en', 'ko')
const optionsFor = (language: string) => ({ lang: language, baseUrl: 'https://hoi.example/', version: '1' })

describe('export followed by import', () => {
  it('gives the same programme through schedule.json, but for what the format cannot say', () => {
    fc.assert(
      fc.property(arbitraryProgramme, lang, (programme, language) => {
        const options = optionsFor(language)
        const file: unknown = JSON.parse(JSON.stringify(exportScheduleJson(programme, options)))
        const { draft } = parseScheduleJson(file)
        expect(draft && differences(asCarried(programme, 'schedule.json', options), draft)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('gives the same programme through schedule.xml, but for what the format cannot say', () => {
    fc.assert(
      fc.property(arbitraryProgramme, lang, (programme, language) => {
        const options = optionsFor(language)
        const { draft } = parseScheduleXml(exportScheduleXml(programme, options))
        expect(draft && differences(asCarried(programme, 'schedule.xml', options), draft)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

describe('equivalent', () => {
  it('does not mind ids and order, and minds everything that people read', () => {
    fc.assert(
      fc.property(arbitraryProgramme, (p) => {
        expect(equivalent(p, { ...p, talks: p.talks.toReversed(), people: p.people.toReversed() })).toBe(true)
        if (p.talks.length === 0) return
        const changed = { ...p, talks: p.talks.map((x, i) => (i === 0 ? { ...x, minutes: x.minutes + 1 } : x)) }
        expect(equivalent(p, changed)).toBe(false)
      }),
      { numRuns: 50 },
    )
  })
})
