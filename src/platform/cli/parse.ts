import { parseArgs } from 'node:util'
import { UsageError, type Args, type Command } from './command.ts'

/** Understood by every command. */
export const COMMON = {
  help: { means: 'Show this and do nothing', short: 'h' },
  json: { means: 'Answer in JSON, for scripts' },
} as const

/** Checks what was typed against the declaration; throws UsageError naming what is wrong. */
export function parse(command: Command, argv: readonly string[]): { args: Args; help: boolean; json: boolean } {
  const declared = { ...command.options, ...COMMON }
  const { values, positionals } = tokens(command, declared, argv)
  const named = new Map<string, string>()
  for (const [i, { name }] of (command.positionals ?? []).entries()) {
    if (positionals[i] !== undefined) named.set(name, positionals[i])
  }
  const help = values['help'] === true
  if (!help) {
    const extra = positionals[command.positionals?.length ?? 0]
    if (extra !== undefined) throw new UsageError(`“${extra}” is one argument too many`)
    for (const { name, required } of command.positionals ?? []) {
      if (required && !named.has(name)) throw new UsageError(`${name} is missing`)
    }
    for (const [name, option] of Object.entries(command.options ?? {})) {
      if (option.required && values[name] === undefined)
        throw new UsageError(`--${name} ${option.value ?? ''} is missing`)
    }
  }
  const text = (name: string): string | undefined => {
    const value = named.get(name) ?? values[name]
    const single = Array.isArray(value) ? value[0] : value
    return typeof single === 'string' ? single : undefined
  }
  const args: Args = {
    text,
    need(name) {
      const value = text(name)
      if (value === undefined) throw new UsageError(`${name} is missing`)
      return value
    },
    flag: (name) => values[name] === true,
    all: (name) => [values[name] ?? []].flat().filter((v) => typeof v === 'string'),
  }
  return { args, help, json: values['json'] === true }
}

function tokens(command: Command, declared: NonNullable<Command['options']>, argv: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(declared).map(([name, option]) => [
      name,
      {
        type: option.value === undefined ? ('boolean' as const) : ('string' as const),
        ...(option.short ? { short: option.short } : {}),
        ...(option.multiple ? { multiple: true } : {}),
      },
    ]),
  )
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
    return { values: values, positionals }
  } catch (error) {
    // Node explains in a second sentence how to pass it as a positional, which is not what was meant.
    throw new UsageError((error as Error).message.split('. To specify')[0])
  }
}
