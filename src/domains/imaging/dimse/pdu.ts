/**
 * The DICOM upper layer protocol (PS3.8 section 9.3): PDUs in and out. Everything that comes is bounded and checked;
 * what contradicts itself throws BadPdu, and the association is aborted.
 */
export class BadPdu extends Error {}

export const PDU = {
  associateRq: 1,
  associateAc: 2,
  associateRj: 3,
  data: 4,
  releaseRq: 5,
  releaseRp: 6,
  abort: 7,
} as const

/** Largest PDU that we announce and accept; the same that DCMTK uses at most. */
export const MAX_PDU = 131_072
/** An association request with 128 presentation contexts of many syntaxes is some 30 KB. */
const MAX_REQUEST = 262_144

export interface Context {
  readonly id: number
  readonly abstractSyntax: string
  readonly transferSyntaxes: readonly string[]
}

export interface AssociateRequest {
  readonly called: string
  readonly calling: string
  readonly contexts: readonly Context[]
  /** Largest PDU that the peer takes; 0: any. */
  readonly maxPdu: number
}

export interface Pdv {
  readonly context: number
  readonly command: boolean
  readonly last: boolean
  readonly data: Buffer
}

/** Whole length of the PDU that starts the buffer, header included; 0 while it cannot be known. Throws when it may not be. */
export function pduLength(buffer: Buffer): number {
  if (buffer.length < 6) return 0
  const type = buffer[0]!
  if (type < 1 || type > 7) throw new BadPdu('no such PDU')
  const length = buffer.readUInt32BE(2)
  const most = type === PDU.associateRq ? MAX_REQUEST : type === PDU.data ? MAX_PDU : 64
  if (length > most) throw new BadPdu('the PDU is longer than agreed')
  return 6 + length
}

/** Items of a PDU: type, reserved, length of two bytes, value. */
function* items(body: Buffer): Generator<{ type: number; value: Buffer }> {
  let at = 0
  while (at < body.length) {
    if (at + 4 > body.length) throw new BadPdu('an item is cut off')
    const length = body.readUInt16BE(at + 2)
    if (at + 4 + length > body.length) throw new BadPdu('an item is longer than the PDU')
    yield { type: body[at]!, value: body.subarray(at + 4, at + 4 + length) }
    at += 4 + length
  }
}

const text = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
    .trim()

/** Reads an A-ASSOCIATE-RQ, header included. */
export function readAssociateRequest(pdu: Buffer): AssociateRequest {
  if (pdu.length < 74) throw new BadPdu('the association request is cut off')
  if ((pdu.readUInt16BE(6) & 1) === 0) throw new BadPdu('another version of the protocol')
  const contexts: Context[] = []
  let maxPdu = 0
  for (const { type, value } of items(pdu.subarray(74))) {
    if (type === 0x20) {
      if (value.length < 4) throw new BadPdu('a presentation context is cut off')
      let abstractSyntax = ''
      const transferSyntaxes: string[] = []
      for (const sub of items(value.subarray(4))) {
        if (sub.type === 0x30) abstractSyntax = text(sub.value)
        else if (sub.type === 0x40 && transferSyntaxes.length < 100) transferSyntaxes.push(text(sub.value))
      }
      contexts.push({ id: value[0]!, abstractSyntax, transferSyntaxes })
      if (contexts.length > 128) throw new BadPdu('too many presentation contexts')
    } else if (type === 0x50) {
      for (const sub of items(value))
        if (sub.type === 0x51 && sub.value.length === 4) maxPdu = sub.value.readUInt32BE(0)
    }
  }
  return { called: text(pdu.subarray(10, 26)), calling: text(pdu.subarray(26, 42)), contexts, maxPdu }
}

function item(type: number, value: Buffer): Buffer {
  const out = Buffer.alloc(4 + value.length)
  out[0] = type
  out.writeUInt16BE(value.length, 2)
  value.copy(out, 4)
  return out
}

function pdu(type: number, body: Buffer): Buffer {
  const out = Buffer.alloc(6 + body.length)
  out[0] = type
  out.writeUInt32BE(body.length, 2)
  body.copy(out, 6)
  return out
}

export interface Accepted {
  readonly id: number
  /** '' : refused. */
  readonly transferSyntax: string
  /** 0 accepted, 3 abstract syntax not supported, 4 transfer syntaxes not supported. */
  readonly result: 0 | 3 | 4
}

const APPLICATION_CONTEXT = '1.2.840.10008.3.1.1.1'

/** Writes an A-ASSOCIATE-AC; the fixed fields of the request are given back as they came. */
export function writeAssociateAccept(
  request: Buffer,
  contexts: readonly Accepted[],
  implementation: { uid: string; version: string },
): Buffer {
  const head = Buffer.alloc(68)
  head.writeUInt16BE(1, 0)
  request.copy(head, 4, 10, 42)
  const max = Buffer.alloc(4)
  max.writeUInt32BE(MAX_PDU, 0)
  const user = Buffer.concat([
    item(0x51, max),
    item(0x52, Buffer.from(implementation.uid, 'latin1')),
    item(0x55, Buffer.from(implementation.version, 'latin1')),
  ])
  const answers = contexts.map(({ id, transferSyntax, result }) =>
    item(
      0x21,
      Buffer.concat([
        Buffer.from([id, 0, result, 0]),
        item(0x40, Buffer.from(transferSyntax || '1.2.840.10008.1.2', 'latin1')),
      ]),
    ),
  )
  return pdu(
    PDU.associateAc,
    Buffer.concat([head, item(0x10, Buffer.from(APPLICATION_CONTEXT, 'latin1')), ...answers, item(0x50, user)]),
  )
}

/** A-ASSOCIATE-RJ: result 1 for good, 2 for now; source 1 the user, 3 the provider (presentation). */
export const writeReject = (result: 1 | 2, source: 1 | 2 | 3, reason: number): Buffer =>
  pdu(PDU.associateRj, Buffer.from([0, result, source, reason]))
export const writeReleaseResponse = (): Buffer => pdu(PDU.releaseRp, Buffer.alloc(4))
/** A-ABORT by the provider: 1 unrecognised, 2 unexpected, 6 invalid value. */
export const writeAbort = (reason: number): Buffer => pdu(PDU.abort, Buffer.from([0, 0, 2, reason]))

/** The values of a P-DATA-TF PDU, header included; they are views of it. */
export function readData(buffer: Buffer): Pdv[] {
  const out: Pdv[] = []
  let at = 6
  while (at < buffer.length) {
    if (at + 6 > buffer.length) throw new BadPdu('a value is cut off')
    const length = buffer.readUInt32BE(at)
    if (length < 2 || at + 4 + length > buffer.length) throw new BadPdu('a value is longer than the PDU')
    const control = buffer[at + 5]!
    out.push({
      context: buffer[at + 4]!,
      command: (control & 1) === 1,
      last: (control & 2) === 2,
      data: buffer.subarray(at + 6, at + 4 + length),
    })
    at += 4 + length
  }
  if (out.length === 0) throw new BadPdu('an empty P-DATA')
  return out
}

/** One value in a P-DATA-TF PDU; command sets are small, so one is always enough. */
export function writeCommand(context: number, command: Buffer): Buffer {
  const value = Buffer.alloc(6)
  value.writeUInt32BE(command.length + 2, 0)
  value[4] = context
  value[5] = 3
  return pdu(PDU.data, Buffer.concat([value, command]))
}
