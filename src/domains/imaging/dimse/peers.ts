import type { Context } from '#src/platform/context.ts'

/** Objects that one peer has brought, and when the last of them came. */
export interface Arrivals {
  readonly objects: number
  readonly lastAt: number
}

const WRITE_EVERY = 1_000

export interface PeerLog {
  note(aeTitle: string): void
  /** Writes what has been noted. */
  flush(): Promise<void>
}

/** Counts what peers bring; written once a second and not with each object, which it would hold up. */
export function createPeerLog(ctx: Context): PeerLog {
  let noted = new Map<string, Arrivals>()
  let timer: NodeJS.Timeout | null = null
  const flush = async (): Promise<void> => {
    if (timer) clearTimeout(timer)
    timer = null
    const all = noted
    noted = new Map()
    for (const [title, { objects, lastAt }] of all)
      await ctx.db
        .insertInto('imaging_peer')
        .values({ ae_title: title, objects, last_at: lastAt })
        .onConflict((oc) =>
          oc.column('ae_title').doUpdateSet((eb) => ({
            objects: eb('imaging_peer.objects', '+', objects),
            last_at: lastAt,
          })),
        )
        .execute()
  }
  return {
    note(aeTitle) {
      noted.set(aeTitle, { objects: (noted.get(aeTitle)?.objects ?? 0) + 1, lastAt: ctx.clock.now() })
      timer ??= setTimeout(
        () => flush().catch((err: unknown) => ctx.log.warn({ err }, 'arrivals by C-STORE could not be noted')),
        WRITE_EVERY,
      ).unref()
    },
    flush,
  }
}

/** What each peer has brought so far, by AE title; one statement. */
export async function arrivalsByPeer(ctx: Context): Promise<ReadonlyMap<string, Arrivals>> {
  const rows = await ctx.db.selectFrom('imaging_peer').selectAll().execute()
  return new Map(rows.map((row) => [row.ae_title, { objects: row.objects, lastAt: Number(row.last_at) }]))
}
