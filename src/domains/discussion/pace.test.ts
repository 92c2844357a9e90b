import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Context } from '#src/platform/context.ts'
import { pauseAfter } from './live/pace.ts'
import { sharedRead } from './shared-read.ts'

test('work takes at most its share of the time, within its bounds', () => {
  expect(pauseAfter(1, 0.25, 25, 200)).toBe(25)
  expect(pauseAfter(20, 0.25, 25, 200)).toBe(60)
  expect(pauseAfter(1_000, 0.25, 25, 200)).toBe(200)
  for (const took of [10, 30, 50]) expect(took / (took + pauseAfter(took, 0.25, 0, Infinity))).toBeCloseTo(0.25)
})

test('what is being read is read once, what was read is read again, and a failure is not kept', async () => {
  const ctx = { bus: {} } as Context
  let reads = 0
  const read = async () => {
    const n = ++reads
    await sleep(5)
    if (n === 2) throw new Error('no')
    return n
  }
  const get = (key: string) => sharedRead(ctx, key, read)
  expect(await Promise.all([get('a'), get('a'), get('a')])).toEqual([1, 1, 1])
  await expect(get('a')).rejects.toThrow('no')
  expect(await get('a')).toBe(3)
  expect(await Promise.all([get('a'), get('b')])).toEqual([4, 5])
})
