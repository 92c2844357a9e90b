import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { has, startHoi, startOrthanc, storescu, stow, type Hoi, type Peer } from '../../bench/support/receivers.ts'

// Our server in a process of its own, with DCMTK, pydicom and Orthanc as peers; skipped, loudly, where they are absent.
const data = path.resolve(import.meta.dirname, '../../../shared/data/imaging')
const pydicom = spawnSync('/usr/bin/python3', ['-c', 'import pydicom, numpy']).status === 0
const missing = [
  ['test data', existsSync(data)],
  ['pydicom (python3-pydicom)', pydicom],
  ['Orthanc with DICOMweb (orthanc, orthanc-dicomweb)', has('Orthanc') && existsSync('/usr/share/orthanc/plugins')],
  ...['storescu', 'echoscu', 'dcmdump', 'dcmdjpeg', 'gdcmconv'].map((program) => [program, has(program)]),
].filter(([, there]) => !there)
if (missing.length > 0) console.warn(`DICOMweb with peers SKIPPED: ${missing.map(([name]) => name).join(', ')} absent`)

let hoi: Hoi
let orthanc: Peer
const folder = mkdtempSync(path.join(os.tmpdir(), 'hoi-dicomweb-'))
const url = (rest: string) => `http://127.0.0.1:${hoi.http}/dicomweb${rest}`
const headers = () => ({ authorization: `Bearer ${hoi.token}` })
type Json = Record<string, { Value?: unknown[] }>
const ask = async (rest: string) =>
  (await (await fetch(url(rest), { headers: { ...headers(), accept: 'application/dicom+json' } })).json()) as Json[]
const value = (item: Json | undefined, tag: string) => item?.[tag]?.Value?.[0] as string

async function settled(): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { waiting, preparing } = await hoi.state()
    if (waiting + preparing === 0) return
    await sleep(100)
  }
  throw new Error('not settled')
}

/** Bytes of the first part of a multipart answer. */
async function firstPart(response: Response): Promise<Buffer> {
  const bytes = Buffer.from(await response.arrayBuffer())
  const start = bytes.indexOf('\r\n\r\n') + 4
  return bytes.subarray(
    start,
    bytes.lastIndexOf('\r\n--', bytes.length - 3) > start
      ? bytes.indexOf(`\r\n--${/boundary=(\S+)/.exec(response.headers.get('content-type')!)![1]}`, start)
      : undefined,
  )
}

