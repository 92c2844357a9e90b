import type { Ctx } from '#src/platform/http/env.ts'
import type { Place } from '../discussion/pages/comment.tsx'
import { societyZone } from '../kit.tsx'
import { caseFor, type CaseView } from '../queries/case.ts'

/** The case of the address, or null, which is 404. */
export const open = (c: Ctx): Promise<CaseView | null> => caseFor(c.var.ctx, c.var.actor, c.req.param('code') ?? '')

export const placeOf = async (c: Ctx, found: CaseView): Promise<Place> => ({
  lang: c.var.lang,
  casePath: found.path,
  zone: await societyZone(c.var.ctx),
  csrf: c.var.csrf ?? null,
})
