import { zipSync } from 'fflate'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser } from '#src/domains/people/testing.ts'
import { testFile } from '#src/lib/dicom/testing.ts'
import { imagingWorld, type ImagingWorld, testImage } from '../testing.ts'

let world: ImagingWorld
beforeAll(async () => {
  world = await imagingWorld()
})
afterAll(() => world.close())

const blob = (bytes: Uint8Array, name: string): File => new File([bytes as Uint8Array<ArrayBuffer>], name)

/** A person's form with files; answers the page and what came of it. */
async function send(files: readonly File[], fields: Record<string, string> = {}) {
  const person = await world.person()
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const file of files) form.append('files', file)
  const answer = await world.app.request('http://hoi.test/en/imaging/upload', {
    method: 'POST',
    body: form,
    headers: { cookie: person.cookie, 'sec-fetch-site': 'same-origin' },
  })
  const html = await answer.text()
  await world.work()
  const owner = person.actor.personId!
  const images = await world.ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
    .select(['sop_class', 'blob', 'burned_in', 'case_id'])
    .where('owner_id', '=', owner)
    .execute()
  const refused = await world.ctx.db
    .selectFrom('imaging_received')
    .select('reason')
    .where('owner_id', '=', owner)
    .where('state', '=', 'refused')
    .execute()
  return { status: answer.status, html, images, reasons: refused.map(({ reason }) => reason), person }
}

describe('the form without JavaScript', () => {
  it('is for those who are signed in', async () => {
    expect((await browser(world.app).post('/en/imaging/upload', { files: blob(testImage(), 'x') })).status).toBe(404)
    const { html } = await send([])
    expect(html).toContain('Choose files')
    expect(html).toContain('leave your computer with the patient')
  })

  it('takes DICOM, pictures and archives, each by the rules of every arrival', async () => {
    const photo = await sharp({ create: { width: 32, height: 16, channels: 3, background: '#123' } })
      .withExif({ IFD0: { Artist: 'Tran Van Phim' } })
      .jpeg()
      .toBuffer()
    const drawing = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#fff8' } })
      .png()
      .toBuffer()
    const zip = zipSync({
      '../../../etc/evil.dcm': testImage({ patient: 'PZ', study: '1.2.50', instance: '1.2.50.2', number: 2 }),
      'notes.txt': new TextEncoder().encode('no image'),
      'inner.zip': zipSync({ a: new Uint8Array(10) }),
    })
    const done = await send([
      blob(testImage({ patient: 'PZ', study: '1.2.50', instance: '1.2.50.1' }), 'one.dcm'),
      blob(new Uint8Array(photo), 'photo.jpg'),
      blob(new Uint8Array(drawing), 'drawing.png'),
      blob(zip, 'folder.zip'),
    ])
    expect(done.status).toBe(200)
    expect(done.html).toContain('An archive in an archive')
    const captures = done.images.filter(({ sop_class }) => sop_class.endsWith('.1.1.7'))
    expect([done.images.length, captures.length]).toEqual([4, 2])
    expect(captures.every(({ burned_in }) => burned_in === 'look')).toBe(true)
    expect(done.reasons).toEqual(['not-dicom'])
    for (const { blob: hash } of done.images) {
      const bytes = Buffer.from(await new Response(await world.ctx.blobs.get(hash)).arrayBuffer())
      for (const text of ['Tran', 'Exif', 'PZ']) expect(bytes.includes(text), text).toBe(false)
    }
  })

  it('does not mix patients into one case', async () => {
    const { person } = await send([blob(testImage({ patient: 'A', study: '1.2.51' }), 'a.dcm')])
    const [{ id: caseId }] = (await world.ctx.db
      .selectFrom('imaging_case')
      .select('id')
      .where('owner_id', '=', person.actor.personId!)
      .execute()) as [{ id: string }]
    const form = new FormData()
    form.append('case', caseId)
    for (const [i, patient] of ['A', 'B'].entries())
      form.append('files', blob(testImage({ patient, study: `1.2.52.${i}`, instance: `1.2.52.${i}` }), patient))
    const headers = { cookie: person.cookie, 'sec-fetch-site': 'same-origin' }
    const answer = await world.app.request('http://hoi.test/en/imaging/upload', { method: 'POST', body: form, headers })
    expect([answer.status, (await answer.text()).includes('several patients')]).toEqual([422, true])
    expect(
      await world.ctx.db.selectFrom('imaging_received').select('id').where('state', '=', 'waiting').execute(),
    ).toEqual([])
  })

  it('answers each kind of bad file, and takes the good one among them', async () => {
    const deep = (level: number): Parameters<typeof testFile>[0][number] => ({
      tag: 0x00081140,
      vr: 'SQ',
      items: [level === 0 ? [{ tag: 0x00081155, vr: 'UI', value: '1.2' }] : [deep(level - 1)]],
    })
    const bad: readonly [string, Uint8Array][] = [
      ['not-dicom', Buffer.concat([Buffer.from('MZ\u0090'), Buffer.alloc(5000, 3)])],
      ['truncated', testImage({ patient: 'G' }).subarray(0, 700)],
      [
        'transfer-syntax',
        testFile([{ tag: 0x00080016, vr: 'UI', value: '1.2' }], { transferSyntaxUid: '1.2.276.0.7230010.99' }),
      ],
      ['dicomdir', testFile([{ tag: 0x00041220, vr: 'SQ', items: [] }])],
      ['too-deep', testImage({ patient: 'G', more: [deep(50)] })],
      ['no-uids', testFile([{ tag: 0x00100020, vr: 'LO', value: 'G' }], { form: 'bare' })],
      [
        'truncated',
        testImage({ patient: 'G', more: [{ tag: 0x00283010, vr: 'OW', value: 'ab', claims: 0xfffffffe }] }),
      ],
    ]
    const good = testImage({ patient: 'G', study: '1.2.53', instance: '1.2.53.1' })
    const differs = testImage({ patient: 'G', study: '1.2.53', instance: '1.2.53.1', level: 9 })
    const done = await send([blob(good, 'good'), ...bad.map(([code, bytes], i) => blob(bytes, `${code} ${i}`))])
    expect(done.images).toHaveLength(1)
    expect(done.reasons.toSorted()).toEqual(bad.map(([code]) => code).toSorted())
    const again = await send([blob(good, 'good'), blob(differs, 'differs')])
    // The same study from another person is another case, which does not meet the first one.
    expect(again.images.map(({ case_id }) => case_id)).not.toEqual(done.images.map(({ case_id }) => case_id))
    expect(again.reasons).toEqual(['duplicate-differs'])
  })
})
