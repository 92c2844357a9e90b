import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createDemoDiscussion } from '#src/domains/discussion/index.ts'
import {
  changeEventState,
  createEvent,
  putProgramme,
  release,
  type EventDraft,
  type Programme,
} from '#src/domains/events/index.ts'
import { createDemoNews } from '#src/domains/news/index.ts'
import { assignRole, createUser, hashOf, upsertPeople, type PersonDraft } from '#src/domains/people/index.ts'
import type { Text } from '#src/lib/text/multilingual.ts'
import { systemActor, type EventRole, type SocietyRole } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { ok, type Outcome } from '#src/platform/outcome.ts'
import { getSetting, putSetting } from '#src/platform/settings.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { hepatobiliary, hepatobiliaryProgramme } from './hepatobiliary.ts'
import { FACILITIES, inventedPeople, VU_DANG_LUU } from './people.ts'
import { tuyenQuang, tuyenQuangProgramme } from './tuyen-quang.ts'
import { vsir2026, vsir2026Programme } from './vsir-2026.ts'

const SOCIETY: Text = {
  vi: 'Hội Điện quang can thiệp',
  en: 'Society of Interventional Radiology',
  ko: '중재영상의학회',
}

const SPEAKERS = 48

/** One account for each role; event roles are held at the congress, where the speaker is one of those invented. */
const ACCOUNTS: readonly {
  name: string
  local: string
  society?: SocietyRole
  event?: EventRole
  invented?: number
}[] = [
  { name: 'Quản Trị Minh Hoạ', local: 'administrator', society: 'administrator' },
  { name: 'Thư Ký Minh Hoạ', local: 'secretariat', society: 'secretariat' },
  { name: 'Tổ Chức Minh Hoạ', local: 'organiser', event: 'organiser' },
  { name: 'Chủ Tọa Minh Hoạ', local: 'chair', event: 'chair' },
  { name: 'Phản Biện Minh Hoạ', local: 'reviewer', event: 'reviewer' },
  { name: String(inventedPeople(1)[0]!.name), local: 'speaker', event: 'speaker', invented: 0 },
  { name: String(inventedPeople(2)[1]!.name), local: 'physician', invented: 1 },
  { name: String(inventedPeople(4)[3]!.name), local: 'expert', invented: 3 },
  { name: 'Điểm Danh Minh Hoạ', local: 'check-in', event: 'check-in' },
  { name: 'Đại Biểu Minh Hoạ', local: 'delegate', event: 'delegate' },
]

export interface DemoAccount {
  readonly role: string
  readonly email: string
  readonly password: string
}

const actor = systemActor('demo')
const accountsFile = (ctx: Context): string => path.join(ctx.config.dataDir, 'demo-accounts.json')

/** Whether nobody has used this database yet: no event and no person. */
export async function isEmpty(ctx: Context): Promise<boolean> {
  const event = await ctx.db.selectFrom('event').select('id').limit(1).executeTakeFirst()
  const person = await ctx.db.selectFrom('person').select('id').limit(1).executeTakeFirst()
  return !event && !person
}

/** Whether a start should make the demonstration: on an empty database, or where making it was cut off. */
export async function wantsDemo(ctx: Context): Promise<boolean> {
  // Ended once, it does not come back by itself: an empty database is then a society that begins.
  if (await getSetting(ctx, 'demo.ended', false)) return false
  if (await isEmpty(ctx)) return true
  return (await getSetting(ctx, 'society.demonstration', false)) && !(await getSetting(ctx, 'demo.complete', false))
}

/** The accounts of the demonstration, if this data folder has it; their password was drawn when it was made. */
export function demoAccounts(ctx: Context): readonly DemoAccount[] {
  const file = accountsFile(ctx)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoAccount[]) : []
}

/**
 * Makes the demonstration society: three meetings with the facts of their announcements, invented speakers, one
 * account a role. Afterwards jobs draw the pictures of its news and, with `images`, generate its cases. Goes on where a
 * killed run stopped; done twice it changes nothing.
 */
