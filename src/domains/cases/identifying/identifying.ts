import type { Finding } from './finding.ts'
import { numberFindings } from './numbers.ts'
import { dateFindings } from './dates.ts'
import { nameFindings } from './names.ts'
import { placeFindings } from './places.ts'

/**
 * Where a text typed by a person looks like identity: names, dates, ages over 89, national and insurance numbers, record
 * and telephone numbers, mail and postal addresses, as they are written in Vietnamese, Korean and English. It warns;
 * that it finds nothing proves nothing, and a person has to look all the same. In order of place, without overlaps: the
 * longer one stays.
 */
export function findIdentifying(text: string): Finding[] {
  const normal = text.normalize('NFC')
  const found = [...numberFindings(normal), ...dateFindings(normal), ...nameFindings(normal), ...placeFindings(normal)]
  const kept: Finding[] = []
  const ordered = found.toSorted((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)
  for (const one of ordered) if (!kept.some((other) => one.start < other.end && other.start < one.end)) kept.push(one)
  return kept.toSorted((a, b) => a.start - b.start)
}
