import type { Socket } from 'node:net'
import { isDecodable } from '#src/lib/dicom/codecs/index.ts'
import { encodeMeta, implementationClassUid, implementationVersion } from '#src/lib/dicom/meta.ts'
import { transferSyntax } from '#src/lib/dicom/index.ts'
import { COMMAND, type CommandSet, readCommandSet, writeResponse } from './command-set.ts'
import {
  type Accepted,
  type AssociateRequest,
  BadPdu,
  PDU,
  pduLength,
  readAssociateRequest,
  readData,
  writeAbort,
  writeAssociateAccept,
  writeCommand,
  writeReject,
  writeReleaseResponse,
} from './pdu.ts'

/** What an association needs of its server. */
export interface AssociationHost {
  /** Whether the peer may send here; null refuses. Whatever it returns is handed to `store`. */
  admit(calling: string, called: string): Promise<Sender | null>
  /** Takes an object; resolves once it is durable, to the status of the response. */
  store(sender: Sender, object: AsyncGenerator<Uint8Array>): Promise<number>
  readonly timeouts: { readonly request: number; readonly idle: number }
}

export interface Sender {
  readonly aeTitle: string
  readonly ownerId: string
  /** The association, for progress. */
  readonly batch: string
}

const VERIFICATION = '1.2.840.10008.1.1'
const STORAGE = /^1\.2\.840\.10008\.5\.1\.4\.(?:1\.1\.|34\.|43\.|44\.|45\.)/
const SUCCESS = 0
const CANNOT_UNDERSTAND = 0xc000
const MAX_COMMAND = 16_384

/** An association of a peer with us: reads PDUs from the socket until it is released, aborted or silent for too long. */
export async function serveAssociation(socket: Socket, host: AssociationHost): Promise<void> {
  const reader = new PduReader(socket)
  socket.setNoDelay(true)
  socket.setTimeout(host.timeouts.request, () => socket.destroy())
  try {
    const first = await reader.next()
    if (!first) return
    if (first[0] !== PDU.associateRq) throw new BadPdu('no association request')
    const request = readAssociateRequest(first)
    const sender = await host.admit(request.calling, request.called)
    if (!sender) {
      // 7: called AE title not recognised; 3: calling AE title not recognised. Which of them is nobody's business.
      socket.end(writeReject(1, 1, 3))
      return
    }
    const contexts = request.contexts.map(accept)
    socket.write(writeAssociateAccept(first, contexts, { uid: implementationClassUid, version: implementationVersion }))
    socket.setTimeout(host.timeouts.idle, () => socket.destroy())
    await messages(socket, reader, host, sender, request, contexts)
  } catch (error) {
    if (error instanceof BadPdu && socket.writable) socket.end(writeAbort(6))
    else socket.destroy()
    if (!(error instanceof BadPdu) && !isNetwork(error)) throw error
  } finally {
    // A peer that never closes its side keeps nothing of ours.
    setTimeout(() => socket.destroy(), 2_000).unref()
  }
}

const isNetwork = (error: unknown): boolean =>
  ['ECONNRESET', 'EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'].includes(
    (error as NodeJS.ErrnoException).code ?? '',
  )

/** All storage classes; the transfer syntax that keeps what the peer has: compressed before uncompressed. */
function accept({ id, abstractSyntax, transferSyntaxes }: AssociateRequest['contexts'][number]): Accepted {
  if (abstractSyntax !== VERIFICATION && !STORAGE.test(abstractSyntax)) return { id, transferSyntax: '', result: 3 }
  const known = transferSyntaxes.filter((uid) => transferSyntax(uid) !== undefined)
  const chosen =
    known.find((uid) => isDecodable(uid) && transferSyntax(uid)!.encapsulated) ??
    known.find((uid) => uid === '1.2.840.10008.1.2.1') ??
    known[0]
  return chosen ? { id, transferSyntax: chosen, result: 0 } : { id, transferSyntax: '', result: 4 }
}

async function messages(
  socket: Socket,
  reader: PduReader,
  host: AssociationHost,
  sender: Sender,
  request: AssociateRequest,
  contexts: readonly Accepted[],
): Promise<void> {
  const syntaxes = new Map(
    contexts.flatMap(({ id, result, transferSyntax: uid }) => (result === 0 ? [[id, uid] as const] : [])),
  )
  const classes = new Map(request.contexts.map(({ id, abstractSyntax }) => [id, abstractSyntax]))
  const values = new ValueReader(reader)
  for (;;) {
    const message = await values.command()
    if (message === 'release') {
      socket.end(writeReleaseResponse())
      return
    }
    if (message === null) return
    const { context, bytes } = message
    const syntax = syntaxes.get(context)
    if (syntax === undefined) throw new BadPdu('a message in a context that was not accepted')
    const command = readCommandSet(bytes)
    if (command.command === COMMAND.echoRq) socket.write(writeCommand(context, writeResponse(command, SUCCESS)))
    else if (command.command === COMMAND.storeRq && command.hasData) {
      const status = await storeOne(host, sender, values, command, classes.get(context) ?? '', context, syntax)
      socket.write(writeCommand(context, writeResponse(command, status)))
    } else {
      if (command.hasData) {
        values.data(context)
        await values.drain()
      }
      // 0x0211: unrecognised operation.
      socket.write(writeCommand(context, writeResponse(command, 0x0211)))
    }
  }
}