describe.skipIf(missing.length > 0)('with peers', () => {
  beforeAll(async () => {
    hoi = await startHoi(folder)
    const servers = {
      hoi: { Url: `http://127.0.0.1:${hoi.http}/dicomweb/`, HttpHeaders: { Authorization: `Bearer ${hoi.token}` } },
    }
    orthanc = await startOrthanc(path.join(folder, 'orthanc'), servers, { hoi: ['HOI', '127.0.0.1', hoi.dimse] })
  }, 120_000)
  afterAll(async () => {
    await orthanc?.stop()
    await hoi?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test(
    'echoscu is answered, a stranger refused; what storescu and STOW-RS send comes in and loses its names',
    { timeout: 120_000 },
    async () => {
      execFileSync('echoscu', ['-aet', 'STORESCU', '-aec', 'HOI', '127.0.0.1', String(hoi.dimse)])
      expect(spawnSync('echoscu', ['-aet', 'NOBODY', '-aec', 'HOI', '127.0.0.1', String(hoi.dimse)]).status).not.toBe(0)
      await stow(url('/studies'), headers(), [readFileSync(path.join(data, 'wg04/CT1_J2KR.dcm'))], 1)
      const ct = readdirSync(path.join(data, 'seg'))
        .filter((name) => name.startsWith('ct-3slice'))
        .map((name) => path.join(data, 'seg', name))
      await storescu(hoi.dimse, ct)
      await settled()
      const studies = await ask('/studies')
      expect(studies.length).toBeGreaterThanOrEqual(2)
      for (const study of studies) expect(JSON.stringify(study['00100010'])).toMatch(/HOI-/)
    },
  )

  test(
    'pydicom reads what is served: explicit little endian and JPEG 2000 have the pixels of the original',
    { timeout: 120_000 },
    async () => {
      const [instance] = await ask('/instances?limit=1&Modality=CT')
      const place = `/studies/${value(instance, '0020000D')}/series/${value(instance, '0020000E')}/instances/${value(instance, '00080018')}`
      const kept: string[] = []
      for (const syntax of ['*', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.4.90']) {
        const response = await fetch(url(place), {
          headers: { ...headers(), accept: `multipart/related; type="application/dicom"; transfer-syntax=${syntax}` },
        })
        expect(response.status).toBe(200)
        const file = path.join(folder, `served-${kept.length}.dcm`)
        writeFileSync(file, await firstPart(response))
        kept.push(file)
        execFileSync('dcmdump', ['-q', file], { stdio: 'pipe' })
      }
      const plain = path.join(folder, 'plain.dcm')
      execFileSync('gdcmconv', ['--raw', kept[2]!, plain], { stdio: 'pipe' })
      const script =
        'import sys,pydicom,hashlib\nfor f in sys.argv[1:]:\n d=pydicom.dcmread(f); print(d.PatientIdentityRemoved, d.SOPInstanceUID==d.file_meta.MediaStorageSOPInstanceUID, hashlib.sha256(d.PixelData).hexdigest())'
      const seen = execFileSync('/usr/bin/python3', ['-c', script, kept[1]!, plain], { encoding: 'utf8' })
        .trim()
        .split('\n')
      expect(new Set(seen).size).toBe(1)
      expect(seen[0]).toMatch(/^YES True /)
    },
  )

  test('pydicom reads the metadata as a data set', async () => {
    const [study] = await ask('/studies')
    const text = await (
      await fetch(url(`/studies/${value(study, '0020000D')}/metadata`), { headers: headers() })
    ).text()
    const script =
      'import sys,json,pydicom\nfor d in json.load(sys.stdin):\n  ds=pydicom.Dataset.from_json(d, lambda *a: b""); print(ds.StudyInstanceUID)'
    const uids = execFileSync('/usr/bin/python3', ['-c', script], { input: text, encoding: 'utf8' }).trim().split('\n')
    expect(new Set(uids)).toEqual(new Set([value(study, '0020000D')]))
  })

  test('Orthanc searches, retrieves and sends by DICOMweb', { timeout: 120_000 }, async () => {
    const call = async (rest: string, body: object) => {
      const response = await fetch(`http://127.0.0.1:${orthanc.http}${rest}`, {
        method: 'POST',
        body: JSON.stringify(body),
      })
      return { status: response.status, json: (await response.json().catch(() => null)) as unknown }
    }
    const found = await call('/dicom-web/servers/hoi/qido', { Uri: '/studies' })
    expect(found.status).toBe(200)
    const uids = (found.json as Record<string, { Value: string }>[]).map((s) => s['0020000D']?.Value ?? '')
    const studies = await ask('/studies')
    expect(new Set(uids)).toEqual(new Set(studies.map((s) => value(s, '0020000D'))))
    const series = await ask('/series?Modality=CT&limit=1')
    const study = value(series[0], '0020000D')
    const got = await call('/dicom-web/servers/hoi/retrieve', { Resources: [{ Study: study }], Synchronous: true })
    expect(got.status).toBe(200)
    const there = (await (await fetch(`http://127.0.0.1:${orthanc.http}/instances`)).json()) as string[]
    expect(there).toHaveLength((await ask(`/studies/${study}/instances`)).length)
    const before = (await hoi.state()).done
    const file = readFileSync(path.join(data, 'syntaxes/MR_small_bigendian.dcm'))
    await fetch(`http://127.0.0.1:${orthanc.http}/instances`, { method: 'POST', body: new Uint8Array(file) })
    const all = (await (await fetch(`http://127.0.0.1:${orthanc.http}/instances`)).json()) as string[]
    const sent = await call('/dicom-web/servers/hoi/stow', {
      Resources: all.filter((id) => !there.includes(id)),
      Synchronous: true,
    })
    expect(sent.status).toBe(200)
    await settled()
    expect((await hoi.state()).done).toBe(before + 1)
  })

  test('Orthanc sends by C-STORE', { timeout: 60_000 }, async () => {
    const ids = (await (await fetch(`http://127.0.0.1:${orthanc.http}/instances`)).json()) as string[]
    const before = (await hoi.state()).done
    const response = await fetch(`http://127.0.0.1:${orthanc.http}/modalities/hoi/store`, {
      method: 'POST',
      body: JSON.stringify(ids),
    })
    expect(response.status).toBe(200)
    await settled()
    const { done, refused } = await hoi.state()
    // What came from us is known again. Orthanc sends the big endian object as little endian: other bytes under the same
    // instance, so it stays in quarantine.
    expect([done, refused]).toEqual([before + ids.length - 1, 1])
  })
})
