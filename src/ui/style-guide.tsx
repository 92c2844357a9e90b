import { say } from '#src/lib/text/multilingual.ts'
import { ENTRIES } from './entries.ts'
import { Page, type Shell } from './page.tsx'
import { EventHeader } from './nav.tsx'
import { Tag } from './feedback.tsx'
import { Button } from './forms.tsx'
import { Time, ZoneNote } from './time.tsx'
import { GuideControls, GuideFeedback, GuideTable } from './style-guide-parts.tsx'
import { GuideAgenda, GuideGrid } from './style-guide-programme.tsx'
import { Facts, Listing, ListingItem, Section } from './listing.tsx'
import { at, SAMPLE, sampler, ZONE } from './style-guide-samples.ts'
import { dateRange } from '#src/lib/time/format.ts'

/** Every component in its states, in the shell's language: for looking at, and for tests that walk over all of it. */
export function StyleGuide({ shell }: { shell: Shell }) {
  const { lang } = shell
  const s = sampler(lang)
  return (
    <Page
      shell={shell}
      title={say(SAMPLE.event, lang)}
      description={s('lead')}
      width="wide"
      scripts={[ENTRIES.programme, ENTRIES.manage, ENTRIES.reader]}
      nav={
        <EventHeader
          event={{
            slug: 'vsir-2026',
            title: SAMPLE.event,
            kind: s('kind'),
            dates: dateRange(lang, '2026-04-17', '2026-04-18'),
            place: s('place'),
            marks: <Tag tone="signal">{s('confirmed')}</Tag>,
          }}
          current="overview"
          actions={
            <>
              <Button kind="primary" href="#">
                {s('save')}
              </Button>
              <Button href="#">{s('back')}</Button>
            </>
          }
        />
      }
    >
      <p class="lead">{s('lead')}</p>
      <Section title={s('fieldAbout')} width="text">
        <div class="prose">
          <p>
            {s('lead')} <a href="#liver">{s('liver')}</a>. {s('stacked')}
          </p>
          <h3>{s('stacked')}</h3>
          <ul>
            <li>{s('talk')}</li>
            <li>{s('talk2')}</li>
          </ul>
        </div>
        <Facts
          items={[
            { label: s('state'), value: s('confirmed') },
            { label: s('minutes'), value: <span class="figures">117</span> },
            { label: s('fieldMail'), value: <Time at={at(8)} zone={ZONE} show="full" withZone /> },
          ]}
        />
      </Section>
      <Section title={s('kind')}>
        <Listing large>
          <ListingItem
            title={s('event')}
            href="#"
            aside={dateRange(lang, '2026-04-17', '2026-04-18')}
            meta={s('place')}
          />
          <ListingItem
            title={s('liver')}
            href="#"
            aside={dateRange(lang, '2025-10-07', '2025-10-07')}
            meta={s('facility')}
          />
        </Listing>
      </Section>
      <Section title={s('session')}>
        <ZoneNote zone={ZONE} at={at(8)} />
        <GuideAgenda />
      </Section>
      <GuideGrid />
      <Section title={s('fieldTitle')} width="text">
        <GuideControls />
      </Section>
      <Section title={s('state')}>
        <GuideTable />
      </Section>
      <Section title={s('waiting')} width="text">
        <GuideFeedback />
      </Section>
    </Page>
  )
}
