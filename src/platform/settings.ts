import type { Context } from './context.ts'
import type { Tx } from './write.ts'

/** What was read so far, by the bus of the process that tells when it changes. */
const caches = new WeakMap<object, { values: Map<string, unknown> }>()

/** A setting by key, parsed; kept in memory until it is written (the bus tells the other processes). */
export async function getSetting<T>(ctx: Context, key: string, otherwise: T): Promise<T> {
  const { values } = cacheOf(ctx)
  if (values.has(key)) return values.get(key) as T
  const row = await ctx.db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
  const value = row ? (JSON.parse(row.value) as T) : otherwise
  values.set(key, value)
  return value
}

/** The zone that the society's own dates are in. */
export const societyZone = (ctx: Context): Promise<string> => getSetting(ctx, 'society.zone', 'Asia/Ho_Chi_Minh')

export async function putSetting(tx: Tx, key: string, value: unknown): Promise<void> {
  const row = { key, value: JSON.stringify(value), updated_at: tx.now }
  const before = await tx.db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
  await tx.db
    .insertInto('setting')
    .values(row)
    .onConflict((oc) => oc.column('key').doUpdateSet({ value: row.value, updated_at: row.updated_at }))
    .execute()
  await tx.audit({
    action: 'setting.update',
    entity: 'setting',
    id: key,
    before: before ? { value: JSON.parse(before.value) as unknown } : null,
    after: { value },
  })
  tx.afterCommit(() => {
    cacheOf(tx.ctx).values = new Map()
    tx.ctx.bus.publish('settings', key)
  })
}

/** A change begins a new map, so that a reading that began before it cannot put back what was. */
function cacheOf(ctx: Context): { values: Map<string, unknown> } {
  let cache = caches.get(ctx.bus)
  if (!cache) {
    const made = { values: new Map<string, unknown>() }
    caches.set(ctx.bus, (cache = made))
    ctx.bus.subscribe('settings', () => (made.values = new Map()))
  }
  return cache
}

/**
 * For a process beside the site's own on SQLite, whose bus ends at the process: asks every `everyMs` what the settings are, and
 * tells the own bus of each that changed. Returns once it knows what they are now; the answer ends it. A statement each time.
 */
export async function followSettings(ctx: Context, everyMs = 2_000): Promise<() => void> {
  const read = async (): Promise<Map<string, string>> =>
    new Map((await ctx.db.selectFrom('setting').select(['key', 'value']).execute()).map((row) => [row.key, row.value]))
  let known = await read()
  let timer: NodeJS.Timeout | undefined
  let ended = false
  const wait = (): void => void (ended || (timer = setTimeout(() => void look(), everyMs).unref()))
  const look = async (): Promise<void> => {
    try {
      const now = await read()
      const before = known
      known = now
      for (const key of new Set([...before.keys(), ...now.keys()]))
        if (!ended && before.get(key) !== now.get(key)) ctx.bus.publish('settings', key)
    } catch (err) {
      if (!ended) ctx.log.warn({ err }, 'the settings could not be read')
    }
    wait()
  }
  wait()
  return () => {
    ended = true
    clearTimeout(timer)
  }
}
