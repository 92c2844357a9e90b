import { readlinkSync } from 'node:fs'
import os from 'node:os'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { ctAbdomen, type CtAbdomen } from '#src/lib/phantom/ct-abdomen.ts'
import { ctFile, dsaFile } from '#src/lib/phantom/dicom.ts'
import { dsaAneurysm } from '#src/lib/phantom/dsa-aneurysm.ts'
import { aneurysmFindings, lesionFindings, reportFile } from '#src/lib/phantom/report.ts'
import { masksOf, segmentationFile, type SliceMasks } from '#src/lib/phantom/segmentation.ts'
import { wanted, type WantedSeries } from './wanted.ts'

/** Which file is wanted: places in WANTED, and of the object in its series, from 0. A segmentation is asked for after what it lies on. */
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
  // One at a time: a generator holds some megabytes of textures.
  let made: { of: WantedSeries; ct: CtAbdomen; masks: SliceMasks[] } | undefined
  port.on('message', ({ study, series, file }: Order) => {
    const { study: about, series: all } = studies[study]!
    const one = all[series]!
    let bytes: Uint8Array
    if (one.kind === 'ct') {
      if (made?.of !== one) made = { of: one, ct: ctAbdomen(one.options), masks: [] }
      const slice = made.ct.slice(file)
      if (all[series + 1]?.kind === 'seg') made.masks.push(masksOf(made.ct, slice))
      bytes = ctFile(made.ct, slice, about, one.series)
    } else if (one.kind === 'seg') {
      bytes = segmentationFile(made!.ct, made!.masks, about, made!.of.series, one.series)
      made = undefined
    } else if (one.kind === 'sr') {
      const { of } = one
      const found = 'frame' in of ? aneurysmFindings(of.frame, of.size) : lesionFindings(of)
      bytes = reportFile(about, one.source, one.series, found)
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
