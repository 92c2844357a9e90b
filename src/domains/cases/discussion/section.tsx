import type { Ctx } from '#src/platform/http/env.ts'
import { Section } from '#src/ui/listing.tsx'
import { societyZone } from '../kit.tsx'
import { talkWords } from './messages.ts'
import type { CaseView } from '../queries/case.ts'
import { readPin } from './pin.ts'
import type { Talk as TalkRequest } from './commands.ts'
import { identityIn } from './commands.ts'
import { findMembers } from './people.ts'
import type { FormState } from './pages/form.tsx'
import { blank } from './pages/form.tsx'
import { Talk } from './pages/talk.tsx'
import { talkOf } from './queries.ts'
import { talkFor } from './routes/request.ts'

/** The styles and the live script of all that this folder and its neighbours show. */
export const TALK_ENTRY = 'src/domains/cases/client/talk.ts'

/** Asked by the case's page: its discussion as a part of it. Link TALK_ENTRY in the page's `scripts`. */
export async function discussionSection(c: Ctx, found: CaseView) {
  const { lang } = c.var
  const talk = await talkFor(c, found)
  if (!talk.rights.scope.comments) return null
  return (
    <Section title={talkWords(lang)('discussion')} id="discussion">
      {await talkSection(c, talk)}
    </Section>
  )
}

export async function talkSection(c: Ctx, talk: TalkRequest, state: FormState = blank, expertError?: string) {
  const { ctx, actor, lang, csrf } = c.var
  const view = await talkOf(ctx, actor, talk, lang)
  const pin = c.req.query('pin') ?? ''
  const sought = c.req.query('expert') ?? ''
  const found = sought !== '' && view.can.manage ? await findMembers(ctx.db, sought) : null
  const zone = await societyZone(ctx)
  return (
    <Talk
      place={{ lang, casePath: talk.found.path, zone, csrf: csrf ?? null }}
      talk={view}
      newKey={() => ctx.ids.token().slice(0, 32)}
      signedIn={actor.personId !== null}
      hasImages={talk.found.imagingCaseId !== null && talk.rights.scope.images}
      pin={readPin(pin) ? pin : ''}
      state={state}
      found={found}
      sought={sought}
      expertError={expertError}
    />
  )
}

/** What was typed and what is wrong with it, to show the form again. */
export const refusedState = (values: Record<string, string>, errors: Readonly<Record<string, string>>): FormState => ({
  values,
  errors,
  identity: errors['body'] === 'identity' ? identityIn(values['body'] ?? '').map((one) => one.excerpt) : [],
})
