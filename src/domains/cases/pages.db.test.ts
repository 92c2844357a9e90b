import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { statements } from '#src/platform/db/connect.ts'
import type { App } from '#src/platform/http/env.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { saveSection } from './commands/save.ts'
import { listCases } from './queries/list.ts'
import { as, actorFor, makeCase, must, readyCase, somebody, wholeContent, withImages } from './testing.ts'

let ctx: TestContext
let app: App
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
})
afterEach(() => ctx.close())

const counted = async (run: () => unknown): Promise<number> => {
  const counter = { count: 0 }
  await statements.run(counter, async () => void (await run()))
  return counter.count
}

describe('writing', () => {
  test('from nothing to a whole section, by forms alone', async () => {
    const who = await somebody(ctx, { name: 'BS. Lê Tác Giả' })
    const me = as(app, who)
    expect((await as(app).get('/vi/cases/new')).status).toBe(303)
    const made = await me.post('/vi/cases/new', { 'title.vi': 'Lấy huyết khối cơ học' })
    expect(made.status).toBe(303)
    const basics = made.headers.get('location')!
    const page = await (await me.get(basics)).text()
    expect(page).toContain('value="mechanical-thrombectomy"')
    const at = basics.replace('/basics', '')
    const saved = await me.post(`${at}/basics`, {
      revision: '0',
      'title.vi': 'Lấy huyết khối cơ học',
      techniques: ['mechanical-thrombectomy', 'no-such-code'],
      organs: 'brain',
      modalities: ['CT', 'XA'],
      age: '60',
      sex: 'male',
    })
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `${at}/basics?saved`])
    await me.post(`${at}/procedure`, {
      revision: '0',
      'steps.vi': '1. Chọc động mạch đùi phải\n2. Lấy huyết khối\n3. Chụp kiểm tra',
      'steps.en': 'Right femoral access\n-\nFinal run',
      'devices.rows': '2',
      'devices.0.kind': 'stent-retriever',
      'devices.0.name': 'Solitaire X',
      'devices.0.size': '4 x 40 mm',
      'devices.1.name': '',
    })
    const row = await ctx.db.selectFrom('case_record').selectAll().executeTakeFirstOrThrow()
    expect(JSON.parse(row.content)).toMatchObject({
      techniques: ['mechanical-thrombectomy'],
      age: '60',
      steps: [
        { vi: 'Chọc động mạch đùi phải', en: 'Right femoral access' },
        { vi: 'Lấy huyết khối' },
        { vi: 'Chụp kiểm tra', en: 'Final run' },
      ],
      devices: [{ kind: 'stent-retriever', name: 'Solitaire X', size: '4 x 40 mm' }],
    })
    const again = await (await me.get(`${at}/procedure`)).text()
    expect(again).toContain('Right femoral access\n-\nFinal run')
    expect(again).toContain('name="revision" value="1"')
  })

  test('a stranger, and a signed-in one who has no part in it, find nothing', async () => {
    const made = await makeCase(ctx)
    const other = await somebody(ctx)
    for (const who of [undefined, other])
      for (const path of ['', '/edit', '/edit/clinical', '/sharing', '/pictures', '/export.json', '/withdraw'])
        expect([path, (await as(app, who).get(`/vi${made.path}${path}`)).status]).toEqual([path, 404])
    expect((await as(app, other).post(`/vi${made.path}/edit/clinical`, { revision: '0' })).status).toBe(404)
  })

  test('two who write the same part: the second is told and keeps every word; other parts do not disturb', async () => {
    const made = await makeCase(ctx)
    const me = as(app, made.owner)
    const post = (section: string, fields: Record<string, string>) =>
      me.post(`/en${made.path}/edit/${section}`, { revision: '0', ...fields })
    expect((await post('clinical', { 'presentation.en': 'First words' })).status).toBe(303)
    expect((await post('imaging', { 'findings.en': 'Elsewhere' })).status).toBe(303)
    const second = await post('clinical', { 'presentation.en': 'Second words' })
    expect(second.status).toBe(409)
    const page = await second.text()
    expect(page).toContain('Second words')
    expect(page).toContain('First words')
    expect(page).toContain('name="revision" value="1"')
  })

  test('saving by itself answers with the next number, and never saves over another', async () => {
    const made = await makeCase(ctx)
    const send = async (revision: string) => {
      const response = await app.request(`http://hoi.test/en${made.path}/edit/clinical`, {
        method: 'POST',
        body: new URLSearchParams({ revision, 'presentation.en': 'Words' }),
        headers: { cookie: made.owner.cookie, accept: 'application/json', 'sec-fetch-site': 'same-origin' },
      })
      return [response.status, await response.json()]
    }
    expect(await send('0')).toEqual([200, { ok: true, revision: 1 }])
    expect(await send('0')).toMatchObject([409, { ok: false, code: 'conflict' }])
  })

  test('what looks like identity is said at its field, and does not slip in behind the review', async () => {
    const made = await makeCase(ctx, { state: 'shared', audience: 'public', content: wholeContent })
    const me = as(app, made.owner)
    const fields = { revision: '0', 'presentation.vi': 'Bệnh nhân Nguyễn Thị Lan, 65 tuổi' }
    const refused = await me.post(`/en${made.path}/edit/clinical`, fields)
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain('<mark>Nguyễn Thị Lan</mark>')
    expect(page).toContain('name="confirmed"')
    expect((await (await as(app).get(`/en${made.path}`)).text()).includes('Nguyễn Thị Lan')).toBe(false)
    expect((await me.post(`/en${made.path}/edit/clinical`, { ...fields, confirmed: 'on' })).status).toBe(303)
    const row = await ctx.db.selectFrom('case_record').selectAll().executeTakeFirstOrThrow()
    expect([row.cleared_by, row.cleared.includes('Lan')]).toEqual([made.owner.personId, false])
  })

  test('who saves and goes on is told on the next page, until it is taken out', async () => {
    const made = await makeCase(ctx, { content: wholeContent })
    const me = as(app, made.owner)
    const go = async (revision: string, text: string) => {
      const fields = { revision, 'presentation.vi': text, do: 'next' }
      const sent = await me.post(`/en${made.path}/edit/clinical`, fields)
      expect(sent.status).toBe(303)
      const to = sent.headers.get('location')!
      expect(to).toContain(`${made.path}/edit/imaging`)
      return await (await me.get(to)).text()
    }
    const told = await go('0', 'Bệnh nhân Nguyễn Thị Lan, sinh ngày 03/05/1961')
    expect(told).toContain('but 2 places look like identity')
    expect(told).toContain(`href="/en${made.path}/edit/clinical"`)
    expect(await go('1', 'Nữ, ngoài 60 tuổi')).not.toContain('like identity')
    // A made-up address says nothing.
    expect(await (await me.get(`/en${made.path}/edit/imaging?check=clinical`)).text()).not.toContain('like identity')
  })

  test('only the owner names persons as authors, and records consent', async () => {
    const made = await makeCase(ctx)
    const friend = await somebody(ctx, { name: 'TS. Bạn' })
    const save = (actor: typeof made.actor, persons: (string | null)[]) =>
      saveSection(
        ctx,
        actor,
        made.code,
        { authors: persons.map((personId) => ({ personId, name: 'X', facilityId: null, facility: {} })) },
        { section: 'authors', revision: persons.length === 3 ? 1 : 0, confirmed: false },
      )
    must(await save(made.actor, [made.owner.personId, friend.personId]))
    expect((await as(app, friend).get(`/en${made.path}/edit/clinical`)).status).toBe(200)
    expect((await as(app, friend).get(`/en${made.path}/edit/consent`)).status).toBe(404)
    const third = await somebody(ctx)
    expect((await save(actorFor(friend), [made.owner.personId, friend.personId, third.personId])).ok).toBe(false)
  })
})

