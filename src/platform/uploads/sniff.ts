import { open, type FileHandle } from 'node:fs/promises'

export const MEDIA_TYPES = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'video/mp4',
  'video/webm',
  'video/quicktime',
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
] as const
export type MediaType = (typeof MEDIA_TYPES)[number]

export const SLIDES: readonly MediaType[] = [MEDIA_TYPES[0], MEDIA_TYPES[1]]
export const VIDEOS: readonly MediaType[] = ['video/mp4', 'video/webm', 'video/quicktime']
export const IMAGES: readonly MediaType[] = ['image/jpeg', 'image/png', 'image/webp', 'image/avif']

/** Usual ending of a file of the type, without dot. */
export const ENDINGS: Readonly<Record<MediaType, string>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/quicktime': 'mov',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
}

/**
 * What a file is by its own bytes, whatever its name or the browser says; null for everything not in the list.
 * SVG, HTML (they carry scripts), GIF and presentations with macros are not.
 */
export async function sniffFile(path: string): Promise<MediaType | null> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4100), 0, 4100, 0)
    const head = buffer.subarray(0, bytesRead)
    const found = sniff(head)
    return found === 'zip' ? await inZip(file) : found
  } finally {
    await file.close()
  }
}

/** By the first bytes (4100 are enough). */
export function sniff(head: Buffer): MediaType | 'zip' | null {
  const text = (from: number, to: number) => head.toString('latin1', from, to)
  if (text(0, 5) === '%PDF-') return 'application/pdf'
  if (text(0, 4) === 'PK\u0003\u0004') return 'zip'
  if (text(0, 3) === '\u00ff\u00d8\u00ff') return 'image/jpeg'
  if (text(0, 8) === '\u0089PNG\r\n\u001a\n') return 'image/png'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp'
  if (text(0, 4) === '\u001aE\u00df\u00a3') return text(0, 64).includes('webm') ? 'video/webm' : null
  if (text(4, 8) === 'ftyp') return byBrand(text(8, 12))
  // QuickTime files of old cameras begin with their data instead of their type.
  if (['moov', 'mdat', 'wide'].includes(text(4, 8))) return 'video/quicktime'
  return null
}

function byBrand(brand: string): MediaType | null {
  if (brand === 'avif' || brand === 'avis') return 'image/avif'
  if (brand === 'qt  ') return 'video/quicktime'
  return /^(?:iso[m2-9]|mp4[12]|avc1|M4V |dash|MSNV|mmp4|f4v |3gp[4-9])$/.test(brand) ? 'video/mp4' : null
}

const DIRECTORY = 8_000_000

/** A presentation is told by the names in the directory at the end of the archive. */
async function inZip(file: FileHandle): Promise<MediaType | null> {
  const { size } = await file.stat()
  const length = Math.min(size, 65_557)
  const { buffer: tail } = await file.read(Buffer.alloc(length), 0, length, size - length)
  const end = tail.lastIndexOf('PK\u0005\u0006', tail.length, 'latin1')
  if (end < 0 || end + 20 > tail.length) return null
  const bytes = tail.readUInt32LE(end + 12)
  const offset = tail.readUInt32LE(end + 16)
  if (bytes > DIRECTORY || offset + bytes > size) return null
  const { buffer: directory } = await file.read(Buffer.alloc(bytes), 0, bytes, offset)
  const names = namesIn(directory)
  const isPresentation =
    names.has('[Content_Types].xml') && names.has('ppt/presentation.xml') && !names.has('ppt/vbaProject.bin')
  return isPresentation ? MEDIA_TYPES[1] : null
}

function namesIn(directory: Buffer): Set<string> {
  const names = new Set<string>()
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50;) {
    const [name, extra, comment] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ]
    names.add(directory.toString('utf8', at + 46, at + 46 + name))
    at += 46 + name + extra + comment
  }
  return names
}
