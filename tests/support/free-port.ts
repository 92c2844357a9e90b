import { createServer } from 'node:net'

/**
 * A port of this machine that nothing had a moment ago. A child process that another thread starts meanwhile may hold
 * it until its exec: who listens on it in this process tries again.
 */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
