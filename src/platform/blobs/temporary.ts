import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
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
    await rm(path.join(folder, name), { recursive: true, force: true })
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

const swept = new Set<string>()

/**
 * Lends a folder of its own below `dataDir/tmp`, beside what is kept and not in /tmp, which may be small or memory.
 * It is gone afterwards; the first loan of a process also sweeps what killed ones left.
 */
export async function withScratch<T>(dataDir: string, body: (folder: string) => Promise<T>): Promise<T> {
  const scratch = await borrowScratch(dataDir)
  try {
    return await body(scratch.folder)
  } finally {
    await scratch.done()
  }
}

/** The same for work that outlasts a call: the borrower says when it is done. */
export async function borrowScratch(dataDir: string): Promise<{ folder: string; done: () => Promise<void> }> {
  const shared = path.join(dataDir, 'tmp')
  await mkdir(shared, { recursive: true })
  if (!swept.has(shared)) {
    swept.add(shared)
    await sweep(shared)
  }
  const name = temporaryName()
  const folder = path.join(shared, name)
  live.add(name)
  await mkdir(folder, { mode: 0o700 })
  return {
    folder,
    async done() {
      await rm(folder, { recursive: true, force: true })
      live.delete(name)
    },
  }
}
