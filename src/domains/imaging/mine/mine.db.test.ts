import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser, somebody } from '#src/domains/people/testing.ts'
import { statements } from '#src/platform/db/connect.ts'
import { getSetting } from '#src/platform/settings.ts'
import { defaultProfile } from '#src/lib/dicom/index.ts'
import { imagingWorld, type ImagingWorld, stowRequest, testImage } from '../testing.ts'

let world: ImagingWorld
beforeAll(async () => {
  world = await imagingWorld()
})
afterAll(() => world.close())

describe('my images', () => {
  it('send strangers to sign in, and show each person their own', async () => {
    const [one, other] = [await world.person(), await world.person()]
    expect((await browser(world.app).get('/en/imaging')).status).toBe(303)
    await world.app.request(
      '/dicomweb/studies',
      stowRequest([testImage({ patient: 'M1', study: '1.2.60' })], one.headers),
    )
    await world.work()
    const uid = (await world.ctx.db.selectFrom('imaging_study').select('study_uid').executeTakeFirstOrThrow()).study_uid
    expect(await (await browser(world.app, one.cookie).get('/en/imaging')).text()).toContain(uid)
    expect(await (await browser(world.app, other.cookie).get('/en/imaging')).text()).not.toContain(uid)
    const caseId = (await world.ctx.db.selectFrom('imaging_case').select('id').executeTakeFirstOrThrow()).id
    for (const path of [`/en/imaging/withdraw?case=${caseId}`, `/en/imaging/upload?case=${caseId}`]) {
      expect((await browser(world.app, one.cookie).get(path)).status).toBe(200)
      expect((await browser(world.app, other.cookie).get(path)).status).toBe(404)
    }
    expect((await browser(world.app, other.cookie).post('/en/imaging/withdraw', { case: caseId })).status).toBe(404)
  })

  it('ask as many statements with many studies as with one', async () => {
    const one = await world.person()
    const count = async (): Promise<number> => {
      const counted = { count: 0 }
      await statements.run(counted, () => browser(world.app, one.cookie).get('/vi/imaging'))
      return counted.count
    }
    const send = async (n: number) => {
      await world.app.request(
        '/dicomweb/studies',
        stowRequest([testImage({ patient: `N${n}`, study: `1.2.61.${n}`, instance: `1.2.61.${n}.1` })], one.headers),
      )
    }
    await send(1)
    await world.work()
    await browser(world.app, one.cookie).get('/vi/imaging')
    const few = await count()
    for (const n of [2, 3, 4, 5]) await send(n)
    await world.work()
    expect(await count()).toBe(few)
  })

  it('say of refused files why, and let them be tried again or discarded with their bytes', async () => {
    const [one, other] = [await world.person(), await world.person()]
    const twice = (level: number) => testImage({ patient: 'Q1', study: '1.2.62', instance: '1.2.62.1', level })
    for (const level of [1, 2]) {
      await world.app.request('/dicomweb/studies', stowRequest([twice(level)], one.headers))
      await world.work()
    }
    const own = browser(world.app, one.cookie)
    expect(await (await own.get('/en/imaging')).text()).toContain('the first one stays')
    const row = () =>
      world.ctx.db
        .selectFrom('imaging_received')
        .select(['batch', 'reason', 'blob', 'state'])
        .where('owner_id', '=', one.actor.personId!)
        .where('reason', '=', 'duplicate-differs')
        .executeTakeFirst()
    const held = (await row())!
    const form = { batch: held.batch, reason: held.reason }
    expect((await browser(world.app, other.cookie).post('/en/imaging/held', { ...form, act: 'discard' })).status).toBe(
      404,
    )
    expect((await own.post('/en/imaging/held', { ...form, act: 'retry' })).status).toBe(303)
    await world.work()
    expect((await row())!.state).toBe('refused')
    expect((await own.post('/en/imaging/held', { ...form, act: 'discard' })).status).toBe(303)
    await world.work()
    expect(await row()).toBeUndefined()
    expect(await world.ctx.blobs.size(held.blob!)).toBeNull()
  })
})

