import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemActor } from '../authz.ts'
import type { JobHandler } from '../domain.ts'
import { ok } from '../outcome.ts'
import { platformContext, type TestContext } from '../testing.ts'
import { write } from '../write.ts'
import { countJobs, discardJob, listJobs, retryJob } from './admin.ts'
import { claim, finish, renew } from './claim.ts'
import { enqueue, type JobOptions } from './enqueue.ts'
import { backoff } from './run.ts'
import { GiveUp, runDueJobs, startWorker, workerOf, type Worker, type WorkerOptions } from './worker.ts'

let ctx: TestContext
const workers: Worker[] = []
beforeEach(async () => {
  ctx = await platformContext()
})
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop()
  await ctx.close()
})

const clerk = systemActor('test')
const put = (name: string, payload: object = {}, options?: JobOptions) => enqueue(ctx, ctx.db, name, payload, options)
const jobs = (handlers: Record<string, (payload: { n?: number }) => Promise<unknown> | unknown>) =>
  new Map<string, JobHandler>(
    Object.entries(handlers).map(([name, run]) => [
      name,
      async (_ctx, payload: { n?: number }) => void (await run(payload)),
    ]),
  )
const start = (handlers: ReadonlyMap<string, JobHandler>, options: WorkerOptions = {}) => {
  const worker = startWorker(ctx, handlers, { pollMs: 40, ...options })
  workers.push(worker)
  return worker
}
const calm = { backoffMs: 1000, random: () => 0.5 }

describe('a job', () => {
  test('runs once and is gone', async () => {
    const seen: number[] = []
    await put('count', { n: 1 })
    await put('count', { n: 2 })
    expect(await runDueJobs(ctx, jobs({ count: ({ n }) => seen.push(n!) }))).toBe(2)
    expect(seen).toEqual([1, 2])
    expect(await listJobs(ctx)).toEqual([])
  })

  test('waits until it is due', async () => {
    let runs = 0
    await put('later', {}, { runAt: ctx.clock.now() + 60_000 })
    const handlers = jobs({ later: () => runs++ })
    await runDueJobs(ctx, handlers)
    expect(runs).toBe(0)
    ctx.clock.advance(60_000)
    await runDueJobs(ctx, handlers)
    expect(runs).toBe(1)
  })

  test('that fails is tried again after twice the wait, then left to a person with its last error', async () => {
    let runs = 0
    await put('break')
    const handlers = jobs({
      break() {
        runs += 1
        throw new Error(`no ${runs}`)
      },
    })
    const options = { ...calm, maxAttempts: 3 }
    await runDueJobs(ctx, handlers, options)
    expect((await listJobs(ctx))[0]).toMatchObject({
      state: 'ready',
      attempts: 1,
      lastError: 'Error: no 1',
      runAt: ctx.clock.now() + 1000,
    })
    ctx.clock.advance(999)
    expect(await runDueJobs(ctx, handlers, options)).toBe(0)
    ctx.clock.advance(1)
    expect(await runDueJobs(ctx, handlers, options)).toBe(1)
    ctx.clock.advance(2000)
    expect(await runDueJobs(ctx, handlers, options)).toBe(1)
    expect(await listJobs(ctx, { state: 'dead' })).toMatchObject([{ attempts: 3, lastError: 'Error: no 3' }])
    ctx.clock.advance(86_400_000)
    expect(await runDueJobs(ctx, handlers, options)).toBe(0)
  })

  test('that nothing can mend goes to the dead letters at once', async () => {
    await put('hopeless')
    await runDueJobs(ctx, jobs({ hopeless: () => Promise.reject(new GiveUp('the file is no PDF')) }))
    expect(await listJobs(ctx)).toMatchObject([{ state: 'dead', attempts: 1, lastError: 'Error: the file is no PDF' }])
  })

  test('that nobody knows goes to the dead letters and says so', async () => {
    await put('future:job')
    await runDueJobs(ctx, jobs({}))
    expect((await listJobs(ctx))[0]?.lastError).toContain('No handler is registered for the job “future:job”')
  })

  test('is not added twice while the first waits, but is while the first runs', async () => {
    await put('build', { n: 1 }, { dedupe: 'build' })
    await put('build', { n: 2 }, { dedupe: 'build' })
    expect(await listJobs(ctx)).toHaveLength(1)
    const seen: number[] = []
    const handlers = jobs({
      async build({ n }) {
        seen.push(n!)
        if (n === 1) await put('build', { n: 3 }, { dedupe: 'build' })
      },
    })
    await runDueJobs(ctx, handlers)
    expect(seen).toEqual([1, 3])
  })

  test('retried by a person runs now and the audit log knows; discarded it is gone', async () => {
    await put('hopeless')
    await put('hopeless')
    await runDueJobs(ctx, jobs({ hopeless: () => Promise.reject(new GiveUp('no')) }))
    const [a, b] = await listJobs(ctx, { state: 'dead' })
    expect(await write(ctx, clerk, (tx) => retryJob(tx, a!.id))).toEqual(ok())
    expect(await write(ctx, clerk, (tx) => discardJob(tx, b!.id))).toEqual(ok())
    expect(await write(ctx, clerk, (tx) => discardJob(tx, b!.id))).toMatchObject({ ok: false, code: 'not-found' })
    let runs = 0
    await runDueJobs(ctx, jobs({ hopeless: () => runs++ }))
    expect(runs).toBe(1)
    expect(await countJobs(ctx)).toEqual({ ready: 0, running: 0, dead: 0 })
    const audit = await ctx.db.selectFrom('audit').select(['action', 'entity_id']).orderBy('action').execute()
    expect(audit).toEqual([
      { action: 'job.discard', entity_id: b!.id },
      { action: 'job.retry', entity_id: a!.id },
    ])
  })
})

