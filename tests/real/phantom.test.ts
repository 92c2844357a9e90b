import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ctAbdomen } from '#src/lib/phantom/ct-abdomen.ts'
import { ctFile, dsaFile, type PhantomStudy } from '#src/lib/phantom/dicom.ts'
import { dsaAneurysm } from '#src/lib/phantom/dsa-aneurysm.ts'

const has = (tool: string): boolean => spawnSync(tool, [], { encoding: 'utf8' }).error === undefined
if (!has('dciodvfy')) process.stderr.write('SKIPPED: phantoms are not judged, dicom3tools are not installed\n')

const study: PhantomStudy = {
  name: 'judged',
  patient: 'PHANTOM^JUDGED',
  patientId: 'PHANTOM-JUDGED',
  sex: 'F',
  age: 54,
  date: '20250915',
  time: '090000',
  description: 'JUDGED',
}

test.skipIf(!has('dciodvfy'))(
  'dciodvfy finds no error in the generated objects, dcentvfy none between them',
  () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'hoi-phantom-'))
    try {
      const ct = ctAbdomen({ size: 128 })
      const run = dsaAneurysm({ size: 128, rates: [8, 2, 1] })
      const files = [
        ...[40, 41, 42].map((n) => ctFile(ct, ct.slice(n), study, { number: 1, description: 'PORTAL' })),
        dsaFile(run, { ...study, name: 'judged run' }, { number: 1, description: 'RUN' }),
      ].map((bytes, n) => {
        const file = path.join(folder, `${n}.dcm`)
        writeFileSync(file, bytes)
        return file
      })
      for (const file of files) {
        const said = spawnSync('dciodvfy', ['-new', file], { encoding: 'utf8' })
        expect(`${said.stdout}${said.stderr}`.split('\n').filter((line) => line.startsWith('Error'))).toEqual([])
      }
      const between = spawnSync('dcentvfy', files.slice(0, 3), { encoding: 'utf8' })
      expect(`${between.stdout}${between.stderr}`.split('\n').filter((line) => line.startsWith('Error'))).toEqual([])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
  60_000,
)
