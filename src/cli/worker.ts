import { DONE, UsageError, type Command } from '#src/platform/cli/command.ts'

export const workerCommand: Command = {
  name: 'worker',
  summary: 'Work off jobs in a process of their own (the server then runs with WORKER=0)',
  about: 'Any number of workers may share a PostgreSQL database. SIGTERM lets running jobs finish.',
  options: {
    concurrency: { value: 'N', means: 'Jobs at once, 4 by default' },
    once: { means: 'End when nothing is due any more' },
  },
  async run(args, io) {
    const concurrency = Number(args.text('concurrency') ?? 4)
    if (!Number.isInteger(concurrency) || concurrency < 1)
      throw new UsageError('--concurrency must be a whole number from 1')
    const [{ jobsOf }, { runDueJobs, startWorker }, { followSettings }] = await Promise.all([
      import('#src/worker.ts'),
      import('#src/platform/jobs/worker.ts'),
      import('#src/platform/settings.ts'),
    ])
    return await io.withContext(async (ctx) => {
      const jobs = jobsOf(ctx.domains)
      if (args.flag('once')) {
        const ran = await runDueJobs(ctx, jobs)
        io.result({ ran }, `${ran} jobs run`)
        return DONE
      }
      // What the pages save has to be heard here, too; on PostgreSQL the bus tells it.
      const deaf = ctx.engine === 'sqlite' ? await followSettings(ctx) : () => {}
      const worker = startWorker(ctx, jobs, { concurrency })
      io.say('The worker is running.')
      await io.ended()
      deaf()
      await worker.stop()
      return DONE
    })
  },
}
