import { DONE, FAILED, type Command } from '#src/platform/cli/command.ts'
import { readConfig, settings } from '#src/platform/config.ts'

/** Values that hold a password or key are named as set, never shown. */
const isSecret = (name: string): boolean => /SECRET|TOKEN|_URL$/.test(name) && name !== 'BASE_URL'

export const configCommand: Command = {
  name: 'config',
  summary: 'List the environment variables that set Hội up, and check those that are set',
  options: { markdown: { means: 'As the table of the README' } },
  async run(args, io) {
    const read = readConfig({ ...io.env })
    const rows = settings.map(({ name, means, byDefault }) => {
      const raw = io.env[name]
      return { name, byDefault, means, set: raw ? (isSecret(name) ? '(set)' : raw) : null }
    })
    const problems = read.ok ? [] : read.problems
    io.result({ settings: rows, problems }, args.flag('markdown') ? markdown(rows) : table(rows))
    for (const problem of problems) io.say(problem)
    return problems.length > 0 ? FAILED : DONE
  },
}

interface Row {
  name: string
  byDefault: string
  means: string
  set: string | null
}

const markdown = (rows: readonly Row[]): string =>
  [
    '| variable | by default | means |',
    '|---|---|---|',
    ...rows.map((r) => `| \`${r.name}\` | ${r.byDefault ? `\`${r.byDefault}\`` : ''} | ${r.means} |`),
  ].join('\n')

function table(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length))
  return rows
    .map(({ name, byDefault, means, set }) => {
      const value = set ? `= ${set}` : byDefault ? `= ${byDefault} (by default)` : '(not set)'
      return `${name.padEnd(width)}  ${value}\n${' '.repeat(width)}  ${means}`
    })
    .join('\n')
}
