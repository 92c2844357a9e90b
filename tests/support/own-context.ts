import { afterEach, beforeEach } from 'vitest'
import type { App } from '#src/platform/http/env.ts'
import { testApp, testContext, type TestContext } from './context.ts'

/** Those of the test that runs, in files that call `ownContext`. */
export let ctx: TestContext
export let app: App

/** Gives each test of a file a context and an app of its own, before the file's own set-up; closes them after its own end. */
export function ownContext(): void {
  beforeEach(async () => {
    ctx = await testContext()
    app = testApp(ctx)
  })
  afterEach(() => ctx.close())
}
