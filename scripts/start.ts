import { build } from './build.ts'

// `npm start`: builds what is missing, then is `hoi start`.
await build()
const { main } = (await import(new URL('../dist/server/cli.js', import.meta.url).href)) as {
  main: (argv: readonly string[]) => Promise<number>
}
process.exitCode = await main(['start', ...process.argv.slice(2)])
