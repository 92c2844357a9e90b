import { isLang, tooLong, type Text } from '#src/lib/text/multilingual.ts'
import { isZone } from '#src/lib/time/zoned.ts'
import type { Actor } from '../authz.ts'
import type { Context } from '../context.ts'
import { fail, invalid, ok, type Outcome } from '../outcome.ts'
import { getSetting, putSetting, societyZone } from '../settings.ts'
import { SOCIETY, societyLang, societyName } from '../society.ts'
import { write } from '../write.ts'
import { mayOperate } from './policy.ts'

/** What the society calls itself, and how it is read where nobody said otherwise. */
export interface SocietyFacts {
  readonly name: Text
  /** A paragraph below the name on the home page. */
  readonly about: Text
  readonly lang: string
  /** IANA name, `Asia/Ho_Chi_Minh`. */
  readonly zone: string
}

/** In characters, of each language. */
export const LIMITS = { name: 120, about: 1_000 } as const
export async function societyFacts(ctx: Context): Promise<SocietyFacts> {
  return {
    name: await societyName(ctx),
    about: await getSetting<Text>(ctx, SOCIETY.about, {}),
    lang: await societyLang(ctx),
    zone: await societyZone(ctx),
  }
}

/** Saves what changed of it, each with an entry of its own in the audit log. */
export async function saveSociety(ctx: Context, actor: Actor, facts: SocietyFacts): Promise<Outcome> {
  if (!mayOperate(actor)) return fail('not-found')
  const errors: Record<string, string> = {
    ...tooLong('name', facts.name, LIMITS.name),
    ...tooLong('about', facts.about, LIMITS.about),
    ...(Object.keys(facts.name).length === 0 ? { 'name.vi': 'required' } : {}),
    ...(isLang(facts.lang) ? {} : { lang: 'choice' }),
    ...(isZone(facts.zone) ? {} : { zone: 'choice' }),
  }
  if (Object.keys(errors).length > 0) return invalid(errors)
  const before = await societyFacts(ctx)
  return write(ctx, actor, async (tx) => {
    for (const key of ['name', 'about', 'lang', 'zone'] as const)
      if (JSON.stringify(before[key]) !== JSON.stringify(facts[key])) await putSetting(tx, SOCIETY[key], facts[key])
    return ok()
  })
}
