import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = process.cwd()

/** The built server with an open discussion that takes questions from the hall at once. */
export interface DiscussionSite {
  readonly port: number
  readonly dataDir: string
  readonly eventId: string
  readonly hallCode: string
  /** Path of the live stream. */
  readonly live: string
  residentKb(): number
  ask(body: string, cookie: string): Promise<string>
  vote(questionId: string, cookie: string): Promise<boolean>
  /** Votes by question, as a page shows them. */
  counts(): Promise<ReadonlyMap<string, number>>
  /** Kills without warning and starts again on the same data. */
  crash(): Promise<void>
  stop(): Promise<void>
}

export async function startDiscussionSite(): Promise<DiscussionSite> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hoi-bench-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const own = path.join(root, 'node_modules/.bin/node')
  const run = (): ChildProcess =>
    spawn(
      existsSync(own) ? own : process.execPath,
      [process.env['BENCH_HOI'] ?? path.join(root, 'bin/hoi.js'), 'start'],
      {
        env: { ...process.env, PORT: String(port), BASE_URL: url, HOI_DATA: dataDir, LOG_LEVEL: 'warn' },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    )
  let child = run()
  const ready = async () => {
    while (
      !(await fetch(`${url}/readyz`).then(
        (r) => r.ok,
        () => false,
      ))
    ) {
      if (child.exitCode !== null) throw new Error('the server ended')
      await sleep(20)
    }
  }
  await ready()

  const post = (
    to: string,
    fields: Record<string, string | string[]>,
    cookie: string,
    headers: Record<string, string> = {},
  ) => {
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one)
    return fetch(`${url}${to}`, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { cookie, 'sec-fetch-site': 'same-origin', ...headers },
    })
  }
  const account = (
    JSON.parse(readFileSync(path.join(dataDir, 'demo-accounts.json'), 'utf8')) as {
      role: string
      email: string
      password: string
    }[]
  ).find((a) => a.role === 'organiser')!
  const entered = await post('/en/sign-in', { email: account.email, password: account.password }, '')
  const organiser = entered.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')
  await post(
    '/en/events/vsir-2026/discussions/settings',
    { asking: 'hall', naming: ['name', 'anonymous'], chairSees: 'on', answerDays: '28' },
    organiser,
  )
  const list = await (await fetch(`${url}/en/events/vsir-2026/discussions`, { headers: { cookie: organiser } })).text()
  const code = /\/en\/events\/vsir-2026\/sessions\/(\w+)\/discussion\/chair/.exec(list)![1]!
  const base = `/en/events/vsir-2026/sessions/${code}/discussion`
  const json = { accept: 'application/json' }
  await post(`${base}/state`, { state: 'open' }, organiser, json)
  const screen = await (await fetch(`${url}${base}/screen`)).text()
  const hallCode = /"hallCode":"(\w+)"/.exec(screen)![1]!
  const hall = await fetch(`${url}/hall/${hallCode}/session/${code}`, { redirect: 'manual' })
  const eventId = /hoi\.hall=([0-9a-f-]{36})/.exec(hall.headers.getSetCookie().join())![1]!

  let asked = 0
  return {
    port,
    dataDir,
    eventId,
    hallCode,
    live: `/events/vsir-2026/sessions/${code}/discussion/live`,
    residentKb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]),
    async ask(body, cookie) {
      const response = await post(
        `${base}/questions`,
        { key: `bench-question-${String(++asked).padStart(8, '0')}`, body, shown: 'anonymous' },
        cookie,
        json,
      )
      const answer = (await response.json()) as { ok: boolean; value?: { id: string } }
      if (!answer.ok) throw new Error(`question refused: ${JSON.stringify(answer)}`)
      return answer.value!.id
    },
    async vote(question, cookie) {
      const response = await post(`${base}/votes`, { question, on: '1' }, cookie, json).catch(() => null)
      return response !== null && ((await response.json()) as { ok: boolean }).ok
    },
    async counts() {
      const html = await (await fetch(`${url}${base}/screen`)).text()
      const props = JSON.parse(/<script type="application\/json">(.*?)<\/script>/s.exec(html)![1]!) as {
        board: { questions: { id: string; votes: number }[] }
      }
      return new Map(props.board.questions.map((q) => [q.id, q.votes]))
    },
    async crash() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
      child = run()
      await ready()
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
