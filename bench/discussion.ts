import { hallCookie } from '#src/domains/discussion/participant.ts'
import type { Context } from '#src/platform/context.ts'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { atLeast, atMost, type Bar, type Bench } from './bar.ts'
import { SseReaders } from './support/sse-readers.ts'
import { startDiscussionSite, type DiscussionSite } from './support/discussion-site.ts'

const READERS = Number(process.env['BENCH_READERS'] ?? 5_000)
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 60)
const RATE = 200
const QUESTIONS = 12

/** A hall of live readers on one process, a restart in the middle, and a storm of votes; everything on this machine. */
export const bench: Bench = {
  name: 'discussion',
  async run() {
    const site = await startDiscussionSite()
    const readers = new SseReaders(site.port, site.live)
    try {
      await warmUp(site)
      const before = site.residentKb()
      await readers.connect(READERS)
      await sleep(8_000)
      const perReader = (site.residentKb() - before) / READERS
      const delays = await questions(site, readers)
      const restart = await restarted(site, readers)
      const votes = await storm(site)
      return [
        atMost(
          `a question reaches ${READERS} live readers, p95`,
          percentile(delays, 0.95),
          'ms',
          500,
          'limit (venueless: 33,800 ms at 4,733 clients)',
        ),
        atMost('the slowest of them', percentile(delays, 1), 'ms', 2_000),
        atMost('memory a reader', perReader, 'kB', 60),
        ...restart,
        ...votes,
      ]
    } finally {
      readers.close()
      await site.stop()
    }
  },
}

const percentile = (values: readonly number[], p: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))] ??
  Number.POSITIVE_INFINITY

/** So that the code is compiled and the heap has its size before memory is measured. */
async function warmUp(site: DiscussionSite): Promise<void> {
  const some = new SseReaders(site.port, site.live)
  await some.connect(200)
  for (let n = 0; n < 3; n++) await site.ask(`warm ${n}`, device(site))
  await sleep(500)
  some.close()
  await sleep(2_000)
}

const device = (site: DiscussionSite, token?: string): string => {
  const secret = readFileSync(path.join(site.dataDir, 'secret'), 'utf8').trim()
  // The cookie depends on nothing else of the context.
  return `hoi.hall=${hallCookie({ secret } as Context, site.eventId, site.hallCode, token)}`
}

async function questions(site: DiscussionSite, readers: SseReaders): Promise<number[]> {
  const delays: number[] = []
  for (let n = 0; n < QUESTIONS; n++) {
    const began = performance.now()
    const id = await site.ask(`Question ${n}: which embolic agent after failed coiling?`, device(site))
    await readers.all(id, READERS, 10_000)
    delays.push(...readers.arrivals(id).map((at) => at - began))
    await sleep(300)
  }
  return delays
}

/** Killed without warning, started again; questions asked while the readers come back. */
async function restarted(site: DiscussionSite, readers: SseReaders): Promise<Bar[]> {
  const began = performance.now()
  await site.crash()
  const ids: string[] = []
  for (let n = 0; n < 5; n++) {
    ids.push(await site.ask(`Asked after the restart ${n}`, device(site)))
    await sleep(200)
  }
  for (const id of ids) await readers.all(id, READERS, 60_000)
  const back = performance.now() - began
  await sleep(1_000)
  const got = ids.reduce((sum, id) => sum + readers.arrivals(id).length, 0)
  return [
    atMost('questions lost over a restart', READERS * ids.length - got + readers.gaps, 'deliveries', 0.5),
    atMost('questions that came twice', readers.doubled, 'deliveries', 0.5),
    atMost(`all ${READERS} readers back and caught up`, back / 1_000, 's', 30),
  ]
}

/** Votes in open loop while everyone reads along; each is counted when the server has answered that it is durable. */
async function storm(site: DiscussionSite): Promise<Bar[]> {
  const targets = [
    await site.ask('Vote for me', device(site)),
    await site.ask('Or for me', device(site)),
    await site.ask('Or me', device(site)),
  ]
  const given = new Map(targets.map((id) => [id, 0]))
  const delays: number[] = []
  const open: Promise<void>[] = []
  let failed = 0
  const began = performance.now()
  for (let n = 0; n < RATE * SECONDS; n++) {
    const due = began + (n * 1_000) / RATE
    const early = due - performance.now()
    if (early > 0) await sleep(early)
    const id = targets[n % targets.length]!
    const sent = performance.now()
    const one = async () => {
      const ok = await site.vote(id, device(site, `bench${String(n).padStart(17, '0')}`))
      delays.push(performance.now() - sent)
      if (ok) given.set(id, given.get(id)! + 1)
      else failed += 1
    }
    open.push(one())
  }
  await Promise.all(open)
  const took = (performance.now() - began) / 1_000
  await sleep(1_000)
  const counted = await site.counts()
  const wrong = targets.reduce((sum, id) => sum + Math.abs((counted.get(id) ?? 0) - given.get(id)!), 0)
  return [
    atLeast(`votes a second, sustained for ${SECONDS} s`, (RATE * SECONDS - failed) / took, 'votes/s', RATE * 0.98),
    atMost('votes refused or failed', failed, 'votes', 0.5),
    atMost('votes counted wrongly', wrong, 'votes', 0.5),
    atMost('a vote is durable, p95', percentile(delays, 0.95), 'ms', 500),
  ]
}
