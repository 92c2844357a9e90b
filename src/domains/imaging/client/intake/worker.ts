import { createCaseKey } from '#src/lib/dicom/case-key.ts'
import { createCleaner } from './clean.ts'
import { Collection, type Item } from './collection.ts'
import { looseKind, makePicture, makeVideo } from './loose.ts'
import type { Begun, FromWorker, Given, Rejected, Sending, Target, ToWorker } from './protocol.ts'
import { scanSource } from './scan.ts'
import { type Outgoing, sendAll } from './send.ts'
import { sourcesOf } from './sources.ts'
import { thumbnailOf } from './thumbnail.ts'
import { createWire, Refused } from './wire.ts'

const say = (message: FromWorker, transfer: Transferable[] = []): void => postMessage(message, { transfer })

const collection = new Collection()
/** Decoding more than this for a thumbnail is not worth the wait. */
const LARGEST_THUMBNAIL = 160 * 1024 * 1024
const SAY_EVERY = 150

let reading: Promise<void> = Promise.resolve()
let known = 0
let said = 0
/** Studies of uploads of before, by their identifiers after de-identification. */
const remembered = new Map<string, readonly string[]>()

async function add(files: readonly Given[], announced: number): Promise<void> {
  known += announced
  for await (const source of sourcesOf(files)) {
    if ('code' in source) collection.reject(source.path, source.code)
    else if (collection.begin(source.path, source.bytes)) {
      const scanned = await scanSource(source)
      if (scanned.ok) {
        const first = collection.add(source, scanned)
        if (first !== null) await showThumbnail(first, { source, number: null })
      } else {
        const kind = scanned.code === 'not-dicom' && scanned.head ? looseKind(scanned.head) : null
        if (kind) collection.addLoose(source, kind)
        else collection.reject(source.path, scanned.code)
      }
    }
    if (performance.now() - said > SAY_EVERY) tell(false)
  }
  // The first picture of a stack is often of air: the one in the middle tells more.
  for (const series of collection.series.values()) {
    const inOrder = series.items.toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0))
    const middle = inOrder[Math.floor(inOrder.length / 2)]
    if (series.items.length > 2 && middle) await showThumbnail(series.key, middle)
  }
  tell(true)
}

function tell(finished: boolean): void {
  said = performance.now()
  say({ type: 'found', found: collection.summary(known), finished })
}

async function showThumbnail(series: string, { source }: Item): Promise<void> {
  if (source.bytes > LARGEST_THUMBNAIL) return
  try {
    const read = await source.read()
    const made = read.ok ? await thumbnailOf(read.bytes) : null
    if (made) say({ type: 'thumbnail', series, ...made }, [made.pixels.buffer])
  } catch {
    // A picture is only a help; the file itself is judged when it is sent.
  }
}

const sending = { files: 0, filesDone: 0, bytes: 0, bytesDone: 0, bytesSent: 0, line: 'fine' as Sending['line'] }
const cleaned = { bytes: 0, ms: 0 }
const rejected: Rejected[] = []
let told = 0
function tellSending(now = false): void {
  if (!now && performance.now() - told < SAY_EVERY) return
  told = performance.now()
  say({ type: 'sending', sending: { ...sending, cleaned: { ...cleaned }, rejected: [...rejected] } })
}

const wire = createWire({
  onLine(line) {
    if (line === sending.line) return
    sending.line = line
    tellSending(true)
  },
  onBytes(bytes) {
    sending.bytesSent += bytes
    tellSending()
  },
})

interface Planned {
  readonly begun: Begun
  readonly files: readonly Outgoing[]
}

async function sendTargets(targets: readonly Target[], resume: readonly string[]): Promise<void> {
  await reading
  const before = (await Promise.all(resume.map((id) => wire.again(id)))).filter((one) => one !== null)
  const plans: Planned[] = []
  for (const target of targets) {
    const items = target.series.flatMap((key) => collection.series.get(key)?.items ?? [])
    const loose = target.loose.flatMap((key) => collection.loose.get(key) ?? [])
    const sources = [...items, ...loose].map(({ source }) => source)
    const bytes = sources.reduce((sum, source) => sum + source.bytes, 0)
    if (sources.length === 0) continue
    const uids = collection.studyUids(target.series)
    const begun =
      before.find((one) => belongs(one, target, uids)) ??
      (await wire.begin({ case: target.caseId, files: sources.length, bytes }))
    const clean = createCleaner(begun.case, begun.profile)
    const files: Outgoing[] = items.map(({ source }) => ({
      path: source.path,
      bytes: source.bytes,
      kind: 'dicom',
      async make() {
        const read = await source.read()
        if (!read.ok) return read
        const from = performance.now()
        const made = await clean(read.bytes)
        cleaned.ms += performance.now() - from
        cleaned.bytes += read.bytes.length
        return made
      },
    }))
    for (const { source, kind } of loose) {
      const make = kind === 'video' ? makeVideo : makePicture
      files.push({
        path: source.path,
        bytes: source.bytes,
        kind: kind === 'video' ? 'video' : 'dicom',
        async make() {
          const read = await source.read()
          return read.ok ? await make(read.bytes, begun.case) : read
        },
      })
    }
    plans.push({ begun, files })
    sending.files += files.length
    sending.bytes += bytes
    const key = keyOf(begun)
    const studies = uids.map((uid) => key.remapUid(uid))
    say({ type: 'began', upload: begun.id, caseId: begun.case.id, studies, files: files.length })
  }
  tellSending(true)
  for (const { begun, files } of plans) {
    await sendAll(wire, begun.id, files, begun.largest, (change, one) => {
      sending.filesDone += change.filesDone ?? 0
      sending.bytesDone += change.bytesDone ?? 0
      if (one) rejected.push(one)
      tellSending()
    })
    await wire.end(begun.id)
  }
  tellSending(true)
  say({ type: 'sent', uploads: plans.map(({ begun }) => begun.id) })
}

const keyOf = ({ case: { secret, pseudonym } }: Begun) =>
  createCaseKey(
    Uint8Array.from(atob(secret), (char) => char.charCodeAt(0)),
    pseudonym,
  )

/** An upload of before that was of the same studies, which its own key recognises. */
function belongs(begun: Begun, target: Target, uids: readonly string[]): boolean {
  if (target.caseId !== null) return begun.case.id === target.caseId
  const studies = remembered.get(begun.id) ?? []
  const key = keyOf(begun)
  return uids.some((uid) => studies.includes(key.remapUid(uid)))
}

function fail(error: unknown): void {
  say({ type: 'failed', code: error instanceof Refused ? error.code : 'script' })
  if (!(error instanceof Refused)) throw error
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'add') {
    reading = reading.then(() => add(data.files, data.known)).catch(fail)
  } else if (data.type === 'send') {
    for (const { upload, studies } of data.resume) remembered.set(upload, studies)
    sendTargets(
      data.targets,
      data.resume.map(({ upload }) => upload),
    ).catch(fail)
  } else if (data.type === 'pause') wire.hold()
  else wire.goOn()
})
