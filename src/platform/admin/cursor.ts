/** Where a list goes on: the instant and id of the last row shown, in an address. */
export interface Cursor {
  readonly at: number
  readonly id: string
}

export const writeCursor = ({ at, id }: Cursor): string => `${at.toString(36)}.${id}`

export function readCursor(text: string | undefined): Cursor | undefined {
  const found = /^([0-9a-z]{1,11})\.([A-Za-z0-9_-]{1,64})$/.exec(text ?? '')
  return found ? { at: Number.parseInt(found[1]!, 36), id: found[2]! } : undefined
}
