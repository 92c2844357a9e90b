import { readlinkSync } from 'node:fs'
import os from 'node:os'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { ctAbdomen, type CtAbdomen } from '#src/lib/phantom/ct-abdomen.ts'
import { ctFile, dsaFile } from '#src/lib/phantom/dicom.ts'
import { dsaAneurysm } from '#src/lib/phantom/dsa-aneurysm.ts'
import { wanted } from './wanted.ts'

/** Which file is wanted: places in WANTED, and of the object in its series, from 0. */
export interface Order {
  readonly study: number
  readonly series: number
  readonly file: number
}

const given = workerData as { hoi?: string; small?: boolean } | null

// A thread of its own: the images take some seconds, and the server is answering meanwhile.
if (!isMainThread && given?.hoi === 'phantom') {
  stepBack()
  const port = parentPort!
  const studies = wanted(given.small === true)
  const cts = new Map<string, CtAbdomen>()
  port.on('message', ({ study, series, file }: Order) => {
    const { study: about, series: all } = studies[study]!
    const one = all[series]!
    let bytes: Uint8Array
    if (one.kind === 'ct') {
      const key = `${study} ${series}`
      const ct = cts.get(key) ?? ctAbdomen(one.options)
      // One at a time: a generator holds some megabytes of textures.
      cts.clear()
      cts.set(key, ct)
      bytes = ctFile(ct, ct.slice(file), about, one.series)
    } else bytes = dsaFile(dsaAneurysm(one.options), about, one.series)
    port.postMessage(bytes, bytes.byteLength === bytes.buffer.byteLength ? [bytes.buffer as ArrayBuffer] : [])
  })
}

/** Everything else on the machine goes first (Linux keeps a priority for each thread). */
function stepBack(): void {
  try {
    os.setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), 10)
  } catch {
    // No Linux, or not allowed: it only takes longer to yield.
  }
}
