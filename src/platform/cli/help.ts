import type { Command, Option } from './command.ts'
import { COMMON } from './parse.ts'

/** `hoi backup FILE [--force]` */
export function usage(command: Command): string {
  const positionals = (command.positionals ?? []).map(({ name, required }) => (required ? name : `[${name}]`))
  const options = Object.entries(command.options ?? {}).map(([name, option]) => {
    const shown = option.value ? `--${name} ${option.value}` : `--${name}`
    return `${option.required ? shown : `[${shown}]`}${option.multiple ? '…' : ''}`
  })
  return ['hoi', command.name, ...positionals, ...options].join(' ')
}

const columns = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}

const optionRow = ([name, { short, value, means }]: [string, Option]): [string, string] => [
  `${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`,
  means,
]

/** All that is known of one command. */
export function helpOf(command: Command): string {
  const parts = [`${command.summary}.`, `Usage: ${usage(command)}`]
  if (command.about) parts.push(command.about)
  if (command.positionals?.length)
    parts.push(`Arguments:\n${columns(command.positionals.map((p) => [p.name, p.means]))}`)
  parts.push(
    `Options:\n${columns([...Object.entries(command.options ?? {}), ...Object.entries(COMMON)].map(optionRow))}`,
  )
  if (command.examples) parts.push(`Examples:\n${command.examples.map((e) => `  ${e}`).join('\n')}`)
  return parts.join('\n\n')
}

/** The commands below a first word, or all of them: one line each. */
export function overview(commands: readonly Command[], below = ''): string {
  const rows = below ? listed(commands, below) : grouped(commands)
  return [
    'Hội: scientific meetings of a medical-imaging society, on your own machine.',
    `Usage: hoi ${below ? `${below} ` : ''}COMMAND [ARGUMENTS]`,
    `Commands:\n${columns(rows)}`,
    `Each explains itself: hoi ${below ? `${below} ` : ''}COMMAND --help\nSettings come from environment variables: hoi config\nExit status: 0 done, 1 failed, 2 wrongly called`,
  ].join('\n\n')
}

const listed = (commands: readonly Command[], below: string): (readonly [string, string])[] =>
  commands.filter(({ name }) => name.startsWith(`${below} `)).map(({ name, summary }) => [name, summary] as const)

/** Sub-commands share one line under their first word. */
function grouped(commands: readonly Command[]): (readonly [string, string])[] {
  const rows = new Map<string, string>()
  for (const { name, summary } of commands) {
    const [first = '', second] = name.split(' ')
    const before = rows.get(first)
    rows.set(first, second === undefined ? summary : before ? `${before}, ${second}` : second)
  }
  return [...rows]
}
