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
/** Milliseconds until the next try where a port could not be opened; doubled each time. */
const AGAIN = { first: 500, most: 30_000 }

/** What this process listens on, once it has done what was saved before. */
export async function listeningOf(ctx: Context): Promise<Listening> {
  const own = kept.get(ctx.bus)
  await own?.settled
  return own?.listening ?? OFF
}

/**
 * Listens as the setting says, and as it says from then on: another process, or this one's settings page, may change it
 * at any moment. Other senders and another title take effect where it listens; another port or address is opened anew,
 * while associations that stand end in their own time. A port that cannot be opened stops nothing but this, and is tried
 * again until it can: the process before this one may still hold it, or an address may come up later.
 */
export async function startDimseService(ctx: Context): Promise<{ close(): Promise<void> }> {
  let server: DimseServer | null = null
  let place = ''
  let wait = AGAIN.first
  let timer: ReturnType<typeof setTimeout> | undefined
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
    // Whatever asks, one try is waited for at most.
    clearTimeout(timer)
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
    const before = own.listening
    own.listening = OFF
    if (!wanted) return
    const { port } = wanted
    try {
      server = await startDimse(ctx, wanted)
      own.listening = { state: 'on', host, port: server?.port ?? port, since: ctx.clock.now() }
      ctx.log.info({ host, port }, 'C-STORE listens')
    } catch (err) {
      const code = (err as NodeJS.ErrnoException).code ?? ''
      const known = before.state === 'failed' && before.host === host && before.port === port && before.code === code
      if (!known) ctx.log.error({ code, host, port }, 'C-STORE cannot listen, and goes on trying')
      own.listening = { state: 'failed', host, port, code }
      timer = setTimeout(again, wait).unref()
      wait = Math.min(wait * 2, AGAIN.most)
    }
  }
  const again = (): Promise<void> =>
    (own.settled = own.settled
      .then(apply)
      .catch((err: unknown) => ctx.log.error({ err }, 'the settings of C-STORE could not be read')))
  const fromTheStart = (): Promise<void> => {
    clearTimeout(timer)
    wait = AGAIN.first
    return again()
  }

  // Read first: the cache of settings hears of a change before this does only where it has listened for longer.
  await fromTheStart()
  const deaf = ctx.bus.subscribe('settings', (key) => {
    if (key === KEY) void fromTheStart()
  })
  return {
    async close() {
      deaf()
      clearTimeout(timer)
      await own.settled
      clearTimeout(timer)
      leave()
      own.listening = OFF
      await Promise.all(leaving)
    },
  }
}
