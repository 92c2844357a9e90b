import { encodeSizes, type Encoded, type ImageSizes } from './encode.ts'

/**
 * A process that works on pictures for the server: what libvips and its codecs take is given back to the machine when it
 * ends, and a picture that brings a codec down brings down nothing else. It imports nothing of ours but the encoding.
 */
export interface PictureTask {
  readonly source: string | Uint8Array
  readonly sizes: ImageSizes
}
export type PictureAnswer = { readonly made: Encoded } | { readonly error: string } | { readonly done: true }

/** Bytes that it may hold between pictures; beyond, the next picture gets another process. */
const HELD = 250_000_000

const tell = (answer: PictureAnswer): Promise<void> =>
  new Promise((resolve, reject) => {
    process.send?.(answer, undefined, undefined, (error) => (error ? reject(error) : resolve()))
  })

async function work({ source, sizes }: PictureTask): Promise<void> {
  try {
    for await (const made of encodeSizes(source, sizes)) await tell({ made })
    await tell({ done: true })
  } catch (error) {
    await tell({ error: error instanceof Error ? error.message : 'unknown' }).catch(() => {})
  }
  if (process.memoryUsage.rss() > HELD) process.disconnect?.()
}

if (process.send) {
  // The server tells when it is over, by closing the line: a picture in work is finished before.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
  process.on('disconnect', () => process.exit())
  process.on('message', (task) => void work(task as PictureTask))
}
