import { randomBytes } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

/** Temporary files that this process is writing now. */
export const live = new Set<string>()

const host = os.hostname().replace(/[^A-Za-z0-9-]/g, '-')
const DAY = 86_400_000

/** Says who writes it, so that a sweep can tell a killed process's file from one that grows. */
export const temporaryName = (): string => `${host}~${process.pid}~${randomBytes(8).toString('hex')}`

/**
 * Removes what killed processes left: files of this machine whose process is gone, and of any machine after a day
 * without a write. Returns how many.
 */
export async function sweep(folder: string): Promise<number> {
  let swept = 0
  for (const name of await readdir(folder)) {
    if (live.has(name)) continue
    const [owner, pid] = name.split('~')
    const found = await stat(path.join(folder, name)).catch(() => null)
    if (!found) continue
    const abandoned = owner === host ? Number(pid) === process.pid || !isAlive(Number(pid)) : false
    if (!abandoned && Date.now() - found.mtimeMs < DAY) continue
    await rm(path.join(folder, name), { force: true })
    swept += 1
  }
  return swept
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
