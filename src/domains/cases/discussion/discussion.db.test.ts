import { beforeEach, describe, expect, test } from 'vitest'
import { statements } from '#src/platform/db/connect.ts'
import { app, ctx, ownContext } from '#tests/support/own-context.ts'
import { as, somebody, work, type Somebody } from '../testing.ts'
import { aKey, comment, page, postJson, talkedCase, type TalkedCase } from './testing.ts'
import type { TalkView } from '#src/lib/imaging/talk.ts'

ownContext()
let made: TalkedCase
let reader: Somebody
let other: Somebody
beforeEach(async () => {
  made = await talkedCase(ctx)
  reader = await somebody(ctx, { name: 'Trần Minh', lang: 'vi' })
  other = await somebody(ctx, { name: '김철수', lang: 'ko' })
})

const talk = async (who: Somebody | undefined): Promise<TalkView> =>
  (await (await as(app, who).get(`${made.path}/comments`)).json()) as TalkView
const mails = async () =>
  ctx.db.selectFrom('mail').select(['to_address', 'subject', 'text', 'headers']).orderBy('to_address').execute()
const later = async () => {
  ctx.clock.advance(61_000)
  await work(ctx)
}

describe('a stranger', () => {
  test('finds nothing of a case that is not for them', async () => {
    const id = await comment(app, reader, made, 'Khối gan phải', { pin: made.pin })
    for (const path of [
      `/en${made.path}/discussion`,
      `/en${made.path}/discussion/place`,
      `/en${made.path}/discussion/${id}/report`,
      `${made.path}/comments`,
      `${made.path}/comments/live`,
      `${made.path}/picture.svg?view=${made.pin}`,
    ]) {
      const { status, html } = await page(app, undefined, path)
      expect([path, status]).toEqual([path, 404])
      expect(html).not.toContain('Khối gan')
    }
    for (const path of ['comments', `comments/${id}/remove`, `comments/${id}/hide`])
      expect((await postJson(app, '', `${made.path}/${path}`, { key: aKey(), body: 'x' })).status).toBe(404)
  })
})

describe('a comment with a pin', () => {
  test('is answered by a second person; its picture is there for whoever sees the case', async () => {
    const id = await comment(app, reader, made, '**Mũi tên** ở đâu?', { pin: made.pin })
    await comment(app, other, made, '네, 보입니다', { thread: id })
    const { threads, seq } = await talk(made.owner)
    expect(seq).toBe(2)
    expect(threads).toHaveLength(1)
    expect(threads[0]!.comments.map((c) => [c.by.name, c.lang, c.visible])).toEqual([
      ['Trần Minh', 'vi', true],
      ['김철수', 'ko', false],
    ])
    expect(threads[0]!.comments[0]!.pin).toBe(made.pin)
    expect(threads[0]!.comments[0]!.html).toContain('<strong>Mũi tên</strong>')
    const { html } = await page(app, other, `/ko${made.path}/discussion`)
    expect(html).toContain(`/ko${made.path}/view?view=${made.pin.replaceAll('&', '&amp;')}`)
    const at = `${made.path}/picture.svg?side=360&view=${made.pin}`
    const picture = await as(app, other).get(at)
    expect(picture.headers.get('content-type')).toContain('image/svg+xml')
    expect(picture.headers.get('content-security-policy')).toContain('sandbox')
    const svg = await picture.text()
    expect(svg).toContain('data:image/webp;base64,')
    expect(svg).toContain('đây')
    const again = await as(app, other).get(at, { 'if-none-match': picture.headers.get('etag')! })
    expect(again.status).toBe(304)
  })

  test('must point at an image of this case', async () => {
    const elsewhere = await talkedCase(ctx)
    for (const pin of [elsewhere.pin, '1.2_1.3_1.4_1', `${made.pin}_q`, made.pin.replace('_1_', '_9_')]) {
      const done = await postJson(app, reader.cookie, `${made.path}/comments`, { key: aKey(), body: 'x', pin })
      expect(done.body.fields).toEqual({ pin: 'pin' })
    }
  })

  test('is put on the image without scripts: the picture is the button', async () => {
    const { html } = await page(app, reader, `/vi${made.path}/discussion/place`)
    expect(html).toContain('type="image"')
    // 16 pixels shown as 340: a press at 170 is in the middle.
    const pressed = await page(app, reader, `/vi${made.path}/discussion/place?n=1&at.x=170&at.y=85`)
    const pin = /name="pin" value="([^"]+)"/.exec(pressed.html)![1]!
    expect(pin).toContain('_sarrow*8*4*')
    const key = /name="key" value="([^"]+)"/.exec(pressed.html)![1]!
    const done = await as(app, reader).post(`/vi${made.path}/discussion`, { body: 'Chỗ này?', pin, key, thread: '' })
    expect(done.status).toBe(303)
    expect((await talk(reader)).threads[0]!.comments[0]!.pin).toBe(pin)
  })
})

