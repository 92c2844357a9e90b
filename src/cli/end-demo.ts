import { CommandFailed, DONE, UsageError, type Command } from '#src/platform/cli/command.ts'

export const endDemoCommand: Command = {
  name: 'end-demo',
  summary: 'Turn the demonstration into an empty society of your own',
  about:
    'Removes everything: meetings, people, cases with their images, news, accounts, mails, and every setting that the demonstration made. Prints the link, good once, for the first administrator. Stop the server first, and make a backup if in doubt. What you made yourselves in the demonstration goes too; where there is any, it is counted and --everything is asked for. A programme of your own can be exported before and imported afterwards.',
  options: {
    yes: { means: 'Really remove it' },
    everything: { means: 'Also what is not of the demonstration' },
  },
  examples: ['hoi export my-congress --format schedule.json > programme.json', 'hoi end-demo --yes'],
  async run(args, io) {
    return io.withContext(async (ctx) => {
      const { endDemo, isDemonstration, others } = await import('#src/demo/end.ts')
      if (!(await isDemonstration(ctx)))
        throw new CommandFailed('this instance is not the demonstration; nothing was done')
      const own = await others(ctx)
      const found = Object.entries(own).filter(([, n]) => n > 0)
      if (found.length > 0 && !args.flag('everything')) {
        const list = found.map(([what, n]) => `${n} ${what}`).join(', ')
        throw new CommandFailed(`there is what is not of the demonstration: ${list}. --everything removes that, too`)
      }
      if (!args.flag('yes')) throw new UsageError('it removes everything that this instance holds: say --yes')
      const { host, port } = ctx.config
      if (await answers(`http://${addressOf(host)}:${port}/healthz`))
        throw new CommandFailed(`a server answers on port ${port}: stop it first`)
      await endDemo(ctx)
      const { createFirstAdminLink } = await import('#src/domains/people/index.ts')
      const link = await createFirstAdminLink(ctx)
      io.result({ link }, `The demonstration is gone. First administrator (this link works once):\n  ${link}`)
      return DONE
    })
  },
}

/** As it stands in an address: one that means all of them cannot be asked. */
export function addressOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

/** Whether anything listens there; a server that is too busy to answer in time does, too. */
export const answers = (url: string, withinMs = 2_000): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(withinMs) }).then(
    () => true,
    (error: unknown) => error instanceof Error && error.name === 'TimeoutError',
  )
