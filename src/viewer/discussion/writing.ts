import type { Shelf } from '../shelf.ts'
import type { Placed } from './pin-tool.ts'

/** The comment that is being written. */
export interface Writing {
  readonly body: string
  readonly name: string
  /** What it answers; '' a new thread. */
  readonly thread: string
  readonly arrow: Placed | null
  readonly withView: boolean
  readonly withMarks: boolean
  readonly confirmed: boolean
  /** One comment, however often it is sent. */
  readonly key: string
}

export const blank = (): Writing => ({
  body: '',
  name: '',
  thread: '',
  arrow: null,
  withView: true,
  withMarks: true,
  confirmed: false,
  key: newKey(),
})

/** What was typed and not sent before the page was left or a phone put the tab away; with its key, so that it is sent once. */
export function kept(shelf: Shelf): Writing {
  try {
    const { body, name, key, thread = '' } = JSON.parse(shelf.read() ?? '{}') as Record<string, unknown>
    if ([body, name, key, thread].every((value) => typeof value === 'string'))
      return { ...blank(), ...({ body, name, key, thread } as Writing), withView: thread === '' }
  } catch {
    // Not ours.
  }
  return blank()
}

/** Lies on the shelf until it is sent or emptied. */
export const keep = (shelf: Shelf, { body, name, key, thread }: Writing): void =>
  shelf.write(body.trim() === '' ? null : JSON.stringify({ body, name, key, thread }))

/** Random, also where the page comes over plain HTTP. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
