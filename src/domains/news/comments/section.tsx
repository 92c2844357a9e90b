import type { ComponentChildren } from 'preact'
import { markdown } from '#src/lib/text/markdown.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { stranger, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { Notice, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Section } from '#src/ui/listing.tsx'
import { HeadAssets } from '#src/ui/page-assets.tsx'
import { Time } from '#src/ui/time.tsx'
import { NEWS_STYLES, societyZone, wrong, type Errors } from '../kit.tsx'
import { commentWords } from '../messages/comments.ts'
import { LIMITS } from './comment.ts'
import { commentTokens } from './cookie.ts'
import { commentsOf, type CommentView } from './queries.ts'
import { HONEYPOT, stampOf } from './spam.ts'
import { threadPath, type Subject } from './subject.ts'

/** What a request brings that the section needs. */
export interface CommentsRequest {
  readonly csrf: string | null
  /** The `cookie` header: whose comments may still be corrected. */
  readonly cookie?: string
  /** The `comment` of the query: what the last post came to (`held`, `public`, `deleted`, `reported`). */
  readonly outcome?: string
  /** The page's own heading says what this is. */
  readonly untitled?: boolean
}

/**
 * The comments of a thing and the form for another, for any page: `commentsSection(ctx, actor, lang, { kind: 'talk', ref: id },
 * { csrf, cookie })`. The caller has asked whether the actor may see the thing. The page links `NEWS_STYLES`. Two statements at most.
 */
export async function commentsSection(
  ctx: Context,
  actor: Actor,
  lang: Lang,
  subject: Subject & { closed?: boolean },
  request: CommentsRequest,
): Promise<ComponentChildren> {
  const t = commentWords(lang)
  const zone = await societyZone(ctx)
  const comments = await commentsOf(ctx, actor, subject, commentTokens(request.cookie))
  if (subject.closed && comments.length === 0) return null
  const { outcome } = request
  const said =
    outcome === 'held' || outcome === 'public' || outcome === 'reported'
      ? t(outcome)
      : outcome === 'deleted'
        ? t('gone')
        : null
  const body = (
    <div class="comments" id={request.untitled ? 'comments' : undefined}>
      {said ? (
        <Notice tone="success" live>
          <p>{said}</p>
        </Notice>
      ) : null}
      {comments.length === 0 ? (
        <p class="quiet">{t('none')}</p>
      ) : (
        comments.map((comment) => <Comment key={comment.id} comment={comment} lang={lang} zone={zone} />)
      )}
      {subject.closed ? (
        <p class="quiet">{t('closed')}</p>
      ) : (
        <CommentForm
          lang={lang}
          subject={subject}
          stamp={stampOf(ctx, subject.kind, subject.ref)}
          csrf={request.csrf}
          actor={actor}
        />
      )}
    </div>
  )
  return request.untitled ? (
    body
  ) : (
    <Section title={t('comments')} id="comments" width="text">
      {body}
    </Section>
  )
}

/**
 * What a talk's page shows of its comments: those that everyone sees, and the way to the thread with the form. That page
 * is the same for all and kept, so nothing of the reader's own stands here. One statement and that of the zone.
 */
export async function talkSection(
  ctx: Context,
  _actor: Actor,
  lang: Lang,
  item: { readonly kind: 'session' | 'talk'; readonly id: string },
): Promise<ComponentChildren> {
  if (item.kind !== 'talk') return null
  const subject: Subject = { kind: 'talk', ref: item.id }
  const t = commentWords(lang)
  const zone = await societyZone(ctx)
  const comments = await commentsOf(ctx, stranger, subject, new Map())
  return (
    <Section title={t('comments')} id="comments" width="text">
      <HeadAssets shell={ctx} entries={[NEWS_STYLES]} />
      <div class="comments">
        {comments.length === 0 ? (
          <p class="quiet">{t('none')}</p>
        ) : (
          comments.map((comment) => <Comment key={comment.id} comment={comment} lang={lang} zone={zone} />)
        )}
        <p>
          <a href={to(lang, threadPath(subject))} rel="nofollow">
            {t('write')}
          </a>
        </p>
      </div>
    </Section>
  )
}

function Comment({ comment, lang, zone }: { comment: CommentView; lang: Lang; zone: string }) {
  const t = commentWords(lang)
  const at = (what: string) => to(lang, `/comments/${comment.id}/${what}`)
  return (
    <div class="comment" id={`comment-${comment.id}`}>
      <p class="comment-head">
        <strong>{comment.name}</strong>
        <Time at={comment.at} zone={zone} show="short" />
        {comment.edited ? <span class="quiet">{t('edited')}</span> : null}
        {comment.waiting ? <Tag tone="warning">{t('waiting')}</Tag> : null}
      </p>
      <div
        class="prose"
        lang={comment.lang === lang ? undefined : comment.lang}
        dangerouslySetInnerHTML={{ __html: markdown(comment.body, { headingShift: 3 }) }}
      />
      <p class="comment-links">
        {comment.can.edit ? <a href={at('edit')}>{t('edit')}</a> : null}
        {comment.can.delete ? <a href={at('delete')}>{t('delete')}</a> : null}
        {comment.waiting || comment.can.edit ? null : (
          <a href={at('report')} rel="nofollow">
            {t('report')}
          </a>
        )}
      </p>
    </div>
  )
}

interface FormProps {
  readonly lang: Lang
  readonly subject: Subject
  readonly stamp: string
  readonly csrf: string | null
  readonly actor: Actor
  readonly values?: Readonly<Record<string, string>>
  readonly errors?: Errors
}

/** The form of a new comment; shown again with what was typed when something is wrong with it. */
export function CommentForm({ lang, subject, stamp, csrf, actor, values = {}, errors = {} }: FormProps) {
  const t = commentWords(lang)
  return (
    <Form action={to(lang, '/comments')} csrf={csrf} label={t('write')} id="comment-form">
      <h3 class="comment-form-title">{t('write')}</h3>
      <input type="hidden" name="kind" value={subject.kind} />
      <input type="hidden" name="ref" value={subject.ref} />
      <input type="hidden" name="stamp" value={stamp} />
      {actor.personId ? (
        <p>{t('as', { name: actor.name })}</p>
      ) : (
        <>
          <Field
            name="name"
            label={t('name')}
            value={values['name']}
            error={wrong(lang, errors, 'name')}
            required
            autocomplete="name"
            maxlength={LIMITS.name}
            size="medium"
          />
          <Field
            name="email"
            type="email"
            label={t('email')}
            hint={t('emailHint')}
            value={values['email']}
            error={wrong(lang, errors, 'email')}
            required
            autocomplete="email"
            maxlength={LIMITS.email}
            size="medium"
          />
        </>
      )}
      <div class="honey" aria-hidden="true">
        <label for={`f-${HONEYPOT}`}>{t('website')}</label>
        <input id={`f-${HONEYPOT}`} name={HONEYPOT} type="text" tabindex={-1} autocomplete="off" />
      </div>
      <Field
        name="body"
        type="textarea"
        label={t('body')}
        hint={t('bodyHint')}
        value={values['body']}
        error={wrong(lang, errors, 'body')}
        required
        rows={6}
        maxlength={LIMITS.body}
      />
      <Field name="notify" type="checkbox" label={t('notify')} value={values['notify'] === 'on'} />
      <p class="share-note">
        {t('consent')} <a href={to(lang, '/privacy')}>{t('privacy')}</a>.
      </p>
      <Actions>
        <Button kind="primary">{t('send')}</Button>
      </Actions>
    </Form>
  )
}