async function storeOne(
  host: AssociationHost,
  sender: Sender,
  values: ValueReader,
  command: CommandSet,
  abstractSyntax: string,
  context: number,
  syntax: string,
): Promise<number> {
  const data = values.data(context)
  const valid = command.affectedClass === abstractSyntax && /^[0-9.]{1,64}$/.test(command.affectedInstance)
  const status = valid ? await host.store(sender, part10(command, syntax, data)) : 0xa900
  // What the store did not read still has to be passed over.
  await values.drain()
  return valid || status !== SUCCESS ? status : CANNOT_UNDERSTAND
}

/** The data set with preamble and meta information before it, as it comes. */
async function* part10(
  command: CommandSet,
  syntax: string,
  data: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield encodeMeta(command.affectedClass, command.affectedInstance, syntax)
  yield* data
}

/** Whole PDUs of a socket, in order; the socket is paused while nobody asks. */
class PduReader {
  private readonly chunks: AsyncIterator<Buffer>
  private held: Buffer[] = []
  private size = 0

  constructor(socket: Socket) {
    this.chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  }

  /** null: the peer has closed. */
  async next(): Promise<Buffer | null> {
    let wanted = 0
    for (;;) {
      if (wanted === 0 && this.size >= 6) wanted = pduLength(this.join(6))
      if (wanted > 0 && this.size >= wanted) {
        const whole = this.join(wanted)
        const pdu = whole.subarray(0, wanted)
        this.held = whole.length > wanted ? [whole.subarray(wanted), ...this.held.slice(1)] : this.held.slice(1)
        this.size -= wanted
        return pdu
      }
      const { value, done } = await this.chunks.next()
      if (done) {
        if (this.size > 0) throw new BadPdu('the peer closed in the middle of a PDU')
        return null
      }
      this.held.push(value)
      this.size += value.length
    }
  }

  /** The first chunk, made long enough; chunks behind it stay as they are. */
  private join(length: number): Buffer {
    if (this.held[0]!.length >= length) return this.held[0]!
    const all = Buffer.concat(this.held)
    this.held = [all]
    return all
  }
}

/** Presentation data values, message by message. */
class ValueReader {
  private readonly reader: PduReader
  private waiting: ReturnType<typeof readData> = []

  constructor(reader: PduReader) {
    this.reader = reader
  }

  private async value() {
    for (;;) {
      const next = this.waiting.shift()
      if (next) return next
      const pdu = await this.reader.next()
      if (!pdu || pdu[0] === PDU.abort) return null
      if (pdu[0] === PDU.releaseRq) return 'release'
      if (pdu[0] !== PDU.data) throw new BadPdu('a PDU that has no place here')
      this.waiting = readData(pdu)
    }
  }

  /** The next command set; null when the peer has gone or aborted. */
  async command(): Promise<{ context: number; bytes: Buffer } | 'release' | null> {
    const parts: Buffer[] = []
    let size = 0
    for (;;) {
      const value = await this.value()
      if (value === null || value === 'release') {
        if (size > 0) throw new BadPdu('the peer left in the middle of a command')
        return value
      }
      if (!value.command) throw new BadPdu('data where a command should be')
      parts.push(value.data)
      size += value.data.length
      if (size > MAX_COMMAND) throw new BadPdu('a command set is too long')
      if (value.last) return { context: value.context, bytes: parts.length === 1 ? parts[0]! : Buffer.concat(parts) }
    }
  }

  private reading: { readonly context: number; done: boolean } = { context: 0, done: true }

  /** The data set that follows a command. Throws when the peer leaves before its end: what was read is not to be kept. */
  data(context: number): AsyncGenerator<Buffer> {
    this.reading = { context, done: false }
    return this.rest()
  }

  /** Passes over what is left of the data set. */
  async drain(): Promise<void> {
    for await (const _ of this.rest()) void _
  }

  private async *rest(): AsyncGenerator<Buffer> {
    const state = this.reading
    while (!state.done) {
      const value = await this.value()
      if (value === null || value === 'release') throw new BadPdu('the peer left in the middle of an object')
      if (value.command || value.context !== state.context) throw new BadPdu('a command where data should be')
      if (value.last) state.done = true
      yield value.data
    }
  }
}
