import { mkdir, open, rename } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTransport as createMailer, type SendMailOptions } from 'nodemailer'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'

/** Where mails go. */
export interface Transport {
  /** Rejects when the mail was not taken. `id` is that of the outbox. */
  send(id: string, mail: SendMailOptions): Promise<void>
  close(): void
}

const PER_SECOND = 10
const transports = new WeakMap<object, Transport>()

/** The transport of the context's configuration, opened when first asked for. */
export function transportOf(ctx: Context): Transport {
  let transport = transports.get(ctx.config)
  if (!transport) transports.set(ctx.config, (transport = openTransport(ctx.config)))
  return transport
}

/** Ends idle connections to the mail server, so that the process can end. */
export function closeMail(ctx: Context): void {
  transports.get(ctx.config)?.close()
  transports.delete(ctx.config)
}

/** SMTP_URL's server (`?rate=5` for five mails a second), else files below the data folder. */
export function openTransport(config: Pick<Config, 'smtpUrl' | 'dataDir'>): Transport {
  return config.smtpUrl ? smtpTransport(config.smtpUrl) : fileTransport(path.join(config.dataDir, 'mail'))
}

function smtpTransport(address: string): Transport {
  const url = new URL(address)
  const perSecond = Number(url.searchParams.get('rate')) || PER_SECOND
  url.searchParams.delete('rate')
  const mailer = createMailer({
    url: url.href,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
  } as Parameters<typeof createMailer>[0])
  const turn = throttle(perSecond)
  return {
    async send(_, mail) {
      await turn()
      await mailer.sendMail(mail)
    },
    close: () => mailer.close(),
  }
}

/** One file a mail, `<id>.eml`, which mail programs open; whole or not there. */
function fileTransport(folder: string): Transport {
  const mailer = createMailer({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    async send(id, mail) {
      const { message } = await mailer.sendMail(mail)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = path.join(folder, `${id}.eml`)
      const handle = await open(`${file}.part`, 'w', 0o600)
      try {
        await handle.writeFile(message as Buffer)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(`${file}.part`, file)
    },
    close() {},
  }
}

/** Lets callers pass one after the other, evenly spaced. */
export function throttle(perSecond: number): () => Promise<void> {
  let next = 0
  return async () => {
    const now = performance.now()
    const mine = Math.max(now, next)
    next = mine + 1000 / perSecond
    // A timer counts from the beginning of the loop's turn, so it can come a little early.
    for (let left = mine - now; left > 0; left = mine - performance.now()) await sleep(Math.ceil(left))
  }
}
