import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultProfile } from '#src/lib/dicom/index.ts'
import { type Dataset, encodeObject } from '#src/lib/dicom/objects/build.ts'
import { codeItem } from '#src/lib/dicom/objects/codes.ts'
import { container, number, textItem } from '#src/lib/dicom/objects/content.ts'
import { ANATOMY, SITES, TISSUE, writeSegmentation } from '#src/lib/dicom/objects/index.ts'
import { regionRuns } from '#src/lib/imaging/measure/index.ts'
import { systemActor } from '#src/platform/authz.ts'
import { statements } from '#src/platform/db/connect.ts'
import { ok } from '#src/platform/outcome.ts'
import { putSetting } from '#src/platform/settings.ts'
import { write } from '#src/platform/write.ts'
import { findingsOf, recordLook, segmentationsOf, setAccess } from '../index.ts'
import { recordSeen } from '../look/commands.ts'
import { type ImagingWorld, imagingWorld, stowRequest, testImage } from '../testing.ts'
import { sentStudy } from './testing.ts'

let world: ImagingWorld
let owner: Awaited<ReturnType<ImagingWorld['person']>>
let study = ''
let seg = ''
const SIDE = 16

/** Slices 2 mm apart that claim to be 3 mm thick; pixels of 0.5 × 0.5 mm. */
const slice = (n: number) =>
  testImage({
    instance: `1.2.3.1.1.${n}`,
    number: n,
    level: n,
    more: [
      { tag: 0x00180050, vr: 'DS', value: '3' },
      { tag: 0x00200032, vr: 'DS', value: `0\\0\\${n * 2}` },
      { tag: 0x00200037, vr: 'DS', value: '1\\0\\0\\0\\1\\0' },
      { tag: 0x00200052, vr: 'UI', value: '1.2.3.99' },
      { tag: 0x00280030, vr: 'DS', value: '0.5\\0.5' },
    ],
  })

/** A segmentation as a sender has it, before de-identification: liver in slices 1 to 3, and one slice of something else. */
const segmentation = (sopUid = '1.2.3.7.1') =>
  writeSegmentation({
    study: sentStudy,
    series: { uid: '1.2.3.7', number: 300, description: 'Segmentation' },
    sopUid,
    at: { date: '20240301', time: '101010' },
    creator: 'Nguyen Van A',
    rows: SIDE,
    columns: SIDE,
    orientation: [1, 0, 0, 0, 1, 0],
    spacing: [0.5, 0.5],
    thickness: 3,
    frameOfReference: '1.2.3.99',
    segments: [
      { label: 'Liver', category: ANATOMY, type: SITES.liver, algorithm: 'MANUAL', rgb: [221, 130, 101] },
      {
        label: 'ông Trần Văn Ba',
        category: TISSUE,
        type: TISSUE,
        algorithm: 'AUTOMATIC',
        algorithmName: 'Net 2',
        rgb: [9, 9, 200],
      },
    ],
    frames: [1, 2, 3].flatMap((n) => {
      const source = { seriesUid: '1.2.3.1.1', sopClass: '1.2.840.10008.5.1.4.1.1.2', sopUid: `1.2.3.1.1.${n}` }
      const runs = regionRuns(
        {
          kind: 'rectangle',
          points: [
            [2, 2],
            [12, 12],
          ],
        },
        SIDE,
        SIDE,
      )
      const position = [0, 0, n * 2]
      return [{ segment: 1, source, position, runs }, ...(n === 2 ? [{ segment: 2, source, position, runs }] : [])]
    }),
  })

beforeAll(async () => {
  world = await imagingWorld()
  owner = await world.person()
  const files = [...[1, 2, 3, 4].map(slice), segmentation()]
  expect((await world.app.request('/dicomweb/studies', stowRequest(files, owner.headers))).status).toBe(200)
  await world.work()
  study = (await world.ctx.db.selectFrom('imaging_study').select('study_uid').executeTakeFirstOrThrow()).study_uid
  const row = await world.ctx.db
    .selectFrom('imaging_instance')
    .select('sop_uid')
    .where('sop_class', '=', '1.2.840.10008.5.1.4.1.1.66.4')
    .executeTakeFirstOrThrow()
  seg = row.sop_uid
})
afterAll(() => world.close())

const PATHS = () => [`/vi/imaging/studies/${study}/volumes`, `/imaging/studies/${study}/segmentations/${seg}/masks`]

