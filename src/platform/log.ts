import { pino } from 'pino'

/** Structured log, one JSON line an event. Never pass values that identify a patient. */
export interface Logger {
  debug(data: object, message: string): void
  info(data: object, message: string): void
  warn(data: object, message: string): void
  error(data: object, message: string): void
  child(data: object): Logger
}

/** Writes to standard error so that what a command prints for scripts stays clean. */
export const createLog = (level: string): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: ['password', 'token', 'cookie', 'authorization', '*.password', '*.token'],
    },
    pino.destination({ dest: 2, sync: true }),
  )

export const silentLog: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silentLog }
