import { build } from './build.ts'

// `npm start`: builds what is missing, then is `hoi start`.
await build()
const cli = new URL('../dist/server/cli.js', import.meta.url)
process.argv.splice(1, 1, cli.pathname, 'start')
await import(cli.href)
