import { FavouriteButton, FavouriteForm } from '#src/ui/programme.tsx'
import type { Session, Talk } from '../../programme/programme.ts'
import { isTalk } from '../../programme/slots.ts'
import type { Book } from '../book.ts'
import { words } from '../messages.ts'
import { CSRF_MARK } from '../serve.tsx'

/** What a star sends: the end of the item's address, because a session and a talk may have the same code. */
export const starCode = (item: Session | Talk): string => `${isTalk(item) ? 'talks' : 'sessions'}/${item.code}`

/** The star of a session or talk; a break has none. `form` where a page holds the stars of several events. */
export function starOf(book: Book, item: Session | Talk, title: string, form?: string) {
  if (item.kind === 'break') return undefined
  const label = words(book.lang)('star', { title })
  const button = FavouriteButton({ code: starCode(item), label })
  return form === undefined ? button : { ...button, props: { ...button.props, form } }
}

/** The form that every star of the page sends; the token is put in for each reader. */
export const StarForm = ({ book, back }: { book: Book; back: string }) => (
  <FavouriteForm action={book.at.file(`favourites?lang=${book.lang}`)} csrf={CSRF_MARK} back={back} />
)
