import { ENTRIES } from '#src/ui/entries.ts'

/** Browser entries of this domain, as the build knows them. */
export const FAVOURITES = 'src/domains/events/client/favourites.ts'
export const BOARD_SCRIPT = 'src/domains/events/client/board.ts'
export const OFFLINE_NOTE = 'src/domains/events/client/offline.ts'

/** Scripts of every page of a programme. */
export const PROGRAMME_SCRIPTS: readonly string[] = [ENTRIES.programme, ENTRIES.reader, FAVOURITES, OFFLINE_NOTE]
