import { sha256 } from '@noble/hashes/sha2.js'

/** A UID under 2.25 from a UUID (PS3.5 annex B.2): its 128 bits as one number. */
export function uidFromUuid(uuid: string): string {
  const hex = uuid.replaceAll('-', '')
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new RangeError('not a UUID')
  return `2.25.${BigInt(`0x${hex}`)}`
}

/** A UID under 2.25 that is always the same for the same parts (a version 8 UUID of their hash). */
export function uidFrom(...parts: readonly (string | Uint8Array)[]): string {
  const hash = sha256.create()
  const text = new TextEncoder()
  for (const part of parts) {
    const bytes = typeof part === 'string' ? text.encode(part) : part
    // The length before each part: ['ab', 'c'] is not ['a', 'bc'].
    hash.update(text.encode(`${bytes.length}:`)).update(bytes)
  }
  const bytes = hash.digest().slice(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return uidFromUuid(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''))
}
