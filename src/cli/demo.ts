import { CommandFailed, DONE, type Command } from '#src/platform/cli/command.ts'

export const demoCommand: Command = {
  name: 'demo',
  summary: 'Make the demonstration society in an empty instance, or show its accounts',
  about: 'What hoi start does by itself on an empty data folder. A database that is in use is left alone.',
  async run(_args, io) {
    return io.withContext(async (ctx) => {
      const { createDemo, demoAccounts, wantsDemo } = await import('#src/demo/create.ts')
      if (await wantsDemo(ctx)) await createDemo(ctx, (what) => io.say(what))
      const accounts = demoAccounts(ctx)
      if (accounts.length === 0)
        throw new CommandFailed('this instance is in use and has no demonstration; name an empty folder with HOI_DATA')
      io.result(accounts, accounts.map((a) => `${a.role.padEnd(14)} ${a.email.padEnd(32)} ${a.password}`).join('\n'))
      return DONE
    })
  },
}
