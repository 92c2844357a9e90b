import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'

/**
 * Everything that de-identification derives from the secret of one case. Same secret, same results: that is what keeps
 * later uploads of the case consistent. Without the secret nothing can be turned back.
 */
export interface CaseKey {
  /** Pseudonym for Patient ID and Patient's Name, at most 16 characters. */
  readonly pseudonym: string
  /** Days that dates move by: 366 to 3,650, always into the past, so that no date lies in the future. */
  readonly dateShift: number
  /** A 2.25 UID for any UID; one that this key has made already stays as it is. */
  remapUid(uid: string): string
  /** True for a UID that `remapUid` of this key has made. */
  isOwnUid(uid: string): boolean
  /** Short keyed digest (16 hex digits) over parts, for the seal that keeps a second run from shifting dates again. */
  seal(parts: readonly string[]): string
}

const base32 = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/**
 * The key of a case, from the site's secret (32 random bytes or more) and the case's id: HMAC-SHA-256, RFC 2104.
 * The 32 bytes may be handed to the browser of someone who uploads to that case: they say nothing about other cases.
 */
export function caseSecret(siteSecret: Uint8Array, caseId: string): Uint8Array {
  return hmac(sha256, siteSecret, utf8(`hoi case ${caseId}`))
}

/** Characters without I, O, 0 and 1 from the bytes of a digest, five bits each. */
function readable(digest: Uint8Array, length: number): string {
  let out = ''
  for (let i = 0; i < length; i += 1) out += base32[(digest[i] ?? 0) & 31]
  return out
}

/**
 * A case for each patient of a folder, where nobody has made cases: secret and pseudonym from the site's secret and the
 * patient's identifier. A pseudonym that it has made leads to the same case again, so that a second run changes nothing.
 */
export function patientCase(siteSecret: Uint8Array, patient: string): { secret: Uint8Array; pseudonym: string } {
  const mac = (text: string): Uint8Array => hmac(sha256, siteSecret, utf8(text))
  const own = /^HOI-([A-Z2-9]{8})([A-Z2-9]{4})$/.exec(patient)
  const known = own?.[1] !== undefined && readable(mac(`check ${own[1]}`), 4) === own[2]
  const handle = known ? (own[1] ?? '') : readable(mac(`patient ${patient}`), 8)
  return { secret: caseSecret(siteSecret, handle), pseudonym: `HOI-${handle}${readable(mac(`check ${handle}`), 4)}` }
}

/**
 * Prepares a case's key. `secret` is 16 bytes or more, else a RangeError (a bug of the caller, not of a file).
 * `pseudonym` replaces the derived one where the case has a handle of its own.
 */
export function createCaseKey(secret: Uint8Array, pseudonym?: string): CaseKey {
  if (secret.length < 16) throw new RangeError('a case secret has at least 16 bytes')
  const keyed = hmac.create(sha256, secret)
  const mac = (text: string): Uint8Array => keyed.clone().update(utf8(text)).digest()
  const shift = mac('date shift')
  const remapped = new Map<string, string>()
  const check = (head: Uint8Array): Uint8Array => mac(`own ${hex(head, 10)}`)

  const isOwnUid = (uid: string): boolean => {
    const bytes = uuidBytes(uid)
    if (!bytes) return false
    const tag = check(bytes)
    for (let i = 0; i < 6; i += 1) if (bytes[10 + i] !== tag[i]) return false
    return true
  }
  return {
    pseudonym: pseudonym ?? `HOI-${readable(mac('pseudonym'), 10)}`,
    dateShift: -(366 + ((((shift[0] ?? 0) << 16) | ((shift[1] ?? 0) << 8) | (shift[2] ?? 0)) % 3285)),
    isOwnUid,
    remapUid(uid) {
      const known = remapped.get(uid)
      if (known !== undefined) return known
      const out = isOwnUid(uid) ? uid : uidFrom(mac(`uid ${uid}`), check)
      // Bounded, since a long import of a case must not grow without end.
      if (remapped.size > 200_000) remapped.clear()
      remapped.set(uid, out)
      return out
    },
    seal: (parts) => hex(mac(`seal ${parts.join('\\')}`), 8),
  }
}

/**
 * A UID under 2.25 (PS3.5 B.2: a UUID as a decimal number) of version 8, RFC 9562: 74 bits depend on the original, the
 * last 48 are a keyed check by which the same key knows its own. 10^6 UIDs of a case collide with p < 10^-10.
 */
function uidFrom(digest: Uint8Array, check: (head: Uint8Array) => Uint8Array): string {
  const bytes = digest.slice(0, 16)
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  bytes.set(check(bytes).subarray(0, 6), 10)
  return `2.25.${BigInt(`0x${hex(bytes, 16)}`).toString()}`
}

/** The 16 bytes of a version 8 UUID written as a 2.25 UID, or undefined. */
function uuidBytes(uid: string): Uint8Array | undefined {
  if (!/^2\.25\.[1-9]\d{30,38}$/.test(uid)) return undefined
  const digits = BigInt(uid.slice(5)).toString(16).padStart(32, '0')
  if (digits.length !== 32 || digits[12] !== '8') return undefined
  const bytes = new Uint8Array(16)
  for (let i = 0; i < 16; i += 1) bytes[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16)
  return bytes
}

function hex(bytes: Uint8Array, length: number): string {
  let out = ''
  for (let i = 0; i < length; i += 1) out += (bytes[i] ?? 0).toString(16).padStart(2, '0')
  return out
}
