import { expect, test } from 'vitest'
import { makeCase } from '#src/domains/cases/testing.ts'
import { ask, act, hall, ownHall } from '#src/domains/discussion/routes/testing.ts'
import { runDueJobs } from '#src/platform/jobs/worker.ts'
import { getSetting } from '#src/platform/settings.ts'
import { INDEX_VERSION, renewIndex, search } from '#src/platform/search/index.ts'
import { jobsOf } from '#src/worker.ts'
import { app, ctx } from '#tests/support/own-context.ts'
import { aPublishedArticle, as, secretary } from './testing.ts'

/** The site's search after a version that keeps other things in its index: of every domain, by its own jobs. */
ownHall()

const noted = () => getSetting(ctx, 'search.index', 0)
const jobs = async () => (await ctx.db.selectFrom('job').select('name').execute()).map((job) => job.name)
const kinds = async () => Object.keys((await search(ctx, 'Quảng Ninh')).byKind).toSorted()

test('what an older version saved is indexed anew, once, also when it was cut off', async () => {
  const title = { vi: 'Quảng Ninh' }
  await aPublishedArticle(ctx, { title })
  await makeCase(ctx, { state: 'shared', audience: 'public', title })
  await act(await ask('Câu hỏi từ Quảng Ninh'), 'publish')
  const page = { slug: 'about', 'title.vi': 'Quảng Ninh', 'body.vi': 'Trang', published: 'on', revision: '0' }
  expect((await as(app, (await secretary(ctx)).cookie).post('/vi/manage/pages/new', page)).status).toBe(303)
  // As an upgrade finds it: nothing waits, and nothing is found.
  await ctx.db.deleteFrom('job').execute()
  await ctx.db.deleteFrom('search_term').execute()
  await ctx.db.deleteFrom('search_document').execute()

  const broken = { ...ctx.domains[0]!, reindex: () => Promise.reject(new Error('cut off')) }
  await expect(renewIndex({ ...ctx, domains: [...ctx.domains, broken] })).rejects.toThrow('cut off')
  expect([await noted(), await jobs()]).toEqual([0, []])

  await renewIndex(ctx)
  expect(await noted()).toBe(INDEX_VERSION)
  await runDueJobs(ctx, jobsOf(ctx.domains))
  expect(await kinds()).toEqual(['article', 'case', 'page', 'question'])
  expect((await search(ctx, hall.event.title.en!)).byKind).toMatchObject({ event: 1 })

  await renewIndex(ctx)
  expect(await jobs()).toEqual([])
})
