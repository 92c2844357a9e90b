import type { Part, Programme } from '../programme/programme.ts'
import type { ImportDraft } from './draft.ts'

/**
 * The draft with its people as the file numbers them: those whom this importer told apart, though they share a number,
 * are one again. For figures that speak about the file (`countOverlaps` in the domain gives 82 and 261 for 36C3).
 *
 * A person of the file is its number where that is above 0, else its name: 689 in 36C3. That file was merged from several
 * systems, and 154 of its numbers are carried by two or more names, most of them different people; imported as one they
 * would stand in the programme under each other's names. So the draft has 923 people, and of the 82 overlaps of persons
 * 64 remain: the other 18 would warn two people of a clash that neither has.
 */
export function withFilePeople(draft: ImportDraft): Programme {
  const first = new Map<string, string>()
  const one = new Map<string, string>()
  for (const { id, fileKey } of draft.people) {
    if (!first.has(fileKey)) first.set(fileKey, id)
    one.set(id, first.get(fileKey)!)
  }
  const parts = (list: readonly Part[]): Part[] => {
    const found = new Map<string, Part>()
    for (const part of list) {
      const personId = one.get(part.personId) ?? part.personId
      if (!found.has(personId)) found.set(personId, { ...part, personId })
    }
    return [...found.values()]
  }
  return {
    ...draft,
    people: draft.people.filter((x) => one.get(x.id) === x.id),
    sessions: draft.sessions.map((x) => ({ ...x, chairs: parts(x.chairs) })),
    talks: draft.talks.map((x) => ({ ...x, speakers: parts(x.speakers) })),
  }
}
