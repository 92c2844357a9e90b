import { readFile, stat } from 'node:fs/promises'
import { readDicom } from '#src/lib/dicom/index.ts'
import { readReport, type ReadReport } from '#src/lib/dicom/objects/index.ts'

type Refused = { readonly ok: false; readonly code: string }

/** A report of thousands of lesions has a few megabytes. */
const MOST_BYTES = 64 * 1024 * 1024

/** What worker threads do for what other systems said of images. */
export const findingsTasks = {
  /** Reads a measurement report of the archive. Outside data: in a thread, with a time limit. */
  async report({ path }: { path: string }): Promise<(ReadReport & { readonly bytes: number }) | Refused> {
    const { size } = await stat(path)
    if (size > MOST_BYTES) return { ok: false, code: 'too-large' }
    const file = readDicom(await readFile(path))
    if (!file.ok) return { ok: false, code: file.code }
    const read = readReport(file)
    return read.ok ? { ...read, bytes: size } : read
  },
}
