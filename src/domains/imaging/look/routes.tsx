import type { Box } from '#src/lib/dicom/index.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { societyZone } from '#src/platform/settings.ts'
import type { Failure } from '#src/platform/outcome.ts'
import { Page } from '#src/ui/page.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import { toSignIn } from '../intake/sign-in.ts'
import { LookFrames } from '../pages/look-frames.tsx'
import { Look, type LookProps } from '../pages/look.tsx'
import { IMAGING_STYLES } from '../pages/upload.tsx'
import { askBlank, type BlankScope, MOST_BOXES, recordSeen, removeImage } from './commands.ts'
import { lookWords } from './messages.ts'
import { lookPage } from './query.ts'

const SCRIPT = 'src/domains/imaging/client/look.ts'
const UID = '[0-9.]{1,64}'
const BASE = `/imaging/studies/:uid{${UID}}/look`

/** Looking through one's own study; to everyone else nothing is there. */
export function lookPages(app: App): void {
  app.get(BASE, async (c) => toSignIn(c) ?? (await show(c, Number(c.req.query('page') ?? 0) || 0)))
  app.post(BASE, async (c) => {
    const { values } = await posted(c)
    const done = await recordSeen(c.var.ctx, c.var.actor, uidOf(c), (values['images'] ?? '').split(' '))
    const here = Number(values['page']) || 1
    if (!done.ok) return await afterFailure(c, done, here)
    // Where something is left, to the first page that has any of it.
    return c.redirect(
      done.value.left > 0 ? href(c.var.lang, `/imaging/studies/${uidOf(c)}/look`) : addressOf(c, here),
      303,
    )
  })
  app.post(`${BASE}/blank`, async (c) => {
    const { values } = await posted(c)
    const done = await askBlank(c.var.ctx, c.var.actor, uidOf(c), {
      image: values['image'] ?? '',
      scope: scopeOf(values['scope']),
      boxes: boxesOf(values),
    })
    const here = Number(values['page']) || 1
    if (!done.ok) return await afterFailure(c, done, here)
    return c.redirect(`${addressOf(c, here)}&blanked=${done.value.images}#image-${values['image']}`, 303)
  })
  app.post(`${BASE}/remove`, async (c) => {
    const { values } = await posted(c)
    const done = await removeImage(c.var.ctx, c.var.actor, uidOf(c), values['image'] ?? '')
    const here = Number(values['page']) || 1
    return done.ok ? c.redirect(`${addressOf(c, here)}&removed`, 303) : await afterFailure(c, done, here)
  })
  app.get(`${BASE}/:image`, frames)
}

const uidOf = (c: Ctx): string => c.req.param('uid') ?? ''
const addressOf = (c: Ctx, number: number): string =>
  `${href(c.var.lang, `/imaging/studies/${uidOf(c)}/look`)}?page=${number}`

async function posted(c: Ctx): Promise<{ values: Record<string, string> }> {
  const body = await c.req.parseBody()
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(body)) if (typeof value === 'string') values[name] = value
  return { values }
}

const scopeOf = (value: string | undefined): BlankScope => (value === 'series' || value === 'study' ? value : 'image')

/** Boxes that were proposed and taken over, or drawn, or given by numbers. */
function boxesOf(values: Readonly<Record<string, string>>): Box[] {
  const listed = parseBoxes(values['proposed']) ?? parseBoxes(values['boxes'])
  if (listed && listed.length > 0) return listed
  const number = (name: string): number => Number(values[name] ?? NaN)
  return [{ x: number('x'), y: number('y'), width: number('width'), height: number('height') }]
}

function parseBoxes(text: string | undefined): Box[] | null {
  if (!text) return null
  try {
    const list = JSON.parse(text) as unknown
    if (!Array.isArray(list)) return null
    return (list as Record<string, unknown>[]).slice(0, MOST_BOXES + 1).map((box) => ({
      x: Number(box['x']),
      y: Number(box['y']),
      width: Number(box['width']),
      height: Number(box['height']),
    }))
  } catch {
    return null
  }
}

async function afterFailure(c: Ctx, failure: Failure, number: number): Promise<Response> {
  if (failure.code === 'not-found' || failure.code === 'sign-in') return c.notFound()
  const t = lookWords(c.var.lang)
  const text = failure.code === 'conflict' ? t('changed') : t('outside')
  return await show(c, number, { tone: 'warning', text }, 422)
}

function saidOf(c: Ctx): LookProps['said'] {
  const t = lookWords(c.var.lang)
  const blanked = c.req.query('blanked')
  if (blanked !== undefined) return { tone: 'success', text: t('asked', { n: Number(blanked) || 1 }) }
  return c.req.query('removed') === undefined ? null : { tone: 'success', text: t('removed') }
}

async function show(c: Ctx, number: number, said = saidOf(c), status: 200 | 422 = 200): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const look = await lookPage(ctx, actor, uidOf(c), number)
  if (!look) return c.notFound()
  return await framed(
    c,
    <Look lang={lang} csrf={csrf} look={look} zone={await societyZone(c.var.ctx)} said={said} />,
    status,
  )
}

async function frames(c: Ctx): Promise<Response> {
  const away = toSignIn(c)
  if (away) return away
  const { ctx, actor, lang } = c.var
  const id = c.req.param('image') ?? ''
  const found = await lookPage(ctx, actor, uidOf(c), { image: id })
  const image = found?.images.find((one) => one.id === id)
  if (!found || !image) return c.notFound()
  const number = Number(c.req.query('page') ?? 1) || 1
  return await framed(c, <LookFrames lang={lang} look={found} image={image} page={number} />)
}

async function framed(c: Ctx, body: preact.VNode, status: 200 | 422 = 200): Promise<Response> {
  const shell = await shellOf(c)
  return page(
    c,
    <Page shell={shell} title={lookWords(c.var.lang)('title')} width="full" scripts={[IMAGING_STYLES, SCRIPT]} noindex>
      {body}
    </Page>,
    status,
  )
}
