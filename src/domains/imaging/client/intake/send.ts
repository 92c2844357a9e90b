import type { Cleaned } from './clean.ts'
import { createGate, together } from './gate.ts'
import { sha256Hex } from './hash.ts'
import type { Rejected, Sending } from './protocol.ts'
import { Refused, type Standing, type Wire } from './wire.ts'

/** A file that is to go, and how it becomes what may leave the machine. */
export interface Outgoing {
  readonly path: string
  readonly bytes: number
  readonly kind: 'dicom' | 'video'
  /** Reads and de-identifies; nothing of it is held before or afterwards. */
  make(): Promise<Cleaned>
}

const LANES = 6
/** Of files as they lie on the disk; each is in memory about twice. */
const HELD = 96 * 1024 * 1024
const LARGEST_LIST = 2_000

/** Sends files to one upload, several at once; answers what could not go. Throws Refused when nothing can. */
export async function sendAll(
  wire: Wire,
  upload: string,
  files: readonly Outgoing[],
  largest: number,
  progress: (change: Partial<Pick<Sending, 'filesDone' | 'bytesDone'>>, rejected?: Rejected) => void,
): Promise<void> {
  const gate = createGate(HELD)
  const announce = together<{ hash: string; bytes: number; kind: string }, Standing>(
    50,
    async (asked) => (await wire.announce(upload, asked)).files,
  )
  let next = 0
  let rejected = 0
  const one = async (file: Outgoing): Promise<void> => {
    const made = await file.make()
    if (!made.ok) throw new Refused(made.code)
    if (made.bytes.length > largest) throw new Refused('too-large')
    const asked = { hash: await sha256Hex(made.bytes), bytes: made.bytes.length, kind: file.kind }
    for (let tries = 0; ; tries += 1) {
      const standing = await announce(asked)
      if (standing.done) return
      try {
        return await wire.bring(upload, standing, made.bytes)
      } catch (error) {
        // Damaged on the way: once more from the beginning.
        if (!(error instanceof Refused && error.code === 'differs' && tries < 2)) throw error
      }
    }
  }
  const lane = async (): Promise<void> => {
    for (let file = files[next]; file; file = files[next]) {
      next += 1
      await gate.enter(file.bytes)
      let refused: Rejected | undefined
      try {
        await one(file)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        if (error.code === 'sign-in' || error.code === 'gone' || error.code === 'not-found') throw error
        rejected += 1
        if (rejected <= LARGEST_LIST) refused = { path: file.path, code: error.code }
      } finally {
        gate.leave(file.bytes)
      }
      progress({ filesDone: 1, bytesDone: file.bytes }, refused)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}
