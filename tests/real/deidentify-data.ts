import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Folder of real images, outside the repository. */
export const imaging = resolve(
  process.env.HOI_SHARED_DATA ?? join(import.meta.dirname, '../../../shared/data'),
  'imaging',
)

/** Debian's Python, which has Debian's pydicom. */
export const python = '/usr/bin/python3'

/** Names of what these tests need and do not find here. */
export async function missing(tools: readonly string[]): Promise<string[]> {
  const absent: string[] = existsSync(imaging) ? [] : [`real images (HOI_SHARED_DATA, looked in ${imaging})`]
  for (const tool of tools) {
    const found = tool === 'pydicom' ? run(python, ['-c', 'import pydicom']) : run('which', [tool])
    await found.catch(() => absent.push(tool))
  }
  if (absent.length > 0) console.warn(`SKIPPED: de-identification over real files needs ${absent.join(', ')}`)
  return absent
}

/** All files below the folder of real images. */
export async function realFiles(): Promise<string[]> {
  const entries = await readdir(imaging, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

/** Standard output and error of a tool, whatever its exit code; `failed` when it could not run or exited otherwise than 0. */
export async function tool(
  name: string,
  args: readonly string[],
): Promise<{ out: string; err: string; failed: boolean }> {
  try {
    const { stdout, stderr } = await run(name, args, { maxBuffer: 1 << 28, encoding: 'latin1' })
    return { out: stdout, err: stderr, failed: false }
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    return { out: stdout, err: stderr, failed: true }
  }
}
