import { createHmac } from 'node:crypto'
import type { Context } from '#src/platform/context.ts'

/** The secret that pseudonyms, UIDs and date shifts of all cases derive from: never the key of sessions itself. */
export const siteSecret = (ctx: Pick<Context, 'secret'>): Uint8Array =>
  new Uint8Array(createHmac('sha256', ctx.secret).update('imaging de-identification').digest())
