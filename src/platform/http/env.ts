import type { Context as HonoContext, Hono } from 'hono'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Actor } from '../authz.ts'
import type { Context } from '../context.ts'

/** What every handler finds with `c.get(…)` (or `c.var`). */
export interface Env {
  Variables: {
    ctx: Context
    actor: Actor
    lang: Lang
    /** For the one inline `<style>` or `<script>` that a page may have; see security.ts. */
    nonce: string
    /** Token for forms of clients that send neither Origin nor Sec-Fetch-Site. */
    csrf: string
    /** Address of the client as far as the proxy setting lets us believe it. */
    client: string
    /** Bytes of a body that may be held in memory whole; see body-limit.ts. */
    largestBody: number
    /** Hashes of inline styles that the page wants allowed, e.g. for cached pages that cannot carry a nonce. */
    styleHashes: string[]
  }
}

export type App = Hono<Env>
export type Ctx = HonoContext<Env>
