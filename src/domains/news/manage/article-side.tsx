import type { Ctx } from '#src/platform/http/env.ts'
import { zoneLabel } from '#src/lib/time/format.ts'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { Section } from '#src/ui/listing.tsx'
import { previewToken } from '../articles/preview.ts'
import type { ArticlePage } from '../articles/queries.ts'
import { whenField } from '../articles/schema.ts'
import { path, wrong, type Errors } from '../kit.tsx'
import { manageWords } from '../messages/manage.ts'

/** What is done with an article besides writing it: publish, schedule, take back, pass on the draft, delete. */
export function ArticleSide({
  c,
  article,
  zone,
  errors,
  at,
}: {
  c: Ctx
  article: ArticlePage
  zone: string
  errors: Errors
  /** The hour as it was typed, while it is refused. */
  at?: string
}) {
  const { ctx, lang, csrf } = c.var
  const t = manageWords(lang)
  const action = (what: string): string => path(c, `/manage/news/${article.id}/${what}`)
  const link = `${ctx.config.baseUrl}${path(c, `/news/preview/${previewToken(ctx, article)}`)}`
  return (
    <>
      <Section title={t('publishing')} id="publishing">
        {article.state === 'published' ? null : (
          <Form action={action('publish')} csrf={csrf} label={t('publishing')}>
            <p class="hint">{t('publishHint')}</p>
            <Actions>
              <Button kind="primary" name="do" value="now">
                {t('publishNow')}
              </Button>
            </Actions>
            <Field
              name="at"
              type="datetime-local"
              label={t('publishAt')}
              value={at ?? (article.publishAt === null ? '' : whenField(zone, article.publishAt))}
              hint={t('publishAtHint', { zone: zoneLabel(lang, zone, ctx.clock.now()) })}
              error={wrong(lang, errors, 'at')}
              size="medium"
            />
            <Actions>
              <Button name="do" value="schedule">
                {t('schedule')}
              </Button>
            </Actions>
          </Form>
        )}
        {article.state === 'draft' ? null : (
          <Form action={action('withdraw')} csrf={csrf} label={t('withdraw')}>
            <Actions>
              <Button>{t('withdraw')}</Button>
            </Actions>
          </Form>
        )}
      </Section>
      {article.state === 'published' ? null : (
        <Section title={t('previewLink')} id="preview-link">
          <p class="verbatim">
            <a href={link}>{link}</a>
          </p>
          <p class="hint">{t('previewLinkHint')}</p>
          <Form action={action('renew')} csrf={csrf} label={t('renew')}>
            <Actions>
              <Button size="small">{t('renew')}</Button>
            </Actions>
          </Form>
        </Section>
      )}
      <Section title={t('delete')} id="delete">
        <Form action={action('delete')} csrf={csrf} label={t('deleteArticle')}>
          <p>{t('deleteArticle')}</p>
          <Field name="sure" type="checkbox" label={t('sure')} error={wrong(lang, errors, 'sure')} required />
          <Actions>
            <Button kind="danger">{t('delete')}</Button>
          </Actions>
        </Form>
      </Section>
    </>
  )
}
