import type { Context } from '#src/platform/context.ts'
import { getSetting } from '#src/platform/settings.ts'
import { type DimseServer, type DimseSettings, startDimse } from './server.ts'

/** Whether this process listens for modalities. */
export type Listening =
  | { readonly state: 'off' }
  | { readonly state: 'on'; readonly host: string; readonly port: number; readonly since: number }
  /** `code` is that of the system: EADDRINUSE, EADDRNOTAVAIL, EACCES. */
  | { readonly state: 'failed'; readonly host: string; readonly port: number; readonly code: string }

interface Kept {
  listening: Listening
  /** Ends when the settings that were saved last have taken effect. */
  settled: Promise<void>
}

const kept = new WeakMap<object, Kept>()
const KEY = 'imaging.dimse'
const OFF: Listening = { state: 'off' }

/** What this process listens on, once it has done what was saved before. */
export async function listeningOf(ctx: Context): Promise<Listening> {
  const own = kept.get(ctx.bus)
  await own?.settled
  return own?.listening ?? OFF
}

/**
 * Listens as the setting says, and as it says from then on: another process, or this one's settings page, may change it
 * at any moment. Other senders and another title take effect where it listens; another port or address is opened anew,
 * while associations that stand end in their own time. A port that cannot be opened stops nothing but this.
 */
export async function startDimseService(ctx: Context): Promise<{ close(): Promise<void> }> {
  let server: DimseServer | null = null
  let place = ''
  const leaving = new Set<Promise<void>>()
  const own: Kept = { listening: OFF, settled: Promise.resolve() }
  kept.set(ctx.bus, own)

  const leave = (): void => {
    const gone = server?.close()
    server = null
    if (!gone) return
    leaving.add(gone)
    void gone.finally(() => leaving.delete(gone))
  }
  const apply = async (): Promise<void> => {
    const settings = await getSetting<DimseSettings | null>(ctx, KEY, null)
    const wanted = settings && settings.peers.length > 0 ? settings : null
    const host = wanted?.host ?? '127.0.0.1'
    const next = wanted ? `${host} ${wanted.port}` : ''
    if (server && wanted && next === place) {
      server.change(wanted)
      return
    }
    leave()
    place = next
    own.listening = OFF
    if (!wanted) return
    try {
      server = await startDimse(ctx, wanted)
      own.listening = { state: 'on', host, port: server?.port ?? wanted.port, since: ctx.clock.now() }
    } catch (err) {
      const code = (err as NodeJS.ErrnoException).code ?? ''
      ctx.log.error({ code, host, port: wanted.port }, 'C-STORE cannot listen')
      own.listening = { state: 'failed', host, port: wanted.port, code }
    }
  }
  const again = (): Promise<void> =>
    (own.settled = own.settled
      .then(apply)
      .catch((err: unknown) => ctx.log.error({ err }, 'the settings of C-STORE could not be read')))

  // Read first: the cache of settings hears of a change before this does only where it has listened for longer.
  await again()
  const deaf = ctx.bus.subscribe('settings', (key) => {
    if (key === KEY) void again()
  })
  return {
    async close() {
      deaf()
      await own.settled
      leave()
      own.listening = OFF
      await Promise.all(leaving)
    },
  }
}
