import { fork, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Encoded, ImageSizes } from './encode.ts'
import type { PictureAnswer, PictureTask } from './picture-process.ts'

/** An idle process gives its memory back after so many milliseconds: a batch of photos is worked on by one. */
const IDLE = 3_000
/** A picture of 80 million pixels in fifteen variants takes half a minute on a slow machine. */
const LONGEST = 180_000

let child: ChildProcess | null = null
let nap: NodeJS.Timeout | undefined

/**
 * Makes all sizes of a picture in a process of its own and hands each on as it comes. One at a time: the caller sees to
 * it. A process that dies is tried once more; a picture that kills two is refused as corrupt.
 */
export async function encodeApart(
  source: string | Uint8Array,
  sizes: ImageSizes,
  keep: (made: Encoded) => Promise<void>,
): Promise<void> {
  const made = (await attempt({ source, sizes })) ?? (await attempt({ source, sizes }))
  if (!made) throw new Error('corrupt: the picture ended the process that decoded it')
  for (const one of made) await keep(one)
}

/** All sizes of one picture, null when the process died or was too slow. Throws what the picture's decoder said. */
function attempt(task: PictureTask): Promise<Encoded[] | null> {
  const mine = (child ??= start())
  clearTimeout(nap)
  hold(mine, true)
  return new Promise((resolve, reject) => {
    const made: Encoded[] = []
    const stop = (): void => {
      clearTimeout(late)
      mine.off('message', onMessage).off('exit', onDeath).off('error', onDeath)
      hold(mine, false)
      if (child === mine) nap = setTimeout(() => end(mine), IDLE).unref()
    }
    const onDeath = (): void => {
      if (child === mine) child = null
      stop()
      resolve(null)
    }
    const onMessage = (message: unknown): void => {
      const answer = message as PictureAnswer
      if ('made' in answer) return void made.push(answer.made)
      stop()
      if ('error' in answer) reject(new Error(answer.error))
      else resolve(made)
    }
    const late = setTimeout(() => mine.kill('SIGKILL'), LONGEST)
    mine.on('message', onMessage).on('exit', onDeath).on('error', onDeath)
    // A process that is just going takes no task; its end is heard of by itself.
    mine.send(task, () => {})
  })
}

function start(): ChildProcess {
  const file = ['./picture-process.js', './picture-process.ts']
    .map((name) => fileURLToPath(new URL(name, import.meta.url)))
    .find(existsSync)
  if (!file) throw new Error('picture-process is not there: npm run build')
  const made = fork(file, {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // The C library would keep a heap for each of libvips' threads.
    env: { ...process.env, MALLOC_ARENA_MAX: '2' },
  })
  const gone = (): void => void (child === made && (child = null))
  made.on('exit', gone).on('disconnect', gone).on('error', gone)
  return made
}

function end(process: ChildProcess): void {
  if (child === process) child = null
  if (process.connected) process.disconnect()
}

/** Whether the server waits for it before it ends. */
function hold(process: ChildProcess, held: boolean): void {
  if (held) process.ref()
  else process.unref()
  if (held) process.channel?.ref()
  else process.channel?.unref()
}
