import { build } from './build.ts'

// `npm run -s hoi -- …`: the command line, built when the sources are newer.
await build()
const { main } = (await import(new URL('../dist/server/cli.js', import.meta.url).href)) as {
  main: (argv: readonly string[]) => Promise<number>
}
process.exitCode = await main(process.argv.slice(2))
