import type { Given } from './protocol.ts'

const BATCH = 100

/** A directory as drag and drop gives it, in every browser. */
async function* walk(entry: FileSystemEntry, path: string): AsyncGenerator<Given> {
  if (entry.isFile) {
    const file = await new Promise<File | null>((resolve) =>
      (entry as FileSystemFileEntry).file(resolve, () => resolve(null)),
    )
    if (file) yield { file, path: path + file.name }
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])))
    if (some.length === 0) return
    for (const one of some) yield* walk(one, `${path}${entry.name}/`)
  }
}

/** A directory whose handle was kept. */
async function* walkHandle(handle: FileSystemHandle, path: string): AsyncGenerator<Given> {
  if (handle.kind === 'file') {
    yield { file: await (handle as FileSystemFileHandle).getFile(), path: path + handle.name }
    return
  }
  const values = (handle as unknown as { values(): AsyncIterable<FileSystemHandle> }).values()
  for await (const one of values) yield* walkHandle(one, `${path}${handle.name}/`)
}

type Take = (files: readonly Given[]) => void

async function inBatches(files: AsyncIterable<Given>, take: Take): Promise<void> {
  let batch: Given[] = []
  for await (const one of files) {
    batch.push(one)
    if (batch.length < BATCH) continue
    take(batch)
    batch = []
  }
  if (batch.length > 0) take(batch)
}

/** All files that were dropped, folders with all that is in them; and the handles that lead to them again. */
export async function dropped(data: DataTransfer, take: Take): Promise<FileSystemHandle[]> {
  // Everything must be asked for before the first wait: the browser empties the list afterwards.
  const items = [...data.items].filter((item) => item.kind === 'file')
  const entries = items.map((item) => item.webkitGetAsEntry())
  const handles = items.map((item) =>
    'getAsFileSystemHandle' in item
      ? (item as unknown as { getAsFileSystemHandle(): Promise<FileSystemHandle | null> })
          .getAsFileSystemHandle()
          .catch(() => null)
      : null,
  )
  const plain = [...data.files].map((file) => ({ file, path: file.name }))
  if (entries.every((entry) => entry === null)) take(plain)
  for (const entry of entries) if (entry) await inBatches(walk(entry, ''), take)
  return (await Promise.all(handles)).filter((handle) => handle !== null)
}

/** Files of a picker. */
export function picked(input: HTMLInputElement, take: Take): void {
  const files = [...(input.files ?? [])]
  for (let i = 0; i < files.length; i += BATCH)
    take(files.slice(i, i + BATCH).map((file) => ({ file, path: file.webkitRelativePath || file.name })))
  input.value = ''
}

/** Goes the way that handles lead, if the person still allows it. */
export async function reopened(handles: readonly FileSystemHandle[], take: Take): Promise<boolean> {
  for (const handle of handles) {
    const asking = handle as unknown as { requestPermission?(options: { mode: 'read' }): Promise<PermissionState> }
    if ((await asking.requestPermission?.({ mode: 'read' })) === 'denied') return false
  }
  try {
    for (const handle of handles) await inBatches(walkHandle(handle, ''), take)
    return true
  } catch {
    return false
  }
}
