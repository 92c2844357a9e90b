import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { bodyLimit, BodyTooLarge, holdUpTo, LARGEST_HELD } from './body-limit.ts'
import type { Env } from './env.ts'

function site() {
  const app = new Hono<Env>()
  app.use(bodyLimit)
  app.onError((error, c) => (error instanceof BodyTooLarge ? c.text('too large', 413) : c.text('broken', 500)))
  app.post('/form', async (c) => c.json(await c.req.parseBody()))
  app.post('/json', async (c) => c.json(await c.req.json()))
  app.post('/larger', async (c) => {
    holdUpTo(c, 3_000_000)
    return c.text(String((await c.req.text()).length))
  })
  app.post('/streamed', async (c) => {
    let size = 0
    for await (const chunk of c.req.raw.body!) size += chunk.byteLength
    return c.text(String(size))
  })
  return app
}

/** A body that never ends; how much of it was taken. */
function endless() {
  const taken = { bytes: 0 }
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken.bytes += 100_000
      controller.enqueue(new Uint8Array(100_000).fill(97))
    },
  })
  return { taken, init: { method: 'POST', body, duplex: 'half' } as RequestInit }
}

test('a form and JSON of common size are read as ever', async () => {
  const form = new FormData()
  form.set('a', 'một')
  expect(await (await site().request('/form', { method: 'POST', body: form })).json()).toEqual({ a: 'một' })
  const fields = new URLSearchParams({ b: '2' })
  expect(await (await site().request('/form', { method: 'POST', body: fields })).json()).toEqual({ b: '2' })
  expect(await (await site().request('/json', { method: 'POST', body: '{"c":3}' })).json()).toEqual({ c: 3 })
  expect(await (await site().request('/form', { method: 'POST' })).json()).toEqual({})
})

test('what is announced as too large is not read at all', async () => {
  for (const path of ['/form', '/json', '/larger']) {
    const { taken, init } = endless()
    const headers = { 'content-length': '900000000', 'content-type': 'application/x-www-form-urlencoded' }
    expect((await site().request(path, { ...init, headers })).status).toBe(413)
    expect(taken.bytes).toBeLessThanOrEqual(200_000)
  }
})

test('what never ends is cut off at the limit', async () => {
  for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=b', 'application/json']) {
    const { taken, init } = endless()
    const path = type === 'application/json' ? '/json' : '/form'
    expect((await site().request(path, { ...init, headers: { 'content-type': type } })).status).toBe(413)
    expect(taken.bytes).toBeLessThan(LARGEST_HELD + 500_000)
  }
})

test('a handler may hold more when it says so; what streams is its own affair', async () => {
  const body = 'a'.repeat(2_500_000)
  expect(await (await site().request('/larger', { method: 'POST', body })).text()).toBe('2500000')
  expect(await (await site().request('/streamed', { method: 'POST', body })).text()).toBe('2500000')
})
