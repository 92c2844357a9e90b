import { systemActor } from '../authz.ts'
import { withSnapshot } from '../backup/snapshot.ts'
import type { Context } from '../context.ts'
import { ok } from '../outcome.ts'
import { write } from '../write.ts'

/** What is younger may belong to a command that is not committed yet, or to a form that a person is still filling in. */
export const ORPHAN_AGE = 7 * 86_400_000
/** Names held in memory at once, 64 characters each. */
const AT_ONCE = 200_000
const HASHES = /[0-9a-f]{64}/g
/** Names of bytes in the log of what happened do not keep them: what was deleted would live on. */
const NOT_REFERENCES = new Set(['audit'])

export interface Sweep {
  readonly blobs: number
  readonly removed: number
  readonly bytes: number
}

/**
 * Removes bytes that no row of any table names any more: what a killed process or an import that was never confirmed
 * left behind. Looks at all text of all tables, so that no domain can forget to declare what it keeps; a hash that
 * stands anywhere by chance only keeps its bytes. `dry`: counts only.
 */
export async function sweepOrphans(ctx: Context, { dry = false } = {}): Promise<Sweep> {
  const total = { blobs: 0, removed: 0, bytes: 0 }
  let batch = new Map<string, number>()
  const finish = async (): Promise<void> => {
    if (batch.size === 0) return
    total.blobs += batch.size
    for (const [hash, bytes] of await unnamed(ctx, batch)) {
      // Asked at the last moment: the same bytes may have come again meanwhile, which makes them young.
      const changed = await ctx.blobs.changedAt(hash)
      if (changed === null || ctx.clock.now() - changed < ORPHAN_AGE) continue
      if (!dry) await ctx.blobs.remove(hash)
      total.removed += 1
      total.bytes += bytes
    }
    batch = new Map()
  }
  for await (const { hash, bytes } of ctx.blobs.list()) {
    batch.set(hash, bytes)
    if (batch.size >= AT_ONCE) await finish()
  }
  await finish()
  if (total.removed > 0 && !dry)
    await write(ctx, systemActor('retention'), async ({ audit }) => {
      await audit({ action: 'retention.orphans', entity: 'blobs', id: '', after: { ...total } })
      return ok()
    })
  return total
}

/** Those of `hashes` that stand in no row. */
const unnamed = (ctx: Context, hashes: Map<string, number>): Promise<Map<string, number>> =>
  withSnapshot(ctx, async (snapshot) => {
    const left = new Map(hashes)
    for (const table of snapshot.tables) {
      if (NOT_REFERENCES.has(table.name)) continue
      for await (const rows of snapshot.rows(table)) {
        for (const row of rows)
          for (const value of Object.values(row)) {
            const text = typeof value === 'string' ? value : isJson(value) ? JSON.stringify(value) : ''
            if (text.length >= 64) for (const [hash] of text.matchAll(HASHES)) left.delete(hash)
          }
        if (left.size === 0) return left
      }
    }
    return left
  })

const isJson = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && !(value instanceof Date)
