#!/usr/bin/env node
// Runs the built command line. Works on Node 20: a newer Node than the machine's comes with the package (node_modules).
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
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
if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  const { main } = await import(pathToFileURL(built).href)
  process.exitCode = await main(process.argv.slice(2))
} else {
  const node = bundledNode()
  if (!node) {
    console.error(`hoi: Node ${NEEDED} or newer is needed, this is ${process.versions.node}, and none came with the package. Run \`npm ci\` without --omit=optional.`)
    process.exit(1)
  }
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
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
