import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startServer } from '#tests/support/server.ts'

export interface Account {
  readonly role: string
  readonly email: string
  readonly password: string
}

/** The built server in a process of its own, with the demonstration society in a folder of its own. */
export interface Site {
  readonly url: string
  readonly dataDir: string
  readonly accounts: ReadonlyMap<string, Account>
  /** Kills without warning (as a power cut would) and starts again on the same data. */
  crash(): Promise<void>
  stop(): Promise<void>
}

/** Starts the site; `args` as for `npm start`. The caller stops it. */
export async function startSite(args: readonly string[] = [], env: Record<string, string> = {}): Promise<Site> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hoi-e2e-'))
  const images = args.includes('--empty') ? [] : ['--no-images']
  const server = await startServer(dataDir, { args: [...images, ...args], env })
  const list = args.includes('--empty')
    ? []
    : (JSON.parse(readFileSync(path.join(dataDir, 'demo-accounts.json'), 'utf8')) as Account[])
  return {
    url: server.url,
    dataDir,
    accounts: new Map(list.map((account) => [account.role, account])),
    crash: server.crash,
    async stop() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
