import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Args, Command } from '#src/platform/cli/command.ts'
import type { Io } from '#src/platform/cli/io.ts'
import { testContext, type TestContext } from '#tests/support/context.ts'
import { peopleCommands } from './cli.ts'

let ctx: TestContext
beforeEach(async () => void (ctx = await testContext()))
afterEach(() => ctx.close())

/** Runs a command with its arguments as already parsed; what it prints is returned. */
async function hoi(name: string, values: Record<string, string>, many: Record<string, string[]> = {}) {
  const command = peopleCommands.find((c) => c.name === name) as Command
  const printed: string[] = []
  const args: Args = { text: (n) => values[n], need: (n) => values[n]!, flag: () => false, all: (n) => many[n] ?? [] }
  const io = {
    withContext: (body: (c: typeof ctx) => Promise<unknown>) => body(ctx),
    result: (_: unknown, text: string) => printed.push(text),
  }
  return { code: await command.run(args, io as unknown as Io), printed }
}

it('opens accounts, grants and revokes roles, and says what is wrong', async () => {
  const email = 'lan@example.org'
  expect((await hoi('admin create-user', { email, name: 'Nguyễn Thị Lan' }, { role: ['administrator'] })).code).toBe(0)
  await expect(hoi('admin create-user', { email, name: 'Lan' })).rejects.toThrow('email-taken')
  await hoi('admin grant-role', { email, role: 'chair', event: 'e1' })
  expect(await ctx.db.selectFrom('role_grant').select(['role', 'event_id']).orderBy('role').execute()).toEqual([
    { role: 'administrator', event_id: '' },
    { role: 'chair', event_id: 'e1' },
  ])
  await expect(hoi('admin revoke-role', { email, role: 'administrator' })).rejects.toThrow('last-administrator')
  await expect(hoi('admin grant-role', { email, role: 'emperor' })).rejects.toThrow('there is no role emperor')
  await expect(hoi('admin grant-role', { email, role: 'chair' })).rejects.toThrow('--event')
  await expect(hoi('admin grant-role', { email: 'x@example.org', role: 'secretariat' })).rejects.toThrow('nobody has')
  await expect(hoi('admin first-link', {})).rejects.toThrow('administrator already')
})
