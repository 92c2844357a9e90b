import { build } from './build.ts'

// `npm start`: builds what is missing, then is `hoi start`, in a process that has none of the build's memory.
await build()
process.argv.splice(2, 0, 'start')
await import(new URL('../bin/hoi.js', import.meta.url).href)
