import type { ComponentChildren } from 'preact'
import { nameFor, titledName } from '#src/lib/text/names.ts'
import { markdown } from '#src/lib/text/markdown.ts'
import { pick, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import { Say } from '#src/ui/context.tsx'
import { GeneratedMark } from '#src/ui/feedback.tsx'
import { to } from '#src/ui/link.ts'
import { countryName, spokenName } from '../countries.ts'
import { manage } from '../messages/manage.ts'
import { profile } from '../messages/profile.ts'
import { isWord, words } from '../messages/words.ts'
import { provinceName } from '../provinces.ts'
import type { FacilityView, PersonPage } from '../queries/public.ts'
import type { PublicPerson } from '../views.ts'
import { levelName } from './manage-words.ts'

/** A line of facts; nothing where there is nothing to say. */
function Fact({ term, children }: { term: string; children?: ComponentChildren }) {
  return children ? (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  ) : null
}

/** Who it is, as far as they allow, and what other domains know of them. */
export function PersonView({
  lang,
  person,
  sections,
}: {
  lang: Lang
  person: PersonPage
  sections: ComponentChildren
}) {
  const t = profile(lang)
  const profession = `profession.${person.profession}`
  const { main, aside } = nameFor(person, lang)
  // Pictures elsewhere are not loaded: their server would learn who reads this page.
  const photo = person.avatar.startsWith('/') ? person.avatar : ''
  return (
    <article class="person">
      {photo ? <img class="person-photo" src={photo} alt="" width={160} height={160} /> : null}
      <h1>{titledName(person, lang)}</h1>
      {aside && aside !== main ? null : person.latin && person.latin !== person.name ? (
        <p class="person-latin">{person.latin}</p>
      ) : null}
      {person.generated ? <GeneratedMark /> : null}
      <dl class="facts">
        <Fact term={t('facility')}>
          {Object.keys(person.facility).length > 0 ? (
            person.facilitySlug ? (
              <a href={to(lang, `/facilities/${person.facilitySlug}`)}>
                <Say text={person.facility} />
              </a>
            ) : (
              <Say text={person.facility} />
            )
          ) : null}
        </Fact>
        <Fact term={t('profession')}>{isWord(profession) ? words(lang)(profession) : null}</Fact>
        <Fact term={t('country')}>{countryName(person.country, lang) || null}</Fact>
        <Fact term={t('langs')}>{person.langs.map((tag) => spokenName(tag, lang)).join(', ') || null}</Fact>
      </dl>
      {Object.keys(person.biography).length > 0 ? <Biography lang={lang} text={person.biography} /> : null}
      {sections}
      {person.abilities.self ? (
        <p>
          <a href={to(lang, '/account/profile')}>{t('profile')}</a> ·{' '}
          <a href={to(lang, '/account/privacy')}>{t('privacy')}</a>
        </p>
      ) : null}
    </article>
  )
}

function Biography({ lang, text }: { lang: Lang; text: Text }) {
  const found = pick(text, lang)
  return (
    <div
      class="biography prose"
      lang={found.lang === lang ? undefined : found.lang}
      dangerouslySetInnerHTML={{ __html: markdown(found.text, { headingShift: 1 }) }}
    />
  )
}

/** A hospital, where it is, and those of its people who say that they are there. */
export function FacilityPage({
  lang,
  facility,
  people,
  sections,
}: {
  lang: Lang
  facility: FacilityView
  people: readonly PublicPerson[]
  sections: ComponentChildren
}) {
  const t = manage(lang)
  return (
    <article class="facility">
      <h1>
        <Say text={facility.name} />
      </h1>
      <dl class="facts">
        <Fact term={t('level')}>{facility.level === 'other' ? null : levelName(lang, facility.level)}</Fact>
        <Fact term={t('province')}>{facility.province ? <Say text={provinceName(facility.province)} /> : null}</Fact>
        <Fact term={t('country')}>{countryName(facility.country, lang) || null}</Fact>
        <Fact term={t('website')}>
          {facility.website ? (
            <a href={facility.website} rel="noopener nofollow">
              {facility.website.replace(/^https?:\/\//, '')}
            </a>
          ) : null}
        </Fact>
      </dl>
      {people.length > 0 ? (
        <section>
          <h2>{t('speakers')}</h2>
          <ul class="people-list">
            {people.map((person) => (
              <li key={person.id}>
                <a href={to(lang, `/people/${person.slug}`)}>{titledName(person, lang)}</a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {sections}
    </article>
  )
}
