import { imageAt, seriesOfCase } from '#src/domains/imaging/index.ts'
import type { Shape, View } from '#src/lib/imaging/view.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { blank } from '../pages/form.tsx'
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
  const series = await seriesOfCase(ctx, actor, talk.found.imagingCaseId)
  const chosen = series.find((s) => s.seriesUid === c.req.query('series')) ?? series[0] ?? null
  const asked = Number(c.req.query('n') ?? Math.ceil((chosen?.images ?? 1) / 2))
  const number = Number.isInteger(asked) ? Math.min(Math.max(1, asked), chosen?.images ?? 1) : 1
  const window = WINDOWS.find((w) => w === c.req.query('w')) ?? 'stored'
  const large = c.req.query('large') === '1'
  const at = chosen ? await imageAt(ctx, actor, chosen.seriesUid, number) : null
  let view: View | null = null
  if (at) {
    const { image, frame } = at
    const [center = 0, width = 1] = window.split('*').map(Number)
    const scale = sideOf(large) / Math.max(image.columns, image.rows)
    const shapes = arrowAt(c, image, scale)
    view = {
      study: image.studyUid,
      series: image.seriesUid,
      instance: image.sopUid,
      frame,
      ...(window === 'stored' ? {} : { window: { center, width } }),
      ...(shapes ? { shapes } : {}),
    }
  }
  const t = talkWords(lang)
  return await talkFrame(
    c,
    talk,
    t('place'),
    <>
      <h1>{t('place')}</h1>
      <PlacePage
        place={{ lang, casePath: talk.found.path, zone: await societyZone(ctx), csrf: csrf ?? null }}
        series={series}
        chosen={chosen}
        number={number}
        window={window}
        large={large}
        image={at?.image ?? null}
        view={view}
        form={{
          state: blank,
          sendKey: ctx.ids.token().slice(0, 32),
          asGuest: actor.personId === null,
          candidates: [],
        }}
      />
    </>,
    200,
    'wide',
  )
}

/** An arrow with its tip where the picture was pressed (`at.x`, `at.y` in its own pixels), its tail towards the middle. */
function arrowAt(c: Ctx, { columns, rows }: { columns: number; rows: number }, scale: number): Shape[] | null {
  const [x, y] = [Number(c.req.query('at.x')), Number(c.req.query('at.y'))]
  if (!c.req.query('at.x') || !Number.isFinite(x) || !Number.isFinite(y)) return null
  const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, Math.round(value * 10) / 10))
  const tip = [clamp((x + 0.5) / scale, columns), clamp((y + 0.5) / scale, rows)] as const
  const long = Math.max(columns, rows) * 0.14
  const tail = [
    clamp(tip[0] + (tip[0] < columns / 2 ? long : -long), columns),
    clamp(tip[1] + (tip[1] < rows / 2 ? long : -long), rows),
  ] as const
  return [{ kind: 'arrow', points: [tip, tail] }]
}
