import type { DeidentifyProfile } from '#src/lib/dicom/profile.ts'

/** A file as the page gives it to the worker; `path` is for the person's eyes and stays in this window. */
export interface Given {
  readonly file: File
  readonly path: string
}

/** Why a file stays out; the words stand in `refusalText`. */
export interface Rejected {
  readonly path: string
  readonly code: string
}

export interface Patient {
  readonly key: string
  /** As the header says, for the person's eyes only. */
  readonly name: string
  readonly id: string
  readonly birthDate: string
  readonly studies: readonly Study[]
}

export interface Study {
  readonly key: string
  readonly date: string
  readonly description: string
  readonly series: readonly Series[]
}

export interface Series {
  readonly key: string
  readonly modality: string
  readonly number: number | null
  readonly description: string
  readonly files: number
  readonly bytes: number
  readonly risk: boolean
}

export interface Found {
  readonly patients: readonly Patient[]
  /** Pictures and videos that are not DICOM; they belong to no patient by themselves. */
  readonly loose: readonly {
    readonly key: string
    readonly path: string
    readonly kind: 'picture' | 'video'
    readonly bytes: number
  }[]
  readonly rejected: readonly Rejected[]
  readonly rejectedCount: number
  readonly read: number
  readonly known: number
  readonly bytes: number
}

export interface Keys {
  readonly id: string
  readonly pseudonym: string
  /** Base64. */
  readonly secret: string
}

/** Series that go together to one case. */
export interface Target {
  readonly series: readonly string[]
  readonly loose: readonly string[]
  /** A case that there is; null makes one. */
  readonly caseId: string | null
}

/** An upload of before that has not ended; its studies by their identifiers after de-identification. */
export interface Remembered {
  readonly upload: string
  readonly studies: readonly string[]
}

export type ToWorker =
  | { readonly type: 'add'; readonly files: readonly Given[]; readonly known: number }
  | { readonly type: 'send'; readonly targets: readonly Target[]; readonly resume: readonly Remembered[] }
  | { readonly type: 'pause' | 'resume' }

export type Line = 'fine' | 'lost' | 'signed-out'

export interface Sending {
  readonly files: number
  readonly filesDone: number
  readonly bytes: number
  readonly bytesDone: number
  /** Bytes that went over the line now, for the rate: what was there already counts as done but not as sent. */
  readonly bytesSent: number
  readonly line: Line
  /** What de-identification alone has had to do, and how long that took: what the bench asks. */
  readonly cleaned: { readonly bytes: number; readonly ms: number }
  readonly rejected: readonly Rejected[]
}

export type FromWorker =
  | { readonly type: 'found'; readonly found: Found; readonly finished: boolean }
  | {
      readonly type: 'thumbnail'
      readonly series: string
      readonly width: number
      readonly height: number
      readonly pixels: Uint8ClampedArray<ArrayBuffer>
    }
  | {
      readonly type: 'began'
      readonly upload: string
      readonly caseId: string
      readonly studies: readonly string[]
      readonly files: number
    }
  | { readonly type: 'sending'; readonly sending: Sending }
  | { readonly type: 'sent'; readonly uploads: readonly string[] }
  | { readonly type: 'failed'; readonly code: string }

export interface Begun {
  readonly id: string
  readonly case: Keys
  readonly profile: DeidentifyProfile
  readonly largest: number
}
