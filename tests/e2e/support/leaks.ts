import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readDicom } from '#src/lib/dicom/index.ts'

/** What `see` makes of every file below a folder. What is renamed meanwhile is found by looking at all once more. */
function overFiles<T>(folder: string, see: (name: string, bytes: Buffer) => T, tries = 20): T[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
      .filter((file) => file.isFile())
      .map((file) => see(file.name, readFileSync(path.join(file.parentPath, file.name))))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || tries === 0) throw error
    return overFiles(folder, see, tries - 1)
  }
}

const isDicom = (bytes: Buffer): boolean => bytes.subarray(128, 132).toString('latin1') === 'DICM'
const isCodestream = (bytes: Buffer): boolean => bytes.subarray(0, 4).toString('hex') === 'ff4fff51'

/**
 * Where any of these values stands in any file of a server, the database too; objects also as our reader reads them,
 * inflated where they are deflated.
 */
export function leaks(folder: string, values: readonly string[]): { objects: number; found: string[] } {
  const files = overFiles(folder, (name, bytes) => {
    const read = isDicom(bytes) ? readDicom(new Uint8Array(bytes)) : null
    const texts = [bytes, ...(read?.ok ? [Buffer.from(read.bytes)] : [])]
    const here = values.filter((value) => texts.some((text) => text.includes(value)))
    return { object: read?.ok === true, found: here.map((value) => `${value} in ${name}`) }
  })
  return { objects: files.filter(({ object }) => object).length, found: files.flatMap(({ found }) => found) }
}

/** Files that begin as DICOM or as a JPEG 2000 codestream does, whatever they are called. */
export function imagesIn(folder: string): string[] {
  return overFiles(folder, (name, bytes) => (isDicom(bytes) || isCodestream(bytes) ? [name] : [])).flat()
}
