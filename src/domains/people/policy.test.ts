import { describe, expect, it } from 'vitest'
import { EVENT_ROLES, SOCIETY_ROLES, stranger, systemActor, type Actor } from '#src/platform/authz.ts'
import * as policy from './policy.ts'

const actor = (
  personId: string,
  society: Actor['society'] extends ReadonlySet<infer R> ? R[] : never = [],
  event: (typeof EVENT_ROLES)[number][] = [],
): Actor => ({
  personId,
  name: personId,
  lang: null,
  society: new Set(society),
  events: new Map(event.length > 0 ? [['e1', new Set(event)]] : []),
})

const actors = {
  stranger,
  delegate: actor('d', [], ['delegate']),
  speaker: actor('sp', [], ['speaker']),
  organiser: actor('o', [], ['organiser']),
  secretariat: actor('s', ['secretariat']),
  administrator: actor('a', ['administrator']),
  self: actor('p'),
  system: systemActor('test'),
}
type Who = keyof typeof actors

const person = (state: Partial<policy.PersonState> = {}): policy.PersonState => ({
  id: 'p',
  unclaimed: false,
  page: false,
  erased: false,
  administrator: false,
  ...state,
})

const states = {
  private: person(),
  public: person({ page: true }),
  unclaimed: person({ unclaimed: true, page: true }),
  administrator: person({ administrator: true }),
  erased: person({ erased: true, page: true }),
}

const who = (allowed: (actor: Actor) => boolean): string =>
  (Object.keys(actors) as Who[]).filter((name) => allowed(actors[name])).join(' ')

describe('a person', () => {
  const everyone = Object.keys(actors).join(' ')
  const managers = 'secretariat administrator self system'
  it.each([
    [
      'private',
      { see: managers, edit: managers, publicity: 'self', erase: 'administrator self system', export: 'self system' },
    ],
    [
      'public',
      { see: everyone, edit: managers, publicity: 'self', erase: 'administrator self system', export: 'self system' },
    ],
    [
      'unclaimed',
      { see: everyone, edit: managers, publicity: managers, erase: 'administrator self system', export: 'self system' },
    ],
    [
      'administrator',
      {
        see: managers,
        edit: 'administrator self system',
        publicity: 'self',
        erase: 'administrator self system',
        export: 'self system',
      },
    ],
    ['erased', { see: '', edit: '', publicity: '', erase: '', export: '' }],
  ] as const)('that is %s', (state, expected) => {
    const p = states[state]
    expect({
      see: who((a) => policy.maySeePerson(a, p)),
      edit: who((a) => policy.mayEditPerson(a, p)),
      publicity: who((a) => policy.mayChoosePublicity(a, p)),
      erase: who((a) => policy.mayErase(a, p)),
      export: who((a) => policy.mayExportData(a, p)),
    }).toEqual(expected)
  })

  it('is merged by who manages the society, an administrator by administrators only, never with itself', () => {
    const other = person({ id: 'q' })
    expect(who((a) => policy.mayMergePeople(a, other, states.private))).toBe('secretariat administrator system')
    expect(who((a) => policy.mayMergePeople(a, other, states.administrator))).toBe('administrator system')
    expect(who((a) => policy.mayMergePeople(a, states.private, states.private))).toBe('')
    expect(who((a) => policy.mayMergePeople(a, other, states.erased))).toBe('')
  })

  it('is looked up by those who build programmes, listed by those who manage the society', () => {
    expect(who(policy.mayFindPeople)).toBe('organiser secretariat administrator system')
    expect(who(policy.mayManagePeople)).toBe('secretariat administrator system')
    expect(who(policy.mayManageFacilities)).toBe('secretariat administrator system')
  })
})

describe('roles', () => {
  it('in the society are granted by administrators alone', () => {
    for (const role of SOCIETY_ROLES) expect(who((a) => policy.mayGrantSociety(a, role))).toBe('administrator system')
  })

  it('in an event are granted by its organisers, their own rank by the secretariat', () => {
    for (const role of EVENT_ROLES) {
      const expected =
        role === 'organiser' ? 'secretariat administrator system' : 'organiser secretariat administrator system'
      expect(who((a) => policy.mayGrantEvent(a, 'e1', role))).toBe(expected)
      expect(who((a) => policy.mayGrantEvent(a, 'e2', role))).toBe('secretariat administrator system')
    }
  })
})
