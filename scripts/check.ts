import { spawnSync } from 'node:child_process'
import path from 'node:path'

/** `npm run check`: types, lint, format and the architecture test; all are run, then the failed ones are named. */
const root = path.resolve(import.meta.dirname, '..')
const bin = (name: string) => path.join(root, 'node_modules/.bin', name)
const steps: [string, string, string[]][] = [
  ['types', bin('tsc'), ['--noEmit', '-p', '.']],
  ['lint', bin('oxlint'), ['--type-aware', '--deny-warnings', 'src', 'tests', 'bench', 'scripts']],
  ['format', bin('oxfmt'), ['--check', 'src', 'tests', 'bench', 'scripts']],
  ['architecture', bin('vitest'), ['run', '--project', 'sqlite', 'tests/architecture.test.ts']],
]
const failed = steps.filter(([name, command, args]) => {
  process.stdout.write(`${name}…\n`)
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status !== 0
})
if (failed.length > 0) {
  console.error(`\nnot clean: ${failed.map(([name]) => name).join(', ')}`)
  process.exit(1)
}
console.log('\nclean')
