import {
  existsSync,
  mkdirSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { findElement, rawValue, readDicom } from '#src/lib/dicom/index.ts'
import { ctAbdomen } from '#src/lib/phantom/ct-abdomen.ts'
import { ctFile, dsaFile } from '#src/lib/phantom/dicom.ts'
import { dsaAneurysm } from '#src/lib/phantom/dsa-aneurysm.ts'
import { type Header, realLiver } from '#tests/support/liver.ts'

const data = path.join(
  process.env['HOI_SHARED_DATA'] ?? path.resolve(import.meta.dirname, '../../../../shared/data'),
  'imaging',
)

/** What a physician brings on a disc: a folder with a CT of the abdomen and an angiogram, named as hospitals name them. */
export interface Material {
  readonly real: boolean
  readonly folder: string
  /** Values of the headers that nobody may find on the server. */
  readonly identity: readonly string[]
  readonly slices: number
  readonly frames: number
  /** A frame (from 1) in which vessels are full of contrast. */
  readonly full: number
  readonly isLiver: (slice: Header) => (pixel: number) => boolean
  readonly ml: number
  remove(): void
}

/** The real abdominal CT and angiogram where the shared data are; else phantoms with an invented name, so that the journey always runs. */
export function material(): Material {
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'hoi-case-')), 'CD_BN0012345')
  mkdirSync(folder)
  const made = existsSync(data) ? real(folder) : invented(folder)
  return {
    ...made,
    folder,
    identity: identityIn(folder),
    remove: () => rmSync(path.dirname(folder), { recursive: true, force: true }),
  }
}

type Made = Omit<Material, 'folder' | 'identity' | 'remove'>

function real(folder: string): Made {
  const ct = path.join(data, 'ct-abdomen')
  const names = readdirSync(ct)
  mkdirSync(path.join(folder, 'CT'))
  for (const name of names) copyFileSync(path.join(ct, name), path.join(folder, 'CT', name))
  copyFileSync(path.join(data, 'xa-cine-96-frames.dcm'), path.join(folder, 'run.dcm'))
  return { real: true, slices: names.length, frames: 96, full: 45, isLiver: realLiver(), ml: 699.4 }
}

/** Every second slice of the liver of the invented abdomen, and the run of the aneurysm. */
function invented(folder: string): Made {
  console.warn(
    'journey of a case: ../shared/data is missing, so phantoms are used instead of the real CT and angiogram',
  )
  const study = {
    name: 'case journey',
    patient: 'Thạch^Chanh Đara',
    patientId: 'BN0012345',
    sex: 'M',
    age: 58,
    date: '20251107',
    time: '083000',
    description: 'Abdomen',
  } as const
  const ct = ctAbdomen({ size: 256, slices: 30, spacing: 5 })
  const series = { number: 2, description: 'Portal venous phase' }
  const livers = new Map<number, Uint8Array>()
  let voxels = 0
  for (let index = 8; index < 20; index += 1) {
    const slice = ct.slice(index)
    writeFileSync(path.join(folder, `IM${index}.dcm`), ctFile(ct, slice, study, series))
    livers.set(Math.round(ct.origin(slice.z)[2]), slice.labels.slice())
    voxels += slice.labels.reduce((sum, label) => sum + (label > 0 ? 1 : 0), 0)
  }
  const run = dsaAneurysm({ size: 256, rates: [10, 4, 2] })
  const angiogram = dsaFile(
    run,
    { ...study, name: 'case journey run', description: 'DSA' },
    { number: 1, description: 'ICA' },
  )
  writeFileSync(path.join(folder, 'run.dcm'), angiogram)
  return {
    real: false,
    slices: livers.size,
    frames: run.times.length,
    full: run.truth.arteryCurve.indexOf(Math.max(...run.truth.arteryCurve)) + 1,
    isLiver: (slice) => {
      const labels = livers.get(Math.round(Number(slice['00200032']?.Value?.[2])))
      return (pixel) => (labels?.[pixel] ?? 0) > 0
    },
    ml: (voxels * ct.pixelSpacing ** 2 * ct.spacing) / 1000,
  }
}

/** Names, numbers, places, dates and identifiers (the default profile keeps what names the device); what is shorter than five characters stands in every file by chance. */
const TAGS = [
  0x00080014, 0x00080018, 0x00080020, 0x00080021, 0x00080022, 0x00080023, 0x00080050, 0x00080080, 0x00080081,
  0x00080090, 0x00081040, 0x00081048, 0x00081050, 0x00081060, 0x00081070, 0x00100010, 0x00100020, 0x00100030,
  0x00101000, 0x00101040, 0x00102154, 0x0020000d, 0x0020000e, 0x00200010, 0x00200052, 0x00321032, 0x00400244,
]

function identityIn(folder: string): string[] {
  const found = new Set<string>()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const full = path.join(folder, name)
    if (!name.endsWith('.dcm')) continue
    const file = readDicom(new Uint8Array(readFileSync(full)))
    if (!file.ok) throw new Error(name)
    for (const tag of TAGS) {
      const element = findElement(file.elements, tag)
      const value = element
        ? Buffer.from(rawValue(file.bytes, element)).toString('utf8').replaceAll('\0', '').trim()
        : ''
      for (const part of [value, ...(tag === 0x00100010 ? value.split(/[\^ ]+/) : [])])
        if (part.length >= (tag === 0x00100010 ? 4 : 5)) found.add(part)
    }
  }
  return [...found]
}
