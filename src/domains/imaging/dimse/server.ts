import { createServer, type Server } from 'node:net'
import { Readable } from 'node:stream'
import { stranger, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { getSetting } from '#src/platform/settings.ts'
import { keepRaw, receive, type Arrival } from '../commands/receive.ts'
import { serveAssociation, type Sender } from './association.ts'
import { createPeerLog } from './peers.ts'

/** Setting `imaging.dimse`: null or port 0 without peers means that nothing listens. */
export interface DimseSettings {
  readonly port: number
  /** By default that of the machine alone. */
  readonly host?: string
  readonly aeTitle: string
  readonly peers: readonly DimsePeer[]
}

/** A modality or PACS that may send, and the person whose quarantine it fills. */
export interface DimsePeer {
  readonly aeTitle: string
  /** Address that it must come from; '' or absent: any. */
  readonly address?: string
  readonly ownerId: string
}

export interface DimseServer {
  readonly port: number
  /** Another title of ours and other peers, from the next object on. */
  change(settings: Pick<DimseSettings, 'aeTitle' | 'peers'>): void
  /** Accepts no more, and resolves when the associations that stand have ended. */
  close(): Promise<void>
}

const MOST_ASSOCIATIONS = 50
const TIMEOUTS = { request: 10_000, idle: 60_000 }

/** Listens for C-STORE and C-ECHO as the settings say; null when they ask for nothing. */
export async function startDimse(ctx: Context, given?: DimseSettings): Promise<DimseServer | null> {
  const first = given ?? (await getSetting<DimseSettings | null>(ctx, 'imaging.dimse', null))
  if (!first || first.peers.length === 0) return null
  let settings: Pick<DimseSettings, 'aeTitle' | 'peers'> = first
  const commit = committer(ctx)
  const log = createPeerLog(ctx)
  const stillAllowed = ({ aeTitle, ownerId }: Sender): boolean =>
    settings.peers.some((peer) => peer.aeTitle === aeTitle && peer.ownerId === ownerId)
  const server = createServer({ pauseOnConnect: false }, (socket) => {
    const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
    socket.on('error', () => socket.destroy())
    serveAssociation(socket, {
      timeouts: TIMEOUTS,
      async admit(calling, called) {
        const peer = settings.peers.find((p) => p.aeTitle === calling && (!p.address || p.address === address))
        if (!peer || called !== settings.aeTitle) {
          ctx.log.warn({ calling: calling.slice(0, 16) }, 'an association was refused')
          return null
        }
        return { aeTitle: peer.aeTitle, ownerId: peer.ownerId, batch: ctx.ids.id() }
      },
      async store(sender, object) {
        if (!stillAllowed(sender)) return NOT_AUTHORISED
        const status = await store(ctx, commit, sender, object)
        if (status === 0) log.note(sender.aeTitle)
        return status
      },
    }).catch((err: unknown) => ctx.log.error({ err }, 'an association failed'))
  })
  server.maxConnections = MOST_ASSOCIATIONS
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(first.port, first.host ?? '127.0.0.1', resolve),
  )
  const { port } = server.address() as { port: number }
  return {
    port,
    change(next) {
      settings = next
    },
    async close() {
      await closeServer(server)
      await log.flush()
    },
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}

const OUT_OF_RESOURCES = 0xa700
/** PS3.7 C.5.13: the peer was taken off the list while its association stood. */
const NOT_AUTHORISED = 0x0124

/** An object up to here is written at once; a larger one as it comes. Fifty associations hold 100 MB at most. */
const AT_ONCE = 2 * 1024 * 1024

/** Bytes to the disk, then the row to the database: only then it is acknowledged. */
async function store(
  ctx: Context,
  commit: Commit,
  { ownerId, batch }: Sender,
  object: AsyncGenerator<Uint8Array>,
): Promise<number> {
  const chunks: Uint8Array[] = []
  let size = 0
  let whole = false
  while (size < AT_ONCE && !whole) {
    const { value, done } = await object.next()
    if (done) whole = true
    else {
      chunks.push(value)
      size += value.length
    }
  }
  const start = Buffer.concat(chunks, size)
  const kept = await keepRaw(ctx, whole ? start : stream(start, object))
  if (!kept.ok) return OUT_OF_RESOURCES
  return (await commit({ ...stranger, personId: ownerId }, { ...kept.value, source: 'dimse', batch }))
    ? 0
    : OUT_OF_RESOURCES
}

function stream(start: Uint8Array, rest: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  async function* all(): AsyncGenerator<Uint8Array> {
    yield start
    yield* rest
  }
  return Readable.toWeb(
    Readable.from(all(), { objectMode: false, highWaterMark: 1 << 20 }),
  ) as ReadableStream<Uint8Array>
}

type Commit = (actor: Actor, arrival: Arrival) => Promise<boolean>

/** Objects that come while a commit runs share the next one: several associations cost one flush of the database. */
function committer(ctx: Context): Commit {
  let queue: { actor: Actor; arrival: Arrival; done: (ok: boolean) => void; failed: (error: unknown) => void }[] = []
  let busy = false
  async function run(): Promise<void> {
    busy = true
    while (queue.length > 0) {
      const [first] = queue
      const batch = queue.filter(({ actor }) => actor.personId === first!.actor.personId)
      queue = queue.filter((one) => !batch.includes(one))
      try {
        const received = await receive(
          ctx,
          first!.actor,
          batch.map(({ arrival }) => arrival),
        )
        for (const { done } of batch) done(received.ok)
      } catch (error) {
        for (const { failed } of batch) failed(error)
      }
    }
    busy = false
  }
  return (actor, arrival) =>
    new Promise((done, failed) => {
      queue.push({ actor, arrival, done, failed })
      if (!busy) void run()
    })
}
