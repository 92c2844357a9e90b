import { createCaseKey } from '#src/lib/dicom/case-key.ts'
import { stripJpeg } from '#src/lib/imaging/capture/jpeg.ts'
import { stripMp4 } from '#src/lib/imaging/capture/mp4.ts'
import { secondaryCapture } from '#src/lib/imaging/capture/secondary-capture.ts'
import type { Cleaned } from './clean.ts'
import { sha256Hex } from './hash.ts'
import type { Keys } from './protocol.ts'

/** A picture of more pixels is not decoded here: three bytes each, several times. */
const MOST_PIXELS = 60_000_000

/** What a file that is not DICOM is, by its first bytes; null for what we do not take. */
export function looseKind(head: Uint8Array): 'picture' | 'video' | null {
  const text = (from: number, to: number): string => String.fromCharCode(...head.subarray(from, to))
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'picture'
  if (text(0, 8) === '\u0089PNG\r\n\u001a\n') return 'picture'
  const brand = /^(?:iso[m2-9]|mp4[12]|avc1|M4V |dash|MSNV|mmp4|qt {2})$/
  return text(4, 8) === 'ftyp' && brand.test(text(8, 12)) ? 'video' : null
}

/**
 * A picture as a DICOM object of the case, without anything attached to it: an upright baseline JPEG keeps its stream,
 * everything else is decoded and stored as its pixels.
 */
export async function makePicture(bytes: Uint8Array, keys: Keys): Promise<Cleaned> {
  const key = createCaseKey(
    Uint8Array.from(atob(keys.secret), (char) => char.charCodeAt(0)),
    keys.pseudonym,
  )
  const digest = await sha256Hex(bytes)
  const jpeg = stripJpeg(bytes)
  if (jpeg?.baseline && jpeg.orientation === 1 && (jpeg.components === 1 || jpeg.components === 3)) {
    const { width, height, components, rgb, bytes: data } = jpeg
    return { ok: true, bytes: secondaryCapture({ kind: 'jpeg', width, height, components, rgb, data }, key, digest) }
  }
  const picture = await decoded(bytes)
  return picture
    ? { ok: true, bytes: secondaryCapture({ kind: 'rgb', ...picture }, key, digest) }
    : { ok: false, code: 'picture-damaged' }
}

/** Decoded by the browser, turned upright, on white where it is transparent. */
async function decoded(bytes: Uint8Array): Promise<{ width: number; height: number; data: Uint8Array } | null> {
  try {
    const bitmap = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]), {
      imageOrientation: 'from-image',
    })
    const { width, height } = bitmap
    if (width * height > MOST_PIXELS || width > 65_535 || height > 65_535) return null
    const context = new OffscreenCanvas(width, height).getContext('2d')
    if (!context) return null
    context.fillStyle = '#fff'
    context.fillRect(0, 0, width, height)
    context.drawImage(bitmap, 0, 0)
    bitmap.close()
    const rgba = context.getImageData(0, 0, width, height).data
    const data = new Uint8Array(width * height * 3)
    for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
      data[to] = rgba[from]!
      data[to + 1] = rgba[from + 1]!
      data[to + 2] = rgba[from + 2]!
    }
    return { width, height, data }
  } catch {
    return null
  }
}

/** A video without its metadata and its sound. */
export async function makeVideo(bytes: Uint8Array): Promise<Cleaned> {
  const clean = stripMp4(bytes)
  return clean ? { ok: true, bytes: clean } : { ok: false, code: 'video-damaged' }
}
