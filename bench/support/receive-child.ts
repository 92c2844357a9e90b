// A fresh instance that listens for DICOM and DICOMweb, with its worker; for benchmarks and for tests against peers. Prints
// its ports and a token as JSON, then for each line on standard input what it holds and its highest memory.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { isMainThread } from 'node:worker_threads'
import { serve } from '@hono/node-server'
import { buildApp } from '#src/app.tsx'
import { domains } from '#src/domains.ts'
import { createContext, migrations } from '#src/main.ts'
import { stranger } from '#src/platform/authz.ts'
import { readConfig } from '#src/platform/config.ts'
import { migrate } from '#src/platform/db/migrate.ts'
import { startWorker } from '#src/platform/jobs/worker.ts'
import { jobsOf } from '#src/worker.ts'
import { createUser } from '#src/domains/people/index.ts'
import { createToken, imagingDomain, startDimse } from '#src/domains/imaging/index.ts'

// The bundle is what worker threads load too.
if (isMainThread) await run()

async function run(): Promise<void> {
  const dir = mkdtempSync(path.join(process.argv[2] ?? os.tmpdir(), 'hoi-receive-'))
  const read = readConfig({ HOI_DATA: dir, LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent', WORKER: '0', PORT: '0' })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const all = domains.includes(imagingDomain) ? domains : [...domains, imagingDomain]
  const ctx = { ...(await createContext(read.config)), domains: all }
  await migrate(ctx.db, ctx.engine, [...migrations, ...(all === domains ? [] : imagingDomain.migrations)])
  const made = await createUser(ctx, { name: 'Bench', email: 'bench@example.org', how: 'test' })
  if (!made.ok) throw new Error(made.code)
  const actor = { ...stranger, personId: made.value.personId }
  const token = await createToken(ctx, actor, { scope: 'dicomweb:write', expires: Date.now() + 86_400_000 })
  if (!token.ok) throw new Error(token.code)
  const peers = ['CT1', 'STORESCU', 'ORTHANC'].map((aeTitle) => ({ aeTitle, ownerId: actor.personId }))
  const dimse = (await startDimse(ctx, { port: 0, aeTitle: 'HOI', peers }))!
  const server = serve({ fetch: buildApp(ctx).fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  if (process.argv[3] !== 'idle') startWorker(ctx, jobsOf(all))
  let peak = 0
  setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50).unref()
  const { port } = server.address() as { port: number }
  console.log(
    JSON.stringify({ dimse: dimse.port, http: port, token: token.value.token, base: read.config.baseUrl, dir }),
  )
  for await (const _ of createInterface({ input: process.stdin })) {
    const count = async (state: string) =>
      Number(
        (
          await ctx.db
            .selectFrom('imaging_received')
            .select((eb) => eb.fn.countAll().as('n'))
            .where('state', '=', state as 'done')
            .executeTakeFirstOrThrow()
        ).n,
      )
    const unprepared = await ctx.db
      .selectFrom('imaging_instance')
      .select((eb) => eb.fn.countAll().as('n'))
      .where('prepared', '=', 0)
      .executeTakeFirstOrThrow()
    console.log(
      JSON.stringify({
        waiting: await count('waiting'),
        done: await count('done'),
        refused: await count('refused'),
        preparing: Number(unprepared.n),
        peakMb: Math.round(peak / 1e6),
      }),
    )
  }
  rmSync(dir, { recursive: true, force: true })
  process.exit(0)
}
