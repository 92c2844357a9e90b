import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Order } from './thread.ts'

/** A thread that generates the demonstration's files, one when asked. */
export interface Generator {
  file(order: Order): Promise<Uint8Array>
  close(): Promise<void>
}

/** In the build the thread has a bundle of its own beside this one. */
function threadFile(): URL {
  const beside = (name: string): URL => new URL(name, import.meta.url)
  return ['./phantom-thread.js', './thread.ts'].map(beside).find((url) => existsSync(url))!
}

export function startGenerator(small: boolean): Generator {
  const worker = new Worker(threadFile(), {
    workerData: { hoi: 'phantom', small },
    // Many short-lived numbers: with little room for them their collection takes a quarter of the time.
    resourceLimits: { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 256 },
    execArgv: [],
  })
  worker.unref()
  return {
    file(order) {
      return new Promise((resolve, reject) => {
        worker.ref()
        const done = (): void => {
          worker.off('message', arrived).off('error', failed).off('exit', ended)
          worker.unref()
        }
        const arrived = (bytes: Uint8Array): void => {
          done()
          resolve(bytes)
        }
        const failed = (error: Error): void => {
          done()
          reject(error)
        }
        const ended = (code: number): void => failed(new Error(`the generating thread ended with ${code}`))
        worker.on('message', arrived).on('error', failed).on('exit', ended)
        worker.postMessage(order)
      })
    },
    async close() {
      await worker.terminate()
    },
  }
}
