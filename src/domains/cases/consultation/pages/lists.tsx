import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import { Empty, Notice, Tag } from '#src/ui/feedback.tsx'
import { Listing, ListingItem, Section } from '#src/ui/listing.tsx'
import { to } from '#src/ui/link.ts'
import { Time } from '#src/ui/time.tsx'
import { consultWords } from '../messages.ts'
import type { ListedConsultation } from '../queries.ts'

interface Props {
  readonly lang: Lang
  readonly zone: string
  readonly asked: readonly ListedConsultation[]
  readonly ofMe: readonly ListedConsultation[]
}

/** What others ask of one, and what one has asked. */
export function ConsultationLists({ lang, zone, asked, ofMe }: Props) {
  const t = consultWords(lang)
  return (
    <>
      <h1>{t('consultations')}</h1>
      <Notice title={t('plainTitle')}>{<p>{t('plain')}</p>}</Notice>
      <Section title={t('askedOfMe')} id="of-me">
        {ofMe.length === 0 ? <Empty title={t('noneOfMe')} /> : <Rows lang={lang} zone={zone} rows={ofMe} />}
      </Section>
      <Section title={t('askedByMe')} id="by-me">
        {asked.length === 0 ? <Empty title={t('noneByMe')} /> : <Rows lang={lang} zone={zone} rows={asked} />}
      </Section>
    </>
  )
}

function Rows({ lang, zone, rows }: { lang: Lang; zone: string; rows: readonly ListedConsultation[] }) {
  const t = consultWords(lang)
  return (
    <Listing>
      {rows.map((row) => {
        const title = pick(row.title, lang)
        return (
          <ListingItem
            key={row.code}
            title={title.text}
            titleLang={title.lang}
            href={to(lang, `/consultations/${row.code}`)}
            aside={
              <>
                {t('dueShort')} <Time at={row.dueAt} zone={zone} show="short" />
              </>
            }
            meta={
              <span class="cc-marks">
                {row.urgency === 'routine' ? null : (
                  <Tag tone={row.urgency === 'emergency' ? 'danger' : 'warning'}>{t(`urgency.${row.urgency}`)}</Tag>
                )}
                {row.overdue ? <Tag tone="danger">{t('overdue')}</Tag> : null}
                {row.state === 'open' ? null : <Tag tone="quiet">{t(`state.${row.state}`)}</Tag>}
                {row.mine ? <span>{t(`expert.${row.mine}`)}</span> : null}
                <span>{t('answersN', { n: row.answers })}</span>
              </span>
            }
          />
        )
      })}
    </Listing>
  )
}
