import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'

/** The only source of new identifiers and secrets. Tests put in one that counts. */
export interface Ids {
  /**
   * UUID version 7 (RFC 9562): sorts by time of making, so that primary keys append; within a process also those of
   * one millisecond (a counter in rand_a, method 1), so that what one command writes stays in its order.
   */
  id(): string
  /** Six characters `[0-9A-Z]` without the easily confused I, O, 0, 1: the part of an address that people read out. */
  code(): string
  /** 256 random bits, base64url: links and tokens. */
  token(): string
}

const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

export function systemIds(clock: Clock): Ids {
  let last = 0
  let counter = 0
  return {
    id() {
      const bytes = randomBytes(16)
      const now = clock.now()
      if (now > last) {
        last = now
        counter = bytes.readUInt16BE(6) & 0x3ff
      } else if (++counter > 0xfff) {
        last += 1
        counter = 0
      }
      bytes.writeUIntBE(last, 0, 6)
      bytes.writeUInt16BE(0x7000 | counter, 6)
      bytes[8] = (bytes[8]! & 0x3f) | 0x80
      const hex = bytes.toString('hex')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
    },
    code: () => Array.from(randomBytes(6), (byte) => ALPHABET[byte & 31]).join(''),
    token: () => randomBytes(32).toString('base64url'),
  }
}
