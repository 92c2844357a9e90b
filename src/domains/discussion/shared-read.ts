import type { Context } from '#src/platform/context.ts'

const underWay = new WeakMap<object, Map<string, Promise<unknown>>>()

/**
 * Reads once for everybody who asks for the same while it is being read: of a hall that votes or comes back at one
 * moment, one asks the database. Nothing is kept, so nothing can be out of date. The key must say whose sight it is.
 */
export function sharedRead<T>(ctx: Context, key: string, read: () => Promise<T>): Promise<T> {
  let map = underWay.get(ctx.bus)
  if (!map) underWay.set(ctx.bus, (map = new Map()))
  const known = map.get(key) as Promise<T> | undefined
  if (known) return known
  const made = read().finally(() => map.delete(key))
  map.set(key, made)
  return made
}
