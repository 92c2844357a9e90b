import sharp from 'sharp'
import { expect, it } from 'vitest'
import { createCaseKey } from '#src/lib/dicom/case-key.ts'
import { basicProfile, deidentify, findElement, readDicom } from '#src/lib/dicom/index.ts'
import { pixelLayout } from '#src/lib/dicom/codecs/index.ts'
import { stripJpeg } from './jpeg.ts'
import { isStrippedMp4, stripMp4 } from './mp4.ts'
import { secondaryCapture } from './secondary-capture.ts'
import { box, mp4 } from './testing.ts'

const secret = new Uint8Array(32).fill(7)
const key = createCaseKey(secret, 'HOI-TEST')
const has = (bytes: Uint8Array, text: string): boolean => Buffer.from(bytes).includes(text)

async function photo(orientation = 1, progressive = false): Promise<Uint8Array> {
  const jpeg = await sharp({ create: { width: 40, height: 24, channels: 3, background: '#a33' } })
    .withExif({
      IFD0: { Artist: 'Nguyen Van Hung' },
      IFD3: { GPSLatitude: '21/1 1/1 1/1' },
    })
    .withMetadata({ orientation })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">BachMai</x:xmpmeta>')
    .jpeg({ progressive })
    .toBuffer()
  // A comment, and a second file behind the end.
  const comment = Buffer.from('\u00ff\u00fe\u0000\u0010Tran Thi Lan\u0000\u0000', 'latin1')
  return new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2), Buffer.from('PK hidden')]))
}

it('takes everything out of a JPEG that is not its picture', async () => {
  const source = await photo()
  for (const text of ['Nguyen', 'BachMai', 'Tran Thi', 'hidden', 'Exif']) expect(has(source, text), text).toBe(true)
  const stripped = stripJpeg(source)!
  for (const text of ['Nguyen', 'BachMai', 'Tran Thi', 'hidden', 'Exif', 'JFIF'])
    expect(has(stripped.bytes, text), text).toBe(false)
  expect(stripped).toMatchObject({ width: 40, height: 24, components: 3, baseline: true, orientation: 1 })
  const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer()
  expect(await pixels(stripped.bytes)).toEqual(await pixels(source))
})

it('says how a JPEG lies, and whether DICOM can hold it as it is', async () => {
  expect(stripJpeg(await photo(6))!.orientation).toBe(6)
  expect(stripJpeg(await photo(1, true))!.baseline).toBe(false)
  const source = await photo()
  for (const cut of [0, 1, 3, 20]) expect(stripJpeg(source.subarray(0, cut))).toBeNull()
  expect(stripJpeg(new TextEncoder().encode('MZ no picture'))).toBeNull()
})

it('wraps pictures as objects that read, decode and need no second de-identification of their identifiers', async () => {
  const jpeg = stripJpeg(await photo())!
  const data = Uint8Array.from({ length: 5 * 3 * 3 }, (_, i) => i)
  const objects = [
    secondaryCapture({ kind: 'jpeg', width: 40, height: 24, components: 3, rgb: false, data: jpeg.bytes }, key, 'ab'),
    secondaryCapture({ kind: 'rgb', width: 5, height: 3, data }, key, 'cd'),
  ]
  for (const bytes of objects) {
    const file = readDicom(bytes)
    if (!file.ok) throw new Error(file.code)
    expect(pixelLayout(file)).toMatchObject({ ok: true })
    const clean = deidentify(bytes, { profile: { ...basicProfile, dates: 'shift' }, secret, pseudonym: 'HOI-TEST' })
    if (!clean.ok) throw new Error(clean.code)
    expect(clean.report.burnedIn.risk).toBe('look')
    const again = readDicom(clean.bytes)
    const uid = (read: typeof again, tag: number) => {
      if (!read.ok) throw new Error(read.code)
      const found = findElement(read.elements, tag)!
      return Buffer.from(read.bytes.subarray(found.value, found.valueEnd)).toString()
    }
    for (const tag of [0x00080018, 0x0020000d, 0x0020000e]) expect(uid(again, tag)).toBe(uid(file, tag))
  }
})

it('takes metadata, names, dates, places and sound out of an MP4 and moves nothing', () => {
  const source = mp4()
  const gone = [
    'Nguyen',
    'Camera',
    'BenhVien',
    'GPS',
    '+21.0285',
    'xmp packet',
    'hidden',
    'spoken',
    'left over',
    'Name of coder',
    'udta',
    'meta',
    'uuid',
  ]
  for (const text of gone) expect(has(source, text), text).toBe(true)
  const clean = stripMp4(source)!
  for (const text of gone) expect(has(clean, text), text).toBe(false)
  for (const text of ['PICTURE!', 'avcC', 'config', 'vide']) expect(has(clean, text), text).toBe(true)
  expect(clean.length).toBe(source.length)
  const when = Buffer.alloc(4)
  when.writeUInt32BE(3_900_000_000)
  expect(Buffer.from(source).includes(when)).toBe(true)
  expect(Buffer.from(clean).includes(when)).toBe(false)
  expect([isStrippedMp4(source), isStrippedMp4(clean)]).toEqual([false, true])
})

it('refuses what is no sound MP4 and never throws, whatever is cut or changed', () => {
  const source = mp4()
  expect(stripMp4(box('ftyp', 'isom'))).toBeNull()
  expect(stripMp4(new Uint8Array(Buffer.concat([source, box('moof')])))).toBeNull()
  for (let i = 0; i < source.length; i += 1) {
    stripMp4(source.subarray(0, i))
    const bad = source.slice()
    bad[i] = bad[i]! ^ 0xff
    stripMp4(bad)
  }
})
