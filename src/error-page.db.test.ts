import { afterEach, beforeEach, expect, test } from 'vitest'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'

let ctx: TestContext
beforeEach(async () => void (ctx = await testContext()))
afterEach(() => ctx.close())

const ask = async (path: string, headers: Record<string, string>, body?: URLSearchParams) => {
  const response = await testApp(ctx).request(`http://hoi.test${path}`, {
    headers: { accept: 'text/html', ...headers },
    ...(body ? { method: 'POST', body } : {}),
  })
  return { status: response.status, headers: response.headers, html: await response.text() }
}
const own = { 'sec-fetch-site': 'same-origin' }

test('what is not there, was refused, or was too much is said in the reader’s language, with what to do', async () => {
  const missing = await ask('/ko/nothing', {})
  expect(missing.status).toBe(404)
  expect(missing.html).toContain('페이지를 찾을 수 없습니다')

  const foreign = await ask(
    '/vi/newsletter',
    { 'sec-fetch-site': 'cross-site' },
    new URLSearchParams({ email: 'a@b.c' }),
  )
  expect(foreign.status).toBe(403)
  expect(foreign.html).toContain('Biểu mẫu được gửi từ một trang khác')
  expect(foreign.html).toContain('Quay lại, tải lại trang')

  const large = new URLSearchParams({ email: 'x'.repeat(2_100_000) })
  const tooMuch = await ask('/ko/newsletter', { ...own, referer: `${ctx.config.baseUrl}/ko/newsletter` }, large)
  expect(tooMuch.status).toBe(413)
  expect(tooMuch.html).toContain('보낸 내용이 너무 큽니다')
  expect(tooMuch.html).toContain('href="/ko/newsletter"')
})

test('the way back is never another site’s; a program gets one line', async () => {
  const post = (headers: Record<string, string>) =>
    ask('/en/newsletter', { 'sec-fetch-site': 'cross-site', ...headers }, new URLSearchParams())
  expect((await post({ referer: 'https://evil.example/x' })).html).not.toContain('evil.example')
  const line = await post({ accept: '*/*' })
  expect([line.status, line.html]).toEqual([
    403,
    'This form was sent from another site. Open it here and send it again.',
  ])
  expect(line.headers.get('content-type')).toContain('text/plain')
})

test('who tries too often is told how long to wait', async () => {
  let last = { status: 0, headers: new Headers(), html: '' }
  for (let n = 0; n < 15 && last.status !== 429; n++)
    last = await ask('/vi/sign-in', own, new URLSearchParams({ email: 'a@example.org', password: 'x'.repeat(12) }))
  expect(last.status).toBe(429)
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(last.html).toMatch(/<h1>Quá nhiều yêu cầu liên tiếp/)
  expect(last.html).toMatch(/Xin chờ \d+ giây rồi thử lại/)
})
