import { existsSync, readFileSync } from 'node:fs'
import { systemActor } from '#src/platform/authz.ts'
import { CommandFailed, DONE, type Command } from '#src/platform/cli/command.ts'
import { markBounced, takeDsn } from './newsletter/bounces.ts'

const SAID = {
  marked: ', nothing is sent there any more',
  passing: ', not marked: it may pass',
  foreign: ', not marked: no mail of ours to this address came back with it',
} as const

/** `hoi news bounce`: how a mail server's pipe or a person tells of addresses that are gone. */
const bounce: Command = {
  name: 'news bounce',
  summary: 'Take in a report of non-delivery, or mark an address as gone',
  about:
    'FILE is a mail as the server returned it (RFC 3464). Only lasting failures of an address are marked (a full mailbox is not one), and only where the mail that came back is one of ours to that address.',
  positionals: [{ name: 'what', means: 'File of the returned mail, or the address', required: true }],
  examples: ['hoi news bounce returned.eml', 'hoi news bounce gone@example.org'],
  async run(args, io) {
    const what = args.need('what')
    return io.withContext(async (ctx) => {
      const actor = systemActor('cli')
      if (!existsSync(what)) {
        const done = await markBounced(ctx, actor, what, '', 'by hand')
        if (!done.ok) throw new CommandFailed(`there is no file ${what}, and it is no address`)
        io.result({ email: done.value.email, marked: true }, `${done.value.email}: nothing is sent there any more`)
        return DONE
      }
      const done = await takeDsn(ctx, actor, readFileSync(what, 'utf8'))
      if (!done.ok) throw new CommandFailed(`${what} holds no report of non-delivery (RFC 3464)`)
      const lines = done.value.map((one) => `${one.email}: ${one.action} ${one.status}${SAID[one.verdict]}`)
      io.result(
        done.value.map(({ email, action, status, verdict }) => ({
          email,
          action,
          status,
          verdict,
          marked: verdict === 'marked',
        })),
        lines.join('\n'),
      )
      return DONE
    })
  },
}

export const newsCommands: readonly Command[] = [bounce]
