import { connect, type Socket } from 'node:net'
import { once } from 'node:events'

/** Parts of a DIMSE client, for tests: bytes of PDUs, and a connection that waits for answers. */
const item = (type: number, value: Buffer): Buffer => {
  const head = Buffer.alloc(4)
  head[0] = type
  head.writeUInt16BE(value.length, 2)
  return Buffer.concat([head, value])
}
const pdu = (type: number, body: Buffer): Buffer => {
  const head = Buffer.alloc(6)
  head[0] = type
  head.writeUInt32BE(body.length, 2)
  return Buffer.concat([head, body])
}
const ae = (name: string): Buffer => Buffer.from(name.padEnd(16), 'latin1')

export interface Offer {
  readonly called?: string
  readonly calling?: string
  readonly abstractSyntax?: string
  readonly transferSyntaxes?: readonly string[]
}

export function associateRequest({
  called = 'HOI',
  calling = 'CT1',
  abstractSyntax = '1.2.840.10008.5.1.4.1.1.2',
  transferSyntaxes = ['1.2.840.10008.1.2.1'],
}: Offer = {}): Buffer {
  const context = item(
    0x20,
    Buffer.concat([
      Buffer.from([1, 0, 0, 0]),
      item(0x30, Buffer.from(abstractSyntax)),
      ...transferSyntaxes.map((uid) => item(0x40, Buffer.from(uid))),
    ]),
  )
  const user = item(0x50, item(0x51, Buffer.from([0, 0, 64, 0])))
  const fixed = Buffer.concat([Buffer.from([0, 1, 0, 0]), ae(called), ae(calling), Buffer.alloc(32)])
  return pdu(1, Buffer.concat([fixed, item(0x10, Buffer.from('1.2.840.10008.3.1.1.1')), context, user]))
}

const element = (tag: number, value: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt16LE(tag, 2)
  head.writeUInt32LE(value.length, 4)
  return Buffer.concat([head, value])
}
const us = (value: number): Buffer => Buffer.from([value & 255, value >> 8])
const uid = (value: string): Buffer => Buffer.from(value.length % 2 ? `${value}\0` : value)

const dataPdu = (command: boolean, last: boolean, data: Buffer, context = 1): Buffer => {
  const head = Buffer.alloc(6)
  head.writeUInt32BE(data.length + 2, 0)
  head[4] = context
  head[5] = (command ? 1 : 0) | (last ? 2 : 0)
  return pdu(4, Buffer.concat([head, data]))
}

/** C-STORE-RQ and its data set in pieces of 4 KB. */
export function storeRequest(dataset: Uint8Array, instance: string, sopClass = '1.2.840.10008.5.1.4.1.1.2'): Buffer {
  const command = Buffer.concat([
    element(0x0002, uid(sopClass)),
    element(0x0100, us(1)),
    element(0x0110, us(7)),
    element(0x0800, us(1)),
    element(0x1000, uid(instance)),
  ])
  const pieces: Buffer[] = [dataPdu(true, true, command)]
  for (let at = 0; at < dataset.length; at += 4096) {
    pieces.push(dataPdu(false, at + 4096 >= dataset.length, Buffer.from(dataset.subarray(at, at + 4096))))
  }
  return Buffer.concat(pieces)
}

export const echoRequest = (): Buffer =>
  dataPdu(
    true,
    true,
    Buffer.concat([
      element(0x0002, uid('1.2.840.10008.1.1')),
      element(0x0100, us(0x30)),
      element(0x0110, us(1)),
      element(0x0800, us(0x0101)),
    ]),
  )
export const releaseRequest = (): Buffer => pdu(5, Buffer.alloc(4))

/** A connection whose answers come as whole PDUs; null once the other side has closed. */
export async function dial(
  port: number,
): Promise<{ socket: Socket; send(bytes: Buffer): void; next(): Promise<Buffer | null> }> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  const chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let held = Buffer.alloc(0)
  return {
    socket,
    send: (bytes) => void socket.write(bytes),
    async next() {
      for (;;) {
        if (held.length >= 6 && held.length >= 6 + held.readUInt32BE(2)) {
          const length = 6 + held.readUInt32BE(2)
          const out = held.subarray(0, length)
          held = held.subarray(length)
          return out
        }
        const next = await chunks.next().catch(() => ({ value: undefined, done: true as const }))
        if (next.done) return null
        held = Buffer.concat([held, next.value])
      }
    },
  }
}

/** Status (0000,0900) of a response PDU; -1 when there is none. */
export function statusOf(response: Buffer | null): number {
  const at = response?.indexOf(Buffer.from([0, 0, 0, 9, 2, 0, 0, 0])) ?? -1
  return at < 0 ? -1 : response!.readUInt16LE(at + 8)
}
