import { build } from './build.ts'

// `npm run -s hoi -- …`: the command line, built when the sources are newer.
await build()
const cli = new URL('../dist/server/cli.js', import.meta.url)
process.argv.splice(1, 1, cli.pathname)
await import(cli.href)
