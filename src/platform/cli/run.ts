import { CommandFailed, DONE, FAILED, MISUSED, UsageError, type Command } from './command.ts'
import { helpOf, overview, usage } from './help.ts'
import { createIo, type Io, type Streams } from './io.ts'
import { parse } from './parse.ts'

/** Runs what was typed; returns the exit code and never throws. Later commands of the same name win over earlier ones. */
export async function runCommand(
  commands: readonly Command[],
  argv: readonly string[],
  streams: Streams,
  rest: Pick<Io, 'env' | 'withContext' | 'ended'>,
): Promise<number> {
  const known = new Map(commands.map((command) => [command.name, command]))
  const all = [...known.values()]
  const [first, second] = argv
  const say = (text: string) => void streams.err.write(`${text}\n`)
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    const asked = second ? (known.get(argv.slice(1).join(' ')) ?? known.get(second)) : undefined
    streams.out.write(`${asked ? helpOf(asked) : overview(all)}\n`)
    return first === undefined ? MISUSED : DONE
  }
  const nested = known.get(`${first} ${second}`)
  const command = nested ?? known.get(first)
  const below = all.some(({ name }) => name.startsWith(`${first} `))
  if (!nested && below && (second === undefined || second.startsWith('-'))) {
    streams.out.write(`${overview(all, first)}\n`)
    return second === undefined ? MISUSED : DONE
  }
  if (!command) {
    const near = all.map(({ name }) => name).filter((name) => name.startsWith(first.slice(0, 2)))
    say(
      `hoi: there is no command “${below ? `${first} ${second}` : first}”.${near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ''}\nSee hoi --help.`,
    )
    return MISUSED
  }
  try {
    const { args, help, json } = parse(command, argv.slice(nested ? 2 : 1))
    if (help) {
      streams.out.write(`${helpOf(command)}\n`)
      return DONE
    }
    return await command.run(args, createIo(streams, { ...rest, json }))
  } catch (error) {
    if (error instanceof UsageError) {
      say(`hoi ${command.name}: ${error.message}\nUsage: ${usage(command)}\nSee hoi ${command.name} --help.`)
      return MISUSED
    }
    const missing = missingFile(error)
    if (missing !== null) {
      say(`hoi ${command.name}: there is no file ${missing}`)
      return FAILED
    }
    const expected = error instanceof CommandFailed || rest.env['LOG_LEVEL'] !== 'debug'
    say(`hoi ${command.name}: ${error instanceof Error ? (expected ? error.message : error.stack) : String(error)}`)
    return FAILED
  }
}

/** The file that a person named and that is not there; null for every other error. */
function missingFile(error: unknown): string | null {
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException
  return code === 'ENOENT' && path !== undefined ? path : null
}
