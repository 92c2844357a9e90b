import type { Context } from '#src/platform/context.ts'
import type { Db } from '#src/platform/db/types.ts'
import { forgetEmailWish } from '../commands/change-email.ts'
import { LINK_MINUTES, PASSWORD_LENGTH, SESSION_DAYS } from '../limits.ts'
import { authSecret } from './actor.ts'
import { sendExists, sendMagicLink, sendPasswordChanged, sendReset, sendVerification } from './mail.ts'
import { ensurePerson, noteAccount, proveMailbox } from './link-person.ts'
import { currentDb, currentHash } from './store.ts'

/** Where the browser's passkey calls go; nothing else of better-auth is reachable from outside. */
export const AUTH_PATH = '/auth'

const built = new WeakMap<Db, Promise<Auth>>()
export type Auth = Awaited<ReturnType<typeof build>>

/** better-auth for this context, loaded and built at the first use: reading pages never needs it. */
export function authOf(ctx: Context): Promise<Auth> {
  let auth = built.get(ctx.db)
  if (!auth) built.set(ctx.db, (auth = build(ctx)))
  return auth
}

async function build(ctx: Context) {
  const [{ betterAuth }, { magicLink, twoFactor }, { passkey }, { authAdapter }, { hashPassword, verifyPassword }] =
    await Promise.all([
      import('better-auth/minimal'),
      import('better-auth/plugins'),
      import('@better-auth/passkey'),
      import('./adapter.ts'),
      import('better-auth/crypto'),
    ])
  const { config, log } = ctx
  const base = new URL(config.baseUrl)
  // Accounts without a password may have one too: their owner has signed in just now instead (routes/owner.ts).
  const factor = twoFactor({ issuer: base.hostname, allowPasswordless: true, totpOptions: { digits: 6, period: 30 } })
  // The second factor is asked for after a link by mail too: the mailbox is one factor, as the password is.
  const [challenge] = factor.hooks.after
  const matches = challenge!.matcher
  challenge!.matcher = (context) => matches(context) || context.path === '/magic-link/verify'
  return betterAuth({
    appName: 'Hội',
    baseURL: config.baseUrl,
    basePath: AUTH_PATH,
    secret: authSecret(ctx),
    database: authAdapter(ctx),
    trustedOrigins: [base.origin],
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    // Its warnings name addresses that were tried; only what is broken is for our log.
    logger: {
      level: 'error',
      disableColors: true,
      log: (_level, message) => log.error({ from: 'better-auth' }, message),
    },
    advanced: {
      cookiePrefix: 'hoi',
      useSecureCookies: base.protocol === 'https:',
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => ctx.ids.id() },
    },
    user: {
      additionalFields: {
        personId: { type: 'string', required: false, input: false },
        lang: { type: 'string', required: false },
        pending: { type: 'string', required: false, returned: false },
      },
    },
    session: { expiresIn: SESSION_DAYS * 86_400, disableSessionRefresh: true },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: LINK_MINUTES.reset * 60,
      password: { hash: async (password) => currentHash() ?? hashPassword(password), verify: verifyPassword },
      sendResetPassword: ({ user, token }) => sendReset(ctx, user, token),
      onExistingUserSignUp: ({ user }) => sendExists(ctx, user),
      onPasswordReset: async ({ user }) => {
        await proveMailbox(ctx, user.id)
        await forgetEmailWish(currentDb(ctx), user.id)
        await noteAccount(ctx, user.id, 'account.password-reset')
        await sendPasswordChanged(ctx, user)
      },
    },
    emailVerification: {
      sendOnSignUp: true,
      expiresIn: LINK_MINUTES.verify * 60,
      sendVerificationEmail: ({ user, token }) => sendVerification(ctx, user, token),
    },
    databaseHooks: {
      // Whoever gets a session has proved the address; only now does the account become somebody.
      session: {
        create: {
          before: async (session) => ensurePerson(ctx, session.userId),
          after: async (session) => noteAccount(ctx, session.userId, 'account.sign-in'),
        },
      },
    },
    plugins: [
      magicLink({
        disableSignUp: true,
        storeToken: 'hashed',
        expiresIn: LINK_MINUTES.magic * 60,
        sendMagicLink: ({ email, token, metadata }) => sendMagicLink(ctx, email, token, metadata),
      }),
      factor,
      passkey({ rpID: base.hostname, rpName: 'Hội', origin: base.origin }),
    ],
  })
}

/** Hashes a password as better-auth does, outside of any transaction. */
export async function hashOf(password: string): Promise<string> {
  const { hashPassword } = await import('better-auth/crypto')
  return hashPassword(password)
}
