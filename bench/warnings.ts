import { countOverlaps, overlap } from '#src/domains/events/programme/overlaps.ts'
import type { Programme } from '#src/domains/events/programme/programme.ts'
import { slotsOf } from '#src/domains/events/programme/slots.ts'
import { warningsOf } from '#src/domains/events/programme/warnings.ts'
import { atMost } from './bar.ts'
import type { Bench } from './bar.ts'
import { congress, median } from './support/congress.ts'

/** The peer: every pair of slots compared, for rooms and people, as a first version would do it. */
function allPairs(p: Programme): number {
  const slots = slotsOf(p)
  let n = 0
  for (let i = 0; i < slots.length; i++) {
    for (let j = i + 1; j < slots.length; j++) {
      const [a, b] = [slots[i]!, slots[j]!]
      if (!overlap(a, b)) continue
      if (a.roomId === b.roomId) n++
      for (const { personId } of a.parts) if (b.parts.some((part) => part.personId === personId)) n++
    }
  }
  return n
}

export const bench: Bench = {
  name: 'warnings',
  run: async () => {
    const { name, programme } = congress()
    // One edit: another talk starts five minutes later each time, and everything is computed anew.
    let edited = programme
    let turn = 0
    const edit = (): void => {
      const at = (turn++ * 37) % edited.talks.length
      const talks = edited.talks.map((t, i) => (i === at && t.start !== null ? { ...t, start: t.start + 300_000 } : t))
      edited = { ...edited, talks }
    }
    const ms = median(60, () => {
      edit()
      warningsOf(edited)
    })
    const first = performance.now()
    allPairs(programme)
    const pairs = performance.now() - first
    const counted = countOverlaps(programme)
    const bars = [
      atMost(`warnings after one edit, ${name}`, ms, 'ms', 20),
      atMost(`warnings by sweep, ${name}`, ms, 'ms', pairs, 'all pairs'),
    ]
    if (name !== '36C3') return bars
    // Equal, not at most: the figures are those of the file.
    const equal = (bar: string, value: number, limit: number) => ({
      ...atMost(bar, value, 'pairs', limit),
      holds: value === limit,
    })
    return [
      ...bars,
      equal('room overlaps as the file of 36C3 gives them', counted.rooms, 261),
      equal('person overlaps as the file of 36C3 gives them', counted.people, 82),
    ]
  },
}
