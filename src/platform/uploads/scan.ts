import { spawn } from 'node:child_process'

/**
 * Asks the virus scanner about a file: the words of `command` and then the path, without a shell. Only exit status 0
 * is clean; a scanner that is missing, fails or takes longer than `timeoutMs` lets nothing in.
 */
export function scan(command: string, path: string, timeoutMs = 120_000): Promise<{ clean: boolean; detail: string }> {
  const [program, ...args] = command.trim().split(/\s+/)
  return new Promise((resolve) => {
    const child = spawn(program!, [...args, path], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    })
    let said = ''
    const hear = (data: Buffer) => {
      if (said.length < 2000) said += data.toString()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('error', (error) => resolve({ clean: false, detail: error.message }))
    child.once('close', (code, signal) =>
      resolve({ clean: code === 0, detail: signal ? `ended by ${signal}` : said.trim() }),
    )
  })
}