describe('reading', () => {
  test('all of it without a script: pictures, texts, series, and the same number of statements for three of each', async () => {
    const made = await readyCase(ctx, { state: 'shared', audience: 'public' })
    const get = () => as(app).get(`/vi${made.path}`)
    const page = await (await get()).text()
    expect(page).toContain('Nút mạch u gan')
    expect(page).toContain('<picture>')
    expect(page).toContain(`/media/cases/${made.code}/a-0/640.jpg`)
    expect(page).toContain('/thumbnail')
    expect(page).not.toMatch(/<script(?![^>]*type="module")[^>]*>(?!\s*<)/)
    for (const format of ['avif', 'webp', 'jpg']) {
      const picture = await as(app).get(`/media/cases/${made.code}/a-0/320.${format}`)
      expect([format, picture.status]).toEqual([format, 200])
    }
    expect((await as(app).get(`/media/cases/${made.code}/a-0/999.jpg`)).status).toBe(404)
    const study = made.studyUid
    const image = await ctx.db
      .selectFrom('imaging_instance')
      .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
      .select(['series_uid', 'sop_uid'])
      .executeTakeFirstOrThrow()
    const add = (n: number) =>
      ctx.db
        .insertInto('case_picture')
        .values({
          id: `p${n}`,
          case_id: made.id,
          position: n,
          caption: JSON.stringify({ vi: `Chú thích ${n}` }),
          view: JSON.stringify({
            study,
            series: image.series_uid,
            instance: image.sop_uid,
            frame: 1,
            shapes: [
              {
                kind: 'arrow',
                points: [
                  [2, 2],
                  [9, 9],
                ],
                text: '<u>',
              },
            ],
          }),
          updated_at: 0,
        })
        .execute()
    await add(1)
    await get()
    const one = await counted(get)
    await add(2)
    await add(3)
    const authors = [1, 2].map((n) => ({ case_id: made.id, position: n, name: `Tác giả ${n}`, facility: '{}' }))
    await ctx.db.insertInto('case_author').values(authors).execute()
    expect(await counted(get)).toBe(one)
    expect(one).toBeLessThanOrEqual(24)
    const drawn = await (await get()).text()
    expect(drawn).toContain('Chú thích 3')
    expect(drawn).toContain('class="case-overlay"')
    expect(drawn).toContain('&lt;u&gt;')
  })

  test('pictures close with the case', async () => {
    const made = await readyCase(ctx)
    const other = await somebody(ctx)
    const at = `/media/cases/${made.code}/a-0/320.webp`
    expect((await as(app, made.owner).get(at)).status).toBe(200)
    expect((await as(app, other).get(at)).status).toBe(404)
    expect((await as(app).get(at)).status).toBe(404)
  })

  test('what people type stays text', async () => {
    const evil = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>'
    const made = await makeCase(ctx, {
      state: 'shared',
      audience: 'public',
      title: { vi: evil },
      content: {
        ...wholeContent,
        presentation: { vi: evil },
        region: { vi: evil },
        steps: [{ vi: evil }],
        devices: [{ kind: 'coil', name: evil, size: evil }],
        complications: [{ grade: '', text: { vi: evil } }],
        references: [{ text: evil, doi: '10.1000/"><script>', pmid: '1' }],
      },
    })
    const page = await (await as(app).get(`/vi${made.path}`)).text()
    expect(page).not.toContain('<script>alert')
    expect(page).not.toContain('<img src=x')
    expect(page).not.toContain('"><script>')
  })
})

