import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const OUT = path.join(ROOT, 'node_modules', '.cache', 'killable')

/**
 * Makes a script that plain Node runs out of a TypeScript file of ours (TSX and all); packages stay where they are.
 * Returns its path. Building takes some hundred milliseconds, so do it once a suite.
 */
export async function bundleScript(file: string): Promise<string> {
  const name = `${path.basename(file).replace(/\.tsx?$/, '')}-${createHash('sha256').update(file).digest('hex').slice(0, 8)}-${process.pid}`
  mkdirSync(OUT, { recursive: true })
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'silent',
    build: {
      ssr: file,
      outDir: OUT,
      emptyOutDir: false,
      minify: false,
      target: 'node26',
      rolldownOptions: { output: { entryFileNames: `${name}.mjs`, codeSplitting: false } },
    },
    // The bundle lies outside of the package's own folders, so `#src/…` must be resolved into it.
    resolve: { alias: [{ find: /^#(src|tests)\//, replacement: `${ROOT}$1/` }] },
    ssr: { external: true, noExternal: [/^#/] },
  })
  return path.join(OUT, `${name}.mjs`)
}

export interface Killable {
  /** Lines that the script has printed so far: what it acknowledged before it died. */
  readonly lines: string[]
  readonly child: ChildProcess
  /** Resolves when the script has printed a line that matches; rejects when it ends before. */
  until(pattern: RegExp | ((lines: readonly string[]) => boolean)): Promise<void>
  /** SIGKILL now; resolves when the process is gone and all that it printed has been read. */
  kill(): Promise<void>
  /** Resolves with the exit code, null when killed. */
  readonly ended: Promise<number | null>
}

/** Starts a script made by `bundleScript` in a process of its own. */
export function startKillable(
  script: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Killable {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const errors: string[] = []
  const watchers = new Set<() => void>()
  const tell = () => watchers.forEach((watch) => watch())
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    tell()
  })
  child.stderr.on('data', (data: Buffer) => errors.push(data.toString()))
  let over = false
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      over = true
      tell()
      resolve(code)
    })
  })
  return {
    lines,
    child,
    ended,
    until(pattern) {
      const met = () => (typeof pattern === 'function' ? pattern(lines) : lines.some((line) => pattern.test(line)))
      return new Promise((resolve, reject) => {
        const watch = () => {
          if (!met() && !over) return
          watchers.delete(watch)
          if (met()) resolve()
          else reject(new Error(`The script ended before ${String(pattern)}:\n${lines.join('\n')}\n${errors.join('')}`))
        }
        watchers.add(watch)
        watch()
      })
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/**
 * Starts the script `times` times over and kills it at a random moment within `withinMs` after it printed `ready`;
 * `check` then opens what it left and looks at the invariants. `moments` come from a seed, so that a failure repeats.
 */
export async function killRepeatedly(options: {
  script: string
  args?: readonly string[]
  env?: Record<string, string>
  times: number
  withinMs: number
  seed?: number
  ready?: RegExp
  check: (killed: Killable, round: number) => Promise<void>
}): Promise<void> {
  const random = seeded(options.seed ?? 1)
  for (let round = 0; round < options.times; round++) {
    const running = startKillable(options.script, options.args, options.env)
    await running.until(options.ready ?? /^ready/)
    await new Promise((resolve) => setTimeout(resolve, random() * options.withinMs))
    await running.kill()
    await options.check(running, round)
  }
}

/** Mulberry32: repeatable numbers from 0 to 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
