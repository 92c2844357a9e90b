import type { Lang } from '#src/lib/text/multilingual.ts'
import { shortDate, shortDateTime } from '#src/lib/time/format.ts'
import { Empty, Notice, Tag } from '#src/ui/feedback.tsx'
import { Button, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Listing, ListingItem, Section } from '#src/ui/listing.tsx'
import { DataTable } from '#src/ui/table.tsx'
import { refusalText } from '../intake/refusals.ts'
import { mineWords } from '../mine/messages.ts'
import type { HeldBack, Mine, OwnStudy } from '../mine/query.ts'
import { QUARANTINE_DAYS } from '../quarantine.ts'

export interface MineProps {
  readonly lang: Lang
  readonly csrf: string | null
  readonly mine: Mine
  readonly zone: string
}

const dicomDate = (lang: Lang, date: string): string =>
  /^\d{8}$/.test(date) ? shortDate(lang, `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`) : ''

/** Everything that a person has brought in: studies, what is under way, what was held back, what was withdrawn. */
export function MyImages({ lang, csrf, mine, zone }: MineProps) {
  const t = mineWords(lang)
  return (
    <>
      <h1>{t('mine')}</h1>
      <div class="actions">
        <Button kind="primary" href={to(lang, '/imaging/upload')}>
          {t('bring')}
        </Button>
        <Button href={to(lang, '/imaging/tokens')}>{t('tokens')}</Button>
      </div>
      {mine.waiting > 0 ? <Notice tone="info" title={t('waitingN', { n: mine.waiting })} /> : null}
      {mine.uploads.length > 0 ? <Uploads lang={lang} csrf={csrf} mine={mine} zone={zone} /> : null}
      <Section title={t('studies')} id="studies">
        <p class="quiet">{t('dateHint')}</p>
        <Studies lang={lang} studies={mine.studies} />
      </Section>
      <Section title={t('quarantine')} id="quarantine">
        <p class="quiet">{t('quarantineHint', { days: QUARANTINE_DAYS })}</p>
        <Held lang={lang} csrf={csrf} held={mine.held} zone={zone} />
      </Section>
      {mine.withdrawn.length > 0 ? (
        <Section title={t('withdrawn')} id="withdrawn">
          <Listing>
            {mine.withdrawn.map((one) => (
              <ListingItem
                key={one.caseId}
                title={t('withdrawnLine', {
                  date: shortDateTime(lang, zone, one.withdrawnAt),
                  n: one.instances,
                  reason: t(`reason.${one.reason}`),
                })}
                meta={t(one.goneAt === null ? 'going' : 'gone')}
              />
            ))}
          </Listing>
        </Section>
      ) : null}
    </>
  )
}

function Uploads({ lang, csrf, mine, zone }: MineProps) {
  const t = mineWords(lang)
  return (
    <Section title={t('uploads')} id="uploads">
      <Listing>
        {mine.uploads.map(({ id, caseId, files, arrived, at }) => (
          <ListingItem key={id} title={t('uploadLine', { date: shortDateTime(lang, zone, at), arrived, files })}>
            <Form action={to(lang, '/imaging/discard-upload')} csrf={csrf} layout="row">
              <input type="hidden" name="upload" value={id} />
              <Button size="small" href={to(lang, `/imaging/upload?case=${caseId}`)}>
                {t('goOn')}
              </Button>
              <Button size="small">{t('discard')}</Button>
            </Form>
          </ListingItem>
        ))}
      </Listing>
    </Section>
  )
}

function Studies({ lang, studies }: { lang: Lang; studies: readonly OwnStudy[] }) {
  const t = mineWords(lang)
  return (
    <DataTable
      caption={t('studies')}
      quietCaption
      rows={studies}
      rowKey={({ uid }) => uid}
      empty={<Empty title={t('noStudies')} action={<Button href={to(lang, '/imaging/upload')}>{t('bring')}</Button>} />}
      columns={[
        {
          key: 'study',
          head: t('study'),
          primary: true,
          size: 'wide',
          cell: ({ uid, pseudonym, modalities, description, images }) => (
            <span class="own-study">
              {images > 0 ? (
                <img src={`/dicomweb/studies/${uid}/thumbnail`} width={56} height={56} alt="" loading="lazy" />
              ) : null}
              <span>
                {[modalities, description].filter(Boolean).join(' · ') || pseudonym}
                <span class="quiet own-pseudonym">{pseudonym}</span>
              </span>
            </span>
          ),
        },
        { key: 'date', head: t('date'), cell: ({ date }) => dicomDate(lang, date) },
        { key: 'images', head: t('images'), numeric: true, cell: ({ images, videos }) => images + videos },
        {
          key: 'state',
          head: t('state'),
          cell: ({ looked, access }) => (
            <>
              <Tag tone={looked ? 'success' : 'warning'}>{t(looked ? 'looked' : 'toLook')}</Tag> {t(access)}
            </>
          ),
        },
      ]}
      actions={({ uid, caseId }) => (
        <>
          <a href={to(lang, `/imaging/studies/${uid}/look`)}>{t('look')}</a>{' '}
          <a href={to(lang, `/imaging/studies/${uid}/view`)}>{t('view')}</a>{' '}
          <a href={to(lang, `/imaging/upload?case=${caseId}`)}>{t('add')}</a>{' '}
          <a href={to(lang, `/imaging/withdraw?case=${caseId}`)}>{t('withdraw')}</a>
        </>
      )}
    />
  )
}

function Held({ lang, csrf, held, zone }: Omit<MineProps, 'mine'> & { readonly held: readonly HeldBack[] }) {
  const t = mineWords(lang)
  return (
    <DataTable
      caption={t('quarantine')}
      quietCaption
      rows={held}
      rowKey={({ batch, reason }) => `${batch} ${reason}`}
      empty={<p class="quiet">{t('nothingRefused')}</p>}
      columns={[
        {
          key: 'why',
          head: t('why'),
          primary: true,
          size: 'wide',
          cell: ({ reason }) => refusalText(lang, reason),
        },
        { key: 'files', head: t('files'), numeric: true, cell: ({ count }) => count },
        { key: 'source', head: t('source'), cell: ({ source }) => t(`source.${source}`) },
        { key: 'came', head: t('came'), cell: ({ at }) => shortDateTime(lang, zone, at) },
      ]}
      actions={({ batch, reason, kept }) => (
        <Form action={to(lang, '/imaging/held')} csrf={csrf} layout="row">
          <input type="hidden" name="batch" value={batch} />
          <input type="hidden" name="reason" value={reason} />
          {kept ? (
            <Button size="small" name="act" value="retry">
              {t('retry')}
            </Button>
          ) : null}
          <Button size="small" name="act" value="discard">
            {t('discard')}
          </Button>
        </Form>
      )}
    />
  )
}
