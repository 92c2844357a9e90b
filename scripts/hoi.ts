import { build } from './build.ts'

// `npm run -s hoi -- …`: the command line from the sources.
await build()
const { main } = (await import(new URL('../dist/server/cli.js', import.meta.url).href)) as { main: (argv: string[]) => Promise<number> }
process.exitCode = await main(process.argv.slice(2))
