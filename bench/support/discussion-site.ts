import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { memoryOf, startServer } from '#tests/support/server.ts'
import { jobsDone } from './jobs-done.ts'

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
  const server = await startServer(dataDir)
  const { url, port } = server

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

  await jobsDone(dataDir)
  // Phones keep their connection; so many are busy with a vote at one moment.
  const agent = new Agent({ keepAlive: true, maxSockets: 200 })
  let asked = 0
  return {
    port,
    dataDir,
    eventId,
    hallCode,
    live: `/events/vsir-2026/sessions/${code}/discussion/live`,
    residentKb: () => memoryOf(server.pid()) * 1024,
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
    vote(question, cookie) {
      const headers = { cookie, ...json, 'sec-fetch-site': 'same-origin' }
      return postForm(agent, `${url}${base}/votes`, `question=${question}&on=1`, headers)
    },
    async counts() {
      const html = await (await fetch(`${url}${base}/screen`)).text()
      const props = JSON.parse(/<script type="application\/json">(.*?)<\/script>/s.exec(html)![1]!) as {
        board: { questions: { id: string; votes: number }[] }
      }
      return new Map(props.board.questions.map((q) => [q.id, q.votes]))
    },
    crash: server.crash,
    async stop() {
      agent.destroy()
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Posts a form by as little as can be done, so that the server is what is measured; whether it was taken. */
function postForm(agent: Agent, url: string, body: string, headers: Record<string, string>, again = true) {
  return new Promise<boolean>((resolve) => {
    const length = String(Buffer.byteLength(body))
    const type = 'application/x-www-form-urlencoded'
    const sent = request(url, {
      agent,
      method: 'POST',
      headers: { ...headers, 'content-type': type, 'content-length': length },
    })
    sent.on('response', (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode === 200))
      response.on('error', () => resolve(false))
    })
    // The server may close an idle connection at the moment at which it is used again: browsers then take a new one.
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const closedUnderway = again && sent.reusedSocket && error.code === 'ECONNRESET'
      resolve(closedUnderway ? postForm(agent, url, body, headers, false) : false)
    })
    sent.end(body)
  })
}
