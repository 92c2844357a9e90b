import { existsSync } from 'node:fs'
import os from 'node:os'
import { Worker } from 'node:worker_threads'
import { type Answer, workerUrl } from './entry.ts'
import type { Tasks } from './tasks.ts'

/** A task took longer than it may; its thread was ended and another one takes the next. */
export class TimedOut extends Error {}
/** The thread died: out of memory, or a trap of a codec. */
export class Died extends Error {}

export interface Pool {
  /** Runs a task in a thread of its own time: at most `timeoutMs`, else TimedOut. `transfer` moves buffers there. */
  run<K extends keyof Tasks>(
    name: K,
    input: Parameters<Tasks[K]>[0],
    options?: { timeoutMs?: number; transfer?: ArrayBuffer[] },
  ): ReturnType<Tasks[K]>
  readonly size: number
  close(): Promise<void>
}

interface Waiting {
  readonly name: keyof Tasks
  readonly input: unknown
  readonly timeoutMs: number
  readonly transfer: ArrayBuffer[]
  readonly done: (answer: Answer) => void
  readonly failed: (error: Error) => void
}

const USUAL_TIMEOUT = 60_000
/** An idle thread gives its memory back. */
const IDLE = 20_000

/** Threads for imaging work, started when there is work and ended when there is none for a while. */
export function createPool(
  size = Math.max(1, os.availableParallelism()),
  { heapMb = 1024, polite = false } = {},
): Pool {
  const waiting: Waiting[] = []
  const idle: Worker[] = []
  const all = new Set<Worker>()
  const naps = new Map<Worker, NodeJS.Timeout>()
  let closed = false

  function start(): Worker {
    const worker = new Worker(workerFile(), {
      workerData: { hoi: 'imaging', polite },
      // What tasks make is mostly outside of the heap; a large nursery would only let it lie.
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 4 },
      execArgv: [],
    })
    worker.unref()
    all.add(worker)
    return worker
  }

  function next(): void {
    while (waiting.length > 0 && !closed) {
      const worker = idle.pop() ?? (all.size < size ? start() : undefined)
      if (!worker) return
      clearTimeout(naps.get(worker))
      give(worker, waiting.shift()!)
    }
  }

  function give(worker: Worker, job: Waiting): void {
    worker.ref()
    const stop = (): void => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      worker.unref()
    }
    const end = (error: Error): void => {
      stop()
      all.delete(worker)
      // A thread that is being ended may still complain; nobody waits for it any more.
      worker.on('error', () => {})
      void worker.terminate()
      job.failed(error)
      next()
    }
    const onMessage = (answer: Answer): void => {
      stop()
      idle.push(worker)
      naps.set(worker, setTimeout(() => rest(worker), IDLE).unref())
      job.done(answer)
      next()
    }
    const onError = (error: Error): void => end(new Died(`${job.name}: ${error.name}`))
    const onExit = (): void => end(new Died(`${job.name}: the thread ended`))
    const timer = setTimeout(() => end(new TimedOut(`${job.name} took longer than ${job.timeoutMs} ms`)), job.timeoutMs)
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.postMessage({ name: job.name, input: job.input }, job.transfer)
  }

  function rest(worker: Worker): void {
    const at = idle.indexOf(worker)
    if (at < 0) return
    idle.splice(at, 1)
    all.delete(worker)
    void worker.terminate()
  }

  return {
    size,
    run(name, input, { timeoutMs = USUAL_TIMEOUT, transfer = [] } = {}) {
      return new Promise((resolve, reject) => {
        if (closed) return reject(new Died('the pool is closed'))
        const done = (answer: Answer): void =>
          'error' in answer ? reject(new Error(answer.error)) : resolve(answer.value as never)
        waiting.push({ name, input, timeoutMs, transfer, done, failed: reject })
        next()
      }) as ReturnType<Tasks[typeof name]>
    },
    async close() {
      closed = true
      for (const job of waiting.splice(0)) job.failed(new Died('the pool is closed'))
      await Promise.all([...all].map((worker) => worker.terminate()))
      all.clear()
    },
  }
}

/** A bundle of its own where the build makes one (it needs a fifth of the memory), else what holds the entry. */
function workerFile(): URL {
  const own = ['./imaging-worker.js', './imaging-worker.mjs']
    .map((name) => new URL(name, workerUrl))
    .find((url) => existsSync(url))
  return own ?? new URL(workerUrl)
}

let heavy: Pool | undefined
let quick: Pool | undefined
/** Threads of this process for ingest, one a core. Not of a context: cores belong to the machine. */
export const imagingPool = (): Pool => (heavy ??= createPool(undefined, { polite: true }))
/** A thread for what somebody waits for: it never stands behind an ingest. */
export const quickPool = (): Pool => (quick ??= createPool(1))
