import { ownCommands } from './cli/index.ts'
import { contextOpener } from './cli/with-context.ts'
import { runCommand } from './platform/cli/run.ts'
import { domains } from './domains.ts'

const ended = () =>
  new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })

/** The command line: returns the exit code (0 done, 1 failed, 2 wrongly called) and never throws. */
export function main(argv: readonly string[]): Promise<number> {
  const commands = [...ownCommands, ...domains.flatMap((domain) => domain.commands ?? [])]
  return runCommand(
    commands,
    argv,
    { out: process.stdout, err: process.stderr },
    {
      env: process.env,
      withContext: contextOpener(process.env),
      ended,
    },
  )
}
