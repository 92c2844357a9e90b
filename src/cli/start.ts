import { DONE, type Command } from '#src/platform/cli/command.ts'
import { configOf } from './with-context.ts'

export const startCommand: Command = {
  name: 'start',
  summary: 'Serve the site, and work off jobs unless WORKER=0',
  about: 'Creates and migrates the database first. SIGTERM or Ctrl-C lets requests and jobs in flight finish.',
  options: {
    empty: { means: 'On an empty data folder: no demonstration, a one-time link for the first administrator instead' },
  },
  async run(_args, io) {
    const { createContext, migrateAll, startServer } = await import('#src/main.ts')
    const ctx = await createContext(configOf(io.env))
    await migrateAll(ctx, (id) => ctx.log.info({ id }, 'migration'))
    const running = await startServer(ctx)
    io.say(`Hội is at ${running.url}\nData folder: ${ctx.config.dataDir}`)
    await io.ended()
    await running.close()
    return DONE
  },
}
