import { Hono } from 'hono'
import { errorPage } from '#src/error-page.tsx'
import { stranger, type Actor } from '#src/platform/authz.ts'
import { migrate } from '#src/platform/db/migrate.ts'
import type { App, Env } from '#src/platform/http/env.ts'
import { csrfToken, securityHeaders } from '#src/platform/http/security.ts'
import { platformContext, type TestContext } from '#src/platform/testing.ts'
import type { Context } from '#src/platform/context.ts'
import { isLang, type Text } from '#src/lib/text/multilingual.ts'
import { searchMigrations } from '#src/platform/search/migrations.ts'
import { dateOf } from '#src/lib/time/zoned.ts'
import '#src/domains/people/tables.ts'
import { peopleMigrations } from '#src/domains/people/migrations/index.ts'
import { diffProgrammes } from '../programme/diff.ts'
import { programmeMigration } from '../migrations/0001-programme.ts'
import type { Programme } from '../programme/programme.ts'
import { freeze, type ReleaseDocument } from '../release/release.ts'
import { emptyLike } from '../release/release-commands.ts'
import type { EventState } from '../tables.ts'
import { publicEndpoints, publicPages } from './index.ts'

export interface Published {
  readonly eventId: string
  readonly releaseId: string | null
  readonly document: ReleaseDocument | null
}

interface PublishOptions {
  readonly state?: EventState
  readonly released?: boolean
  readonly summary?: Text
  readonly generated?: boolean
  readonly name?: string
}

/** Puts an event with a released programme straight into the tables: tests of pages need no editor. */
export async function publish(ctx: Context, programme: Programme, options: PublishOptions = {}): Promise<Published> {
  const { event } = programme
  const now = ctx.clock.now()
  const dates = programme.days.map((day) => day.date)
  await ctx.db
    .insertInto('event')
    .values({
      id: event.id,
      slug: event.slug,
      kind: event.kind,
      series_id: null,
      state: options.state ?? 'published',
      title: JSON.stringify(event.title),
      summary: JSON.stringify(options.summary ?? {}),
      zone: event.zone,
      starts_on: dates[0] ?? dateOf(event.zone, now),
      ends_on: dates.at(-1) ?? dateOf(event.zone, now),
      venue_name: JSON.stringify({ vi: 'Khách sạn Mường Thanh', en: 'Mường Thanh Hotel' }),
      venue_address: JSON.stringify({ vi: 'Hạ Long, Quảng Ninh' }),
      map_url: 'https://maps.example.org/x',
      contact_email: 'vanphong@example.org',
      contact_phone: '',
      langs: JSON.stringify(event.langs),
      organisers: '[]',
      revision: 1,
      release_id: null,
      generated: Number(options.generated ?? false),
      created_at: now,
      updated_at: now,
    })
    .execute()
  if (options.released === false) return { eventId: event.id, releaseId: null, document: null }
  return releaseAgain(ctx, programme, null, options.name ?? '1.0', 1)
}

/** Makes a further release of it. */
export async function releaseAgain(
  ctx: Context,
  programme: Programme,
  previous: ReleaseDocument | null,
  name: string,
  number: number,
): Promise<Published> {
  const id = ctx.ids.id()
  const eventId = programme.event.id
  const document = freeze(programme, previous, ctx.clock.now())
  await ctx.db
    .insertInto('release')
    .values({
      id,
      event_id: eventId,
      number,
      name,
      note: '{}',
      document: JSON.stringify(document),
      difference: JSON.stringify(diffProgrammes(previous?.programme ?? emptyLike(programme), document.programme)),
      created_at: ctx.clock.now(),
      created_by: null,
    })
    .execute()
  await ctx.db.updateTable('event').set({ release_id: id }).where('id', '=', eventId).execute()
  return { eventId, releaseId: id, document }
}

/** A context with the tables that these pages need and nothing of the rest of the site. */
export async function publicContext(env: Record<string, string> = {}): Promise<TestContext> {
  const ctx = await platformContext(env)
  await migrate(ctx.db, ctx.engine, [...peopleMigrations, programmeMigration, ...searchMigrations])
  return ctx
}

/** The public pages and files as the app mounts them, read by one actor. */
export function publicApp(ctx: Context, actor: Actor = stranger): App {
  const app: App = new Hono<Env>({ strict: false })
  app.use(async (c, next) => {
    c.set('ctx', ctx)
    c.set('client', 'test')
    c.set('actor', actor)
    c.set('csrf', csrfToken(ctx.secret, ''))
    const lang = c.req.path.split('/', 2)[1]
    c.set('lang', isLang(lang) ? lang : 'vi')
    await next()
  })
  app.use(securityHeaders)
  app.notFound((c) => errorPage(c, 404))
  publicEndpoints(app)
  const pages: App = new Hono<Env>({ strict: false })
  publicPages(pages)
  app.route('/:lang{(?:vi|en|ko)}', pages)
  return app
}

/** A person as favourites need them to exist. */
export async function insertPerson(ctx: Context, id: string): Promise<void> {
  await ctx.db
    .insertInto('person')
    .values({
      id,
      guid: id,
      code: id.toUpperCase(),
      slug: id,
      name: id,
      family_name: '',
      given_name: id,
      name_order: 'given-first',
      latin: '',
      name_key: id,
      sort_key: id,
      title: '',
      profession: '',
      facility_id: null,
      country: '',
      licence_number: '',
      langs: '[]',
      biography: '{}',
      photo: null,
      avatar_url: '',
      public_fields: '[]',
      locale: null,
      unclaimed: 0,
      generated: 0,
      created_at: 0,
      updated_at: 0,
      erased_at: null,
      merged_into: null,
    })
    .execute()
}
