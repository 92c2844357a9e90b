import { isIP } from 'node:net'
import type { DeidentifyProfile } from '#src/lib/dicom/index.ts'
import type { Actor } from '#src/platform/authz.ts'
import { hasSocietyRole, managesSociety } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { putSetting } from '#src/platform/settings.ts'
import { write } from '#src/platform/write.ts'
import type { DimsePeer, DimseSettings } from '../dimse/server.ts'
import { doom } from '../intake/doomed.ts'

/** What of one's own quarantine is meant: the refused ones of a batch for one reason. */
export interface HeldInput {
  readonly batch: string
  readonly reason: string
}

/** Has refused objects judged again, those whose bytes are here. */
export function retryHeld(ctx: Context, actor: Actor, { batch, reason }: HeldInput): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const again = await tx.db
      .updateTable('imaging_received')
      .set({ state: 'waiting', reason: '', ended_at: null })
      .where('owner_id', '=', actor.personId ?? '')
      .where('batch', '=', batch)
      .where('reason', '=', reason)
      .where('state', '=', 'refused')
      .where('blob', 'is not', null)
      .executeTakeFirst()
    if (again.numUpdatedRows === 0n) return fail('not-found')
    await tx.enqueue('imaging:take-in', {}, { dedupe: 'imaging:take-in' })
    return ok()
  })
}

/** Forgets refused objects with their bytes, which may hold identity. */
export function discardHeld(ctx: Context, actor: Actor, { batch, reason }: HeldInput): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const gone = await tx.db
      .deleteFrom('imaging_received')
      .where('owner_id', '=', actor.personId ?? '')
      .where('batch', '=', batch)
      .where('reason', '=', reason)
      .where('state', '=', 'refused')
      .returning('blob')
      .execute()
    if (gone.length === 0) return fail('not-found')
    await doom(
      tx,
      gone.flatMap(({ blob }) => blob ?? []),
    )
    await tx.audit({ action: 'imaging.discard', entity: 'imaging-batch', id: batch, after: { objects: gone.length } })
    return ok()
  })
}

/** The options of de-identification, which the society chooses. */
export const mayChooseProfile = (actor: Actor): boolean => managesSociety(actor)
/** What listens on the network is the administrators'. */
export const maySetDimse = (actor: Actor): boolean => hasSocietyRole(actor, 'administrator')

/** Sets the profile of all that comes from now on. UIDs are always remapped and full dates never kept: a society cannot choose to publish them. */
export function saveProfile(
  ctx: Context,
  actor: Actor,
  input: Omit<DeidentifyProfile, 'name' | 'uids'>,
): Promise<Outcome> {
  if (!mayChooseProfile(actor)) return Promise.resolve(fail('not-found'))
  if (input.dates === 'keep') return Promise.resolve(invalid({ dates: 'choice' }))
  return write(ctx, actor, async (tx) => {
    const profile: DeidentifyProfile = { ...input, name: 'society', uids: 'remap' }
    await putSetting(tx, 'imaging.profile', profile)
    return ok()
  })
}

export interface DimseInput {
  readonly aeTitle: string
  readonly port: string
  readonly host: string
  /** One a line: AE title, address or `*`, e-mail. */
  readonly peers: string
}

const AE = /^[A-Za-z0-9_-]{1,16}$/

/** Sets what is listened to, and who may send. `fields.peers` is the number of the line that is wrong. */
export async function saveDimse(ctx: Context, actor: Actor, input: DimseInput): Promise<Outcome> {
  if (!maySetDimse(actor)) return fail('not-found')
  const wrong: Record<string, string> = {}
  const port = Number(input.port)
  if (!AE.test(input.aeTitle)) wrong['aeTitle'] = 'format'
  if (!(Number.isInteger(port) && port >= 1 && port <= 65_535)) wrong['port'] = 'range'
  if (isIP(input.host) === 0) wrong['host'] = 'format'
  const peers: DimsePeer[] = []
  const lines = input.peers.split(/\r?\n/).map((line) => line.trim())
  for (const [i, line] of lines.entries()) {
    if (line === '') continue
    const peer = await peerOf(ctx, line)
    if (peer) peers.push(peer)
    else wrong['peers'] ??= String(i + 1)
  }
  if (Object.keys(wrong).length > 0) return invalid(wrong)
  return await write(ctx, actor, async (tx) => {
    const settings: DimseSettings = { port, host: input.host, aeTitle: input.aeTitle, peers }
    await putSetting(tx, 'imaging.dimse', settings)
    return ok()
  })
}

async function peerOf(ctx: Context, line: string): Promise<DimsePeer | null> {
  const [aeTitle = '', address = '', email = '', ...more] = line.split(/[\s,;]+/)
  if (!AE.test(aeTitle) || (address !== '*' && isIP(address) === 0) || more.length > 0) return null
  const owner = await ctx.db
    .selectFrom('auth_user')
    .select('person_id')
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
  return owner?.person_id ? { aeTitle, address: address === '*' ? '' : address, ownerId: owner.person_id } : null
}

/** Peers as lines again, for the form; one statement. */
export async function peerLines(ctx: Context, peers: readonly DimsePeer[]): Promise<string> {
  if (peers.length === 0) return ''
  const rows = await ctx.db
    .selectFrom('auth_user')
    .select(['person_id', 'email'])
    .where(
      'person_id',
      'in',
      peers.map(({ ownerId }) => ownerId),
    )
    .execute()
  const emails = new Map(rows.map((row) => [row.person_id, row.email]))
  return peers
    .map(({ aeTitle, address, ownerId }) => [aeTitle, address || '*', emails.get(ownerId) ?? '?'].join(' '))
    .join('\n')
}
