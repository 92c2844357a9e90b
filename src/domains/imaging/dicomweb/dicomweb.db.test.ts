import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stranger } from '#src/platform/authz.ts'
import { statements } from '#src/platform/db/connect.ts'
import { readDicom } from '#src/lib/dicom/index.ts'
import { holds } from '#src/lib/dicom/testing.ts'
import { recordLook, setAccess, setGrants } from '../index.ts'
import { HTJ2K } from './accept.ts'
import { type ImagingWorld, imagingWorld, stowRequest, testImage } from '../testing.ts'
import { first, json, type Json, partsOf, send } from './testing.ts'

let world: ImagingWorld
beforeAll(async () => void (world = await imagingWorld()))
afterAll(() => world.close())

describe('a stranger', () => {
  test('is refused everything', async () => {
    const stow = await world.app.request(
      '/dicomweb/studies',
      stowRequest([testImage()], { 'sec-fetch-site': 'same-origin' }),
    )
    expect(stow.status).toBe(401)
    expect(await json(await world.app.request('/dicomweb/studies'))).toEqual([])
    for (const path of [
      '',
      '/metadata',
      '/series/1.2/instances/1.2',
      '/series/1.2/instances/1.2/frames/1',
      '/thumbnail',
    ]) {
      expect((await world.app.request(`/dicomweb/studies/1.2.3.1${path}`)).status).toBe(404)
    }
    expect(
      (await world.app.request('/dicomweb/studies', { headers: { authorization: 'Bearer hoi_wrong' } })).status,
    ).toBe(401)
  })
})