describe('tokens', () => {
  it('are shown once, listed, and revoked by their person alone', async () => {
    const [one, other] = [await world.person(), await world.person()]
    const own = browser(world.app, one.cookie)
    expect((await own.post('/en/imaging/tokens', { label: ' ' })).status).toBe(422)
    const made = await own.post('/en/imaging/tokens', { label: 'Weasis', scope: 'dicomweb:read', days: '30' })
    const token = /hoi_[\w-]{20,}/.exec(await made.text())![0]
    expect(made.headers.get('cache-control')).toContain('no-store')
    const list = await (await own.get('/en/imaging/tokens')).text()
    expect(list).toContain('Weasis')
    expect(list).not.toContain(token)
    const ask = () => world.app.request('/dicomweb/studies', { headers: { authorization: `Bearer ${token}` } })
    expect((await ask()).status).toBe(200)
    const { id } = await world.ctx.db
      .selectFrom('access_token')
      .select('id')
      .where('label', '=', 'Weasis')
      .executeTakeFirstOrThrow()
    expect((await browser(world.app, other.cookie).post('/en/imaging/tokens/revoke', { id })).status).toBe(404)
    expect((await own.post('/en/imaging/tokens/revoke', { id })).status).toBe(303)
    expect((await ask()).status).toBe(401)
  })
})

describe('the society’s settings of imaging', () => {
  it('are the secretariat’s, what listens is the administrators’', async () => {
    const secretariat = browser(world.app, (await somebody(world.ctx, { society: ['secretariat'] })).cookie)
    const member = browser(world.app, (await world.person()).cookie)
    expect((await member.get('/en/manage/imaging')).status).toBe(404)
    expect((await member.post('/en/manage/imaging/profile', { dates: 'remove' })).status).toBe(404)
    const page = await (await secretariat.get('/en/manage/imaging')).text()
    expect(page).toContain('De-identification')
    expect(page).not.toContain('aeTitle')
    const dimse = { aeTitle: 'HOI', port: '11112', host: '127.0.0.1', peers: '' }
    expect((await secretariat.post('/en/manage/imaging/dimse', dimse)).status).toBe(404)
    expect(
      (
        await secretariat.post('/en/manage/imaging/profile', {
          dates: 'remove',
          patient: 'none',
          device: '1',
          graphics: '1',
        })
      ).status,
    ).toBe(303)
    expect(await getSetting(world.ctx, 'imaging.profile', defaultProfile)).toMatchObject({
      dates: 'remove',
      patientCharacteristics: 'none',
      deviceIdentity: true,
      descriptors: 'remove',
      graphics: 'clean',
      uids: 'remap',
    })
  })

  it('take peers by line and say which one is wrong', async () => {
    const admin = await somebody(world.ctx, { society: ['administrator'] })
    const own = browser(world.app, admin.cookie)
    const dimse = { aeTitle: 'HOI', port: '11112', host: '127.0.0.1' }
    const wrong = await own.post('/en/manage/imaging/dimse', {
      ...dimse,
      peers: `CT1 10.0.0.1 ${admin.email}\nCT2 10.0.0.2 nobody@example.org`,
    })
    expect([wrong.status, (await wrong.text()).includes('Line 2')]).toEqual([422, true])
    expect((await own.post('/en/manage/imaging/dimse', { ...dimse, port: '0', peers: '' })).status).toBe(422)
    expect((await own.post('/en/manage/imaging/dimse', { ...dimse, peers: `CT1 * ${admin.email}\n` })).status).toBe(303)
    expect(await getSetting(world.ctx, 'imaging.dimse', null)).toEqual({
      ...dimse,
      port: 11112,
      peers: [{ aeTitle: 'CT1', address: '', ownerId: admin.personId }],
    })
    expect(await (await own.get('/en/manage/imaging')).text()).toContain(`CT1 * ${admin.email}`)
  })
})
