import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { aPerson, aProgramme, aRoom, aTalk, bigProgramme } from '#src/domains/events/programme/programme-samples.ts'
import { daysFromSlots } from '#src/domains/events/programme/days.ts'
import type { Programme } from '#src/domains/events/programme/programme.ts'
import { slotsOf } from '#src/domains/events/programme/slots.ts'

interface FileEvent {
  readonly guid: string
  readonly date: string
  readonly duration: string
  readonly title: string
  readonly abstract: string | null
  readonly persons: readonly { readonly id?: number; readonly public_name: string }[]
}
interface File {
  readonly schedule: {
    readonly conference: {
      readonly time_zone_name?: string
      readonly days: readonly { readonly rooms: { readonly [room: string]: readonly FileEvent[] } }[]
    }
  }
}

/** As the file gives persons: by a non-zero id, else by name. */
const personIdOf = (p: { readonly id?: number; readonly public_name: string }): string =>
  p.id ? `id ${p.id}` : `name ${p.public_name}`

/** 36C3 as its file gives it, by the shortest mapping that keeps rooms, times and people; null where it is absent. */
export function programme36c3(): Programme | null {
  const path = join(process.env['HOI_SHARED_DATA'] ?? '../shared/data', 'schedules/36c3.schedule.json')
  if (!existsSync(path)) return null
  const { conference } = (JSON.parse(readFileSync(path, 'utf8')) as File).schedule
  const zone = conference.time_zone_name ?? 'Europe/Berlin'
  const rooms = new Map<string, ReturnType<typeof aRoom>>()
  const people = new Map<string, ReturnType<typeof aPerson>>()
  const talks: ReturnType<typeof aTalk>[] = []
  for (const day of conference.days) {
    for (const [name, events] of Object.entries(day.rooms)) {
      if (!rooms.has(name)) rooms.set(name, aRoom(name, { name: { en: name }, position: rooms.size }))
      for (const e of events) {
        const [hours, minutes] = e.duration.split(':').map(Number)
        for (const p of e.persons) people.set(personIdOf(p), aPerson(personIdOf(p), { name: p.public_name }))
        talks.push(
          aTalk(`${talks.length}`, {
            guid: e.guid,
            title: { en: e.title },
            abstract: { en: e.abstract ?? '' },
            roomId: name,
            start: Date.parse(e.date),
            minutes: hours! * 60 + minutes!,
            speakers: e.persons.map((p) => ({ personId: personIdOf(p), state: 'confirmed' })),
          }),
        )
      }
    }
  }
  const p = aProgramme({ rooms: [...rooms.values()], talks, people: [...people.values()] })
  return { ...p, event: { ...p.event, zone }, days: daysFromSlots(zone, slotsOf(p)) }
}

/** 36C3 where its file is, else a generated congress of its size. */
export function congress(): { readonly name: string; readonly programme: Programme } {
  const real = programme36c3()
  return real ? { name: '36C3', programme: real } : { name: 'generated, 1,351 talks', programme: bigProgramme() }
}

/** The median of `runs` timings in milliseconds, after a quarter as many to warm up. */
export function median(runs: number, work: () => unknown): number {
  for (let i = 0; i < runs / 4; i++) work()
  const times: number[] = []
  for (let i = 0; i < runs; i++) {
    const began = performance.now()
    work()
    times.push(performance.now() - began)
  }
  return times.sort((a, b) => a - b)[runs >> 1]!
}
