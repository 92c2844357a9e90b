import { createHash } from 'node:crypto'
import { imageOfView, knownImages, viewPicture } from '#src/domains/imaging/index.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { tooMany } from '#src/platform/http/rate-limit.ts'
import { caseFor } from '../../queries/case.ts'
import { scopeOf } from '../../share/scope.ts'
import { readPin } from '../pin.ts'
import { CODE, LIMITS } from './request.ts'

const SMALLEST = 120
const LARGEST = 1_280

/**
 * A view of a case's image as one SVG file: what a reader without scripts sees of a pin. Under the permission of its
 * image, asked every time; a browser that has it is told so (304) without drawing it again.
 */
export function pictureRoutes(app: App): void {
  app.get(`/cases/${CODE}/picture.svg`, picture)
}

async function picture(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  const found = await caseFor(ctx, actor, c.req.param('code') ?? '')
  const view = readPin(c.req.query('view') ?? '')
  if (!found || !view || !(await scopeOf(ctx, actor, found)).images) return c.notFound()
  const image = imageOfView(await knownImages(ctx, actor, [view.instance]), view)
  if (!image || image.caseId !== found.imagingCaseId) return c.notFound()
  const asked = Number(c.req.query('side') ?? 480)
  const side = Number.isFinite(asked) ? Math.min(LARGEST, Math.max(SMALLEST, Math.round(asked))) : 480
  const etag = `"${createHash('sha256')
    .update(JSON.stringify([image.blob, view, side, 1]))
    .digest('base64url')
    .slice(0, 22)}"`
  const headers = {
    'content-type': 'image/svg+xml; charset=utf-8',
    'cache-control': 'private, no-cache',
    // Opened by itself it is a document: nothing of it may run or fetch.
    'content-security-policy': "default-src 'none'; img-src data:; sandbox",
    etag,
  }
  if ((c.req.header('if-none-match') ?? '').includes(etag)) return c.body(null, 304, headers)
  if (tooMany(c, LIMITS.picture) > 0) return c.text('', 429)
  const svg = await viewPicture(ctx, image, view, side)
  return svg ? c.body(svg, 200, headers) : c.notFound()
}
