import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { publish } from '#src/domains/events/public/testing.ts'
import { bigProgramme } from '#src/domains/events/programme/programme-samples.ts'
import { buildApp } from '#src/app.tsx'
import { closeContext, createContext, migrateAll } from '#src/main.ts'
import { readConfig } from '#src/platform/config.ts'
import { statements } from '#src/platform/db/connect.ts'
import { atLeast, atMost, type Bar, type Bench } from './bar.ts'
import { instanceWith36c3, serve } from './support/site.ts'

const DAYS = ['2019-12-27', '2019-12-28', '2019-12-29', '2019-12-30'].map((date) => `/en/events/36c3/programme/${date}`)
const CONNECTIONS = 8
const SECONDS = 4

/** The day page of 36C3 as delegates ask for it: weight, time, throughput, and what it costs the database. */
export const bench: Bench = {
  name: 'day-page',
  async run() {
    const bars: Bar[] = [...(await statementBars())]
    const dataDir = await instanceWith36c3()
    if (!dataDir) return bars
    const site = await serve(dataDir)
    const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS })
    const get = (address: string, headers: Record<string, string> = {}) =>
      request(agent, site.url + address, { 'accept-encoding': 'br', ...headers })
    try {
      const first: number[] = []
      let heaviest = 0
      let etag = ''
      for (const day of DAYS) {
        const answer = await get(day)
        if (answer.status !== 200) throw new Error(`${day}: ${answer.status}`)
        first.push(answer.ms)
        if (answer.bytes > heaviest) [heaviest, etag] = [answer.bytes, answer.etag]
      }
      // The first one also reads and indexes the release, once a process and release.
      bars.push(atMost('day page, first of a started server, release read', first[0]!, 'ms', 1000))
      bars.push(atMost('day page, first rendering, worst of three', Math.max(...first.slice(1)), 'ms', 150))
      bars.push(atMost('day page, brotli, heaviest of four', heaviest / 1000, 'kB', 60))
      bars.push(
        atMost('JavaScript of a day page, gzip', (await scriptBytes(agent, site.url, DAYS[1]!)) / 1000, 'kB', 8),
      )
      const times: number[] = []
      for (let n = 0; n < 800; n++) times.push((await get(DAYS[n % DAYS.length]!)).ms)
      times.sort((a, b) => a - b)
      bars.push(atMost('day page, server time, median', times[times.length >> 1]!, 'ms', 15))
      bars.push(atMost('day page, server time, 95th percentile', times[Math.floor(times.length * 0.95)]!, 'ms', 40))
      const day = (await Promise.all(DAYS.map(async (d) => [d, (await get(d)).etag] as const))).find(
        ([, tag]) => tag === etag,
      )![0]
      const again = await get(day, { 'if-none-match': etag })
      bars.push(
        atMost(
          'conditional request: bytes of body',
          again.status === 304 ? again.bytes : Number.MAX_SAFE_INTEGER,
          'B',
          0,
        ),
      )
      bars.push(atLeast('day pages a second from one process', await throughput(get), '/s', 500))
    } finally {
      agent.destroy()
      await site.stop()
    }
    return bars
  },
}

interface Answer {
  readonly status: number
  readonly bytes: number
  readonly etag: string
  readonly ms: number
  readonly body: Buffer
}

/** One request, its body as it came over the line; milliseconds until its end. */
function request(agent: http.Agent, address: string, headers: Record<string, string>): Promise<Answer> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    http
      .get(address, { agent, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const body = Buffer.concat(chunks)
          resolve({
            status: response.statusCode ?? 0,
            bytes: body.length,
            etag: String(response.headers.etag ?? ''),
            ms: performance.now() - started,
            body,
          })
        })
      })
      .on('error', reject)
  })
}

/** Gzipped size of every script that the page links. */
async function scriptBytes(agent: http.Agent, url: string, page: string): Promise<number> {
  const { body } = await request(agent, url + page, { 'accept-encoding': 'identity' })
  const scripts = [
    ...body.toString().matchAll(/<(?:script|link rel="modulepreload")[^>]*(?:src|href)="(\/assets\/[^"]+\.js)"/g),
  ].map((m) => m[1]!)
  let sum = 0
  for (const script of new Set(scripts))
    sum += (await request(agent, url + script, { 'accept-encoding': 'gzip' })).bytes
  return sum
}

async function throughput(get: (address: string) => Promise<Answer>): Promise<number> {
  let served = 0
  const until = performance.now() + SECONDS * 1000
  const reader = async (n: number): Promise<void> => {
    for (let i = n; performance.now() < until; i++) {
      await get(DAYS[i % DAYS.length]!)
      served++
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, n) => reader(n)))
  return served / SECONDS
}

/** SQL statements of a day page that nobody asked for before, of ten talks and of 1,351. */
async function statementBars(): Promise<Bar[]> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hoi-bench-'))
  const read = readConfig({ HOI_DATA: dir, LOG_LEVEL: 'silent', WORKER: '0' })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const ctx = await createContext(read.config)
  await migrateAll(ctx)
  const app = buildApp(ctx)
  const bars: Bar[] = []
  for (const talks of [10, 1_351]) {
    const programme = bigProgramme({ talks })
    await publish(ctx, { ...programme, event: { ...programme.event, id: `e${talks}`, slug: `congress-${talks}` } })
    const counter = { count: 0 }
    const answer = await statements.run(counter, () => app.request(`/vi/events/congress-${talks}/programme/2026-04-17`))
    if (answer.status !== 200) throw new Error(String(answer.status))
    bars.push(atMost(`SQL statements of a day page, ${talks} talks, cold`, counter.count, '', 6))
  }
  await closeContext(ctx)
  rmSync(dir, { recursive: true, force: true })
  return bars
}