describe('words', () => {
  test('sent twice are one comment, and another’s key is nobody’s', async () => {
    const key = aKey()
    const first = await comment(app, reader, made, 'Một', { key })
    expect(await comment(app, reader, made, 'Một', { key })).toBe(first)
    expect((await postJson(app, other.cookie, `${made.path}/comments`, { key, body: 'Hai' })).status).toBe(409)
    expect((await talk(reader)).threads).toHaveLength(1)
  })

  test('are changed by their author for some minutes, and marked', async () => {
    const id = await comment(app, reader, made, 'Gna phải')
    const edit = (who: Somebody, body: string) =>
      postJson(app, who.cookie, `${made.path}/comments/${id}/edit`, { body })
    expect((await edit(other, 'x')).status).toBe(404)
    expect((await edit(reader, 'Gan phải')).status).toBe(200)
    const [thread] = (await talk(other)).threads
    expect([thread!.comments[0]!.body, thread!.comments[0]!.edited]).toEqual(['Gan phải', ctx.clock.now()])
    expect((await page(app, other, `/vi${made.path}/discussion`)).html).toContain('đã sửa')
    ctx.clock.advance(15 * 60_000)
    expect((await edit(reader, 'Gan trái')).status).toBe(404)
  })

  test('that look like a patient’s identity are asked about first, colleagues named with @ are not', async () => {
    await comment(app, other, made, '동의합니다')
    const body = 'Bệnh nhân Nguyễn Văn An, sinh ngày 12/03/1960'
    const path = `${made.path}/comments`
    const asked = await postJson(app, reader.cookie, path, { key: aKey(), body })
    expect([asked.status, asked.body.fields]).toEqual([422, { body: 'identity' }])
    expect(asked.body.identity!.length).toBeGreaterThan(0)
    const form = await as(app, reader).post(`/vi${made.path}/discussion`, { key: aKey(), body, thread: '' })
    const html = await form.text()
    expect(html).toContain('name="confirmed"')
    expect(html).toContain('12/03/1960')
    expect((await postJson(app, reader.cookie, path, { key: aKey(), body, confirmed: '1' })).status).toBe(200)
    expect((await postJson(app, reader.cookie, path, { key: aKey(), body: '@김철수 xem giúp' })).status).toBe(200)
  })

  test('that are taken away are gone with their pin; an answer still stands', async () => {
    const id = await comment(app, reader, made, 'Bí mật', { pin: made.pin })
    await comment(app, other, made, '답변', { thread: id })
    expect((await postJson(app, other.cookie, `${made.path}/comments/${id}/remove`, {})).status).toBe(404)
    expect((await postJson(app, reader.cookie, `${made.path}/comments/${id}/remove`, {})).status).toBe(200)
    const kept = await ctx.db.selectFrom('case_comment').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect([kept.body, kept.pin, kept.author_id]).toEqual(['', '', null])
    const { html } = await page(app, other, `/en${made.path}/discussion`)
    expect(html).toContain('This comment was deleted.')
    expect(html).toContain('답변')
  })

  test('cannot leave their place, wherever they are typed', async () => {
    const bad = `<img src=x onerror=alert(1)><script>alert(2)</script>[x](javascript:alert(3)) "'`
    await ctx.db.updateTable('person').set({ name: bad }).where('id', '=', reader.personId).execute()
    const pin = `${made.pin.split('_s')[0]}_stext*1*1_x${Buffer.from(bad).toString('base64').replaceAll('+', '-').replaceAll('/', '.').replaceAll('=', '')}`
    await comment(app, reader, made, bad, { pin })
    await as(app, other).get(`/en${made.path}/discussion?pin=${encodeURIComponent(bad)}`)
    for (const path of [`/en${made.path}/discussion`, `/en${made.path}/discussion?expert=${encodeURIComponent(bad)}`]) {
      const { html } = await page(app, made.owner, path)
      expect(html).not.toMatch(/<img src=x|<script>alert|href="javascript/)
    }
    const svg = await (await as(app, reader).get(`${made.path}/picture.svg?view=${pin}`)).text()
    expect(svg).toContain('&lt;script')
    expect(svg).not.toMatch(/<script|<img/)
    const refused = await as(app, reader).post(`/en${made.path}/discussion`, {
      key: aKey(),
      body: bad,
      thread: bad,
      pin: bad,
    })
    expect(await refused.text()).not.toMatch(/<img src=x|<script>alert/)
  })
})

describe('moderation', () => {
  test('what may identify a patient is hidden at once; the owner decides', async () => {
    const id = await comment(app, reader, made, 'Anh X ở xã Y', { confirmed: '1' })
    const report = (reason: string) => postJson(app, other.cookie, `${made.path}/comments/${id}/report`, { reason })
    expect((await report('nonsense')).status).toBe(422)
    expect((await report('identity')).status).toBe(200)
    expect((await page(app, other, `/vi${made.path}/discussion`)).html).not.toContain('xã Y')
    const [seen] = (await talk(made.owner)).threads
    expect(seen!.comments[0]!.reports).toEqual(['identity'])
    expect((await postJson(app, other.cookie, `${made.path}/comments/${id}/show`, {})).status).toBe(404)
    expect((await postJson(app, made.owner.cookie, `${made.path}/comments/${id}/show`, {})).status).toBe(200)
    expect((await page(app, other, `/vi${made.path}/discussion`)).html).toContain('xã Y')
  })

  test('a thread is settled by who began it or the owner, and opened again by an answer', async () => {
    const id = await comment(app, reader, made, 'Hỏi')
    expect((await postJson(app, other.cookie, `${made.path}/comments/${id}/resolve`, {})).status).toBe(404)
    expect((await postJson(app, reader.cookie, `${made.path}/comments/${id}/resolve`, {})).status).toBe(200)
    expect((await talk(other)).threads[0]!.resolved?.by).toBe('Trần Minh')
    await comment(app, other, made, '아직', { thread: id })
    expect((await talk(other)).threads[0]!.resolved).toBeNull()
  })

  test('a closed discussion is read and not written', async () => {
    await comment(app, reader, made, 'Trước')
    const open = (who: Somebody, on: string) => as(app, who).post(`/en${made.path}/discussion/open`, { on })
    expect((await open(reader, '')).status).toBe(404)
    expect((await open(made.owner, '')).status).toBe(303)
    expect((await postJson(app, reader.cookie, `${made.path}/comments`, { key: aKey(), body: 'Sau' })).status).toBe(404)
    expect((await page(app, reader, `/en${made.path}/discussion`)).html).toContain('Trước')
  })
})

describe('experts', () => {
  test('are invited by the owner, see the case then, and answer as such; dismissed they are out', async () => {
    made = await talkedCase(ctx, { audience: 'private' })
    const expert = await somebody(ctx, { name: 'GS. Chuyên Gia', lang: 'vi' })
    const post = (who: Somebody, path: string) =>
      as(app, who).post(`/vi${made.path}/discussion/${path}`, { person: expert.personId })
    expect((await page(app, expert, `/vi${made.path}/discussion`)).status).toBe(404)
    expect((await post(reader, 'experts')).status).toBe(404)
    expect((await post(made.owner, 'experts')).status).toBe(303)
    await comment(app, expert, made, 'Nên nút mạch')
    expect((await talk(made.owner)).threads[0]!.comments[0]!.by.role).toBe('expert')
    expect((await as(app, expert).get(`/dicomweb/studies/${made.studyUid}/metadata`)).status).toBe(200)
    await later()
    expect((await mails()).map((m) => m.to_address)).toContain(expert.email)
    expect((await post(made.owner, 'experts/dismiss')).status).toBe(303)
    expect((await page(app, expert, `/vi${made.path}/discussion`)).status).toBe(404)
    expect((await as(app, expert).get(`/dicomweb/studies/${made.studyUid}/metadata`)).status).toBe(404)
  })

  test('are found by whole name or address, or by a public page; a draft opens to nobody', async () => {
    const hidden = await somebody(ctx, { name: 'Phạm Thị Kín', email: 'kin@example.org' })
    await ctx.db.updateTable('person').set({ public_fields: '[]' }).where('id', '=', hidden.personId).execute()
    const find = async (who: Somebody, text: string) =>
      (await page(app, who, `/en${made.path}/discussion?expert=${encodeURIComponent(text)}`)).html
    expect(await find(made.owner, 'Phạm')).not.toContain('Phạm Thị Kín')
    expect(await find(made.owner, 'Phạm Thị Kín')).toContain('Invite Phạm Thị Kín')
    expect(await find(made.owner, 'KIN@example.org')).toContain('Invite Phạm Thị Kín')
    expect(await find(reader, 'Phạm Thị Kín')).not.toContain('Invite')
    const draft = await talkedCase(ctx, { state: 'draft', audience: 'private', owner: made.owner })
    const refused = await as(app, made.owner).post(`/en${draft.path}/discussion/experts`, { person: hidden.personId })
    expect(refused.status).toBe(422)
    expect(await ctx.db.selectFrom('case_guest').selectAll().where('case_id', '=', draft.id).execute()).toEqual([])
  })
})

describe('mails', () => {
  test('say that there is something, never what; once; and end with one click', async () => {
    await comment(app, other, made, '처음 의견')
    await later()
    await ctx.db.deleteFrom('mail').execute()
    const id = await comment(app, reader, made, 'Khối u gan phải của @김철수', { pin: made.pin })
    expect(await mails()).toEqual([])
    await later()
    const sent = await mails()
    expect(sent.map((m) => m.to_address).toSorted()).toEqual([made.owner.email, other.email].toSorted())
    const toOther = sent.find((m) => m.to_address === other.email)!
    expect(toOther.subject).toBe('증례 토론에서 회원님이 언급되었습니다')
    for (const mail of sent) {
      expect(mail.text).toContain(`${made.path}/discussion#c-${id}`)
      for (const word of ['Khối', 'gan', 'Nút mạch', 'Chemo', 'Trần Minh', made.view.study])
        expect(`${mail.subject} ${mail.text}`).not.toContain(word)
    }
    const { listUnsubscribe } = JSON.parse(toOther.headers) as { listUnsubscribe: string }
    const stop = await app.request(listUnsubscribe, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    })
    expect(stop.status).toBe(200)
    await ctx.db.deleteFrom('mail').execute()
    await comment(app, reader, made, 'Nữa @김철수')
    await later()
    expect((await mails()).map((m) => m.to_address)).toEqual([made.owner.email])
    expect((await page(app, undefined, `/en/cases/mail/${'x'.repeat(60)}`)).status).toBe(410)
  })

  test('go to nobody who may no longer see the case, and to each by their choice', async () => {
    await comment(app, other, made, '의견')
    await as(app, made.owner).post('/vi/cases/mail', { mails: 'mentions' })
    await ctx.db.updateTable('case_record').set({ audience: 'private' }).where('id', '=', made.id).execute()
    await ctx.db.deleteFrom('mail').execute()
    await comment(app, made.owner, made, 'Chỉ mình tôi')
    await later()
    expect(await mails()).toEqual([])
  })
})

describe('the live line', () => {
  test('tells numbers only', async () => {
    const response = await as(app, reader).get(`${made.path}/comments/live?after=0`)
    const lines = response.body!.getReader()
    const next = async () => new TextDecoder().decode((await lines.read()).value)
    expect(await next()).toMatch(/^retry: /)
    await comment(app, other, made, '비밀')
    expect(await next()).toBe('id: 1\nevent: change\ndata: 1\n\n')
    await lines.cancel()
  })
})

test('a page runs the same number of statements for one comment and for many', async () => {
  const count = async (): Promise<number> => {
    const counter = { count: 0 }
    await statements.run(counter, () => page(app, reader, `/en${made.path}/discussion`))
    return counter.count
  }
  const first = await comment(app, reader, made, 'Một @김철수', { pin: made.pin })
  await count()
  const one = await count()
  for (let i = 0; i < 8; i += 1)
    await comment(app, i % 2 ? reader : other, made, `Thêm ${i}`, i % 3 ? { thread: first } : { pin: made.pin })
  expect(await count()).toBe(one)
  expect(one).toBeLessThanOrEqual(14)
})
