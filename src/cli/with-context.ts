import { CommandFailed, type WithContext } from '#src/platform/cli/command.ts'
import { readConfig, type Config } from '#src/platform/config.ts'
import { pending } from '#src/platform/db/migrate.ts'

/** The configuration of the environment; what is wrong with it is the command's message. */
export function configOf(env: Readonly<Record<string, string | undefined>>): Config {
  const read = readConfig({ ...env })
  if (!read.ok)
    throw new CommandFailed(`the settings are not in order:\n  ${read.problems.join('\n  ')}\nSee hoi config.`)
  return read.config
}

/**
 * Opens the instance that the environment names, for commands. An empty database gets its tables; one that an older
 * version made is left alone, because a server of that version may be running on it: that is for `hoi migrate`.
 */
export function contextOpener(env: Readonly<Record<string, string | undefined>>): WithContext {
  return async (body) => {
    const { closeContext, createContext, migrateAll, migrations } = await import('#src/main.ts')
    // What is logged on the way would spoil the picture; warnings are still wanted.
    const ctx = await createContext(configOf({ ...env, LOG_LEVEL: env['LOG_LEVEL'] || 'warn' }))
    try {
      const missing = await pending(ctx.db, migrations)
      if (missing.length === migrations.length) await migrateAll(ctx)
      else if (missing.length > 0) {
        throw new CommandFailed(
          `the database lacks ${missing.length} migrations (${missing[0]} …): run hoi migrate first`,
        )
      }
      return await body(ctx)
    } finally {
      await closeContext(ctx)
    }
  }
}
