import { dateTime, zoneLabel } from '#src/lib/time/format.ts'
import { Board, type BoardSlot } from '#src/ui/board.tsx'
import { ENTRIES } from '#src/ui/entries.ts'
import type { Shell } from '#src/ui/page.tsx'
import type { Event } from '../../event/event.ts'
import type { Slot } from '../../programme/slots.ts'
import type { Book } from '../book.ts'
import { words } from '../messages.ts'
import { BOARD_SCRIPT } from '../scripts.ts'
import { nowBoard } from '../views/now.ts'
import { namesOf } from './cells.ts'

/** Seconds after which a browser without JavaScript asks again. */
export const REFRESH = 60

/** The screen in the hall: a document of its own, without header and footer, readable from the last row. */
export function NowPage({ event, book, now, shell }: { event: Event; book: Book; now: number; shell: Shell }) {
  const t = words(book.lang)
  const board = nowBoard(book, now)
  const slot = (it: Slot | null): BoardSlot | undefined =>
    it ? { title: book.text(it.item.title).text, start: it.start, people: namesOf(book, it) } : undefined
  const note = board.over
    ? t('nowOver')
    : board.begins !== null
      ? t('nowBefore', { date: dateTime(book.lang, book.zone, board.begins) })
      : board.rooms.length === 0
        ? t('nowNothing')
        : ''
  const eventTitle = book.text(event.title).text
  const { css } = shell.assets(ENTRIES.board)
  const { js } = shell.assets(BOARD_SCRIPT)
  const hangul = shell.assets(ENTRIES.hangul).css
  return (
    <html lang={book.lang} data-theme="dark">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <noscript>
          <meta http-equiv="refresh" content={String(REFRESH)} />
        </noscript>
        <title>{`${t('nowTitle')} · ${eventTitle}`}</title>
        {css.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {book.lang === 'ko' ? hangul.map((href) => <link key={href} rel="stylesheet" href={href} />) : null}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      </head>
      <body data-live={book.at.file('live')} data-refresh={REFRESH}>
        <>
          <Board
            lang={book.lang}
            event={eventTitle}
            now={now}
            zone={book.zone}
            rooms={board.rooms.map(({ room, now: on, next }) => ({
              id: room.id,
              name: room.name,
              now: slot(on),
              next: slot(next),
            }))}
            note={
              <>
                {note ? <p>{note}</p> : null}
                <p>{zoneLabel(book.lang, book.zone, now)}</p>
              </>
            }
          />
        </>
        {js ? <script type="module" src={js} /> : null}
      </body>
    </html>
  )
}
