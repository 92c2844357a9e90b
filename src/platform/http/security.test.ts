import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { bodyLimit } from './body-limit.ts'
import type { Env } from './env.ts'
import { csrf, csrfToken, securityHeaders } from './security.ts'

const secret = 'a secret of the tests, thirty-two characters and more'
const SESSION = 'hoi.session_token=abc.def'

function post(headers: Record<string, string>, fields: Record<string, string> = {}) {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('ctx', { secret, config: { baseUrl: 'https://hoi.test' } } as never)
    await next()
  })
  app.use(bodyLimit, csrf)
  app.post('/', (c) => c.text('done'))
  const sent = new Request('https://hoi.test/', { method: 'POST', body: new URLSearchParams(fields) })
  for (const [name, value] of Object.entries(headers)) sent.headers.set(name, value)
  return app.request(sent)
}

test.each([
  ['the same origin', { 'sec-fetch-site': 'same-origin' }, 200],
  ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a sister domain', { 'sec-fetch-site': 'same-site' }, 403],
  ['our origin, by an older browser', { origin: 'https://hoi.test' }, 200],
  ['another origin, by an older browser', { origin: 'https://evil.test' }, 403],
  ['an opaque origin', { origin: 'null' }, 403],
  ['nowhere', {}, 403],
  ['a program with a token', { authorization: 'Bearer t' }, 200],
  [
    'another site through a proxy that asks for a password',
    { authorization: 'Basic dTpw', 'sec-fetch-site': 'cross-site' },
    403,
  ],
  [
    'another site with a token and a session',
    { authorization: 'Bearer t', cookie: SESSION, origin: 'https://evil.test' },
    403,
  ],
])('a form from %s', async (_, headers, status) => {
  expect((await post(headers as Record<string, string>)).status).toBe(status)
})

test('a text browser brings the token that belongs to its session', async () => {
  const token = csrfToken(secret, SESSION)
  expect((await post({ cookie: SESSION }, { _csrf: token })).status).toBe(200)
  expect((await post({ cookie: 'hoi.session_token=other' }, { _csrf: token })).status).toBe(403)
  expect((await post({ cookie: SESSION }, { _csrf: csrfToken(secret, '') })).status).toBe(403)
})

test('WebAssembly is for workers only: their scripts carry the policy that allows it, pages do not', async () => {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('ctx', { secret, config: { baseUrl: 'https://hoi.test' } } as never)
    await next()
  })
  app.use(securityHeaders)
  app.get('*', (c) => c.text('here'))
  const policy = async (path: string) => (await app.request(path)).headers.get('content-security-policy')!
  expect(await policy('/vi/')).not.toContain('wasm')
  expect(await policy('/vi/')).toContain("worker-src 'self';")
  expect(await policy('/assets/decode.worker-x.js')).toContain("script-src 'self' 'wasm-unsafe-eval'")
})
