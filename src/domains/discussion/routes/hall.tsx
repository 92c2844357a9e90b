import { eventBySlug } from '#src/domains/events/index.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { ownPath } from '#src/platform/http/own-path.ts'
import { href } from '#src/platform/http/language.ts'
import { tooMany } from '#src/platform/http/rate-limit.ts'
import { Page } from '#src/ui/page.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import { wrongText } from '../messages.ts'
import { onPages } from '../page-messages.ts'
import { HALL_COOKIE, hallCookie, participantOf } from '../participant.ts'
import { hallSchema, parse } from '../schema.ts'
import { settingsOf } from '../settings.ts'
import { itemsOf } from '../items.ts'
import { itemPath, LIMITS, posted } from './request.ts'
import { STYLES, type Status } from './frame.tsx'

/** Entering the hall by its code, typed in. */
export function hallPages(app: App): void {
  app.get('/hall', (c) => show(c, { code: '', next: c.req.query('next') ?? '' }))
  app.post('/hall', async (c) => {
    const { values } = await posted(c)
    const parsed = parse(hallSchema, values)
    const code = parsed.ok ? parsed.value.code : ''
    const entered = await enter(c, code)
    if (typeof entered === 'number')
      return show(
        c,
        { code: values['code'] ?? '', next: values['next'] ?? '' },
        entered > 0 ? 'too-many' : 'hallWrong',
        entered > 0 ? 429 : 422,
        entered,
      )
    return c.redirect(backTo(c, entered.slug, values['next']), 303)
  })
}

/** Entering by the QR code on the screen: straight to the discussion that it shows. */
export function hallEndpoints(app: App): void {
  // What the screen says, to be typed on a phone: short, and in whatever language the phone speaks.
  app.get('/hall', (c) => c.redirect(href(c.var.lang, '/hall'), 302))
  app.get('/hall/:code/:kind{session|talk}/:item', async (c) => {
    const { ctx, actor, lang } = c.var
    const entered = await enter(c, c.req.param('code'))
    if (typeof entered === 'number') return c.redirect(href(lang, '/hall'), 303)
    const event = await eventBySlug(ctx, actor, entered.slug)
    const item =
      event && (await itemsOf(ctx, event)).find((i) => i.kind === c.req.param('kind') && i.code === c.req.param('item'))
    return c.redirect(
      href(lang, item ? `${itemPath(entered.slug, item)}/discussion` : `/events/${entered.slug}/discussions`),
      303,
    )
  })
}

/** The discussion from which somebody came for the code, if it is of the hall whose code it was; else all of them. */
function backTo(c: Ctx, slug: string, next: string | undefined): string {
  const home = href(c.var.lang, `/events/${slug}`)
  const wanted = ownPath(next, '')
  return wanted.startsWith(`${home}/`) ? wanted : `${home}/discussions`
}

/** Gives the device its cookie if the code is one; else the seconds to wait, or 0 for a code that is none. */
async function enter(c: Ctx, code: string): Promise<{ slug: string } | number> {
  const { ctx, actor } = c.var
  const wait = tooMany(c, LIMITS.hallEnter)
  if (wait > 0) return wait
  const row =
    code.length < 4
      ? undefined
      : await ctx.db
          .selectFrom('discussion_setting')
          .innerJoin('event', 'event.id', 'discussion_setting.event_id')
          .select(['event.id', 'event.slug'])
          .where('hall_code', '=', code)
          .where('asking', '=', 'hall')
          .where('event.state', '=', 'published')
          .executeTakeFirst()
  if (!row) return tooMany(c, LIMITS.hallWrong)
  const settings = await settingsOf(ctx.db, row.id)
  // A device keeps what it has: coming in twice makes no second voter.
  if (!participantOf(ctx, actor, c.req.header('cookie') ?? '', row.id, settings).inHall) {
    const secure = ctx.config.baseUrl.startsWith('https:') ? '; Secure' : ''
    c.header(
      'set-cookie',
      `${HALL_COOKIE}=${hallCookie(ctx, row.id, settings.hallCode)}; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax${secure}`,
      { append: true },
    )
  }
  return { slug: row.slug }
}

async function show(
  c: Ctx,
  typed: { code: string; next: string },
  error: string | null = null,
  status: Status = 200,
  seconds = 0,
): Promise<Response> {
  const t = onPages(c.var.lang)
  const shell = await shellOf(c)
  if (seconds > 0) c.header('retry-after', String(seconds))
  return page(
    c,
    <Page shell={shell} title={t('hallTitle')} scripts={[STYLES]} noindex>
      <h1>{t('hallTitle')}</h1>
      <form class="form" method="post" action={href(c.var.lang, '/hall')} noValidate>
        <input type="hidden" name="_csrf" value={c.var.csrf} />
        {typed.next ? <input type="hidden" name="next" value={typed.next} /> : null}
        <div class="field">
          <label class="label" for="f-code">
            {t('hallCode')}
          </label>
          <p class="hint" id="f-code-hint">
            {t('hallHint')}
          </p>
          {error ? (
            <p class="error" id="f-code-error" role="alert">
              {wrongText(t, error, seconds)}
            </p>
          ) : null}
          <input
            class="input input-short hall-code"
            id="f-code"
            name="code"
            value={typed.code.slice(0, 12)}
            maxLength={12}
            required
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            aria-describedby={error ? 'f-code-hint f-code-error' : 'f-code-hint'}
            aria-invalid={error ? 'true' : undefined}
          />
        </div>
        <p class="hint">{t('hallCookie')}</p>
        <div class="actions">
          <button class="button button-primary">{t('join')}</button>
        </div>
      </form>
    </Page>,
    status,
  )
}
