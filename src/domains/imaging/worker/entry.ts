import { readlinkSync } from 'node:fs'
import os from 'node:os'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { tasks, type Tasks } from './tasks.ts'

/** This very file, or the bundle that holds it: what a worker thread loads. */
export const workerUrl = import.meta.url

export interface Call {
  readonly name: keyof Tasks
  readonly input: never
}

export type Answer = { readonly value: unknown } | { readonly error: string }

const given = workerData as { hoi?: string; polite?: boolean } | null

if (!isMainThread && given?.hoi === 'imaging') {
  const port = parentPort!
  if (given.polite) stepBack()
  port.on('message', async ({ name, input }: Call) => {
    try {
      const value = await tasks[name](input)
      port.postMessage({ value } satisfies Answer, buffersOf(value))
    } catch (error) {
      // The message could quote the file; its kind is enough to look for the bug.
      port.postMessage({ error: error instanceof Error ? `${error.name} in ${name}` : name } satisfies Answer)
    }
  })
}

/** Lets everything else on the machine go first: Linux keeps a priority for each thread, others are left as they are. */
function stepBack(): void {
  try {
    os.setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), 10)
  } catch {
    // No Linux, or not allowed: it only takes longer to yield.
  }
}

/** Whole buffers of large results move instead of being copied. */
function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>()
  const look = (v: unknown, depth: number): void => {
    if (v instanceof Uint8Array) {
      if (v.byteLength > 4096 && v.byteLength === v.buffer.byteLength && v.buffer instanceof ArrayBuffer)
        found.add(v.buffer)
    } else if (depth < 3 && typeof v === 'object' && v !== null)
      for (const one of Object.values(v)) look(one, depth + 1)
  }
  look(value, 0)
  return [...found]
}
