import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { addressOf, answers } from './end-demo.ts'

test('a server that is too busy to answer counts as one that runs, a port where nothing listens does not', async () => {
  const busy = createServer(() => {})
  await new Promise<void>((resolve) => void busy.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(busy.address() as AddressInfo).port}/healthz`
  expect(await answers(url, 50)).toBe(true)
  busy.closeAllConnections()
  await new Promise((resolve) => void busy.close(resolve))
  expect(await answers(url, 5_000)).toBe(false)
})

test('the address that a server listens on is one that can be asked', () => {
  expect(['0.0.0.0', '::', '::1', '10.0.0.2'].map(addressOf)).toEqual(['127.0.0.1', '127.0.0.1', '[::1]', '10.0.0.2'])
  expect(() => new URL(`http://${addressOf('::1')}:3000/healthz`)).not.toThrow()
})
