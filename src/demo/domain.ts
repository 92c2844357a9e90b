import { addDemoPictures } from '#src/domains/news/index.ts'
import type { Context } from '#src/platform/context.ts'
import type { Domain } from '#src/platform/domain.ts'
import type { DemoCasesJob } from './cases/make.ts'

/** Only the demonstration's work after the start: it is loaded when there is some. */
export const demoDomain: Domain = {
  name: 'demo',
  migrations: [],
  jobs: {
    'demo:pictures': (ctx: Context) => addDemoPictures(ctx),
    'demo:cases': async (ctx: Context, job: DemoCasesJob) => (await import('./cases/make.ts')).makeDemoCases(ctx, job),
  },
}
