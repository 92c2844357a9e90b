import { createHash } from 'node:crypto'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import type { Event } from '../event/event.ts'
import { currentRelease, eventBySlug, type Released } from '../queries.ts'
import { bookOf, type Book } from './book.ts'

/** What a request for an event's page is about. */
export interface Scope {
  readonly event: Event
  readonly released: Released | null
  /** Null before the first release. */
  readonly book: Book | null
  /** Changes whenever something that the public sees of the event or its release does; edits of the working copy do not. */
  readonly face: string
}

/** The event of the address with its release, or null when the reader may not know of it. At most two statements. */
export async function openEvent(
  c: Ctx,
  slug = c.req.param('slug') ?? '',
  lang: Lang = c.var.lang,
  actor: Actor = c.var.actor,
): Promise<Scope | null> {
  const { ctx } = c.var
  const event = await eventBySlug(ctx, actor, slug)
  if (!event) return null
  const released = await currentRelease(ctx, event)
  return {
    event,
    released,
    book: released ? bookOf(released, lang) : null,
    face: `${faceOfEvent(event)}${released ? faceOfRelease(released) : '-'}`,
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)

function faceOfEvent(event: Event): string {
  const { revision: _, updatedAt: __, releaseId: ___, ...shown } = event
  return digest(JSON.stringify(shown))
}

const faces = new WeakMap<Released, string>()

/** The id alone would not do: a person who is erased is taken out of a release that keeps its id. */
export function faceOfRelease(released: Released): string {
  let face = faces.get(released)
  if (!face) faces.set(released, (face = digest(`${released.id}${JSON.stringify(released.document)}`)))
  return face
}
