import { excerpt } from '#src/lib/text/markdown.ts'
import { pick, say, type Lang } from '#src/lib/text/multilingual.ts'
import { embed, type Json } from '#src/ui/island.tsx'
import { to } from '#src/ui/link.ts'
import type { PersonPage } from '../queries/public.ts'

/** What search engines may know of a person: what the page shows, which its owner has chosen; empty ones left out. */
export function personData(
  person: PersonPage,
  lang: Lang,
  origin: string,
): { readonly [key: string]: Json | undefined } {
  const url = origin + to(lang, `/people/${person.slug}`)
  const facility = pick(person.facility, lang).text
  return {
    '@context': 'https://schema.org',
    '@type': 'Person',
    '@id': url,
    url,
    name: person.name,
    alternateName: person.latin && person.latin !== person.name ? person.latin : undefined,
    honorificPrefix: say(person.title, lang) || undefined,
    description: excerpt(say(person.biography, lang), 300) || undefined,
    // Pictures elsewhere are not named: they are not ours to show.
    image: person.avatar.startsWith('/') ? origin + person.avatar : undefined,
    affiliation: facility ? { '@type': 'Organization', name: facility } : undefined,
    knowsLanguage: person.langs.length > 0 ? person.langs : undefined,
  }
}

/** schema.org Person in a page's head. */
export function PersonHead(props: { person: PersonPage; lang: Lang; origin: string }) {
  const data = personData(props.person, props.lang, props.origin)
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: embed(data) }} />
}
