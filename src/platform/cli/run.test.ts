import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { CommandFailed, UsageError, type Command } from './command.ts'
import { bytes } from './io.ts'
import { runCommand } from './run.ts'

const greet: Command = {
  name: 'greet',
  summary: 'Greet somebody',
  positionals: [
    { name: 'NAME', means: 'Whom', required: true },
    { name: 'TITLE', means: 'Their title' },
  ],
  options: {
    loud: { means: 'In capitals', short: 'l' },
    times: { value: 'N', means: 'How often' },
    to: { value: 'PLACE', means: 'Where', multiple: true },
    event: { value: 'SLUG', means: 'Which event', required: true },
  },
  async run(args, io) {
    if (args.text('times') === '0') throw new UsageError('--times must be at least 1')
    if (args.need('NAME') === 'nobody') throw new CommandFailed('nobody is there')
    if (args.need('NAME') === 'file') await readFile('/nowhere/at/all')
    if (args.need('NAME') === 'bug') throw new TypeError('x is not a function')
    const progress = io.progress('Greeting')
    progress.at(1, 2)
    progress.end()
    io.say('on the way')
    const text = `Hello ${[args.text('TITLE'), args.need('NAME')].filter(Boolean).join(' ')} at ${args.all('to').join(', ')}`
    io.result({ text }, args.flag('loud') ? text.toUpperCase() : text)
    return 0
  },
}
const grant: Command = {
  name: 'admin grant-role',
  summary: 'Give a role',
  positionals: [{ name: 'EMAIL', means: 'Whose', required: true }],
  run: async () => 0,
}
const create: Command = { name: 'admin create-user', summary: 'Make an account', run: async () => 1 }

async function hoi(...argv: string[]) {
  let out = ''
  let err = ''
  const tty = argv[0] === 'TTY'
  const code = await runCommand(
    [greet, grant, create],
    tty ? argv.slice(1) : argv,
    { out: { write: (t) => (out += t) }, err: { write: (t) => (err += t), isTTY: tty, columns: 80 } },
    { env: {}, withContext: () => Promise.reject(new Error('none')), ended: async () => {} },
  )
  return { code, out, err }
}

describe('hoi', () => {
  test('without a command lists them and says that this was not enough', async () => {
    const { code, out } = await hoi()
    expect(code).toBe(2)
    expect(out).toContain('greet  Greet somebody')
    expect(out).toContain('admin  grant-role, create-user')
    expect((await hoi('--help')).code).toBe(0)
    expect((await hoi('help', 'greet')).out).toContain('Usage: hoi greet NAME [TITLE]')
  })

  test('explains a command from its declaration', async () => {
    const { code, out } = await hoi('greet', '--help')
    expect(code).toBe(0)
    expect(out).toBe(`Greet somebody.

Usage: hoi greet NAME [TITLE] [--loud] [--times N] [--to PLACE]… --event SLUG

Arguments:
  NAME   Whom
  TITLE  Their title

Options:
  -l, --loud        In capitals
      --times N     How often
      --to PLACE    Where
      --event SLUG  Which event
  -h, --help        Show this and do nothing
      --json        Answer in JSON, for scripts
`)
  })

  test('runs it: result on standard output, the rest on standard error', async () => {
    expect(await hoi('greet', 'An', 'TS.', '-l', '--to', 'Huế', '--to=Hà Nội', '--event', 'x')).toEqual({
      code: 0,
      out: 'HELLO TS. AN AT HUẾ, HÀ NỘI\n',
      err: 'on the way\n',
    })
    expect(await hoi('greet', 'An', '--event', 'x', '--json')).toMatchObject({
      code: 0,
      out: '{"text":"Hello An at "}\n',
    })
  })

  test('draws a bar on a terminal only, and not for a script', async () => {
    expect((await hoi('TTY', 'greet', 'An', '--event', 'x')).err).toMatch(/Greeting █+░+ 50 % 1 0 s/)
    expect((await hoi('TTY', 'greet', 'An', '--event', 'x', '--json')).err).toBe('on the way\n')
  })

  test.each([
    [['greet'], 'NAME is missing'],
    [['greet', 'An'], '--event SLUG is missing'],
    [['greet', 'An', 'TS.', 'more', '--event', 'x'], '“more” is one argument too many'],
    [['greet', 'An', '--event', 'x', '--lod'], "Unknown option '--lod'"],
    [['greet', 'An', '--event'], "Option '--event <value>' argument missing"],
    [['greet', 'An', '--event', 'x', '--times', '0'], '--times must be at least 1'],
    [['gret'], 'no command “gret”. Did you mean greet'],
    [['admin', 'grand'], 'no command “admin grand”'],
  ])('wrongly called is 2 and says how: %j', async (argv, message) => {
    const { code, out, err } = await hoi(...argv)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(message)
    expect(err).toContain('--help')
  })

  test('failed is 1 with the message alone', async () => {
    expect(await hoi('greet', 'nobody', '--event', 'x')).toEqual({
      code: 1,
      out: '',
      err: 'hoi greet: nobody is there\n',
    })
    expect(await hoi('greet', 'bug', '--event', 'x')).toEqual({
      code: 1,
      out: '',
      err: 'hoi greet: x is not a function\n',
    })
  })

  test("a file that is not there is named, without the system's code", async () => {
    const { code, err } = await hoi('greet', 'file', '--event', 'x')
    expect([code, err]).toEqual([1, 'hoi greet: there is no file /nowhere/at/all\n'])
  })
  test('has commands of two words', async () => {
    expect((await hoi('admin', 'grant-role', 'an@x.test')).code).toBe(0)
    expect((await hoi('admin', 'create-user')).code).toBe(1)
    const { code, out } = await hoi('admin', '--help')
    expect(code).toBe(0)
    expect(out).toContain('admin grant-role   Give a role')
    expect((await hoi('admin')).code).toBe(2)
    expect((await hoi('admin', 'grant-role', '--help')).out).toContain('Usage: hoi admin grant-role EMAIL')
  })
})

test('bytes for people', () => {
  expect([0, 999, 1000, 12_345_678, 5e12].map(bytes)).toEqual(['0 B', '999 B', '1.0 kB', '12.3 MB', '5.0 TB'])
})
