import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { somebody } from '#src/domains/people/testing.ts'
import { readDicom } from '#src/lib/dicom/index.ts'
import { readPresentation, readReport, readSegmentation } from '#src/lib/dicom/objects/index.ts'
import { statements } from '#src/platform/db/connect.ts'
import { write } from '#src/platform/write.ts'
import { systemActor } from '#src/platform/authz.ts'
import { recordLook, setAccess, setGrants } from '../index.ts'
import { eraseOwn, exportOwn, movePerson } from '../personal.ts'
import { type ImagingWorld, imagingWorld, stowRequest, testImage } from '../testing.ts'
import { forgetMarks } from './index.ts'
import type { Mark } from '#src/lib/imaging/mark.ts'

let world: ImagingWorld
/** Whose study it is, a colleague who was let in, and a member who was not. */
let owner: Person
let colleague: Person
let outsider: Person
let place: { study: string; series: string; instance: string }
let studyId = ''

interface Person {
  readonly id: string
  readonly cookie: string
}

const NO_BODY = { 'sec-fetch-site': 'same-origin' }
let made = 0
const newId = (): string => `01890000-0000-7000-8000-${String(++made).padStart(12, '0')}`

/** 16 × 16 pixels of 2 × 0.5 mm; stored values count i × 13 + level, HU are 1024 less. */
const slice = (n: number) =>
  testImage({
    instance: `1.2.3.1.1.${n}`,
    number: n,
    level: n,
    more: [
      { tag: 0x00180050, vr: 'DS', value: '5' },
      { tag: 0x00200032, vr: 'DS', value: `-100\\-100\\${n * 2}` },
      { tag: 0x00200037, vr: 'DS', value: '1\\0\\0\\0\\1\\0' },
      { tag: 0x00200052, vr: 'UI', value: '1.2.3.99' },
      { tag: 0x00280030, vr: 'DS', value: '2\\0.5' },
      { tag: 0x00281052, vr: 'DS', value: '-1024' },
      { tag: 0x00281053, vr: 'DS', value: '1' },
    ],
  })

beforeAll(async () => {
  world = await imagingWorld()
  const sender = await world.person()
  const response = await world.app.request('/dicomweb/studies', stowRequest([1, 2, 3].map(slice), sender.headers))
  expect(response.status).toBe(200)
  await world.work()
  const person = async (name: string): Promise<Person> => {
    const { personId, cookie } = await somebody(world.ctx, { name })
    return { id: personId, cookie }
  }
  ;[owner, colleague, outsider] = [await person('Lê Chủ'), await person('Phạm Bạn'), await person('Người Ngoài')]
  const study = await world.ctx.db.selectFrom('imaging_study').selectAll().executeTakeFirstOrThrow()
  studyId = study.id
  const actor = { ...sender.actor }
  await recordLook(world.ctx, actor, study.id, 3)
  await setGrants(world.ctx, actor, study.id, [colleague.id])
  // The sender's account is another one than the browser's: the study is given to who tests as its owner.
  await write(world.ctx, systemActor('test'), async (tx) => {
    await tx.db.updateTable('imaging_study').set({ owner_id: owner.id }).execute()
    return { ok: true, value: undefined }
  })
  const instance = await world.ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
    .select(['sop_uid', 'series_uid'])
    .where('imaging_instance.number', '=', 1)
    .executeTakeFirstOrThrow()
  place = { study: study.study_uid, series: instance.series_uid, instance: instance.sop_uid }
})
afterAll(() => world.close())

