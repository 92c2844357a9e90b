import { createHash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { createCaseKey, readDicom } from '#src/lib/dicom/index.ts'
import { stripJpeg } from '#src/lib/imaging/capture/jpeg.ts'
import { isStrippedMp4, stripMp4 } from '#src/lib/imaging/capture/mp4.ts'
import { secondaryCapture } from '#src/lib/imaging/capture/secondary-capture.ts'
import { summaryOf } from '../header/summary.ts'

interface Refused {
  readonly ok: false
  readonly code: string
}

const MOST_PIXELS = 60_000_000
const HEAD = 1024 * 1024

/** Work of the plain form, where the server does what else the browser does; and checks of what a browser sent. */
export const intakeTasks = {
  /** A digest of which patient a file is of; null where nobody can say. Nothing of the header itself leaves the thread. */
  async patientOf({ path }: { path: string }): Promise<{ ok: true; patient: string | null }> {
    const handle = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0)
      const file = readDicom(new Uint8Array(buffer.subarray(0, bytesRead)), { untilTag: 0x00280000 })
      if (!file.ok) return { ok: true, patient: null }
      const { study, studyUid } = summaryOf(file)
      const who = study.patient_id.trim() || study.patient_name.trim() || studyUid
      return { ok: true, patient: createHash('sha256').update(who).digest('hex') }
    } finally {
      await handle.close()
    }
  },

  /** A JPEG or PNG as a Secondary Capture of a case. */
  async capture(input: {
    path: string
    secret: Uint8Array
    pseudonym: string
  }): Promise<{ ok: true; bytes: Uint8Array } | Refused> {
    const bytes = new Uint8Array(await readFile(input.path))
    const key = createCaseKey(input.secret, input.pseudonym)
    const digest = createHash('sha256').update(bytes).digest('hex')
    const jpeg = stripJpeg(bytes)
    if (jpeg?.baseline && jpeg.orientation === 1 && (jpeg.components === 1 || jpeg.components === 3)) {
      const { width, height, components, rgb, bytes: data } = jpeg
      return { ok: true, bytes: secondaryCapture({ kind: 'jpeg', width, height, components, rgb, data }, key, digest) }
    }
    try {
      const { default: sharp } = await import('sharp')
      const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS })
        .rotate()
        .flatten({ background: '#fff' })
        .toColourspace('srgb')
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true })
      const { width, height, channels } = info
      const rgb = channels === 3 ? new Uint8Array(data) : widened(data)
      return { ok: true, bytes: secondaryCapture({ kind: 'rgb', width, height, data: rgb }, key, digest) }
    } catch {
      return { ok: false, code: 'picture-damaged' }
    }
  },

  /** An MP4 without metadata and sound. */
  async video({ path }: { path: string }): Promise<{ ok: true; bytes: Uint8Array } | Refused> {
    const clean = stripMp4(new Uint8Array(await readFile(path)))
    return clean ? { ok: true, bytes: clean } : { ok: false, code: 'video-damaged' }
  },

  /** Whether a video that a browser sent is as `video` would have made it. */
  async checkVideo({ path }: { path: string }): Promise<{ ok: boolean }> {
    return { ok: isStrippedMp4(new Uint8Array(await readFile(path))) }
  },
}

/** One sample a pixel to three. */
function widened(grey: Uint8Array): Uint8Array {
  const out = new Uint8Array(grey.length * 3)
  for (let i = 0; i < grey.length; i += 1) out.fill(grey[i]!, i * 3, i * 3 + 3)
  return out
}
