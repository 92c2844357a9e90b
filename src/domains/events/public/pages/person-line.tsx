import { Say } from '#src/ui/context.tsx'
import { Listing, ListingItem } from '#src/ui/listing.tsx'
import type { Part, Participant } from '../../programme/programme.ts'
import type { Book } from '../book.ts'

/** People of a session or talk, each linked to their page in this event. */
export function PartList({ book, parts }: { book: Book; parts: readonly Part[] }) {
  return (
    <Listing>
      {book.people(parts).map((person) => (
        <PersonLine key={person.id} book={book} person={person} />
      ))}
    </Listing>
  )
}

export function PersonLine({ book, person, meta }: { book: Book; person: Participant; meta?: string }) {
  const facility =
    book.text(person.facility).text === '' ? null : <Say text={person.facility} order={book.programme.event.langs} />
  return (
    <ListingItem
      title={book.name(person)}
      href={book.at.person(person.code)}
      meta={
        facility || meta ? (
          <>
            {facility}
            {facility && meta ? ' · ' : null}
            {meta}
          </>
        ) : null
      }
    />
  )
}
