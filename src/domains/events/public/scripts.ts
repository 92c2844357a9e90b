/** Browser entries of this domain, as the build knows them. */
export const FAVOURITES = 'src/domains/events/client/favourites.ts'
export const BOARD_SCRIPT = 'src/domains/events/client/board.ts'
