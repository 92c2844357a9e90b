import type { Actor } from '#src/platform/authz.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import { knownBrowser } from '#src/platform/http/handed-keys.ts'

/** Who answers a quiz: the person, or the browser that answered before; '' for a browser that never did. */
export const readerOf = ({ personId, browser }: Actor): string =>
  personId !== null ? `p:${personId}` : browser ? `d:${browser}` : ''

/** As `readerOf`; gives the browser of somebody without an account a cookie to be known by. */
export const knownReader = (c: Ctx): string => readerOf(c.var.actor) || `d:${knownBrowser(c)}`
