import { BadPdu } from './pdu.ts'

/** A command set (PS3.7 annex E): always implicit little endian, all of group 0000. */
export interface CommandSet {
  readonly affectedClass: string
  readonly command: number
  readonly messageId: number
  readonly affectedInstance: string
  /** Whether a data set follows. */
  readonly hasData: boolean
}

export const COMMAND = { storeRq: 0x0001, storeRsp: 0x8001, echoRq: 0x0030, echoRsp: 0x8030 } as const
const NO_DATA = 0x0101

export function readCommandSet(bytes: Buffer): CommandSet {
  const values = new Map<number, Buffer>()
  let at = 0
  while (at < bytes.length) {
    if (at + 8 > bytes.length || bytes.readUInt16LE(at) !== 0) throw new BadPdu('the command set is damaged')
    const length = bytes.readUInt32LE(at + 4)
    if (length > bytes.length - at - 8) throw new BadPdu('the command set is cut off')
    values.set(bytes.readUInt16LE(at + 2), bytes.subarray(at + 8, at + 8 + length))
    at += 8 + length
  }
  const number = (element: number): number => {
    const value = values.get(element)
    return value && value.length >= 2 ? value.readUInt16LE(0) : 0
  }
  const uid = (element: number): string =>
    (values.get(element)?.toString('latin1') ?? '').replace(/[\0 ]+$/, '').slice(0, 64)
  if (!values.has(0x0100)) throw new BadPdu('a command set without a command')
  return {
    affectedClass: uid(0x0002),
    command: number(0x0100),
    messageId: number(0x0110),
    affectedInstance: uid(0x1000),
    hasData: number(0x0800) !== NO_DATA,
  }
}

/** The response to a request: C-STORE-RSP or C-ECHO-RSP with a status. */
export function writeResponse(request: CommandSet, status: number): Buffer {
  const element = (tag: number, value: Buffer): Buffer => {
    const head = Buffer.alloc(8)
    head.writeUInt16LE(tag, 2)
    head.writeUInt32LE(value.length, 4)
    return Buffer.concat([head, value])
  }
  const us = (value: number): Buffer => {
    const out = Buffer.alloc(2)
    out.writeUInt16LE(value, 0)
    return out
  }
  const uid = (value: string): Buffer => Buffer.from(value.length % 2 === 1 ? `${value}\0` : value, 'latin1')
  const body = Buffer.concat([
    element(0x0002, uid(request.affectedClass)),
    element(0x0100, us(request.command | 0x8000)),
    element(0x0120, us(request.messageId)),
    element(0x0800, us(NO_DATA)),
    element(0x0900, us(status)),
    ...(request.command === COMMAND.storeRq ? [element(0x1000, uid(request.affectedInstance))] : []),
  ])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length, 0)
  return Buffer.concat([element(0x0000, length), body])
}
