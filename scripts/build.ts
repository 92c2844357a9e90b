import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = path.resolve(import.meta.dirname, '..')
const stampFile = path.join(root, 'dist/.stamp')

/** Builds what the browser and the server run, unless the sources are those of the last build. */
export async function build(options: { force?: boolean } = {}): Promise<void> {
  const stamp = sourceStamp()
  if (!options.force && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  const started = Date.now()
  process.stderr.write('Building…\n')
  const [vite, { browser, serviceWorker, server }] = await Promise.all([import('vite'), import('../vite.config.ts')])
  await vite.build(browser())
  if (existsSync(path.join(root, 'src/offline/sw.ts'))) await vite.build(serviceWorker())
  copyAssets()
  compress()
  await vite.build(server())
  writeFileSync(stampFile, stamp)
  process.stderr.write(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s\n`)
}

/** Icons have fixed addresses, so they are not named by their content. */
function copyAssets(): void {
  for (const file of globSync('src/ui/assets/*.{svg,png,txt}', { cwd: root })) {
    copyFileSync(path.join(root, file), path.join(root, 'dist/client', path.basename(file)))
  }
}

/** Compresses once here what would else be compressed at each request. */
function compress(): void {
  for (const file of globSync('dist/client/**/*.{js,css,svg,wasm}', { cwd: root })) {
    const name = path.join(root, file)
    const bytes = readFileSync(name)
    if (bytes.length < 400) continue
    writeFileSync(`${name}.gz`, gzipSync(bytes, { level: 9 }))
    writeFileSync(`${name}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
  }
}

/** Changes when a source file, a dependency or this script does. */
function sourceStamp(): string {
  const hash = createHash('sha256')
  const files = [
    'package-lock.json',
    'vite.config.ts',
    'scripts/build.ts',
    ...globSync('src/**/*.*', { cwd: root }).toSorted(),
  ]
  for (const file of files) {
    const stat = statSync(path.join(root, file))
    if (stat.isFile()) hash.update(`${file} ${stat.size} ${stat.mtimeMs}\n`)
  }
  return hash.digest('hex')
}

if (import.meta.main) {
  mkdirSync(path.join(root, 'dist'), { recursive: true })
  await build({ force: process.argv.includes('--force') })
}
