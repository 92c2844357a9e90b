import { ownCommands } from './cli/index.ts'
import { contextOpener } from './cli/with-context.ts'
import { runCommand } from './platform/cli/run.ts'
import { domains } from './domains.ts'

const ended = () =>
  new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })

const commands = [...ownCommands, ...domains.flatMap((domain) => domain.commands ?? [])]
process.exitCode = await runCommand(commands, process.argv.slice(2), { out: process.stdout, err: process.stderr }, {
  env: process.env,
  withContext: contextOpener(process.env),
  ended,
})
