import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Programme, Talk } from '../../programme/programme.ts'
import { arbitraryProgramme } from '../arbitrary.testing.ts'
import type { ImportDraft } from '../draft.ts'
import { differences } from '../equivalent.ts'
import { exportApi } from '../export/api.ts'
import { parseHoi } from '../parse-hoi.ts'
import { parseScheduleJson } from '../schedule/parse-json.ts'
import { parseCsv } from '../sheet/csv.ts'
import { applyDraft } from './apply.ts'

const emptyOf = (event: Programme['event']): Programme => ({
  event,
  days: [],
  rooms: [],
  tracks: [],
  sessions: [],
  talks: [],
  people: [],
})
const event: Programme['event'] = {
  id: 'e',
  slug: 'e',
  kind: 'congress',
  title: {},
  zone: 'Asia/Ho_Chi_Minh',
  langs: ['vi'],
}
const counter = () => {
  let n = 0
  return () => `id${++n}`
}
const draftOf = (p: Programme): ImportDraft => {
  const links = <T extends Talk>(x: T): T => ({ ...x, links: [] })
  return parseHoi(JSON.parse(JSON.stringify(exportApi({ ...p, talks: p.talks.map(links) })))).draft!
}

describe('applying a draft', () => {
  it('to an empty programme gives the draft, and again changes nothing', () => {
    fc.assert(
      fc.property(arbitraryProgramme, (p) => {
        const draft = draftOf(p)
        const newId = counter()
        const first = applyDraft({ current: emptyOf(draft.event), known: new Map(), draft, newId })
        expect(differences(draft, first.programme)).toEqual([])
        const again = applyDraft({ current: first.programme, known: first.ids, draft, newId })
        expect(again.programme).toEqual(first.programme)
        expect(again.ids).toEqual(first.ids)
        expect(again.counts).toMatchObject({ created: 0, updated: 0, cancelled: 0, removed: 0 })
      }),
      { numRuns: 100 },
    )
  })

  it('one file after another gives the second, with the identities of the first', () => {
    fc.assert(
      fc.property(arbitraryProgramme, arbitraryProgramme, (a, b) => {
        const newId = counter()
        const first = applyDraft({ current: emptyOf(a.event), known: new Map(), draft: draftOf(a), newId })
        const input = {
          current: first.programme,
          known: first.ids,
          draft: draftOf(b),
          newId,
          missing: 'remove' as const,
        }
        const second = applyDraft(input)
        const guids = new Map(first.programme.talks.map((x) => [x.id, [x.guid, x.code]]))
        for (const talk of second.programme.talks)
          expect(guids.get(talk.id) ?? [talk.guid, talk.code]).toEqual([talk.guid, talk.code])
        expect(second.programme.talks.map((x) => x.guid).toSorted()).toEqual(b.talks.map((x) => x.guid).toSorted())
        const third = applyDraft({ ...input, current: second.programme, known: second.ids })
        expect(third.programme).toEqual(second.programme)
      }),
      { numRuns: 100 },
    )
  })
})

const GUID = '6a32cb72-a69d-423c-91b5-60d88eb8e6c7'
const schedule = (...events: object[]) =>
  parseScheduleJson({
    schedule: {
      version: '1',
      conference: {
        title: 'X',
        acronym: 'xxxx',
        time_zone_name: 'Asia/Ho_Chi_Minh',
        days: [{ index: 1, date: '2026-04-17', rooms: { Hall: events } }],
      },
    },
  }).draft!
const talk = (more: object = {}) => ({
  guid: GUID,
  id: 1,
  date: '2026-04-17T08:00:00+07:00',
  duration: '00:20',
  title: 'One',
  language: 'en',
  persons: [{ id: 5, public_name: 'Ai' }],
  ...more,
})
const start = () => {
  const newId = counter()
  return { newId, ...applyDraft({ current: emptyOf(event), known: new Map(), draft: schedule(talk()), newId }) }
}
const edit = (p: Programme, change: Partial<Talk>): Programme => ({
  ...p,
  talks: p.talks.map((x) => ({ ...x, ...change })),
})

describe('a second file', () => {
  it('moves a talk and keeps what the file cannot say', () => {
    const { programme, ids, newId } = start()
    const worked = edit(programme, {
      title: { en: 'One', vi: 'Một' },
      sessionId: 's1',
      kind: 'discussion',
      speakers: [{ personId: programme.people[0]!.id, state: 'declined' }],
    })
    const draft = schedule(talk({ date: '2026-04-17T09:00:00+07:00', title: 'One, revised' }))
    const { programme: after, counts } = applyDraft({ current: worked, known: ids, draft, newId })
    expect(counts).toEqual({ created: 0, updated: 1, unchanged: 0, cancelled: 0, removed: 0 })
    expect(after.talks[0]).toMatchObject({
      id: worked.talks[0]!.id,
      guid: GUID,
      start: Date.UTC(2026, 3, 17, 2),
      title: { en: 'One, revised', vi: 'Một' },
      sessionId: 's1',
      kind: 'discussion',
      speakers: [{ state: 'declined' }],
    })
  })

  it('cancels, removes or keeps what it lacks, and never touches the secretariat’s own', () => {
    const { programme, ids, newId } = start()
    const own: Talk = { ...programme.talks[0]!, id: 'own', guid: 'g', code: 'OWN000' }
    const current = { ...programme, talks: [...programme.talks, own] }
    const draft = schedule(talk({ guid: GUID.replace('6', '7'), title: 'Two' }))
    const states = (missing: 'cancel' | 'remove' | 'keep') => {
      const result = applyDraft({ current, known: ids, draft, newId, missing })
      return [result.programme.talks.map((x) => [x.title['en'], x.cancelled]), result.counts]
    }
    expect(states('cancel')).toMatchObject([
      [
        ['One', true],
        ['One', false],
        ['Two', false],
      ],
      { cancelled: 1, created: 1 },
    ])
    expect(states('remove')).toMatchObject([
      [
        ['One', false],
        ['Two', false],
      ],
      { removed: 1, created: 1 },
    ])
    expect(states('keep')).toMatchObject([
      [
        ['One', false],
        ['One', false],
        ['Two', false],
      ],
      { created: 1 },
    ])
  })

  it('with a code that is taken gives the new talk another', () => {
    const { programme, ids, newId } = start()
    const current = edit(programme, { code: 'ABC123' })
    const draft = schedule(talk(), talk({ guid: GUID.replace('6', '7'), code: 'ABC123', title: 'Two' }))
    const { programme: after } = applyDraft({ current, known: ids, draft, newId })
    expect(after.talks.map((x) => x.code)[0]).toBe('ABC123')
    expect(after.talks[1]!.code).toMatch(/^(?!ABC123)[0-9A-Z]{6}$/)
  })

  it('from a sheet finds talks by their code and people by name', () => {
    const { programme, ids, newId } = start()
    const code = programme.talks[0]!.code
    const sheet = `id,row,title_vi,date,start,minutes,speakers\n${code},talk,Một,2026-04-17,10:00,30,Ai\n`
    const { draft } = parseCsv(sheet, { zone: event.zone })
    const { programme: after } = applyDraft({ current: programme, known: ids, draft: draft!, newId })
    expect(after.talks).toHaveLength(1)
    expect(after.people).toHaveLength(1)
    expect(after.talks[0]).toMatchObject({ title: { en: 'One', vi: 'Một' }, minutes: 30, guid: GUID })
  })
})