describe('what is sent', () => {
  test('is found, without identity, by its owner only', async () => {
    const [owner, other] = [await world.person(), await world.person()]
    const sent = await send(
      world,
      [
        testImage({ patient: 'SECRET77' }),
        testImage({ patient: 'SECRET77', instance: '1.2.3.1.1.2', number: 2, level: 5 }),
      ],
      owner.headers,
    )
    expect([sent.status, sent.failed.length, sent.stored.length]).toEqual([200, 0, 2])
    expect(first(sent.stored[0], '00081155')).toBe('1.2.3.1.1.1')
    const response = await world.app.request('/dicomweb/studies?ModalitiesInStudy=CT', { headers: owner.headers })
    const text = await response.text()
    expect(text).not.toMatch(/SECRET77|Tran/)
    const [study] = JSON.parse(text) as Json[]
    expect(first(study, '00201208')).toBe(2)
    const uid = first(study, '0020000D') as string
    expect(first(sent.stored[0], '00081190')).toContain(`/studies/${uid}/`)
    expect(await json(await world.app.request('/dicomweb/studies', { headers: other.headers }))).toEqual([])
    expect((await world.app.request(`/dicomweb/studies/${uid}`, { headers: other.headers })).status).toBe(404)
    const object = await world.app.request(`/dicomweb/studies/${uid}`, { headers: owner.headers })
    const parts = await partsOf(object)
    expect(parts).toHaveLength(2)
    for (const { body } of parts) {
      expect(readDicom(body).ok).toBe(true)
      expect(holds(body, 'SECRET77')).toBe(false)
    }
  })

  test('is opened to others only when somebody has looked at all of it', async () => {
    const [owner, friend] = [await world.person(), await world.person()]
    await send(world, [testImage({ patient: 'P2' })], owner.headers)
    const row = await world.ctx.db
      .selectFrom('imaging_study')
      .select(['id', 'study_uid'])
      .where('owner_id', '=', owner.actor.personId!)
      .executeTakeFirstOrThrow()
    const status = async (headers: Record<string, string>) =>
      (await world.app.request(`/dicomweb/studies/${row.study_uid}`, { headers })).status
    expect((await setGrants(world.ctx, owner.actor, row.id, [friend.actor.personId!])).ok).toBe(true)
    expect((await setAccess(world.ctx, friend.actor, row.id, 'public')).ok).toBe(false)
    expect(await status(friend.headers)).toBe(404)
    expect(await recordLook(world.ctx, owner.actor, row.id, 7)).toMatchObject({ ok: false, code: 'conflict' })
    expect((await recordLook(world.ctx, friend.actor, row.id, 1)).ok).toBe(false)
    expect((await recordLook(world.ctx, owner.actor, row.id, 1)).ok).toBe(true)
    expect([await status(friend.headers), await status({})]).toEqual([200, 404])
    expect((await setAccess(world.ctx, owner.actor, row.id, 'public')).ok).toBe(true)
    expect(await status({})).toBe(200)
    // Something new arrives: nobody has looked at that.
    await send(world, [testImage({ patient: 'P2', instance: '1.2.3.1.1.9' })], owner.headers)
    expect([await status(friend.headers), await status({}), await status(owner.headers)]).toEqual([404, 404, 200])
  })

  test('comes back in the syntax that is asked for, pixel for pixel', async () => {
    const owner = await world.person()
    const sent = await send(world, [testImage({ patient: 'P3', side: 64 })], owner.headers)
    const path = new URL(first(sent.stored[0], '00081190') as string).pathname
    const get = (rest: string, accept: string, more: Record<string, string> = {}) =>
      world.app.request(path + rest, { headers: { ...owner.headers, accept, ...more } })
    const pixels = Buffer.from(Uint16Array.from({ length: 4096 }, (_, i) => (i * 13) % 4096).buffer)
    const raw = await get('/frames/1', 'application/octet-stream')
    expect(Buffer.compare(Buffer.from(await raw.arrayBuffer()), pixels)).toBe(0)
    const part = await get('/frames/1', 'application/octet-stream', { range: 'bytes=10-19' })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${pixels.length}`])
    expect(Buffer.compare(Buffer.from(await part.arrayBuffer()), pixels.subarray(10, 20))).toBe(0)
    const htj2k = await get('/frames/1', 'image/jphc', { range: 'bytes=0-99' })
    expect([htj2k.status, htj2k.headers.get('content-type')]).toEqual([206, `image/jphc; transfer-syntax=${HTJ2K}`])
    expect(
      Buffer.from(await htj2k.arrayBuffer())
        .subarray(0, 2)
        .toString('hex'),
    ).toBe('ff4f')
    for (const syntax of ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2.4.90', HTJ2K]) {
      const one = await partsOf(await get('', `multipart/related; type="application/dicom"; transfer-syntax=${syntax}`))
      expect(one[0]!.headers).toContain(syntax)
      const file = readDicom(one[0]!.body)
      expect(file.ok && file.syntax.uid).toBe(syntax)
    }
    expect(
      (await get('', 'multipart/related; type="application/dicom"; transfer-syntax=1.2.840.10008.1.2.4.80')).status,
    ).toBe(406)
    expect((await get('/frames/2', 'application/octet-stream')).status).toBe(404)
    const picture = await get('/rendered?window=2000,4000&viewport=32,32', 'image/png')
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect((await get('/thumbnail', 'image/webp')).headers.get('content-type')).toBe('image/webp')
    const [header] = await json(await get('/metadata', 'application/dicom+json'))
    expect(first(header, '00120062')).toBe('YES')
    const packed = await get('/metadata', 'application/dicom+json', { 'accept-encoding': 'br, gzip' })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(JSON.parse(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString())).toEqual([header])
    const plain = await get('/metadata', 'application/dicom+json', { 'accept-encoding': 'gzip;q=0' })
    expect([plain.headers.get('content-encoding'), (await json(plain)).length]).toEqual([null, 1])
    const bulk = await world.app.request(
      new URL((header!['7FE00010'] as unknown as { BulkDataURI: string }).BulkDataURI).pathname,
      { headers: owner.headers },
    )
    expect(Buffer.compare(Buffer.from(await bulk.arrayBuffer()), pixels)).toBe(0)
  })
})

describe('a large study', () => {
  test('gives its headers in order and whole, in a statement for each 200', async () => {
    const owner = await world.person()
    const sent = await send(world, [testImage({ patient: 'Large' })], owner.headers)
    const { db } = world.ctx
    const [, study] = /studies\/([0-9.]+)/.exec(first(sent.stored[0], '00081190') as string)!
    const one = await db
      .selectFrom('imaging_instance')
      .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
      .selectAll('imaging_instance')
      .where('study_uid', '=', study!)
      .executeTakeFirstOrThrow()
    const statementsFor = async (): Promise<[number, number[]]> => {
      const counter = { count: 0 }
      const all = await statements.run(counter, async () => {
        const answer = await world.app.request(`/dicomweb/studies/${study}/metadata`, { headers: owner.headers })
        return await json(answer)
      })
      return [counter.count, all.map((header) => first(header, '00200013') as number)]
    }
    const [few] = await statementsFor()
    const numbers = Array.from({ length: 450 }, (_, i) => 1000 - i)
    for (const number of numbers) {
      const id = `large-${number}`
      await db
        .insertInto('imaging_instance')
        .values({ ...one, id, number, sop_uid: `${study}.${number}` })
        .execute()
      const metadata = JSON.stringify({ '00200013': { vr: 'IS', Value: [number] } })
      await db.insertInto('imaging_header').values({ instance_id: id, metadata, layout: 'null' }).execute()
    }
    const [many, found] = await statementsFor()
    expect(found).toHaveLength(451)
    expect(found).toEqual(found.toSorted((a, b) => a - b))
    expect(many).toBe(few + 2)
    await db.deleteFrom('imaging_header').where('instance_id', 'like', 'large-%').execute()
    await db.deleteFrom('imaging_instance').where('id', 'like', 'large-%').execute()
  })
})

describe('search', () => {
  test('filters, pages and refuses what it does not know', async () => {
    const owner = await world.person()
    const files = Array.from({ length: 5 }, (_, i) =>
      testImage({
        patient: 'P7',
        study: `1.9.${i}`,
        series: `1.9.${i}.1`,
        instance: `1.9.${i}.1.1`,
        modality: i < 3 ? 'CT' : 'MR',
      }),
    )
    await send(world, files, owner.headers)
    const ask = async (path: string) =>
      await json(await world.app.request(`/dicomweb/${path}`, { headers: owner.headers }))
    expect(await ask('studies')).toHaveLength(5)
    expect(await ask('studies?ModalitiesInStudy=MR')).toHaveLength(2)
    expect(await ask('series?Modality=CT')).toHaveLength(3)
    expect(await ask('instances?00080016=1.2.840.10008.5.1.4.1.1.2&limit=2&offset=4')).toHaveLength(1)
    const [study] = await ask('studies?limit=1')
    const date = first(study, '00080020') as string
    expect(await ask(`studies?StudyDate=${date}-`)).toHaveLength(5)
    expect(await ask(`studies?StudyDate=-${Number(date) - 1}`)).toHaveLength(0)
    const id = first(study, '00100020') as string
    expect(await ask(`studies?PatientID=${id}`)).toHaveLength(5)
    expect(await ask(`studies?PatientID=${id.slice(0, 5).toLowerCase()}*`)).toHaveLength(5)
    expect(await ask('studies?PatientID=%25')).toHaveLength(0)
    const uid = first(study, '0020000D') as string
    const [instance] = await ask(`studies/${uid}/instances`)
    expect(first(instance, '0020000D')).toBe(uid)
    for (const wrong of [
      'studies?Modality=CT',
      'studies?Nothing=1',
      'studies?StudyDate=yesterday',
      'studies?limit=x',
      'instances?SOPInstanceUID=%27--',
    ]) {
      expect((await world.app.request(`/dicomweb/${wrong}`, { headers: owner.headers })).status).toBe(400)
    }
  })

  test('two worlds that differ only in what one may not see look the same', async () => {
    const [one, two] = [await world.person(), await world.person()]
    const look = async () =>
      await Promise.all(
        ['studies', 'series', 'instances?limit=1'].map(
          async (p) => await (await world.app.request(`/dicomweb/${p}`, { headers: two.headers })).text(),
        ),
      )
    const before = await look()
    await send(world, [testImage({ patient: 'P8' })], one.headers)
    expect(await look()).toEqual(before)
  })
})

test('a token for reading may not write, and none works for a stranger', async () => {
  const { createToken } = await import('../index.ts')
  const owner = await world.person()
  const made = await createToken(world.ctx, owner.actor, {
    scope: 'dicomweb:read',
    expires: world.ctx.clock.now() + 1000,
  })
  if (!made.ok) throw new Error(made.code)
  const headers = { authorization: `Basic ${Buffer.from(`x:${made.value.token}`).toString('base64')}` }
  expect((await world.app.request('/dicomweb/studies', stowRequest([testImage()], headers))).status).toBe(403)
  expect((await world.app.request('/dicomweb/studies', { headers })).status).toBe(200)
  world.ctx.clock.advance(2000)
  expect((await world.app.request('/dicomweb/studies', { headers })).status).toBe(401)
  expect(
    (await createToken(world.ctx, stranger, { scope: 'dicomweb:read', expires: world.ctx.clock.now() + 1000 })).ok,
  ).toBe(false)
})