describe('the lease', () => {
  test('of a killed worker runs out and the job runs again; the late one can no longer end it', async () => {
    await put('slow')
    const [first] = await claim(ctx, 5, 1000)
    expect(await claim(ctx, 5, 1000)).toEqual([])
    ctx.clock.advance(1001)
    const [second] = await claim(ctx, 5, 1000)
    expect(second).toMatchObject({ id: first!.id, attempts: 2 })
    expect(await renew(ctx, first!, 1000)).toBe(false)
    await finish(ctx, first!)
    expect(await countJobs(ctx)).toMatchObject({ running: 1 })
    expect(await renew(ctx, second!, 5000)).toBe(true)
    ctx.clock.advance(4000)
    expect(await claim(ctx, 5, 1000)).toEqual([])
    await finish(ctx, second!)
    expect(await listJobs(ctx)).toEqual([])
  })

  test('a job that kills its worker every time ends among the dead letters', async () => {
    await put('poison')
    for (let i = 0; i < 3; i++) {
      await claim(ctx, 1, 1000)
      ctx.clock.advance(1001)
    }
    let runs = 0
    await runDueJobs(ctx, jobs({ poison: () => runs++ }), { maxAttempts: 3 })
    expect(runs).toBe(0)
    expect((await listJobs(ctx, { state: 'dead' }))[0]?.lastError).toContain('ended in the middle of this job 3 times')
  })

  test('is never given to two: ten claims at once share out thirty jobs', async () => {
    for (let i = 0; i < 30; i++) await put('share')
    const taken = (await Promise.all(Array.from({ length: 10 }, () => claim(ctx, 3, 60_000)))).flat()
    const rest = await claim(ctx, 30, 60_000)
    const ids = [...taken, ...rest].map((job) => job.id)
    expect(ids).toHaveLength(30)
    expect(new Set(ids).size).toBe(30)
  })
})

/** A machine that does much else may take its time. */
const SLOW = { timeout: 30_000 }

describe('the worker', () => {
  test('is woken by the bus, runs jobs side by side up to its limit, and waits for them when it stops', async () => {
    let now = 0
    let most = 0
    let done = 0
    const worker = start(
      jobs({
        async wide() {
          most = Math.max(most, ++now)
          // As long as it takes until there are as many as may be: claiming one may take longer than any pause.
          await vi.waitFor(() => expect(most).toBeGreaterThanOrEqual(3), SLOW)
          await new Promise((resolve) => setTimeout(resolve, 30))
          now -= 1
          done += 1
        },
      }),
      { concurrency: 3, pollMs: 60_000 },
    )
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(worker.alive()).toBe(true)
    expect(workerOf(ctx)).toBe(worker)
    await write(ctx, clerk, async (tx) => {
      for (let i = 0; i < 7; i++) await tx.enqueue('wide', {})
      return ok()
    })
    await vi.waitFor(() => expect(done).toBeGreaterThanOrEqual(4), SLOW)
    await worker.stop()
    expect(now).toBe(0)
    expect(most).toBe(3)
    expect(worker.alive()).toBe(false)
    expect(workerOf(ctx)).toBeUndefined()
    expect(done + (await countJobs(ctx)).ready).toBe(7)
  })

  test('runs a job when it becomes due without being told', async () => {
    let runs = 0
    await put('soon', {}, { runAt: ctx.clock.now() + 50 })
    start(jobs({ soon: () => runs++ }), { pollMs: 20 })
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(runs).toBe(0)
    ctx.clock.advance(50)
    await vi.waitFor(() => expect(runs).toBe(1), SLOW)
  })

  test('runs recurring work once a period, however many workers there are', async () => {
    const at: number[] = []
    const handlers = jobs({ clean: () => at.push(ctx.clock.now()) })
    const schedules = [{ name: 'clean', everyMs: 60_000 }]
    start(handlers, { schedules, pollMs: 10 })
    start(handlers, { schedules, pollMs: 10 })
    for (let i = 0; i < 3; i++) {
      const before = at.length
      await vi.waitFor(async () => expect(await listJobs(ctx, { state: 'ready' })).toHaveLength(1), SLOW)
      ctx.clock.advance(60_000)
      await vi.waitFor(() => expect(at.length).toBe(before + 1), SLOW)
    }
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(at).toHaveLength(3)
  })
})

test('the wait doubles, is spread by a quarter, and ends at an hour', () => {
  expect([1, 2, 3, 4].map((n) => backoff(n, 5000, () => 0.5))).toEqual([5000, 10_000, 20_000, 40_000])
  expect(backoff(1, 1000, () => 0)).toBe(750)
  expect(backoff(1, 1000, () => 1)).toBe(1250)
  expect(backoff(60, 5000, () => 0.5)).toBe(3_600_000)
})
