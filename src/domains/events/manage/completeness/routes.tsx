import { say, type Lang } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { Empty, Progress, Tag } from '#src/ui/feedback.tsx'
import { langName } from '#src/ui/forms.tsx'
import { ui } from '#src/ui/messages.ts'
import { Tabs } from '#src/ui/nav.tsx'
import { DataTable } from '#src/ui/table.tsx'
import { fieldId } from '#src/ui/field.tsx'
import { completenessOf, type Lacking } from '../../programme/completeness.ts'
import { fieldMessages, isDiffField } from '../../programme/diff-messages.ts'
import type { Event } from '../../event/event.ts'
import { managePage, managePath } from '../frame.tsx'
import { editing, itemPath, type Editing } from '../programme/editing.ts'
import { completenessMessages } from './messages.ts'

/** What is missing where, in which language, each with the way to the field. */
export function completenessPages(app: App): void {
  app.get('/manage/events/:slug/completeness', async (c) => {
    const open = await editing(c)
    return open ? completenessPage(c, open) : c.notFound()
  })
}

const SHOWN = 500

function completenessPage(c: Ctx, open: Editing): Promise<Response> {
  const { lang } = c.var
  const t = completenessMessages(lang)
  const { event } = open
  const { summary, venueName, venueAddress } = event
  const found = completenessOf(open.copy.programme, { summary, venueName, venueAddress })
  const wanted = c.req.query('missing')
  const only = found.langs.some((one) => one.lang === wanted) ? wanted : undefined
  const rows = only ? found.lacking.filter((one) => one.missing.includes(only)) : found.lacking
  const base = href(lang, managePath(event, '/completeness'))
  const name = (tag: string) => langName(ui(lang), tag, lang)
  return managePage(c, {
    title: t('title'),
    section: 'completeness',
    managed: open,
    children: (
      <>
        <h1>{t('title')}</h1>
        <p>{t('intro')}</p>
        <section class="completeness">
          {found.langs.map((one) => (
            <Progress key={one.lang} label={name(one.lang)} value={one.wanted - one.missing} max={one.wanted} />
          ))}
        </section>
        {found.lacking.length === 0 ? (
          <Empty title={t('complete')} />
        ) : (
          <>
            <Tabs
              label={t('language')}
              items={[
                { label: t('all'), href: base, current: only === undefined, count: found.lacking.length },
                ...found.langs.map((one) => ({
                  label: name(one.lang),
                  href: `${base}?missing=${one.lang}`,
                  current: only === one.lang,
                  count: one.missing,
                })),
              ]}
            />
            <DataTable
              caption={t('title')}
              quietCaption
              rows={rows.slice(0, SHOWN)}
              rowKey={(one) => `${one.owner}${one.id}${one.field}`}
              columns={[
                {
                  key: 'what',
                  head: t('what'),
                  primary: true,
                  size: 'wide',
                  cell: (one) => <a href={fieldHref(lang, event, one)}>{say(one.name, lang) || one.id}</a>,
                },
                { key: 'kind', head: '', size: 'tight', cell: (one) => <Tag tone="quiet">{t(one.owner)}</Tag> },
                { key: 'field', head: t('field'), cell: (one) => fieldName(lang, one.field) },
                { key: 'lacks', head: t('lacks'), cell: (one) => one.missing.map(name).join(', ') },
                { key: 'has', head: t('has'), wideOnly: true, cell: (one) => one.present.map(name).join(', ') },
              ]}
            />
            {rows.length > SHOWN ? <p>{t('more', { n: rows.length - SHOWN })}</p> : null}
          </>
        )}
      </>
    ),
  })
}

const fieldName = (lang: Lang, field: string): string => {
  if (field === 'summary' || field === 'venueName' || field === 'venueAddress') return completenessMessages(lang)(field)
  return isDiffField(field) ? fieldMessages(lang)(field) : field
}

/** Where the missing text is typed: the page and the input itself. */
function fieldHref(lang: Lang, event: Event, one: Lacking): string {
  const hash = `#${fieldId(`${one.field}.${one.missing[0]}`)}`
  const to = (part: string) => href(lang, managePath(event, part))
  if (one.owner === 'event') return `${to('')}${hash}`
  if (one.owner === 'day') return `${to('/programme/days')}?edit=${one.id}${hash}`
  if (one.owner === 'room') return `${to('/programme/rooms')}?edit=${one.id}${hash}`
  if (one.owner === 'track') return `${to('/programme/tracks')}?edit=${one.id}${hash}`
  if (one.owner === 'person') return href(lang, `/manage/people/${one.id}`)
  return `${href(lang, itemPath(event.slug, one.owner, one.id))}${hash}`
}
