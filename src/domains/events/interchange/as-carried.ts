import { cleanText, type Text } from '#src/lib/text/multilingual.ts'
import { roomOf, type Part, type Participant, type Programme, type Session, type Talk } from '../programme/programme.ts'
import { codesFor, slugOf } from './identity.ts'
import { httpUrl } from './json.ts'
import { byRoom, layOut, type ExportOptions, type Layout, type Slot } from './export/slots.ts'

/**
 * The programme reduced to what a format carries: `import(export(p))` is equivalent to `asCarried(p)`. This states, as
 * code, what each format loses; the property test and the real files hold exporters and parsers to it.
 */
export function asCarried(
  programme: Programme,
  format: 'schedule.json' | 'schedule.xml',
  options: ExportOptions,
): Programme {
  const layout = layOut(programme, options)
  const one = (value: Text): Text => cleanText({ [options.lang]: layout.text(value) })
  const days = layout.days.map(({ date, start, end }) => ({ date, start, end, title: {} }))
  const rooms = programme.rooms
    .toSorted((a, b) => a.position - b.position)
    .map((x) => ({ ...x, name: { [options.lang]: layout.roomNames.get(x.id)! }, description: one(x.description) }))
  const tracks = programme.tracks.map((x) => ({ ...x, name: { [options.lang]: layout.trackNames.get(x.id)! } }))
  const event = { ...programme.event, title: { [options.lang]: layout.title } }
  if (format === 'schedule.xml') return xmlForm(programme, layout, { event, days, rooms, tracks }, options)

  const listed = layout.days.flatMap((x) => x.slots)
  const named = new Set([
    ...listed.flatMap((x) => x.persons),
    ...layout.sessions.flatMap((x) => layout.personsOf(x.chairs)),
  ])
  return {
    event,
    days,
    rooms,
    tracks,
    sessions: layout.sessions.map((x): Session => ({
      ...x,
      code: layout.codes.get(x.guid)!,
      title: one(x.title),
      description: one(x.description),
      chairs: confirmed(layout.personsOf(x.chairs)),
    })),
    talks: layout.talks.map((x): Talk => ({ ...talkOf(x, slotOf(listed, x.guid), layout, one) })),
    people: [...named].map((x) => ({
      ...x,
      code: layout.personCodes.get(x.guid)!,
      title: one(x.title),
      facility: one(x.facility),
      facilityId: null,
      biography: one(x.biography),
      avatar: httpUrl(x.avatar, options.baseUrl) ?? '',
    })),
  }
}

const slotsByGuid = new WeakMap<readonly Slot[], ReadonlyMap<string, Slot>>()
function slotOf(slots: readonly Slot[], guid: string): Slot {
  let map = slotsByGuid.get(slots)
  if (!map) slotsByGuid.set(slots, (map = new Map(slots.map((x) => [x.guid, x]))))
  return map.get(guid)!
}

const confirmed = (people: readonly Participant[]): Part[] =>
  [...new Set(people.map((x) => x.id))].map((personId) => ({ personId, state: 'confirmed' }))

const talkOf = (talk: Talk, slot: Slot, layout: Layout, one: (text: Text) => Text): Talk => ({
  ...talk,
  code: slot.code,
  title: Object.keys(one(talk.title)).length > 0 ? one(talk.title) : one({ x: slot.title }),
  subtitle: one(talk.subtitle),
  abstract: one(talk.abstract),
  description: one(talk.description),
  speakers: confirmed(slot.persons),
  links: layout.links(talk.links),
  attachments: layout.links(talk.attachments),
  licence: slot.licence,
})

type Frame = Pick<Programme, 'event' | 'days' | 'rooms' | 'tracks'>

/** XML: no sessions, people by name and guid, only rooms in use, in order of appearance. */
function xmlForm(programme: Programme, layout: Layout, frame: Frame, options: ExportOptions): Programme {
  const one = (text: Text): Text => cleanText({ [options.lang]: layout.text(text) })
  const sessions = new Map(programme.sessions.map((x) => [x.id, x]))
  const byGuid = new Map([...layout.sessions, ...layout.talks].map((x) => [x.guid, x]))
  const slots = layout.days.flatMap((x) => x.slots)
  const order = new Map<string, number>()
  for (const day of layout.days)
    for (const [name] of byRoom(day, layout)) if (!order.has(name)) order.set(name, order.size)
  const people = new Set(slots.flatMap((x) => x.persons))
  const codes = codesFor([...people].map((x) => ({ guid: x.guid, code: '' })))
  return {
    event: { ...frame.event, slug: slugOf(layout.acronym), kind: 'congress', langs: [options.lang] },
    days: frame.days,
    rooms: frame.rooms
      .filter((x) => order.has(x.name[options.lang]!))
      .map((x) => ({ ...x, position: order.get(x.name[options.lang]!)!, description: {}, capacity: null })),
    tracks: frame.tracks.map((x) => {
      const slug = /^[a-z][a-z0-9-]+$/.test(x.slug) ? x.slug : slugOf(x.name[options.lang]!)
      return { ...x, slug }
    }),
    sessions: [],
    talks: slots.map((slot): Talk => {
      const source = byGuid.get(slot.guid)!
      const talk = 'speakers' in source ? talkOf(source, slot, layout, one) : talkFrom(source, slot, one)
      return {
        ...talk,
        kind: 'talk',
        sessionId: null,
        roomId: 'speakers' in source ? roomOf(source, sessions) : source.roomId,
        trackId:
          source.trackId ?? ('sessionId' in source ? (sessions.get(source.sessionId ?? '')?.trackId ?? null) : null),
        type: slot.type,
        generated: false,
      }
    }),
    people: [...people].map((x) => ({
      ...x,
      code: codes.get(x.guid)!,
      latin: '',
      title: {},
      facility: {},
      facilityId: null,
      country: '',
      biography: {},
      avatar: '',
    })),
  }
}

const talkFrom = (session: Session, slot: Slot, one: (text: Text) => Text): Talk => ({
  id: session.id,
  guid: session.guid,
  code: slot.code,
  kind: 'talk',
  sessionId: null,
  trackId: session.trackId,
  roomId: session.roomId,
  start: session.start,
  minutes: session.minutes,
  title: one({ x: slot.title }),
  subtitle: {},
  abstract: {},
  description: one(session.description),
  langs: [],
  speakers: confirmed(slot.persons),
  type: slot.type,
  links: [],
  attachments: [],
  doNotRecord: false,
  licence: '',
  generated: false,
  cancelled: false,
})
