import { affected } from '#src/domains/events/programme/affected.ts'
import { diffProgrammes } from '#src/domains/events/programme/diff.ts'
import type { Programme } from '#src/domains/events/programme/programme.ts'
import { atMost } from './bar.ts'
import type { Bench } from './bar.ts'
import { congress, median } from './support/congress.ts'

/** A second release: a tenth of the talks moved, a tenth retitled, a hundredth gone, a hundredth new. */
function changed(p: Programme): Programme {
  const talks = p.talks.flatMap((t, i) => {
    if (i % 100 === 0) return []
    if (i % 100 === 1) return [t, { ...t, id: `${t.id}-new` }]
    if (i % 10 === 2) return [{ ...t, start: t.start === null ? null : t.start + 900_000 }]
    if (i % 10 === 3) return [{ ...t, title: { en: `${t.title['en']} (revised)` } }]
    return [t]
  })
  return { ...p, talks }
}

export const bench: Bench = {
  name: 'diff',
  run: async () => {
    const { name, programme } = congress()
    // Through JSON, as releases are stored: nothing is shared between the two.
    const before = JSON.parse(JSON.stringify(programme)) as Programme
    const after = JSON.parse(JSON.stringify(changed(programme))) as Programme
    const ms = median(20, () => affected(diffProgrammes(before, after)))
    const half = (p: Programme): Programme => ({ ...p, talks: p.talks.slice(0, p.talks.length >> 1) })
    const halfMs = median(20, () => affected(diffProgrammes(half(before), half(after))))
    return [
      atMost(`difference of two releases and who is affected, ${name}`, ms, 'ms', 200),
      atMost('growth when the programme doubles (linear is 2)', ms / halfMs, '×', 3),
    ]
  },
}