describe('a segmentation', () => {
  test('is not there for a stranger', async () => {
    for (const path of PATHS()) expect([path, (await world.app.request(path)).status]).toEqual([path, 404])
    const list = await world.app.request(`/imaging/studies/${study}/segmentations`)
    expect(await list.json()).toEqual({ segmentations: [] })
  })

  test('keeps what it needs through de-identification, and no name', async () => {
    const [found] = await segmentationsOf(world.ctx, owner.actor, study)
    if (!found || 'trouble' in found) throw new Error(found?.trouble)
    expect(found.segments.map(({ label, type, slices }) => [label, type?.[2], slices])).toEqual([
      ['Liver', 'Liver', 3],
      ['', 'Tissue', 1],
    ])
    // 300 voxels of 0.5 × 0.5 × 2 mm; by the thickness it would be 0.225.
    expect(found.segments[0]!.volume).toMatchObject({ ok: true, ml: 0.15, voxels: 300, gap: 2, from: 'images' })
    expect(found.segments[1]!.volume).toMatchObject({ ok: true, ml: 0.05, slices: 1 })
    const stored = await world.ctx.db.selectFrom('imaging_header').select('metadata').execute()
    expect(JSON.stringify(stored)).not.toMatch(/Nguyen Van A|Trần Văn Ba|BN001/)
  })

  test('shows its volumes line by line without JavaScript, in three languages, and why thickness is not used', async () => {
    const row = await world.ctx.db
      .selectFrom('imaging_study')
      .select(['id', 'instance_count'])
      .executeTakeFirstOrThrow()
    await recordLook(world.ctx, owner.actor, row.id, row.instance_count)
    await setAccess(world.ctx, owner.actor, row.id, 'public')
    const texts = await Promise.all(
      ['vi', 'en', 'ko'].map(async (lang) => {
        const response = await world.app.request(`/${lang}/imaging/studies/${study}/volumes`)
        expect(response.status).toBe(200)
        return (await response.text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
      }),
    )
    expect(texts[0]).toContain('Thể tích một voxel 0,5 × 0,5 × 2 = 0,5 mm³')
    expect(texts[0]).toContain('Bề dày lát ghi trong tệp là 3 mm. Nó không được dùng: các lát chồng lên nhau.')
    expect(texts[1]).toContain('300 × 0.5 mm³ = 0.2 ml')
    expect(texts[2]).toContain('복셀 하나의 부피')
  })

  test('has its masks as runs, of all segments or of some; unchanged ones are not sent again', async () => {
    const masks = async (query: string) => {
      const response = await world.app.request(`${PATHS()[1]}${query}`)
      const bytes = new Uint8Array(await response.arrayBuffer())
      const length = new DataView(bytes.buffer).getUint32(4, true)
      const head = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as {
        frames: { segment: number; end: number }[]
      }
      expect(bytes.length).toBe(8 + length + (head.frames.at(-1)?.end ?? 0))
      return { segments: head.frames.map(({ segment }) => segment), etag: response.headers.get('etag')! }
    }
    const all = await masks('')
    expect(all.segments).toEqual([1, 1, 1, 2])
    const one = await masks('?segments=2')
    expect(one.segments).toEqual([2])
    expect(one.etag).not.toBe(all.etag)
    const again = await world.app.request(PATHS()[1]!, { headers: { 'if-none-match': all.etag } })
    expect(again.status).toBe(304)
  })

  test('costs as many statements alone as with others, and a broken one says so', async () => {
    const count = async (): Promise<number> => {
      const counter = { count: 0 }
      await statements.run(counter, () => segmentationsOf(world.ctx, owner.actor, study))
      return counter.count
    }
    await count()
    const alone = await count()
    // One that claims more frames than it has bits for.
    const torn = segmentation('1.2.3.7.3')
    const at = Buffer.from(torn).indexOf(Buffer.from([0x28, 0x00, 0x10, 0x00, 0x55, 0x53, 2, 0]))
    torn[at + 8] = 250
    const files = [segmentation('1.2.3.7.2'), torn]
    expect((await world.app.request('/dicomweb/studies', stowRequest(files, owner.headers))).status).toBe(200)
    await world.work()
    const found = await segmentationsOf(world.ctx, owner.actor, study)
    expect(found.map((one) => ('trouble' in one ? one.trouble : one.segments.length))).toEqual([2, 2, 'geometry'])
    expect(await count()).toBe(alone)
    expect(alone).toBeLessThanOrEqual(4)
  })

  test('a volume that a report measured on a segment has ours of its voxels beside it', async () => {
    const profile = { ...defaultProfile, structuredContent: 'clean' }
    const set = (value: unknown) =>
      write(world.ctx, systemActor('test'), async (tx) => ok(await putSetting(tx, 'imaging.profile', value)))
    await set(profile)
    const on = (segments: readonly number[], n: number): Dataset =>
      container(
        'CONTAINS',
        ['125007', 'DCM', 'Measurement Group'],
        [
          textItem('HAS OBS CONTEXT', ['112039', 'DCM', 'Tracking Identifier'], `Lesion ${n}`),
          [
            [0x0040a010, 'CONTAINS'],
            [0x0040a040, 'IMAGE'],
            [0x0040a043, [codeItem(['121191', 'DCM', 'Referenced Segment'])]],
            [
              0x00081199,
              [
                [
                  [0x00081150, '1.2.840.10008.5.1.4.1.1.66.4'],
                  [0x00081155, '1.2.3.7.1'],
                  [0x0062000b, segments],
                ],
              ],
            ],
          ],
          number(['118565006', 'SCT', 'Volume'], 160, ['mm3', 'UCUM', 'cubic millimeter']),
        ],
      )
    const report = encodeObject('1.2.840.10008.5.1.4.1.1.88.33', '1.2.3.8.1', [
      [0x00080060, 'SR'],
      [0x00100010, 'Tran^Van BN001'],
      [0x00100020, 'BN001'],
      [0x0020000d, '1.2.3.1'],
      [0x0020000e, '1.2.3.8'],
      ...container(
        null,
        ['126000', 'DCM', 'Imaging Measurement Report'],
        [container('CONTAINS', ['126010', 'DCM', 'Imaging Measurements'], [on([1], 1), on([1, 2], 2)])],
        '1500',
      ),
    ])
    expect((await world.app.request('/dicomweb/studies', stowRequest([report], owner.headers))).status).toBe(200)
    await world.work()
    await set(defaultProfile)
    const counter = { count: 0 }
    const [found] = await statements.run(counter, () => findingsOf(world.ctx, owner.actor, study))
    expect(counter.count).toBeLessThanOrEqual(7)
    if (!found || 'trouble' in found) throw new Error(found?.trouble ?? 'none')
    // 100 pixels of 0.25 mm² on three slices 2 mm apart.
    expect(found.findings[0]).toMatchObject({ segmented: true, figures: [{ given: '160' }] })
    expect(found.findings[0]!.figures[0]!.voxels).toBeCloseTo(0.15, 6)
    expect(found.findings[1]!.figures[0]!.voxels).toBeUndefined()
  })

  test('joins a study that was looked at without closing it to others; an image closes it', async () => {
    const seen = async () => (await world.app.request(`/imaging/studies/${study}/index`)).status
    const send = async (file: Uint8Array) => {
      expect((await world.app.request('/dicomweb/studies', stowRequest([file], owner.headers))).status).toBe(200)
      await world.work()
    }
    const lists = async () => {
      const found = await world.app.request(`/imaging/studies/${study}/segmentations`)
      return ((await found.json()) as { segmentations: unknown[] }).segmentations.length
    }
    const before = await lists()
    expect([await seen(), before > 0]).toEqual([200, true])
    await send(segmentation('1.2.3.7.9'))
    expect([await seen(), await lists()]).toEqual([200, before + 1])
    await send(slice(5))
    expect([await seen(), await lists()]).toEqual([404, 0])
    // Nor does one open a study that nobody has looked at.
    await send(segmentation('1.2.3.7.10'))
    expect(await seen()).toBe(404)
    // The image is all that is left to look at; then everything is open again.
    const unseen = await world.ctx.db
      .selectFrom('imaging_instance')
      .select(['id', 'number', 'sop_class'])
      .where('id', 'not in', world.ctx.db.selectFrom('imaging_seen').select('image_id'))
      .execute()
    expect(unseen).toMatchObject([{ number: 5, sop_class: '1.2.840.10008.5.1.4.1.1.2' }])
    expect((await recordSeen(world.ctx, owner.actor, study, [unseen[0]!.id])).ok).toBe(true)
    expect([await seen(), await lists()]).toEqual([200, before + 2])
  })
})
