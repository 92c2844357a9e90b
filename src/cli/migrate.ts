import { DONE, FAILED, type Command } from '#src/platform/cli/command.ts'
import { pending } from '#src/platform/db/migrate.ts'
import { configOf } from './with-context.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Bring the database to this version (hoi start does it too)',
  options: { check: { means: 'Change nothing; exit with 1 when something is missing' } },
  async run(args, io) {
    const { closeContext, createContext, migrateAll, migrations } = await import('#src/main.ts')
    const ctx = await createContext(configOf({ ...io.env, LOG_LEVEL: io.env['LOG_LEVEL'] || 'warn' }))
    try {
      const missing = await pending(ctx.db, migrations)
      if (args.flag('check')) {
        io.result(
          { pending: missing },
          missing.length > 0 ? `Missing:\n  ${missing.join('\n  ')}` : 'The database is up to date.',
        )
        return missing.length > 0 ? FAILED : DONE
      }
      const progress = io.progress('Migrating')
      let done = 0
      const applied = await migrateAll(ctx, () => progress.at(++done, missing.length))
      progress.end()
      io.result(
        { applied },
        applied.length > 0 ? `Applied:\n  ${applied.join('\n  ')}` : 'The database was up to date.',
      )
      return DONE
    } finally {
      await closeContext(ctx)
    }
  },
}
