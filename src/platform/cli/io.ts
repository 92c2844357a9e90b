import type { WithContext } from './command.ts'

export interface Progress {
  /** `total` may become known, or grow, on the way. */
  at(done: number, total?: number): void
  end(): void
}

/** All that a command sees of the terminal; tests put in one that records. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether a script asked for JSON. */
  readonly json: boolean
  /** The command's answer: the value as JSON where that was asked for, else the text for people. */
  result(value: unknown, text: string): void
  /** A line for the person at the terminal, on standard error, so that results stay clean. */
  say(line: string): void
  /** A bar on standard error while it is a terminal, else nothing. */
  progress(label: string, unit?: 'bytes' | 'items'): Progress
  /** The instance of the environment, its database migrated. */
  readonly withContext: WithContext
  /** Resolves when the process is asked to end (SIGTERM, SIGINT). */
  ended(): Promise<void>
}

export interface Streams {
  readonly out: { write(text: string): unknown }
  readonly err: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number }
}

export function createIo(streams: Streams, rest: Pick<Io, 'env' | 'json' | 'withContext' | 'ended'>): Io {
  const { out, err } = streams
  return {
    ...rest,
    result(value, text) {
      const shown = rest.json ? JSON.stringify(value) : text
      if (shown !== '') out.write(`${shown}\n`)
    },
    say: (line) => void err.write(`${line}\n`),
    progress: (label, unit = 'items') => (err.isTTY && !rest.json ? bar(err, label, unit) : { at() {}, end() {} }),
  }
}

function bar(err: Streams['err'], label: string, unit: 'bytes' | 'items'): Progress {
  const started = Date.now()
  let drawn = 0
  let last: [number, number | undefined] = [0, undefined]
  const draw = () => {
    const [done, total] = last
    const width = Math.max(10, Math.min(30, (err.columns ?? 80) - label.length - 40))
    const share = total ? Math.min(1, done / total) : null
    const filled =
      share === null ? '' : `${'█'.repeat(Math.round(share * width)).padEnd(width, '░')} ${Math.floor(share * 100)} % `
    const amount = unit === 'bytes' ? bytes(done) : done.toLocaleString('en')
    err.write(`\r\u001b[K${label} ${filled}${amount} ${((Date.now() - started) / 1000).toFixed(0)} s`)
  }
  return {
    at(done, total = last[1]) {
      last = [done, total]
      if (Date.now() - drawn < 80) return
      drawn = Date.now()
      draw()
    },
    end() {
      draw()
      err.write('\n')
    },
  }
}

/** `12.3 MB`, decimal units. */
export function bytes(n: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = n
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`
}
