import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readDicom } from '#src/lib/dicom/index.ts'

/**
 * Where any of these values stands in any file of a server, the database too; objects also as our reader reads them,
 * inflated where they are deflated.
 */
export function leaks(folder: string, values: readonly string[]): { objects: number; found: string[] } {
  let objects = 0
  const found: string[] = []
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })) {
    if (!file.isFile()) continue
    const bytes = readFileSync(path.join(file.parentPath, file.name))
    const read = bytes.subarray(128, 132).toString() === 'DICM' ? readDicom(new Uint8Array(bytes)) : null
    if (read?.ok) objects += 1
    const texts = [bytes, ...(read?.ok ? [Buffer.from(read.bytes)] : [])]
    for (const value of values) if (texts.some((text) => text.includes(value))) found.push(`${value} in ${file.name}`)
  }
  return { objects, found }
}

/** Files that begin as DICOM or as a JPEG 2000 codestream does, whatever they are called. */
export function imagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' }).flatMap((file) => {
    if (!file.isFile()) return []
    const head = readFileSync(path.join(file.parentPath, file.name)).subarray(0, 132)
    const dicom = head.subarray(128, 132).toString('latin1') === 'DICM'
    return dicom || head.readUInt32BE(0) === 0xff4fff51 ? [file.name] : []
  })
}