describe('finding', () => {
  const index = async (made: Awaited<ReturnType<typeof makeCase>>) =>
    must(
      await saveSection(
        ctx,
        made.actor,
        made.code,
        { content: {} },
        { section: 'learning', revision: 0, confirmed: true },
      ),
    )

  test('by words without diacritics, technique, organ, modality; with counts; five statements for one and for many', async () => {
    const titles = ['Nút mạch u gan', 'Lấy huyết khối', 'Nút túi phình']
    for (const [n, vi] of titles.entries())
      await index(
        await makeCase(ctx, {
          state: 'shared',
          audience: n === 2 ? 'members' : 'public',
          title: { vi },
          content: { ...wholeContent, techniques: n === 1 ? ['mechanical-thrombectomy'] : ['ctace'] },
        }),
      )
    const list = (path: string, who = undefined as Parameters<typeof as>[1]) => as(app, who).get(`/vi/cases${path}`)
    const hrefs = async (path: string, who?: Parameters<typeof as>[1]) =>
      [...(await (await list(path, who)).text()).matchAll(/listing-title"><a href="[^"]*">([^<]*)/g)].map((m) => m[1])
    expect((await hrefs('')).toSorted()).toEqual(['Lấy huyết khối', 'Nút mạch u gan'])
    expect(await hrefs('?q=nut+mach')).toEqual(['Nút mạch u gan'])
    expect(await hrefs('?q=thrombectomy')).toEqual(['Lấy huyết khối'])
    expect(await hrefs('?technique=ctace')).toEqual(['Nút mạch u gan'])
    expect((await hrefs('?technique=ctace', await somebody(ctx))).toSorted()).toEqual([
      'Nút mạch u gan',
      'Nút túi phình',
    ])
    expect(await hrefs('?organ=brain')).toEqual([])
    // Where nothing is left, each of the filters can be given up by itself.
    const none = await (await list('?technique=ctace&organ=brain')).text()
    expect(none).toMatch(/case-facet-chosen" href="\/vi\/cases\?technique=ctace"/)
    expect(none).toMatch(/case-facet-chosen" href="\/vi\/cases\?organ=brain"/)
    expect(await (await list('?facility=nowhere')).text()).toContain('case-facet-chosen" href="/vi/cases"')
    const stranger = { personId: null, name: '', lang: null, society: new Set(), events: new Map() } as never
    const counts = (await listCases(ctx, stranger)).facets.technique.map(({ value, count }) => [value, count])
    expect(counts).toEqual([
      ['ctace', 1],
      ['mechanical-thrombectomy', 1],
    ])
    expect(await counted(() => listCases(ctx, stranger, { q: 'gan' }))).toBe(5)
    expect(await counted(() => listCases(ctx, stranger, {}))).toBe(5)
    expect(await counted(() => listCases(ctx, stranger, { q: 'khongcogi' }))).toBe(2)
  })

  test('a quiz is not answered by searching for its diagnosis', async () => {
    const made = await makeCase(ctx, { state: 'shared', audience: 'public', content: wholeContent })
    await ctx.db.updateTable('case_record').set({ quiz: 1 }).execute()
    await index(made)
    const found = async (q: string) => (await (await as(app).get(`/vi/cases?q=${q}`)).text()).includes(made.code)
    expect([await found('bieu+mo'), await found('ha+suon')]).toEqual([false, true])
    expect(await (await as(app).get(`/vi${made.path}`)).text()).not.toContain('biểu mô')
  })

  test('the site search holds public cases only, and forgets a closed one', async () => {
    const made = await makeCase(ctx, { state: 'shared', audience: 'public', content: wholeContent })
    await index(made)
    const site = async () => (await (await as(app).get('/vi/search?q=nut+mach')).text()).includes(made.path)
    expect(await site()).toBe(true)
    await ctx.db.updateTable('case_record').set({ audience: 'members' }).execute()
    must(
      await saveSection(
        ctx,
        made.actor,
        made.code,
        { content: {} },
        { section: 'learning', revision: 1, confirmed: true },
      ),
    )
    expect(await site()).toBe(false)
  })
})

test('images that nobody has looked at are on no page but the owner’s', async () => {
  const made = await makeCase(ctx, { state: 'shared', audience: 'public' })
  await withImages(ctx, made, { look: false })
  expect(await (await as(app).get(`/vi${made.path}`)).text()).not.toContain('<picture>')
  expect(await (await as(app, made.owner).get(`/vi${made.path}`)).text()).toContain('<picture>')
})
