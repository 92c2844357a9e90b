import { readFile } from 'node:fs/promises'
import {
  assessBurnedIn,
  blankOverlays,
  type Box,
  createDeidentifier,
  type DeidentifyProfile,
  type DicomFile,
  readDicom,
} from '#src/lib/dicom/index.ts'
import { frameBytes, pixelLayout } from '#src/lib/dicom/codecs/index.ts'
import { displayOf, pictureOf } from '../display.ts'
import { intakeTasks } from '../intake/tasks.ts'
import { dicomJson } from '../header/dicom-json.ts'
import { codecs, type Refused, refused } from '../worker/read.ts'
import { blankPixels } from './blank-pixels.ts'
import { textLike } from './text-like.ts'

/** Where to look, and why. `text` are hints of the picture itself, `boxes` proposals of its header. */
export interface Assessment {
  readonly ok: true
  readonly risk: 'none' | 'look' | 'present'
  readonly reasons: readonly string[]
  readonly boxes: readonly Box[]
  readonly text: readonly Box[]
}

export interface BlankInput {
  readonly path: string
  readonly boxes: readonly Box[]
  readonly profile: DeidentifyProfile
  readonly secret: Uint8Array
  readonly pseudonym: string
}

/** What takes the place of an archived object. */
export interface BlankResult {
  readonly ok: true
  readonly bytes: Uint8Array
  readonly syntax: string
  readonly metadata: string
  readonly layout: string
}

/** Tasks of the intake and of the looking-through, for the worker threads. */
export const lookTasks = {
  ...intakeTasks,

  async assess({ path }: { path: string }): Promise<Assessment | Refused> {
    const file = readDicom(await readFile(path))
    if (!file.ok) return refused(file.code)
    const { risk, reasons, blankBoxes } = assessBurnedIn(file)
    return { ok: true, risk, reasons, boxes: blankBoxes, text: await hints(file) }
  },

  async blank({ path, boxes, profile, secret, pseudonym }: BlankInput): Promise<BlankResult | Refused> {
    const file = readDicom(await readFile(path))
    if (!file.ok) return refused(file.code)
    // The bytes are of this task alone.
    blankOverlays(file.bytes, file.elements, boxes)
    const blanked = await blankPixels(file, boxes, codecs)
    if (!blanked.ok) return refused(blanked.code)
    // Records that pixels were cleaned (code 113101, Burned In Annotation NO); all else is as it was.
    const clean = createDeidentifier({ profile, secret, pseudonym, pixelsCleaned: true })(blanked.bytes)
    if (!clean.ok) return refused(clean.code)
    const after = readDicom(clean.bytes)
    if (!after.ok) return refused(after.code)
    const layout = pixelLayout(after)
    return {
      ok: true,
      bytes: clean.bytes,
      syntax: after.syntax.uid,
      metadata: JSON.stringify(dicomJson(after)),
      layout: JSON.stringify(
        layout.ok && !after.syntax.deflated ? { syntax: layout.syntax, frames: layout.frames } : null,
      ),
    }
  },
}

/** Places that look like letters in the first, middle and last frame, as far as these can be read. */
async function hints(file: DicomFile): Promise<Box[]> {
  const layout = pixelLayout(file)
  if (!layout.ok) return []
  const last = layout.frames.length - 1
  const boxes = new Map<string, Box>()
  for (const index of new Set([0, last >> 1, last])) {
    const decoded = await codecs.decodeFrame(frameBytes(file.bytes, layout, index), layout.syntax, layout.info)
    if (!decoded.ok) continue
    for (const box of textLike(pictureOf(decoded.frame, displayOf(file))))
      boxes.set(`${box.x} ${box.y} ${box.width} ${box.height}`, box)
  }
  return [...boxes.values()].slice(0, 12)
}
