import { publicPeople } from '#src/domains/people/index.ts'
import { pick } from '#src/lib/text/multilingual.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { tooMany, type Limit } from '#src/platform/http/rate-limit.ts'
import { STATUS, type Failure } from '#src/platform/outcome.ts'
import type { Board } from '../board.ts'
import { placeOf, type Item, type ItemKind, type Place } from '../items.ts'
import { said, wrongText } from '../messages.ts'
import type { FormState, View } from '../pages/view.ts'
import { participantOf, type Participant } from '../participant.ts'
import { settingsOf, type Settings } from '../settings.ts'
import { sharedRead } from '../shared-read.ts'

/** Each by participant; those of the hall come by one address, so addresses are counted generously. */
export const LIMITS = {
  ask: { name: 'discussion-ask', burst: 6, perSeconds: 120 },
  askFrom: { name: 'discussion-ask-from', burst: 300, perSeconds: 60 },
  vote: { name: 'discussion-vote', burst: 40, perSeconds: 40 },
  voteFrom: { name: 'discussion-vote-from', burst: 30_000, perSeconds: 60 },
  write: { name: 'discussion-write', burst: 120, perSeconds: 60 },
  hallWrong: { name: 'discussion-hall', burst: 30, perSeconds: 300 },
  hallEnter: { name: 'discussion-hall-enter', burst: 4_000, perSeconds: 600 },
} as const satisfies Record<string, Limit>

/** A request for a discussion: where it is, how the event holds it, and who asks. */
export interface Opened {
  readonly place: Place
  readonly settings: Settings
  readonly p: Participant
  /** Address of the audience's page in the reader's language. */
  readonly base: string
}

export const itemPath = (slug: string, item: Pick<Item, 'kind' | 'code'>): string =>
  `/events/${encodeURIComponent(slug)}/${item.kind}s/${item.code}`

/** The discussion of the address; null for what is not there or not to be seen. At most three statements. */
export async function open(c: Ctx, kind: ItemKind): Promise<Opened | null> {
  const { ctx, actor, lang } = c.var
  const place = await placeOf(ctx, actor, c.req.param('slug') ?? '', kind, c.req.param('code') ?? '')
  if (!place) return null
  const { id } = place.event
  const settings = await sharedRead(ctx, `settings ${id}`, () => settingsOf(ctx.db, id))
  const p = participantOf(ctx, actor, c.req.header('cookie') ?? '', place.event.id, settings)
  return { place, settings, p, base: `${href(lang, itemPath(place.event.slug, place.item))}/discussion` }
}

/** What every view of it shows alike: nothing that is only for some. */
export function viewOf(c: Ctx, { place, base }: Opened): View {
  const { lang, csrf } = c.var
  const { event, item } = place
  const title = pick(item.title, lang, event.langs)
  return {
    lang,
    base,
    live: `${itemPath(event.slug, item)}/discussion/live`,
    csrf: csrf ?? '',
    zone: event.zone,
    kind: item.kind,
    title,
    talks: item.talks.map((talk) => {
      const { text, lang: found } = pick(talk.title, lang, event.langs)
      return {
        id: talk.id,
        title: text,
        lang: found,
        href: href(lang, itemPath(event.slug, { kind: 'talk', code: talk.code })),
      }
    }),
    cases: {},
  }
}

/** The asker's facility as their public profile has it, to be proposed in the form. One statement. */
export async function facilityOf(c: Ctx): Promise<string> {
  const { ctx, actor, lang } = c.var
  if (!actor.personId) return ''
  const [person] = await publicPeople(ctx, [actor.personId])
  return person ? pick(person.facility, lang).text : ''
}

export const wantsJson = (c: Ctx): boolean => /\bapplication\/json\b/.test(c.req.header('accept') ?? '')

/** Posted fields as text; files are left out, a field given several times is in `lists`. */
export async function posted(c: Ctx): Promise<{ values: Record<string, string>; lists: Record<string, string[]> }> {
  const body = await c.req.parseBody({ all: true })
  const values: Record<string, string> = {}
  const lists: Record<string, string[]> = {}
  for (const [name, value] of Object.entries(body)) {
    const list = (Array.isArray(value) ? value : [value]).filter((v): v is string => typeof v === 'string')
    if (name === '_csrf' || list.length === 0) continue
    values[name] = list.at(-1)!
    lists[name] = list
  }
  return { values, lists }
}

/** Seconds to wait when a participant or their address does too much. */
export function hurry(c: Ctx, p: Participant, own: Limit, from?: Limit): number {
  const mine = p.keys[0] ? tooMany(c, own, p.keys[0]) : 0
  return Math.max(mine, from && p.actor.personId === null ? tooMany(c, from) : 0)
}

/** What the form is shown with after a failure: everything typed, and each wrong field's code. */
export const stateAfter = (failure: Failure, values: Readonly<Record<string, string>>): FormState => ({
  values: { ...values, wait: String(failure.detail?.['seconds'] ?? 0) },
  errors: failure.fields ?? { '': failure.code },
})

/** A failure for the island: its code, each wrong field's, and a sentence for whoever is no island. */
export function failureJson(c: Ctx, failure: Failure): Response {
  const t = said(c.var.lang)
  const fields = failure.fields ?? {}
  const n = Number(failure.detail?.['seconds'] ?? 0)
  return c.json(
    { ok: false, code: failure.code, message: wrongText(t, failure.code, n), seconds: n, fields },
    STATUS[failure.code],
    { 'cache-control': 'no-store' },
  )
}

export const okJson = (c: Ctx, value: object = {}): Response =>
  c.json({ ok: true, ...value }, 200, { 'cache-control': 'no-store' })

export type { Board }