const call = (method: string, path: string, who: Person | null, body?: object) =>
  world.app.request(path, {
    method,
    headers: { ...NO_BODY, ...(who ? { cookie: who.cookie } : {}), 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
const length = (more: object = {}) => ({
  id: newId(),
  ...place,
  frame: 1,
  kind: 'length',
  points: [
    [0, 0],
    [6, 2],
  ],
  ...more,
})
const create = async (who: Person, body: object): Promise<Mark> => {
  const response = await call('POST', '/imaging/marks', who, body)
  expect(response.status).toBe(201)
  return ((await response.json()) as { mark: Mark }).mark
}
const list = async (who: Person | null): Promise<Mark[]> => {
  const response = await call('GET', `/imaging/marks?study=${place.study}`, who)
  return response.status === 200 ? ((await response.json()) as { marks: Mark[] }).marks : []
}

describe('who may', () => {
  test('a stranger and a member who was not let in are refused everything, as if nothing were there', async () => {
    const mark = await create(owner, length({ shared: true }))
    for (const who of [null, outsider]) {
      for (const [method, path, body] of [
        ['GET', `/imaging/marks?study=${place.study}`],
        ['GET', '/imaging/marks?study=1.2.3'],
        ['POST', '/imaging/marks', length()],
        [
          'PUT',
          `/imaging/marks/${mark.id}`,
          {
            version: 1,
            kind: 'length',
            points: [
              [0, 0],
              [1, 1],
            ],
          },
        ],
        ['DELETE', `/imaging/marks/${mark.id}?version=1`],
        ['GET', `/imaging/marks/${mark.id}/versions`],
        ['GET', `/imaging/studies/${place.study}/marks.sr.dcm`],
        ['GET', `/imaging/studies/${place.study}/segmentations/${place.instance}/masks`],
      ] as const) {
        const response = await call(method, path, who, body)
        expect([method, path, response.status]).toEqual([method, path, 404])
        expect(await response.json()).toEqual({ error: 'not-found' })
      }
    }
    expect(await (await call('GET', `/imaging/studies/${place.study}/segmentations`, outsider)).json()).toEqual({
      segmentations: [],
    })
  })

  test('another site cannot write in somebody’s name', async () => {
    const response = await world.app.request('/imaging/marks', {
      method: 'POST',
      headers: { cookie: owner.cookie, 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' },
      body: JSON.stringify(length()),
    })
    expect(response.status).toBe(403)
  })

  test('a mark is its author’s until it is shared; then whoever sees the study sees it, and only the author changes it', async () => {
    const mark = await create(colleague, length({ text: 'tổn thương' }))
    expect((await list(owner)).some(({ id }) => id === mark.id)).toBe(false)
    expect((await list(colleague)).find(({ id }) => id === mark.id)).toMatchObject({ mine: true, mayRemove: true })
    const change = { version: 1, kind: 'length', points: mark.points, text: mark.text, shared: true }
    expect((await call('PUT', `/imaging/marks/${mark.id}`, owner, change)).status).toBe(404)
    expect((await call('PUT', `/imaging/marks/${mark.id}`, colleague, change)).status).toBe(200)
    expect((await list(owner)).find(({ id }) => id === mark.id)).toMatchObject({
      mine: false,
      mayRemove: true,
      author: { id: colleague.id, name: 'Phạm Bạn' },
      text: 'tổn thương',
    })
    expect((await call('PUT', `/imaging/marks/${mark.id}`, owner, { ...change, version: 2 })).status).toBe(404)
    expect((await call('GET', `/imaging/marks/${mark.id}/versions`, owner)).status).toBe(404)
    // Whose study it is may take it away.
    expect((await call('DELETE', `/imaging/marks/${mark.id}?version=2`, owner)).status).toBe(200)
    expect((await list(colleague)).some(({ id }) => id === mark.id)).toBe(false)
  })
})

describe('saving', () => {
  test('the server measures: mm on pixels that are not square, HU from the archived pixels', async () => {
    const line = await create(owner, length())
    expect(line.measured).toEqual({ unit: 'mm', source: 'pixel-spacing', length: 5 })
    const region = await create(
      owner,
      length({
        kind: 'rectangle',
        points: [
          [0, 0],
          [4, 1],
        ],
      }),
    )
    // Stored 1, 14, 27, 40.
    expect(region.measured).toMatchObject({
      area: 4,
      statistics: { n: 4, mean: 20.5 - 1024, min: -1023, max: -984, unit: 'HU' },
    })
    const arrow = await create(owner, length({ kind: 'arrow' }))
    expect(arrow.measured).toBeNull()
    const key = await create(owner, length({ kind: 'key', points: [], text: 'pha động mạch' }))
    expect(key).toMatchObject({ kind: 'key', text: 'pha động mạch', measured: null })
  })

  test('the same id again answers the same mark and makes none; another person’s id is nobody’s business', async () => {
    const body = length({ text: 'một lần' })
    const mark = await create(owner, body)
    const again = await call('POST', '/imaging/marks', owner, { ...body, text: 'hai lần' })
    expect(((await again.json()) as { mark: Mark }).mark).toEqual(mark)
    expect((await list(owner)).filter(({ id }) => id === mark.id)).toHaveLength(1)
    expect((await call('POST', '/imaging/marks', colleague, body)).status).toBe(404)
  })

  test('two changes of one version: the second one gets both, nothing is lost; a repeated one is done', async () => {
    const mark = await create(owner, length())
    const change = (text: string, version = 1) =>
      call('PUT', `/imaging/marks/${mark.id}`, owner, { version, kind: 'length', points: mark.points, text })
    expect((await change('trước')).status).toBe(200)
    const second = await change('sau')
    expect(second.status).toBe(409)
    expect(await second.json()).toMatchObject({ error: 'conflict', mark: { version: 2, text: 'trước' } })
    // The answer was lost, the browser asks again.
    const repeated = await change('trước')
    expect([repeated.status, ((await repeated.json()) as { mark: Mark }).mark.version]).toEqual([200, 2])
    expect((await call('DELETE', `/imaging/marks/${mark.id}?version=1`, owner)).status).toBe(409)
    expect((await change('sau', 2)).status).toBe(200)
    const { versions } = (await (await call('GET', `/imaging/marks/${mark.id}/versions`, owner)).json()) as {
      versions: { version: number; state: { text: string } }[]
    }
    expect(versions.map(({ version, state }) => [version, state.text])).toEqual([
      [1, ''],
      [2, 'trước'],
      [3, 'sau'],
    ])
  })

  test('a deleted mark comes back as it was; deleting twice is done once', async () => {
    const mark = await create(owner, length({ text: 'quay lại' }))
    for (const version of [1, 1])
      expect((await call('DELETE', `/imaging/marks/${mark.id}?version=${version}`, owner)).status).toBe(200)
    expect((await list(owner)).some(({ id }) => id === mark.id)).toBe(false)
    const back = await call('PUT', `/imaging/marks/${mark.id}`, owner, {
      version: 2,
      kind: 'length',
      points: mark.points,
      text: mark.text,
    })
    expect(((await back.json()) as { mark: Mark }).mark).toMatchObject({ version: 3, text: 'quay lại' })
    expect((await list(owner)).some(({ id }) => id === mark.id)).toBe(true)
  })

  test('moved points are measured again', async () => {
    const mark = await create(owner, length())
    const moved = await call('PUT', `/imaging/marks/${mark.id}`, owner, {
      version: 1,
      kind: 'length',
      points: [
        [0, 0],
        [0, 4],
      ],
    })
    expect(((await moved.json()) as { mark: Mark }).mark.measured).toMatchObject({ length: 8 })
  })

  test('what does not fit is refused by name', async () => {
    for (const [more, field] of [
      [{ kind: 'circle' }, 'kind'],
      [{ points: [[0, 0]] }, ''],
      [
        {
          points: [
            [0, 0],
            [1, 1e9],
          ],
        },
        'points.1.1',
      ],
      [{ text: 'x'.repeat(201) }, 'text'],
      [{ site: 'moon' }, 'site'],
      [{ id: '7' }, 'id'],
      [{ frame: 0 }, 'frame'],
      [{ kind: 'freehand', points: Array.from({ length: 2001 }, () => [1, 1]) }, 'points'],
    ] as const) {
      const response = await call('POST', '/imaging/marks', owner, length(more))
      expect([more, response.status]).toEqual([more, 422])
      expect(Object.keys(((await response.json()) as { fields: object }).fields)).toContain(field)
    }
    expect((await call('POST', '/imaging/marks', owner, length({ frame: 2 }))).status).toBe(404)
    expect((await call('POST', '/imaging/marks', owner, length({ series: '1.2' }))).status).toBe(404)
    expect((await call('DELETE', `/imaging/marks/${newId()}`, owner)).status).toBe(422)
  })

  test('as many statements for one mark as for many', async () => {
    const before = await list(owner)
    const count = async (): Promise<number> => {
      const counter = { count: 0 }
      await statements.run(counter, () => list(owner))
      return counter.count
    }
    const some = await count()
    for (let i = 0; i < 3; i += 1) await create(colleague, length({ shared: true }))
    expect((await list(owner)).length).toBe(before.length + 3)
    expect(await count()).toBe(some)
    expect(some).toBeLessThanOrEqual(6)
  })

  test('the audit says what kind of mark, and none of its words', async () => {
    const rows = await world.ctx.db.selectFrom('audit').selectAll().where('entity', '=', 'imaging-mark').execute()
    expect(new Set(rows.map(({ action }) => action))).toEqual(
      new Set(['imaging.mark-create', 'imaging.mark-change', 'imaging.mark-remove', 'imaging.mark-restore']),
    )
    expect(JSON.stringify(rows)).not.toMatch(/tổn thương|trước|points/)
  })
})

describe('export', () => {
  const fetched = async (kind: string, who = owner, query = '') => {
    const response = await call('GET', `/imaging/studies/${place.study}/marks.${kind}.dcm${query}`, who)
    expect([kind, response.status, response.headers.get('content-type')]).toEqual([kind, 200, 'application/dicom'])
    const file = readDicom(new Uint8Array(await response.arrayBuffer()))
    if (!file.ok) throw new Error(file.message)
    return file
  }

  test('report, presentation state and segmentation hold the marks that the person may see', async () => {
    const own = (await list(owner)).filter(({ kind }) => kind !== 'key')
    const groupsOf = async (who = owner) => {
      const read = readReport(await fetched('sr', who))
      return read.ok ? read.groups : []
    }
    expect(await groupsOf()).toHaveLength(own.filter(({ measured }) => measured !== null).length)
    const theirs = (await groupsOf(colleague)).length
    expect(theirs).toBeGreaterThan(0)
    expect(theirs).toBeLessThan((await groupsOf()).length)
    const shown = readPresentation(await fetched('pr'))!
    expect(shown.annotations).toHaveLength(own.length)
    const segments = readSegmentation(await fetched('seg', owner, `?series=${place.series}`))
    if (!segments.ok) throw new Error(segments.code)
    expect(segments.frames.map(({ voxels, spacing, thickness }) => [voxels, spacing, thickness])).toEqual([
      [4, [2, 0.5], 5],
    ])
    expect(segments.frames[0]!.source).toEqual({ instance: place.instance, frame: 1 })
  })

  test('the links say what there is; nothing of a kind is nothing', async () => {
    const response = await call('GET', `/imaging/marks?study=${place.study}`, owner)
    const { exports } = (await response.json()) as { exports: { kind: string; href: string; count: number }[] }
    expect(exports.map(({ kind }) => kind)).toEqual(['sr', 'pr', 'seg'])
    for (const { href } of exports) expect((await call('GET', href, owner)).status).toBe(200)
    expect((await call('GET', `/imaging/studies/${place.study}/marks.seg.dcm`, colleague)).status).toBe(404)
  })
})

describe('a person', () => {
  test('exports what they drew, is merged, and erased without what they kept to themselves', async () => {
    const left = await somebody(world.ctx, { name: 'Sắp Đi' })
    const who: Person = { id: left.personId, cookie: left.cookie }
    const study = await world.ctx.db.selectFrom('imaging_study').selectAll().executeTakeFirstOrThrow()
    const actor = { ...systemActor('test'), personId: owner.id }
    await setAccess(world.ctx, actor, study.id, 'members')
    const hidden = await create(who, length({ text: 'của tôi' }))
    const shown = await create(who, length({ text: 'cho mọi người', shared: true }))
    expect(JSON.stringify(await exportOwn(world.ctx, who.id))).toContain('của tôi')

    const heir = await somebody(world.ctx, { name: 'Người Nhận' })
    const inTx = (body: Parameters<typeof write>[2]) => write(world.ctx, systemActor('test'), body)
    await inTx(async (tx) => {
      await movePerson(tx, who.id, heir.personId)
      return { ok: true, value: undefined }
    })
    expect(JSON.stringify(await exportOwn(world.ctx, who.id))).not.toContain('của tôi')
    expect((await list({ id: heir.personId, cookie: heir.cookie })).filter(({ mine }) => mine)).toHaveLength(2)

    await inTx(async (tx) => {
      await eraseOwn(tx, heir.personId)
      return { ok: true, value: undefined }
    })
    const marks = await list(owner)
    expect(marks.some(({ id }) => id === hidden.id)).toBe(false)
    expect(marks.find(({ id }) => id === shown.id)).toMatchObject({ text: '', author: null, measured: { length: 5 } })
    const rows = await world.ctx.db.selectFrom('imaging_mark_version').select('state').execute()
    expect(JSON.stringify(rows)).not.toMatch(/của tôi|cho mọi người/)
  })

  test('withdrawal takes all marks of a study with it', async () => {
    await inTransaction((db) => forgetMarks(db, [studyId]))
    expect(await world.ctx.db.selectFrom('imaging_mark').select('id').execute()).toEqual([])
    expect(await world.ctx.db.selectFrom('imaging_mark_version').select('mark_id').execute()).toEqual([])
  })
})

const inTransaction = (body: (db: ImagingWorld['ctx']['db']) => Promise<void>): Promise<void> => body(world.ctx.db)
