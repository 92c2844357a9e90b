import type { Cleaned } from './clean.ts'
import type { Keys } from './protocol.ts'

/** What a file that is not DICOM is, by its first bytes; null for what we do not take. */
export function looseKind(head: Uint8Array): 'picture' | 'video' | null {
  const text = (from: number, to: number): string => String.fromCharCode(...head.subarray(from, to))
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'picture'
  if (text(0, 8) === '\u0089PNG\r\n\u001a\n') return 'picture'
  return text(4, 8) === 'ftyp' && /^(?:iso[m2-9]|mp4[12]|avc1|M4V |dash|MSNV|mmp4|qt {2})$/.test(text(8, 12))
    ? 'video'
    : null
}

export async function makePicture(_bytes: Uint8Array, _keys: Keys): Promise<Cleaned> {
  return { ok: false, code: 'not-dicom' }
}

export async function makeVideo(_bytes: Uint8Array, _keys: Keys): Promise<Cleaned> {
  return { ok: false, code: 'not-dicom' }
}
