type Part = string | Uint8Array | number

/** A box of ISO 14496-12. Numbers are 32 bits. */
export function box(type: string, ...parts: Part[]): Uint8Array {
  const body = Buffer.concat(
    parts.map((part) => {
      if (typeof part === 'string') return Buffer.from(part, 'latin1')
      if (typeof part !== 'number') return Buffer.from(part)
      const number = Buffer.alloc(4)
      number.writeUInt32BE(part)
      return number
    }),
  )
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(type, 4, 'latin1')
  return new Uint8Array(Buffer.concat([head, body]))
}

const full = 0
function track(handler: string, offset: number, size: number): Uint8Array {
  const entry = box(
    handler === 'vide' ? 'avc1' : 'mp4a',
    '\0'.repeat(42),
    '\u000eName of coder'.padEnd(32, '\0'),
    '\0'.repeat(4),
    box('avcC', 'config'),
    box('XMP_', 'BenhVien'),
  )
  return box(
    'trak',
    box('tkhd', full, 3_900_000_000, 3_900_000_001, 1, 0, '\0'.repeat(60)),
    box('udta', box('name', 'Nguyen Van Hung')),
    box(
      'mdia',
      box('mdhd', full, 3_900_000_000, 3_900_000_001, 1000, 1, 0),
      box('hdlr', full, 0, handler, 0, 0, 0, 'Camera of Bach Mai\0'),
      box(
        'minf',
        box('dinf', box('dref', full, 0)),
        box(
          'stbl',
          box('stsd', full, 1, entry),
          box('stsz', full, size, 1),
          box('stsc', full, 1, 1, 1, 1),
          box('stco', full, 1, offset),
        ),
      ),
    ),
  )
}

/** A small MP4 of one picture and one sound, with names, dates and places wherever they may stand. */
export function mp4(): Uint8Array {
  const media = box('mdat', 'PICTURE!', 'spoken name', 'left over')
  const head = box('ftyp', 'isom', 0, 'isom')
  const at = head.length + 8
  const moov = box(
    'moov',
    box('mvhd', full, 3_900_000_000, 3_900_000_001, 1000, 1, '\0'.repeat(80)),
    box('meta', full, box('ilst', 'GPS 21.0N')),
    track('vide', at, 8),
    track('soun', at + 8, 11),
    box('udta', box('\u00a9xyz', '+21.0285+105.8542/')),
  )
  return new Uint8Array(Buffer.concat([head, media, moov, box('uuid', 'xmp packet'), box('free', 'hidden words')]))
}
