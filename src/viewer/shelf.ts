/** Where what is not sent yet survives the page. */
export interface Shelf {
  read(): string | null
  write(text: string | null): void
}

/** A place in this browser (`local`) or in this tab alone (`session`); without storage it holds nothing. */
export const shelfOf = (storage: 'local' | 'session', key: string): Shelf => ({
  read: () => {
    try {
      return globalThis[`${storage}Storage`].getItem(key)
    } catch {
      return null
    }
  },
  write: (text) => {
    try {
      if (text === null) globalThis[`${storage}Storage`].removeItem(key)
      else globalThis[`${storage}Storage`].setItem(key, text)
    } catch {
      // Full or forbidden: the page keeps it as long as it is open.
    }
  },
})
