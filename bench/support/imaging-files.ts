import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { concat, encodeElement } from '#src/lib/dicom/encode.ts'
import { encodeMeta } from '#src/lib/dicom/meta.ts'
import { explicitLittle } from '#src/lib/dicom/transfer-syntax.ts'

const CT = '1.2.840.10008.5.1.4.1.1.2'

/** CT-like pixels: a body with organs of different density and so much noise that they compress as a real CT of the liver does (3.2 : 1); another one for each seed. */
export function ctPixels(side: number, seed: number): Uint16Array {
  const out = new Uint16Array(side * side)
  let state = seed * 2_654_435_761 + 1
  const noise = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return ((state >> 16) & 15) + ((state >> 8) & 15)
  }
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const [u, v] = [(x / side) * 2 - 1, (y / side) * 2 - 1]
      const inside = u * u * 1.2 + v * v * 1.9 < 1
      const organ =
        (u + 0.3) ** 2 + v * v < 0.12 + seed * 0.0001 ? 90 : (u - 0.1) ** 2 * 9 + (v - 0.4) ** 2 * 9 < 0.2 ? 700 : 30
      out[y * side + x] = inside ? 1024 + organ + noise() : noise() >> 2
    }
  }
  return out
}

/** A CT object of about 529 KB with the header of a small scanner. */
export function ctFile(n: number, study: string, side = 512): Buffer {
  const put = (tag: number, vr: string, value: string | Uint8Array) => encodeElement(tag, vr, value, explicitLittle)
  const us = (value: number) => Uint8Array.of(value & 255, value >> 8)
  const instance = `${study}.1.${n + 1}`
  const pixels = ctPixels(side, n)
  const body = concat([
    put(0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'),
    put(0x00080016, 'UI', CT),
    put(0x00080018, 'UI', instance),
    put(0x00080020, 'DA', '20260401'),
    put(0x00080030, 'TM', '101500'),
    put(0x00080050, 'SH', 'A1'),
    put(0x00080060, 'CS', 'CT'),
    put(0x00080070, 'LO', 'SIEMENS'),
    put(0x00081030, 'LO', 'Abdomen'),
    put(0x00100010, 'PN', 'Bench^Phantom'),
    put(0x00100020, 'LO', `BENCH-${study}`),
    put(0x00180050, 'DS', '2'),
    put(0x0020000d, 'UI', study),
    put(0x0020000e, 'UI', `${study}.1`),
    put(0x00200011, 'IS', '1'),
    put(0x00200013, 'IS', String(n + 1)),
    put(0x00200032, 'DS', `-200\\-200\\${n * 2}`),
    put(0x00200037, 'DS', '1\\0\\0\\0\\1\\0'),
    put(0x00280002, 'US', us(1)),
    put(0x00280004, 'CS', 'MONOCHROME2'),
    put(0x00280010, 'US', us(side)),
    put(0x00280011, 'US', us(side)),
    put(0x00280030, 'DS', '0.78\\0.78'),
    put(0x00280100, 'US', us(16)),
    put(0x00280101, 'US', us(12)),
    put(0x00280102, 'US', us(11)),
    put(0x00280103, 'US', us(0)),
    put(0x00281052, 'DS', '-1024'),
    put(0x00281053, 'DS', '1'),
    put(0x7fe00010, 'OW', new Uint8Array(pixels.buffer)),
  ])
  return Buffer.from(concat([encodeMeta(CT, instance, '1.2.840.10008.1.2.1'), body]))
}

/** Writes a study of `count` objects; returns their paths. */
export function writeStudy(folder: string, study: string, count: number): string[] {
  mkdirSync(folder, { recursive: true })
  return Array.from({ length: count }, (_, n) => {
    const file = path.join(folder, `${String(n).padStart(4, '0')}.dcm`)
    writeFileSync(file, ctFile(n, study))
    return file
  })
}
