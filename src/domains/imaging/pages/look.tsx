import type { Lang } from '#src/lib/text/multilingual.ts'
import { shortDateTime } from '#src/lib/time/format.ts'
import { Empty, Notice, Progress, Tag } from '#src/ui/feedback.tsx'
import { Button, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { lookWords } from '../look/messages.ts'
import type { LookPage } from '../look/query.ts'
import { LookCards } from './look-card.tsx'

export interface LookProps {
  readonly lang: Lang
  readonly csrf: string | null
  readonly look: LookPage
  readonly zone: string
  /** In words: what a command has just done, or why not. */
  readonly said: { readonly tone: 'success' | 'warning' | 'danger'; readonly text: string } | null
}

/** A page of a study to be looked through, its boxes and the record that it was. Works without JavaScript. */
export function Look({ lang, csrf, look, zone, said }: LookProps) {
  const t = lookWords(lang)
  const base = to(lang, `/imaging/studies/${look.studyUid}/look`)
  const here = look.images.length > 0 && look.images.every(({ seen }) => seen)
  const pageHref = (page: number): string => `${base}?page=${page}`
  return (
    <>
      <h1>{t('title')}</h1>
      <p class="lead">{t('lead')}</p>
      <p class="look-links">
        <a href={to(lang, `/imaging/studies/${look.studyUid}/view`)}>{t('view')}</a>
        <a href={to(lang, '/imaging')}>{t('mine')}</a>
      </p>
      {said ? <Notice tone={said.tone} title={said.text} live /> : null}
      {look.lookedAt === null ? (
        <Progress
          label={t('progress', { seen: look.seen, total: look.total })}
          value={look.seen}
          max={look.total}
          note={t('pageOf', { page: look.page, pages: look.pages })}
        />
      ) : (
        <Notice tone="success" title={t('done', { date: shortDateTime(lang, zone, look.lookedAt) })}>
          <p>{t('doneHint')}</p>
        </Notice>
      )}
      {look.waiting > 0 ? <Notice tone="info" title={t('waiting', { n: look.waiting })} /> : null}
      {look.total === 0 ? <Empty title={t('empty')} /> : null}
      <p class="quiet">{t('proposedLegend')}</p>
      <LookCards lang={lang} csrf={csrf} look={look} base={base} />
      <div class="look-bar">
        {here ? (
          <Tag tone="success">{t('confirmed')}</Tag>
        ) : look.images.length > 0 ? (
          <Form action={base} csrf={csrf}>
            <input type="hidden" name="page" value={look.page} />
            <input type="hidden" name="images" value={look.images.map(({ id }) => id).join(' ')} />
            <Button kind="primary">{t('confirm')}</Button>
          </Form>
        ) : null}
        {look.page > 1 ? <Button href={pageHref(look.page - 1)}>{t('previous')}</Button> : null}
        {look.page < look.pages ? <Button href={pageHref(look.page + 1)}>{t('next')}</Button> : null}
        <span class="quiet">{t('pageOf', { page: look.page, pages: look.pages })}</span>
      </div>
    </>
  )
}
