import type { ComponentChildren } from 'preact'
import { societyName } from '#src/platform/society.ts'
import { pick, say } from '#src/lib/text/multilingual.ts'
import { nameFor } from '#src/lib/text/names.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { privacy } from '../messages/privacy.ts'
import { PrivacyNotice } from '../pages/privacy.tsx'
import { facilityPeople, publicFacility, publicPerson } from '../queries/public.ts'
import { show } from './kit.tsx'
import { PersonHead } from '../pages/person-head.tsx'
import { FacilityPage, PersonView } from '../pages/public.tsx'

/** What each domain shows of a person or facility, in the domains' order. */
async function sectionsOf(c: Ctx, kind: 'person' | 'facility', id: string): Promise<ComponentChildren[]> {
  const { ctx, actor, lang } = c.var
  const parts: ComponentChildren[] = []
  for (const domain of ctx.domains) {
    const part = await domain.sections?.[kind]?.(ctx, actor, lang, id)
    if (part) parts.push(part)
  }
  return parts
}

/** The public pages of a person and of a facility, and the privacy notice. */
export function publicRoutes(app: App): void {
  app.get('/privacy', async (c) => {
    const { ctx, lang } = c.var
    const society = say(await societyName(ctx), lang)
    return show(c, { title: privacy(lang)('title'), noindex: false }, <PrivacyNotice lang={lang} society={society} />)
  })

  app.get('/people/:slug', async (c) => {
    const { ctx, actor, lang } = c.var
    const person = await publicPerson(ctx, actor, c.req.param('slug'))
    if (!person) return c.notFound()
    if (person.movedTo) return c.redirect(`/${lang}/people/${encodeURIComponent(person.movedTo)}`, 301)
    const { main } = nameFor(person, lang)
    const sections = await sectionsOf(c, 'person', person.id)
    // Only what its owner lets be found is for search engines.
    const found = person.hasPage && !person.generated
    const head = found ? <PersonHead person={person} lang={lang} origin={ctx.config.baseUrl} /> : undefined
    return show(
      c,
      { title: main, noindex: !found, head },
      <PersonView lang={lang} person={person} sections={sections} />,
    )
  })

  app.get('/facilities/:slug', async (c) => {
    const { ctx, lang } = c.var
    const facility = await publicFacility(ctx, c.req.param('slug'))
    if (!facility) return c.notFound()
    if (facility.movedTo) return c.redirect(`/${lang}/facilities/${encodeURIComponent(facility.movedTo)}`, 301)
    const people = await facilityPeople(ctx, facility.id)
    const sections = await sectionsOf(c, 'facility', facility.id)
    return show(
      c,
      { title: pick(facility.name, lang).text, noindex: false },
      <FacilityPage lang={lang} facility={facility} people={people} sections={sections} />,
    )
  })
}
