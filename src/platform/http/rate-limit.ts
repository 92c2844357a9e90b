import type { Context as HonoContext } from 'hono'
import type { Env } from './env.ts'

/** A bucket: `burst` at once, then one each `perSeconds / burst`. */
export interface Limit {
  readonly name: string
  readonly burst: number
  readonly perSeconds: number
}

export const LIMITS = {
  signIn: { name: 'sign-in', burst: 10, perSeconds: 300 },
  signUp: { name: 'sign-up', burst: 5, perSeconds: 3600 },
  mail: { name: 'mail', burst: 5, perSeconds: 900 },
  search: { name: 'search', burst: 40, perSeconds: 60 },
  upload: { name: 'upload', burst: 60, perSeconds: 600 },
} as const satisfies Record<string, Limit>

interface Bucket {
  tokens: number
  at: number
}

/** Token buckets by key, in this process; the oldest are forgotten so that memory stays bounded. */
export function createLimiter(capacity = 50_000) {
  const buckets = new Map<string, Bucket>()
  /** Seconds to wait, or 0 when the request may go on. */
  return (limit: Limit, key: string, now: number): number => {
    const id = `${limit.name}:${key}`
    const rate = limit.burst / (limit.perSeconds * 1000)
    const bucket = buckets.get(id) ?? { tokens: limit.burst, at: now }
    buckets.delete(id)
    buckets.set(id, bucket)
    if (buckets.size > capacity) buckets.delete(buckets.keys().next().value!)
    bucket.tokens = Math.min(limit.burst, bucket.tokens + (now - bucket.at) * rate)
    bucket.at = now
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / rate / 1000)
    bucket.tokens -= 1
    return 0
  }
}

// One per context, so that tests and several servers in one process do not share theirs.
const limiters = new WeakMap<object, ReturnType<typeof createLimiter>>()

/** Counts the request; returns the seconds to wait when it is one too many, else 0. */
export function tooMany(c: HonoContext<Env>, limit: Limit, key: string = c.get('client')): number {
  const { blobs, clock } = c.get('ctx')
  let limiter = limiters.get(blobs)
  if (!limiter) limiters.set(blobs, (limiter = createLimiter()))
  return limiter(limit, key, clock.now())
}
