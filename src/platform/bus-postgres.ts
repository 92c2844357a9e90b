import pg from 'pg'
import { checkedMessage, inProcessBus, type Bus } from './bus.ts'
import type { Logger } from './log.ts'

const CHANNEL = 'hoi'
const LONGEST_WAIT = 10_000

/**
 * The bus over LISTEN/NOTIFY. Subscribers here hear at once, as in process; other processes hear through PostgreSQL.
 * While the connection is down hints between processes are lost, which they may be; it is opened again by itself, and
 * subscribers of the topic `bus` are then told `reconnected` so that they can look for what they missed.
 */
export async function postgresBus(url: string, log: Logger): Promise<Bus> {
  const here = inProcessBus((err, topic) => log.error({ err, topic }, 'a listener of the bus failed'))
  const self = crypto.randomUUID()
  let client: pg.Client | null = null
  let closed = false
  let retry: NodeJS.Timeout | undefined

  function hear(payload: string | undefined): void {
    try {
      const [from, topic, message] = JSON.parse(payload ?? '[]') as [string, string, string]
      if (from !== self) here.publish(topic, message)
    } catch (err) {
      log.warn({ err }, 'a notification on the bus could not be read')
    }
  }

  async function open(): Promise<void> {
    const made = new pg.Client({ connectionString: url, keepAlive: true })
    made.on('notification', ({ payload }) => hear(payload))
    // Unheard, the error of a broken connection would end the process; `end` follows it.
    made.on('error', (err) => log.warn({ err }, 'the bus lost its connection'))
    try {
      await made.connect()
      await made.query(`listen ${CHANNEL}`)
    } catch (error) {
      await made.end().catch(() => {})
      throw error
    }
    made.once('end', () => {
      if (client === made) client = null
      reopen(100)
    })
    if (closed) await made.end()
    else client = made
  }

  function reopen(wait: number): void {
    if (closed) return
    retry = setTimeout(() => {
      open().then(
        () => here.publish('bus', 'reconnected'),
        (err: unknown) => {
          log.warn({ err, wait }, 'the bus could not connect')
          reopen(Math.min(LONGEST_WAIT, wait * 2))
        },
      )
    }, wait)
  }

  await open()
  return {
    publish(topic, message) {
      checkedMessage(topic, message)
      here.publish(topic, message)
      client
        ?.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify([self, topic, message])])
        .catch((err: unknown) => {
          log.warn({ err, topic }, 'a hint did not reach the other processes')
        })
    },
    subscribe: here.subscribe,
    async close() {
      closed = true
      clearTimeout(retry)
      await client?.end()
      await here.close()
    },
  }
}
