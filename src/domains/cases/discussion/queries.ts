import { imageOfView, knownImages } from '#src/domains/imaging/index.ts'
import { publicPeople, type PublicPerson } from '#src/domains/people/index.ts'
import { markdown } from '#src/lib/text/markdown.ts'
import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { Talk } from './commands.ts'
import { candidatesOf } from './people.ts'
import { readPin } from './pin.ts'
import { mayEditComment, mayHide, mayRemoveComment, mayReport, mayResolve } from './rights.ts'
import type { CommentTable } from './tables.ts'
import type { CommentView, TalkView, ThreadView } from '#src/lib/imaging/talk.ts'

const EMPTY = { threads: [], experts: [], candidates: [], following: false } as const

/** The discussion of a case as its reader may see it. Eight statements, however much was said; three for one who may not read. */
export async function talkOf(ctx: Context, actor: Actor, talk: Talk, lang: Lang): Promise<TalkView> {
  const { found, rights } = talk
  const head = await ctx.db.selectFrom('case_talk').selectAll().where('case_id', '=', found.id).executeTakeFirst()
  const { write, moderate, manage } = rights
  const base = {
    seq: head?.seq ?? 0,
    open: head?.open !== 0,
    hidden: rights.hidden,
    can: { write, moderate, manage, asGuest: write && actor.personId === null },
  }
  if (!rights.read) return { ...base, ...EMPTY }
  const rows = await ctx.db
    .selectFrom('case_comment')
    .selectAll()
    .where('case_id', '=', found.id)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const experts = await ctx.db
    .selectFrom('case_expert')
    .select('person_id')
    .where('case_id', '=', found.id)
    .orderBy('invited_at')
    .execute()
  const extras = await extrasOf(ctx, actor, talk, rows)
  const ids = [...rows.flatMap((row) => [row.author_id, row.resolved_by]), ...experts.map((e) => e.person_id)]
  const named = [...extras.mentions.values()].flat()
  const people = new Map(
    (
      await publicPeople(
        ctx,
        [...ids, ...named].filter((id) => id !== null),
      )
    ).map((person) => [person.id, person]),
  )
  const view = (row: CommentTable) => commentView(ctx, actor, talk, lang, row, people, extras)
  const candidates = write && actor.personId !== null ? await candidatesOf(ctx.db, found) : []
  return {
    ...base,
    threads: threadsFrom(ctx, actor, talk, rows, view, people),
    experts: experts.map(({ person_id: id }) => {
      const person = people.get(id)
      return { id, name: person?.name ?? '', facility: pick(person?.facility, lang).text }
    }),
    candidates: candidates.filter((c) => c.id !== actor.personId).map(({ id, name }) => ({ id, name })),
    following: extras.following,
  }
}

interface Extras {
  readonly mentions: ReadonlyMap<string, string[]>
  readonly reports: ReadonlyMap<string, string[]>
  readonly images: Awaited<ReturnType<typeof knownImages>>
  readonly following: boolean
}

async function extrasOf(
  ctx: Context,
  actor: Actor,
  { found, rights }: Talk,
  rows: readonly CommentTable[],
): Promise<Extras> {
  const ofCase = ctx.db.selectFrom('case_comment').select('id').where('case_id', '=', found.id)
  const mentions = new Map<string, string[]>()
  const reports = new Map<string, string[]>()
  const add = (map: Map<string, string[]>, key: string, value: string) => map.set(key, [...(map.get(key) ?? []), value])
  for (const row of await ctx.db.selectFrom('case_mention').selectAll().where('comment_id', 'in', ofCase).execute())
    add(mentions, row.comment_id, row.person_id)
  if (rights.moderate)
    for (const row of await ctx.db
      .selectFrom('case_report')
      .select(['comment_id', 'reason'])
      .where('comment_id', 'in', ofCase)
      .orderBy('at')
      .execute())
      add(reports, row.comment_id, row.reason)
  const instances = rows.flatMap((row) => readPin(row.pin)?.instance ?? [])
  const images = await knownImages(ctx, actor, instances)
  const follow =
    actor.personId === null
      ? undefined
      : await ctx.db
          .selectFrom('case_follow')
          .select('mails')
          .where('case_id', '=', found.id)
          .where('person_id', '=', actor.personId)
          .executeTakeFirst()
  // Who takes part follows without having said so.
  const takesPart = found.can.edit || rows.some((row) => row.author_id === actor.personId && row.author_id !== null)
  return { mentions, reports, images, following: follow ? follow.mails === 'all' : takesPart }
}

