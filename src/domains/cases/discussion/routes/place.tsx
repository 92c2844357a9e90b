import { imageAt, seriesOfCase } from '#src/domains/imaging/index.ts'
import { encodeView } from '#src/lib/imaging/view-address.ts'
import type { ImagePoint, Shape, View } from '#src/lib/imaging/view.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import type { Place } from '../pages/comment.tsx'
import { blank, CommentForm } from '../pages/form.tsx'
import { PlacePage, sideOf, WINDOWS } from '../pages/place.tsx'
import { talkWords } from '../messages.ts'
import { societyZone } from '../../kit.tsx'
import { CODE, open } from './request.ts'
import { talkFrame } from './pages.tsx'

/** Pointing at an image without scripts. */
export function placePages(app: App): void {
  app.get(`/cases/${CODE}/discussion/place`, place)
}

async function place(c: Ctx): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const talk = await open(c)
  if (!talk?.rights.write || !talk.rights.scope.images || talk.found.imagingCaseId === null) return c.notFound()
  const t = talkWords(lang)
  const at: Place = { lang, casePath: talk.found.path, zone: await societyZone(ctx), csrf: csrf ?? null }
  const chosen = await chosenPlace(c, talk.found.imagingCaseId, arrowAt)
  return await talkFrame(
    c,
    talk,
    t('place'),
    <>
      <h1>{t('place')}</h1>
      <PlacePage
        {...chosen}
        place={at}
        here={`${talk.found.path}/discussion/place`}
        lead={t('placeLead')}
        back={{ href: `${talk.found.path}/discussion`, label: t('back') }}
      >
        {chosen.view ? (
          <CommentForm
            place={at}
            pin={encodeView(chosen.view)}
            state={blank}
            sendKey={ctx.ids.token().slice(0, 32)}
            asGuest={actor.personId === null}
            candidates={[]}
          />
        ) : null}
      </PlacePage>
    </>,
    200,
    'wide',
  )
}

type Draw = (tip: ImagePoint, image: { columns: number; rows: number }) => Shape

/** What the address says: series, image, window, and what was drawn by a press (`at.x`, `at.y` in the picture's own pixels). */
export async function chosenPlace(c: Ctx, imagingCaseId: string, draw: Draw) {
  const { ctx, actor } = c.var
  const series = await seriesOfCase(ctx, actor, imagingCaseId)
  const chosen = series.find((s) => s.seriesUid === c.req.query('series')) ?? series[0] ?? null
  const asked = Number(c.req.query('n') ?? Math.ceil((chosen?.images ?? 1) / 2))
  const number = Number.isInteger(asked) ? Math.min(Math.max(1, asked), chosen?.images ?? 1) : 1
  const window = WINDOWS.find((w) => w === c.req.query('w')) ?? 'stored'
  const large = c.req.query('large') === '1'
  const at = chosen ? await imageAt(ctx, actor, chosen.seriesUid, number) : null
  const image = at?.image ?? null
  let view: View | null = null
  if (at) {
    const [center = 0, width = 1] = window.split('*').map(Number)
    const tip = pressed(c.req.query('at.x'), c.req.query('at.y'), at.image, sideOf(large))
    view = {
      study: at.image.studyUid,
      series: at.image.seriesUid,
      instance: at.image.sopUid,
      frame: at.frame,
      ...(window === 'stored' ? {} : { window: { center, width } }),
      ...(tip ? { shapes: [draw(tip, at.image)] } : {}),
    }
  }
  return { series, chosen, number, window, large, image, view }
}

/** The image point of a press on a picture whose longer side is `side` screen pixels; null for no press. */
export function pressed(
  x: string | undefined,
  y: string | undefined,
  { columns, rows }: { columns: number; rows: number },
  side: number,
): ImagePoint | null {
  if (!x || !y || !Number.isFinite(Number(x)) || !Number.isFinite(Number(y))) return null
  const scale = side / Math.max(columns, rows)
  return [clamp((Number(x) + 0.5) / scale, columns), clamp((Number(y) + 0.5) / scale, rows)]
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, Math.round(value * 10) / 10))

/** An arrow with its tip where the picture was pressed, its tail towards the middle. */
export function arrowAt(tip: ImagePoint, { columns, rows }: { columns: number; rows: number }): Shape {
  const long = Math.max(columns, rows) * 0.14
  const tail = [
    clamp(tip[0] + (tip[0] < columns / 2 ? long : -long), columns),
    clamp(tip[1] + (tip[1] < rows / 2 ? long : -long), rows),
  ] as const
  return { kind: 'arrow', points: [tip, tail] }
}
