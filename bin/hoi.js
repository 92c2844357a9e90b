#!/usr/bin/env node
// Runs the built command line. Works on Node 20: a newer Node than the machine's comes with the package (node_modules).
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const NEEDED = 24
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const built = path.join(root, 'dist', 'server', 'cli.js')

if (!existsSync(built)) {
  console.error('hoi: nothing is built yet. Run `npm run build` once (`npm start` does it by itself).')
  process.exit(1)
}
const enough = Number(process.versions.node.split('.')[0]) >= NEEDED
const node = enough ? process.execPath : bundledNode()
if (!node) {
  console.error(
    `hoi: Node ${NEEDED} or newer is needed, this is ${process.versions.node}, and none came with the package. Run \`npm ci\` without --omit=optional.`,
  )
  process.exit(1)
}
// Only what stays has its memory set, and only a new process can have it.
const sets = ['start', 'worker'].includes(process.argv[2]) && !process.env.HOI_MEMORY
if (enough && !sets) {
  const { main } = await import(pathToFileURL(built).href)
  process.exitCode = await main(process.argv.slice(2))
} else {
  const { flags, env } = JSON.parse(readFileSync(path.join(root, 'bin', 'memory.json'), 'utf8'))
  const args = [
    '--disable-warning=ExperimentalWarning',
    ...(sets ? flags : []),
    fileURLToPath(import.meta.url),
    ...process.argv.slice(2),
  ]
  become(node, args, { ...(sets ? { ...env, HOI_MEMORY: '1' } : {}), ...process.env })
}

/** Goes on as another program: in this very process where the system can, else in a child that gets our signals. */
function become(program, args, env) {
  if (process.execve && process.platform !== 'win32') process.execve(program, [program, ...args], env)
  const child = spawn(program, args, { stdio: 'inherit', env })
  // The terminal tells the whole group by itself; a service manager tells only us.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  process.on('SIGINT', () => {})
  child.on('error', (error) => {
    console.error(`hoi: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}

function bundledNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const linked = path.join(root, 'node_modules', '.bin', name)
  if (existsSync(linked)) return linked
  const require = createRequire(import.meta.url)
  const platform = process.platform === 'win32' ? 'win' : process.platform
  for (const prefix of ['node', 'node-bin']) {
    try {
      const folder = path.dirname(require.resolve(`${prefix}-${platform}-${process.arch}/package.json`))
      for (const place of [path.join(folder, 'bin', name), path.join(folder, name)]) if (existsSync(place)) return place
    } catch {
      // Not this one.
    }
  }
  return null
}