function threadsFrom(
  ctx: Context,
  actor: Actor,
  { rights }: Talk,
  rows: readonly CommentTable[],
  view: (row: CommentTable) => CommentView,
  people: ReadonlyMap<string, PublicPerson>,
): ThreadView[] {
  const threads = new Map<string, CommentTable[]>()
  for (const row of rows) threads.set(row.thread_id, [...(threads.get(row.thread_id) ?? []), row])
  return [...threads.values()].flatMap((comments) => {
    // What is gone leaves a gap only where something still answers it.
    const shown = comments.filter(
      (row, i) => row.state !== 'deleted' || (i === 0 && comments.some((c) => c.state !== 'deleted')),
    )
    const [first] = comments
    if (!first || shown.length === 0) return []
    const asked = {
      authorId: first.author_id,
      keyHash: first.key_hash,
      state: first.state,
      createdAt: first.created_at,
    }
    const by = first.resolved_by === null ? '' : (people.get(first.resolved_by)?.name ?? '')
    return [
      {
        id: first.id,
        resolved: first.resolved_at === null ? null : { at: first.resolved_at, by },
        comments: shown.map(view),
        can: { resolve: mayResolve(actor, rights, asked), reply: rights.write && first.state !== 'hidden' },
      },
    ]
  })
}

function commentView(
  ctx: Context,
  actor: Actor,
  { found, rights }: Talk,
  lang: Lang,
  row: CommentTable,
  people: ReadonlyMap<string, PublicPerson>,
  { mentions, reports, images }: Extras,
): CommentView {
  const asked = { authorId: row.author_id, keyHash: row.key_hash, state: row.state, createdAt: row.created_at }
  const own = row.author_id !== null && row.author_id === actor.personId
  const legible = row.state === 'shown' || (row.state === 'hidden' && (rights.moderate || own))
  const person = row.author_id === null ? undefined : people.get(row.author_id)
  const pin = legible ? row.pin : ''
  const pinned = readPin(pin)
  return {
    id: row.id,
    state: row.state,
    by: !legible
      ? { id: null, name: '', facility: '', role: '' }
      : {
          id: row.author_id,
          name: person?.name ?? row.name,
          facility: pick(person?.facility, lang).text,
          role: row.key_hash !== null ? 'link' : row.role || (row.author_id === found.ownerId ? 'owner' : ''),
        },
    body: legible ? row.body : '',
    html: legible ? markdown(row.body) : '',
    lang: row.lang,
    pin,
    visible: pinned !== null && imageOfView(images, pinned) !== null,
    at: row.created_at,
    edited: row.edited_at,
    mentions: legible ? (mentions.get(row.id) ?? []).map((id) => people.get(id)?.name ?? '') : [],
    reports: reports.get(row.id) ?? [],
    can: {
      edit: mayEditComment(actor, rights, asked, ctx.clock.now()),
      remove: mayRemoveComment(actor, rights, asked),
      report: mayReport(actor, rights, asked),
      hide: mayHide(rights, asked),
    },
  }
}

/** How many comments a case has, for its page; 0 for who may not read. One statement. */
export async function countComments(ctx: Context, { found, rights }: Talk): Promise<number> {
  if (!rights.read) return 0
  const { n } = await ctx.db
    .selectFrom('case_comment')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('case_id', '=', found.id)
    .where('state', '=', 'shown')
    .executeTakeFirstOrThrow()
  return Number(n)
}
