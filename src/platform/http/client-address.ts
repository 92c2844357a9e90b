import { getConnInfo } from '@hono/node-server/conninfo'
import type { Ctx } from './env.ts'

/** The client's address; behind a proxy that we trust, the last one that it added to X-Forwarded-For. */
export function clientAddress(c: Ctx, trustProxy: boolean): string {
  if (trustProxy) {
    const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
    if (forwarded) return forwarded
  }
  try {
    return getConnInfo(c).remote.address ?? 'unknown'
  } catch {
    return 'test'
  }
}
