import { isLang } from '#src/lib/text/multilingual.ts'
import { CommandFailed, DONE, UsageError, type Command } from '#src/platform/cli/command.ts'
import { EVENT_ROLES, SOCIETY_ROLES, systemActor, type EventRole, type SocietyRole } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { write } from '#src/platform/write.ts'
import { createFirstAdminLink, createUser } from './accounts.ts'
import { normalEmail } from './person.ts'
import { grantRole, revokeRole, type Grant } from './roles.ts'

const ROLES = [...SOCIETY_ROLES, ...EVENT_ROLES].join(', ')

async function personOf(ctx: Context, email: string): Promise<string> {
  const address = normalEmail(email)
  const user = await ctx.db.selectFrom('auth_user').select('person_id').where('email', '=', address).executeTakeFirst()
  if (user?.person_id) return user.person_id
  const known = await ctx.db
    .selectFrom('person_email')
    .select('person_id')
    .where('email', '=', address)
    .executeTakeFirst()
  if (!known) throw new CommandFailed(`nobody has the address ${address}`)
  return known.person_id
}

function grantOf(personId: string, role: string, eventId: string | undefined): Grant {
  if (SOCIETY_ROLES.includes(role as SocietyRole)) {
    if (eventId) throw new UsageError(`${role} is a role of the society and takes no --event`)
    return { personId, role: role as SocietyRole }
  }
  if (!EVENT_ROLES.includes(role as EventRole)) throw new UsageError(`there is no role ${role}; roles are ${ROLES}`)
  if (!eventId) throw new UsageError(`${role} is a role in an event: name it with --event`)
  return { personId, role: role as EventRole, eventId }
}

const changeRole = (verb: 'grant' | 'revoke'): Command => ({
  name: `admin ${verb}-role`,
  summary: verb === 'grant' ? 'Give somebody a role' : 'Take a role away from somebody',
  positionals: [
    { name: 'email', means: 'Address of the account or record', required: true },
    { name: 'role', means: `One of ${ROLES}`, required: true },
  ],
  options: { event: { means: 'Id of the event, for roles in one', value: 'ID' } },
  async run(args, io) {
    return io.withContext(async (ctx) => {
      const grant = grantOf(await personOf(ctx, args.need('email')), args.need('role'), args.text('event'))
      const done = await write(ctx, systemActor('cli'), (tx) => (verb === 'grant' ? grantRole : revokeRole)(tx, grant))
      if (!done.ok) throw new CommandFailed(done.fields ? Object.values(done.fields).join(', ') : done.code)
      io.result(grant, `${args.need('email')}: ${grant.role}${verb === 'grant' ? '' : ' taken away'}`)
      return DONE
    })
  },
})

const createUserCommand: Command = {
  name: 'admin create-user',
  summary: 'Open an account whose address you vouch for',
  about: 'Without --password the person sets one through "forgotten password".',
  positionals: [
    { name: 'email', means: 'Address to sign in with', required: true },
    { name: 'name', means: 'Name as it is to be listed', required: true },
  ],
  options: {
    password: { means: 'Password; better left out, since command lines are seen by others', value: 'TEXT' },
    role: { means: `Role in the society: ${SOCIETY_ROLES.join(' or ')}`, value: 'ROLE', multiple: true },
    lang: { means: 'Language of mails, vi, en or ko; by default the society’s', value: 'LANG' },
  },
  examples: ['hoi admin create-user lan@example.org "Nguyễn Thị Lan" --role secretariat'],
  async run(args, io) {
    const roles = args.all('role')
    const wrong = roles.find((role) => !SOCIETY_ROLES.includes(role as SocietyRole))
    if (wrong !== undefined) throw new UsageError(`there is no role ${wrong} in the society`)
    const lang = args.text('lang')
    if (lang !== undefined && !isLang(lang)) throw new UsageError('--lang is vi, en or ko')
    return io.withContext(async (ctx) => {
      const user = {
        email: args.need('email'),
        name: args.need('name'),
        password: args.text('password'),
        lang,
      } as const
      const done = await createUser(ctx, { ...user, roles: roles as SocietyRole[] })
      if (!done.ok) throw new CommandFailed(done.fields ? Object.values(done.fields).join(', ') : done.code)
      io.result({ personId: done.value.personId }, `${user.email}: account opened`)
      return DONE
    })
  },
}

const firstAdminCommand: Command = {
  name: 'admin first-link',
  summary: 'Print the one-time link of the first administrator',
  async run(_args, io) {
    return io.withContext(async (ctx) => {
      const link = await createFirstAdminLink(ctx)
      if (!link) throw new CommandFailed('there is an administrator already')
      io.result({ link }, link)
      return DONE
    })
  },
}

/** `hoi admin …` */
export const peopleCommands: readonly Command[] = [
  createUserCommand,
  changeRole('grant'),
  changeRole('revoke'),
  firstAdminCommand,
]
