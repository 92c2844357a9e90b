/**
 * What this browser remembers of uploads that have not ended: identifiers after de-identification, counts, and the way
 * back to the folder where the browser offers one. No name, number or date of a patient; the folder's handle is the
 * browser's own and goes when the upload has ended.
 */
export interface Kept {
  readonly upload: string
  /** Who sends: another person at the same computer is not shown it. */
  readonly person: string
  readonly caseId: string
  /** Identifiers of the studies after de-identification. */
  readonly studies: readonly string[]
  readonly files: number
  readonly at: number
  readonly handles?: readonly FileSystemHandle[]
}

const NAME = 'hoi-intake'
const STORE = 'uploads'
const OLD = 14 * 86_400_000

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: 'upload' })
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error ?? new Error('IndexedDB'))
  })
}

async function run<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
  try {
    const db = await open()
    try {
      return await new Promise<T>((resolve, reject) => {
        const asked = ask(db.transaction(STORE, mode).objectStore(STORE))
        asked.onsuccess = () => resolve(asked.result)
        asked.onerror = () => reject(asked.error ?? new Error('IndexedDB'))
      })
    } finally {
      db.close()
    }
  } catch {
    // Private windows: the upload works, and is found again by dragging the same folder to the same case.
    return null
  }
}

export async function keep(kept: Kept): Promise<void> {
  // Some handles cannot be stored everywhere: then without them.
  if ((await run('readwrite', (store) => store.put(kept))) === null && kept.handles)
    await run('readwrite', (store) => store.put({ ...kept, handles: undefined }))
}

export async function forget(upload: string): Promise<void> {
  await run('readwrite', (store) => store.delete(upload))
}

export async function remembered(person: string): Promise<Kept[]> {
  const all = ((await run('readonly', (store) => store.getAll())) ?? []) as Kept[]
  for (const { upload, at } of all) if (Date.now() - at > OLD) await forget(upload)
  return all.filter((kept) => kept.person === person && Date.now() - kept.at <= OLD)
}
