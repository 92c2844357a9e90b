import type { Lang } from '#src/lib/text/multilingual.ts'
import { Actions, Button, Field, Form, MultilingualField } from '#src/ui/forms.tsx'
import { LIMITS, tagLines, type ArticleDraft } from '../articles/article.ts'
import { Summary, wrong, wrongIn, type Errors } from '../kit.tsx'
import { manageWords } from '../messages/manage.ts'
import { Preview } from './preview.tsx'

export interface ArticleFormProps {
  readonly lang: Lang
  readonly csrf: string
  readonly action: string
  readonly draft: ArticleDraft
  /** As typed, while it may be wrong. */
  readonly tags?: string
  readonly revision: number
  readonly errors?: Errors
  /** Shows the text as readers will see it, below the buttons. */
  readonly preview?: boolean
}

/** What the fields are called, for the list of what is wrong. */
function labelsOf(lang: Lang) {
  const t = manageWords(lang)
  return {
    title: t('title'),
    summary: t('summary'),
    body: t('body'),
    tags: t('tags'),
    event: t('event'),
    byline: t('byline'),
    slug: t('slug'),
  }
}

/** Everything that is written of an article; one button saves, the other shows it as it would be. */
export function ArticleForm({ lang, csrf, action, draft, tags, revision, errors = {}, preview }: ArticleFormProps) {
  const t = manageWords(lang)
  return (
    <>
      <Summary lang={lang} errors={errors} labels={labelsOf(lang)} />
      <Form action={action} csrf={csrf} label={t('title')}>
        <input type="hidden" name="revision" value={revision} />
        <MultilingualField
          name="title"
          label={t('title')}
          value={draft.title}
          errors={wrongIn(lang, errors, 'title')}
          required
          maxlength={LIMITS.title}
        />
        <MultilingualField
          name="summary"
          label={t('summary')}
          hint={t('summaryHint')}
          value={draft.summary}
          errors={wrongIn(lang, errors, 'summary')}
          multiline
          rows={2}
          maxlength={LIMITS.summary}
        />
        <MultilingualField
          name="body"
          label={t('body')}
          hint={t('bodyHint')}
          value={draft.body}
          errors={wrongIn(lang, errors, 'body')}
          multiline
          rows={12}
          maxlength={LIMITS.body}
        />
        <Field
          name="tags"
          type="textarea"
          rows={3}
          label={t('tags')}
          hint={t('tagsHint')}
          value={tags ?? tagLines(draft.tags)}
          error={wrong(lang, errors, 'tags')}
        />
        <Field
          name="event"
          label={t('event')}
          hint={t('eventHint')}
          value={draft.eventSlug}
          error={wrong(lang, errors, 'event')}
        />
        <Field
          name="byline"
          label={t('byline')}
          hint={t('bylineHint')}
          value={draft.byline}
          error={wrong(lang, errors, 'byline')}
          size="medium"
          maxlength={LIMITS.byline}
        />
        <Field
          name="slug"
          label={t('slug')}
          hint={t('slugHint')}
          value={draft.slug}
          error={wrong(lang, errors, 'slug')}
          size="medium"
        />
        <Field name="comments" type="checkbox" label={t('commentsOpen')} value={draft.commentsOpen} />
        <Actions>
          <Button kind="primary" name="do" value="save">
            {t('saveDraft')}
          </Button>
          <Button name="do" value="preview">
            {t('preview')}
          </Button>
        </Actions>
      </Form>
      {preview ? <Preview lang={lang} {...draft} /> : null}
    </>
  )
}
