import { expect, test, vi } from 'vitest'
import { boot, islandFile } from './boot.ts'
import { offsetIn, ownClock } from './reader.ts'

const here = (iso: string, minutes: number): string | null => {
  vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(-minutes)
  try {
    return ownClock(iso)?.replace(/^\d\d:\d\d/, 'clock') ?? null
  } finally {
    vi.restoreAllMocks()
  }
}

test('the offset is read from the time itself', () => {
  expect(offsetIn('2026-04-17T08:00:00+07:00')).toBe(420)
  expect(offsetIn('2026-04-17T08:00:00-03:30')).toBe(-210)
  expect(offsetIn('2026-04-17T01:00:00Z')).toBeNull()
})

test("the reader's own clock is shown only where it differs, with the day when that differs too", () => {
  expect(here('2026-04-17T08:00:00+07:00', 420)).toBeNull()
  expect(here('2026-04-17T08:00:00+07:00', 540)).toBe('clock')
  expect(here('2026-04-17T23:30:00+07:00', 540)).toBe('clock +1')
  expect(here('2026-04-17T03:00:00+07:00', 0)).toBe('clock −1')
})

const element = (island: string, json: string) =>
  ({ dataset: { island }, querySelector: () => ({ textContent: json }) }) as unknown as HTMLElement

test('islands find their file by name; one that fails leaves the others alone', async () => {
  expect(islandFile('events/editor')).toBe('/src/domains/events/islands/editor.island.tsx')
  const good = element('events/editor', '{"a":1}')
  const bad = element('events/nothing', 'null')
  const root = { querySelectorAll: () => [bad, good] } as unknown as ParentNode
  const report = vi.fn<(error: unknown) => void>()
  vi.stubGlobal('reportError', report)
  const mount = vi.fn<(element: HTMLElement, props: unknown) => void>()
  await boot(root, { [islandFile('events/editor')]: async () => ({ mount }) })
  vi.unstubAllGlobals()
  expect(mount).toHaveBeenCalledWith(good, { a: 1 })
  expect(bad.dataset).toHaveProperty('failed')
  expect(report).toHaveBeenCalledOnce()
})
