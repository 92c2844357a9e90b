import { createContext, startServer } from '#src/main.ts'
import { readConfig } from '#src/platform/config.ts'

/** One application process, as `hoi start` runs it but for the build: says where it listens and serves until it is killed. */
const read = readConfig(process.env)
if (!read.ok) throw new Error(read.problems.join('\n'))
const { url } = await startServer(await createContext(read.config))
console.log(`ready ${url}`)
