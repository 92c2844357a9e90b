import { isLang, pick, say } from '#src/lib/text/multilingual.ts'
import type { App } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { LIMITS, tooMany } from '#src/platform/http/rate-limit.ts'
import { managesSociety } from '#src/platform/authz.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { isHash } from '#src/platform/blobs/blobs.ts'
import { AUTH_PATH, authOf } from '../auth/auth.ts'
import { mayFindFacilities } from '../policy.ts'
import { provinceName } from '../provinces.ts'
import { searchFacilities } from '../queries/public.ts'
import { json } from '../views.ts'
import type { PersonField } from '../person.ts'

/** The only calls of better-auth that browsers make themselves. */
const PASSKEY_CALLS = [
  'generate-register-options',
  'verify-registration',
  'generate-authenticate-options',
  'verify-authentication',
]

/** Addresses without a language. */
export function peopleEndpoints(app: App): void {
  app.on(['GET', 'POST'], `${AUTH_PATH}/passkey/:call`, async (c) => {
    if (!PASSKEY_CALLS.includes(c.req.param('call'))) return c.notFound()
    if (tooMany(c, LIMITS.signIn) > 0) return c.json({ error: 'too-many' }, 429)
    const auth = await authOf(c.var.ctx)
    const answer = await auth.handler(c.req.raw)
    const { actor, ctx } = c.var
    if (answer.ok && c.req.param('call') === 'verify-registration' && actor.personId) {
      const id = actor.personId
      await write(ctx, actor, async (tx) => {
        await tx.audit({ action: 'account.passkey-added', entity: 'person', id })
        return ok()
      })
    }
    return answer
  })

  // The link that the terminal prints has no language.
  app.get('/setup/:token', (c) =>
    c.redirect(href(c.var.lang, `/setup/${encodeURIComponent(c.req.param('token'))}`), 302),
  )

  app.get('/api/facilities', async (c) => {
    if (!mayFindFacilities(c.var.actor)) return c.notFound()
    const wait = tooMany(c, LIMITS.search)
    if (wait > 0) return c.json({ error: 'too-many' }, 429, { 'retry-after': String(wait) })
    const asked = c.req.query('lang')
    const lang = isLang(asked) ? asked : c.var.lang
    const found = await searchFacilities(c.var.ctx, (c.req.query('q') ?? '').slice(0, 200), 12)
    const facilities = found.map((f) => ({
      id: f.id,
      name: pick(f.name, lang).text,
      province: say(provinceName(f.province), lang),
    }))
    return c.json({ facilities })
  })

  app.get('/media/photo/:file', async (c) => {
    const hash = c.req.param('file').replace(/\.webp$/, '')
    if (!isHash(hash)) return c.notFound()
    const { ctx, actor } = c.var
    const rows = await ctx.db
      .selectFrom('person')
      .select(['id', 'public_fields'])
      .where('photo', '=', hash)
      .where('erased_at', 'is', null)
      .execute()
    const seen = rows.some(
      (row) => row.id === actor.personId || json<PersonField[]>(row.public_fields, []).includes('photo'),
    )
    if (rows.length === 0 || !(seen || managesSociety(actor))) return c.notFound()
    const etag = `"${hash.slice(0, 22)}"`
    const headers = { etag, 'cache-control': 'private, max-age=3600', 'content-type': 'image/webp' }
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
    const bytes = await ctx.blobs.get(hash)
    return bytes ? c.body(bytes, 200, headers) : c.notFound()
  })
}
