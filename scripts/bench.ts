import { globSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Bench } from '../bench/bar.ts'
import { build } from './build.ts'

/**
 * `npm run bench -- [NAME…] [--json]`: each file under bench/ in a process-warm run of its own, each bar with its
 * limit. A figure never decides a test: the exit status is 0 unless a benchmark breaks.
 */
const root = path.resolve(import.meta.dirname, '..')
const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true })

await build()
const vite = await import('vite')
const { server } = await import('../vite.config.ts')
const files = globSync('bench/*.ts', { cwd: root }).filter((file) => !/\/(bar|support)\.ts$/.test(file))
const wanted = files.filter((file) => positionals.length === 0 || positionals.includes(path.basename(file, '.ts')))
if (wanted.length === 0) {
  console.error(`No such benchmark. There are: ${files.map((f) => path.basename(f, '.ts')).join(', ')}`)
  process.exit(2)
}
// A folder of its own, so that two runs at once do not empty each other's.
const outDir = path.join(root, `dist/bench-${process.pid}`)
const config = server()
await vite.build({
  ...config,
  build: {
    ...config.build,
    ssr: true,
    outDir,
    rolldownOptions: {
      input: Object.fromEntries(wanted.map((f) => [path.basename(f, '.ts'), path.join(root, f)])),
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})

const all = []
for (const file of wanted) {
  const name = path.basename(file, '.ts')
  const { bench } = (await import(path.join(outDir, `${name}.js`))) as { bench: Bench }
  if (!values.json) console.log(`\n${bench.name}`)
  for (const bar of await bench.run()) {
    all.push({ bench: bench.name, ...bar })
    if (!values.json) console.log(line(bar))
  }
}
if (values.json) console.log(JSON.stringify(all, null, 2))
rmSync(outDir, { recursive: true, force: true })
process.exit(0)

function line(bar: {
  bar: string
  value: number
  unit: string
  limit: number
  peer?: string
  ratio?: number
  holds: boolean
}): string {
  const value = bar.value >= 100 ? bar.value.toFixed(0) : bar.value.toPrecision(3)
  const ratio = bar.ratio === undefined ? '' : ` (${bar.ratio.toFixed(2)}× ${bar.peer ?? 'limit'})`
  return `  ${bar.holds ? 'holds' : 'FAILS'}  ${bar.bar}: ${value} ${bar.unit}, limit ${bar.limit}${ratio}`
}