export async function createDemo(
  ctx: Context,
  step: (what: string) => void = () => {},
  { images = true }: { readonly images?: boolean } = {},
): Promise<readonly DemoAccount[]> {
  if (await getSetting(ctx, 'demo.complete', false)) return demoAccounts(ctx)
  step('society')
  must(
    await write(ctx, actor, async (tx) => {
      await putSetting(tx, 'society.name', SOCIETY)
      await putSetting(tx, 'society.demonstration', true)
      return ok()
    }),
  )
  const password = demoAccounts(ctx)[0]?.password ?? `minh-hoa-${randomBytes(5).toString('hex')}`
  // One for all ten, and made by another thread meanwhile: ten one after the other took most of the start.
  const hash = hashOf(password)
  const people = await createPeople(ctx)

  step('tuyen-quang-2025')
  await meeting(ctx, tuyenQuang, (p) => tuyenQuangProgramme(p, ctx.ids, people.welcome))
  step('hepatobiliary-2025')
  await meeting(ctx, hepatobiliary, (p) => hepatobiliaryProgramme(p, ctx.ids, HEPATOBILIARY_SPEAKERS))
  step('vsir-2026')
  const congress = await meeting(ctx, vsir2026, (p) => vsir2026Programme(p, ctx.ids, people.invented))

  step('news')
  await createDemoNews(ctx)
  await createDemoDiscussion(ctx)
  must(await write(ctx, actor, (tx) => queueWork(tx, images)))

  step('accounts')
  const accounts = await createAccounts(ctx, congress, people.invented, password, await hash)
  must(await write(ctx, actor, async (tx) => ok(await putSetting(tx, 'demo.complete', true))))
  return accounts
}

/** What the site can answer without: the pictures of the news, the cases with their generated images. */
async function queueWork(tx: Tx, images: boolean): Promise<Outcome> {
  await tx.enqueue('demo:pictures', {}, { dedupe: 'demo:pictures' })
  if (images) await tx.enqueue('demo:cases', {}, { dedupe: 'demo:cases' })
  return ok()
}

const nameOf = (key: keyof typeof FACILITIES): Text => FACILITIES[key].name
const HEPATOBILIARY_SPEAKERS = {
  samsung: nameOf('samsung'),
  bachMai: nameOf('bachMai'),
  hmuHospital: nameOf('hmuHospital'),
  snu: nameOf('snu'),
  medicalIp: nameOf('medicalIp'),
}

async function createPeople(ctx: Context): Promise<{ welcome: string; invented: string[] }> {
  const drafts: PersonDraft[] = [VU_DANG_LUU, ...inventedPeople(SPEAKERS)]
  const [welcome, ...invented] = must(await write(ctx, actor, async (tx) => ok(await upsertPeople(tx, drafts))))
  return { welcome: welcome!, invented }
}

async function meeting(ctx: Context, draft: EventDraft, make: (current: Programme) => Programme): Promise<string> {
  const known = await ctx.db
    .selectFrom('event')
    .select(['id', 'release_id'])
    .where('slug', '=', draft.slug)
    .executeTakeFirst()
  if (known?.release_id) return known.id
  const id = known?.id ?? must(await createEvent(ctx, actor, draft)).id
  const { revision } = must(await putProgramme(ctx, actor, id, async (current) => make(current)))
  await changeEventState(ctx, actor, id, 'published')
  must(await release(ctx, actor, id, { name: '1.0', note: {}, revision }))
  return id
}

async function createAccounts(
  ctx: Context,
  eventId: string,
  invented: readonly string[],
  password: string,
  hash: string,
): Promise<readonly DemoAccount[]> {
  const accounts = ACCOUNTS.map(({ local, society, event }) => ({
    role: society ?? event ?? local,
    email: `${local}@demo.example`,
    password,
  }))
  // Kept before the accounts exist, so that a killed run does not leave accounts with a forgotten password.
  if (demoAccounts(ctx).length === 0)
    writeFileSync(accountsFile(ctx), JSON.stringify(accounts, null, 2), { mode: 0o600 })
  for (const [n, account] of ACCOUNTS.entries()) {
    const personId = account.invented === undefined ? undefined : invented[account.invented]
    const made = await createUser(ctx, {
      email: accounts[n]!.email,
      name: account.name,
      password,
      hash,
      personId,
      lang: 'vi',
      roles: account.society ? [account.society] : [],
      how: 'demo',
    })
    if (made.ok && account.event) {
      const role = account.event
      must(await write(ctx, actor, (tx: Tx) => assignRole(tx, { personId: made.value.personId, eventId, role })))
    }
  }
  return accounts
}

/** The demonstration has no input that could be refused: a refusal is a bug here. */
function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok)
    throw new Error(`demonstration: ${outcome.code} ${JSON.stringify({ ...outcome.fields, ...outcome.detail })}`)
  return outcome.value
}
