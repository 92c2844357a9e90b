import type { FrameInfo, Pixels } from '#src/lib/dicom/codecs/index.ts'
import wasmAddress from '@cornerstonejs/codec-openjph/wasm?url'

export interface DecodeJob {
  readonly id: number
  readonly bytes: Uint8Array
  readonly info: FrameInfo
  readonly halvings: number
}

export type DecodeAnswer =
  | { readonly id: number; readonly ok: false }
  | { readonly id: number; readonly ok: true; readonly rows: number; readonly columns: number; readonly pixels: Pixels }

export type DecodedFrame = Extract<DecodeAnswer, { ok: true }>

interface Waiting {
  readonly job: () => Omit<DecodeJob, 'id'>
  /** Lower is sooner; asked when a worker is free, because what is looked at changes. */
  readonly rank: () => number
  readonly done: (answer: DecodedFrame | null) => void
}

/** A decoder that takes this long over one frame hangs; its worker is replaced. */
const LONGEST_MS = 20_000

/** Workers that decode; the first starts at once, others when there is work for them. */
export class Decoder {
  private readonly waiting: Waiting[] = []
  private readonly workers: { worker: Worker; busy: Waiting | null; timer: number }[] = []
  private readonly most = Math.max(1, Math.min(4, (navigator.hardwareConcurrency || 2) - 1))
  private readonly wasm: Promise<ArrayBuffer>
  private next = 1
  private deaths = 0
  /** No decoder can be had; every picture has to come painted. */
  failed = false

  constructor(private readonly onFailed: () => void) {
    this.wasm = fetch(wasmAddress).then(async (response) => {
      if (!response.ok) throw new Error('decoder')
      return await response.arrayBuffer()
    })
    this.wasm.catch(() => this.fail())
    this.start()
  }

  decode(job: Waiting['job'], rank: Waiting['rank']): Promise<DecodedFrame | null> {
    if (this.failed) return Promise.resolve(null)
    return new Promise((done) => {
      this.waiting.push({ job, rank, done })
      this.pump()
    })
  }

  close(): void {
    for (const { worker } of this.workers) worker.terminate()
    this.workers.length = 0
  }

  private start(): void {
    const worker = new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' })
    const own = { worker, busy: null as Waiting | null, timer: 0 }
    this.workers.push(own)
    worker.addEventListener('message', (event: MessageEvent<DecodeAnswer>) => {
      clearTimeout(own.timer)
      const { busy } = own
      own.busy = null
      this.deaths = 0
      busy?.done(event.data.ok ? event.data : null)
      this.pump()
    })
    worker.addEventListener('error', () => this.replace(own))
    void this.wasm.then(
      (wasm) => worker.postMessage({ wasm }),
      () => {},
    )
  }

  private replace(own: (typeof this.workers)[number]): void {
    own.worker.terminate()
    clearTimeout(own.timer)
    this.workers.splice(this.workers.indexOf(own), 1)
    own.busy?.done(null)
    this.deaths += 1
    // A browser without module workers or WebAssembly fails each time.
    if (this.deaths > 3) this.fail()
    else {
      if (this.waiting.length > 0) this.start()
      this.pump()
    }
  }

  private fail(): void {
    if (this.failed) return
    this.failed = true
    for (const { done } of this.waiting.splice(0)) done(null)
    this.onFailed()
  }

  private pump(): void {
    while (this.waiting.length > 0) {
      const free = this.workers.find(({ busy }) => busy === null)
      if (!free) {
        if (this.workers.length >= this.most) return
        this.start()
        continue
      }
      let best = 0
      for (let i = 1; i < this.waiting.length; i += 1)
        if (this.waiting[i]!.rank() < this.waiting[best]!.rank()) best = i
      const [taken] = this.waiting.splice(best, 1)
      free.busy = taken!
      free.timer = window.setTimeout(() => this.replace(free), LONGEST_MS)
      const job = { id: this.next++, ...taken!.job() }
      free.worker.postMessage(job)
    }
  }
}
