import { afterEach, beforeEach } from 'vitest'
import { app, ctx, ownContext } from '#tests/support/own-context.ts'
import { moderate } from '../commands/moderate.ts'
import { hubOf } from '../live/hub.ts'
import { actorFor, aHall, question, sendJson, type Hall } from '../testing.ts'

/** That of the test that runs, in files that call `ownHall`. */
export let hall: Hall

/** Gives each test of a file a hall in a context of its own. */
export function ownHall(): void {
  ownContext()
  beforeEach(async () => {
    hall = await aHall(ctx)
  })
  afterEach(() => hubOf(ctx).stop())
}

/** Asks and answers the question's id; throws where it was refused. */
export const ask = async (
  body: string,
  more: Record<string, string> = {},
  cookie = hall.asker.cookie,
): Promise<string> => {
  const { body: answer, status } = await sendJson(app, cookie, `${hall.base}/questions`, question(body, more))
  if (!answer.ok) throw new Error(`${status} ${JSON.stringify(answer)}`)
  return (answer.value as unknown as { id: string }).id
}
/** What the chair does with a question. */
export const act = (id: string, what: 'publish' | 'take' | 'dismiss' | 'later' | 'answered' | 'pin') =>
  moderate(ctx, actorFor(hall.chair), hall.place, { questionId: id, act: what })
/** A page as somebody with that cookie gets it. */
export const get = async (path: string, cookie = '') => {
  const response = await app.request(`http://hoi.test${path}`, { headers: { cookie } })
  return { status: response.status, html: await response.text(), headers: response.headers }
}
