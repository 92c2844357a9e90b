import { sql } from 'kysely'
import { DONE, type Command } from '#src/platform/cli/command.ts'
import type { Io } from '#src/platform/cli/io.ts'
import type { Context } from '#src/platform/context.ts'
import { configOf } from './with-context.ts'

export const startCommand: Command = {
  name: 'start',
  summary: 'Serve the site, and work off jobs unless WORKER=0',
  about:
    'Creates and migrates the database first. An empty data folder gets the demonstration society, or with --empty a one-time link for the first administrator. SIGTERM or Ctrl-C lets requests and jobs in flight finish.',
  options: {
    'no-images': { means: 'The demonstration without its generated imaging cases' },
    empty: { means: 'On an empty data folder: no demonstration, a one-time link for the first administrator instead' },
  },
  async run(args, io) {
    const { createContext, migrateAll, startServer } = await import('#src/main.ts')
    const ctx = await createContext(configOf(io.env))
    await migrateAll(ctx, (id) => ctx.log.info({ id }, 'migration'))
    const greeting = args.flag('empty')
      ? await firstAdministrator(ctx)
      : await demonstration(ctx, io, !args.flag('no-images'))
    const running = await startServer(ctx)
    io.say(`Hội is at ${running.url}\nData folder: ${ctx.config.dataDir}${greeting}`)
    await io.ended()
    await running.close()
    return DONE
  },
}

/** Makes the demonstration where nothing is kept yet, or goes on with one that was cut off; says how to sign in. */
async function demonstration(ctx: Context, io: Io, images: boolean): Promise<string> {
  const { createDemo, demoAccounts, wantsDemo } = await import('#src/demo/create.ts')
  await alone(ctx, async () => {
    if (await wantsDemo(ctx)) await createDemo(ctx, (what) => io.say(`demonstration: ${what}`), { images })
  })
  const accounts = demoAccounts(ctx)
  if (accounts.length === 0) return ''
  const lines = accounts.map((a) => `  ${a.role.padEnd(14)} ${a.email}`)
  return `\n\nDemonstration accounts, password ${accounts[0]!.password}\n${lines.join('\n')}\n\nA clean instance: npm start -- --empty, with another HOI_DATA.`
}

async function firstAdministrator(ctx: Context): Promise<string> {
  const { createFirstAdminLink } = await import('#src/domains/people/index.ts')
  const link = await createFirstAdminLink(ctx)
  return link ? `\n\nFirst administrator (this link works once):\n  ${link}` : ''
}

/** Keeps a second process on the same PostgreSQL waiting, so that two starts at once make one demonstration. */
async function alone(ctx: Context, body: () => Promise<void>): Promise<void> {
  if (ctx.engine !== 'postgres') return body()
  await ctx.db.connection().execute(async (held) => {
    await sql`select pg_advisory_lock(7205750)`.execute(held)
    try {
      await body()
    } finally {
      await sql`select pg_advisory_unlock(7205750)`.execute(held)
    }
  })
}
