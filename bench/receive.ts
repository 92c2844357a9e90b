import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { atLeast, atMost, type Bar, type Bench } from './bar.ts'
import { writeStudy } from './support/imaging-files.ts'
import { has, startHoi, startOrthanc, startStorescp, storescu, stow } from './support/receivers.ts'

const FILES = 300
const EACH = 20

/**
 * Receiving 300 objects of 529 KB: ours, with its worker running, against DCMTK's storescp and Orthanc, which this run
 * starts itself. Every sender is DCMTK's storescu, or the same STOW-RS client with 20 objects a request.
 */
export const bench: Bench = {
  name: 'receive',
  run: async () => {
    if (!has('storescp') || !has('Orthanc')) {
      console.warn('receive: storescp and Orthanc (Debian packages dcmtk, orthanc, orthanc-dicomweb) are needed')
      return []
    }
    const folder = mkdtempSync(path.join(os.tmpdir(), 'hoi-bench-receive-'))
    try {
      return await run(folder)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function run(folder: string): Promise<readonly Bar[]> {
  const files = ['2.25.81', '2.25.82', '2.25.83'].map((study) => writeStudy(path.join(folder, study), study, FILES))
  const [one, two, three] = files as [string[], string[], string[]]

  const scp = await startStorescp(path.join(folder, 'scp'))
  const dcmtk = await timed(() => storescu(scp.dimse, one))
  await scp.stop()

  const orthanc = await startOrthanc(path.join(folder, 'orthanc'))
  const orthancStore = await timed(() => storescu(orthanc.dimse, one, 'ORTHANC'))
  const orthancStow = await timed(() => stow(`http://127.0.0.1:${orthanc.http}/dicom-web/studies`, {}, read(two), EACH))
  await orthanc.stop()

  const hoi = await startHoi(folder)
  const ours = await timed(() => storescu(hoi.dimse, one))
  const after = await hoi.state()
  const archived = ours + (await timed(() => settled(hoi, FILES)))
  const ourStow = await timed(() =>
    stow(`http://127.0.0.1:${hoi.http}/dicomweb/studies`, { authorization: `Bearer ${hoi.token}` }, read(two), EACH),
  )
  await settled(hoi, FILES * 2)
  const shares = Array.from({ length: 8 }, (_, i) => three.filter((_file, n) => n % 8 === i))
  const eight = await timed(() => Promise.all(shares.map((share) => storescu(hoi.dimse, share))))
  const all = await settled(hoi, FILES * 3)
  await hoi.stop()

  return [
    { ...atMost('C-STORE of 300 objects', ours, 's', dcmtk, 'storescp'), holds: ours < dcmtk },
    { ...atMost('C-STORE of 300 objects', ours, 's', orthancStore, 'Orthanc'), holds: ours < orthancStore },
    atMost('STOW-RS of 300 objects, 20 a request', ourStow, 's', orthancStow, 'Orthanc'),
    atLeast('acknowledged objects that are there at once', after.waiting + after.done, 'of 300', FILES),
    atLeast('objects of 8 associations at once that are in the archive', all.done - FILES * 2, 'of 300', FILES),
    atMost('the same, time to send', eight, 's', orthancStore, 'Orthanc with one'),
    atMost(
      'from the first byte to all 300 de-identified and archived',
      archived,
      's',
      orthancStore,
      'Orthanc’s receiving',
    ),
    atMost('memory of the process while receiving, at its highest', after.peakMb, 'MB', 300),
    atMost('memory with ingest, at its highest', all.peakMb, 'MB', 300),
  ]
}

const read = (files: readonly string[]): Buffer[] => files.map((file) => readFileSync(file))

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

async function settled(hoi: Awaited<ReturnType<typeof startHoi>>, done: number) {
  for (let tries = 0; ; tries += 1) {
    const state = await hoi.state()
    if (state.done >= done) return state
    if (state.refused > 0 || tries > 1_200) throw new Error(`not all arrived: ${JSON.stringify(state)}`)
    await sleep(100)
  }
}
