import { readFile, stat } from 'node:fs/promises'
import { type DicomFile, readDicom } from '#src/lib/dicom/index.ts'
import { readReport, type ReadReport, readStructures, type ReadStructures } from '#src/lib/dicom/objects/index.ts'

type Refused = { readonly ok: false; readonly code: string }

/** A report of thousands of lesions has a few megabytes. */
const MOST_BYTES = 64 * 1024 * 1024

type Sized<T> = T & { readonly bytes: number }

async function opened<T extends { readonly ok: true }>(
  path: string,
  read: (file: DicomFile) => T | Refused,
): Promise<Sized<T> | Refused> {
  const { size } = await stat(path)
  if (size > MOST_BYTES) return { ok: false, code: 'too-large' }
  const file = readDicom(await readFile(path))
  if (!file.ok) return { ok: false, code: file.code }
  const found = read(file)
  return found.ok ? { ...found, bytes: size } : found
}

/** What worker threads do for what other systems said of images. Outside data: in a thread, with a time limit. */
export const findingsTasks = {
  /** Reads a measurement report of the archive. */
  report: ({ path }: { path: string }): Promise<Sized<ReadReport> | Refused> => opened<ReadReport>(path, readReport),
  /** Reads a structure set of the archive. */
  structures: ({ path }: { path: string }): Promise<Sized<ReadStructures> | Refused> =>
    opened<ReadStructures>(path, readStructures),
}
