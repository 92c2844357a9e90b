import { markdown } from '#src/lib/text/markdown.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { Say } from '#src/ui/context.tsx'
import { Empty, Tag } from '#src/ui/feedback.tsx'
import { Button } from '#src/ui/forms.tsx'
import { to, withQuery } from '#src/ui/link.ts'
import { Tabs } from '#src/ui/nav.tsx'
import { Pagination } from '#src/ui/table.tsx'
import { Time } from '#src/ui/time.tsx'
import type { Commentable } from '#src/platform/domain.ts'
import { deleteComment } from '../comments/commands.ts'
import { DECISIONS, moderate, type Decision } from '../comments/moderate.ts'
import { moderationList, PER_PAGE, SHELVES, type ModeratedComment, type Shelf } from '../comments/queries.ts'
import { subjectOf } from '../comments/subject.ts'
import { posted } from '#src/platform/http/form.ts'
import { pageNumber, path, seeOther, societyZone } from '../kit.tsx'
import { commentWords } from '../messages/comments.ts'
import { manageWords } from '../messages/manage.ts'
import { framed, guarded } from './frame.tsx'

/** The moderators' desk. */
export function commentManage(app: App): void {
  app.get('/manage/comments', guarded(list))
  app.post('/manage/comments/:id', guarded(decide))
}

const LABEL = { held: 'held', reported: 'reported', public: 'publicShelf', spam: 'spam', refused: 'refused' } as const
const shelfOf = (value: string | undefined): Shelf => SHELVES.find((shelf) => shelf === value) ?? 'held'

async function list(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const t = manageWords(lang)
  const shelf = shelfOf(c.req.query('shelf'))
  const page = pageNumber(c)
  const found = await moderationList(ctx, actor, shelf, page)
  if (!found) return c.notFound()
  const zone = await societyZone(ctx)
  const subjects = new Map<string, Commentable | null>()
  for (const one of found.comments) {
    const key = `${one.kind}/${one.ref}`
    if (!subjects.has(key)) subjects.set(key, await subjectOf(ctx, actor, one))
  }
  const here = `/manage/comments?shelf=${shelf}`
  return framed(
    c,
    { section: 'comments' },
    <>
      <h1>{t('comments')}</h1>
      <Tabs
        label={t('state')}
        items={SHELVES.map((one) => ({
          label: t(LABEL[one]),
          href: to(lang, `/manage/comments?shelf=${one}`),
          current: one === shelf,
          ...(one === 'held' ? { count: found.waiting } : {}),
        }))}
      />
      {found.comments.length === 0 ? (
        <Empty title={t('noComments')}>
          <p>{t('noCommentsHint')}</p>
        </Empty>
      ) : (
        <div class="comments">
          {found.comments.map((one) => (
            <Moderated
              key={one.id}
              c={c}
              comment={one}
              subject={subjects.get(`${one.kind}/${one.ref}`) ?? null}
              zone={zone}
              shelf={shelf}
            />
          ))}
        </div>
      )}
      <Pagination
        page={page}
        pages={Math.ceil(found.total / PER_PAGE)}
        href={(n) => to(lang, withQuery(here, { page: n > 1 ? n : null }))}
      />
    </>,
  )
}

function Moderated({
  c,
  comment,
  subject,
  zone,
  shelf,
}: {
  c: Ctx
  comment: ModeratedComment
  subject: Commentable | null
  zone: string
  shelf: Shelf
}) {
  const { lang, csrf } = c.var
  const t = manageWords(lang)
  const reasons = commentWords(lang)
  const why =
    comment.heldFor === 'first' || comment.heldFor === 'links' || comment.heldFor === 'reported'
      ? t(`held.${comment.heldFor}`)
      : ''
  return (
    <div class="comment" id={`comment-${comment.id}`}>
      <p class="comment-head">
        <strong>{comment.name}</strong>
        <span class="quiet">
          {comment.account ? t('account') : t('guest')} {comment.email}
        </span>
        <Time at={comment.at} zone={zone} show="short" />
        {why ? <Tag tone="warning">{why}</Tag> : null}
        {comment.reports.map((reason, n) => (
          <Tag key={n} tone="danger">
            {Object.hasOwn(commentWords.table, `reason.${reason}`) ? reasons(`reason.${reason as 'spam'}`) : reason}
          </Tag>
        ))}
      </p>
      <p class="comment-links">
        <span>
          {t('where')}:{' '}
          {subject ? <a href={to(lang, subject.path)}>{<Say text={subject.title} />}</a> : t('goneSubject')}
        </span>
      </p>
      <div
        class="prose"
        lang={comment.lang}
        dangerouslySetInnerHTML={{ __html: markdown(comment.body, { headingShift: 3 }) }}
      />
      <form method="post" action={path(c, `/manage/comments/${comment.id}`)} class="actions">
        <input type="hidden" name="_csrf" value={csrf} />
        <input type="hidden" name="shelf" value={shelf} />
        {comment.state === 'public' && comment.reports.length === 0 ? null : (
          <Button kind="primary" size="small" name="do" value="approve">
            {t('approve')}
          </Button>
        )}
        {comment.state === 'refused' ? null : (
          <Button size="small" name="do" value="refuse">
            {t('refuse')}
          </Button>
        )}
        {comment.state === 'spam' ? null : (
          <Button size="small" name="do" value="spam">
            {t('asSpam')}
          </Button>
        )}
        {/* Off the page by refusing it first: on a phone the buttons stand close, and what is deleted is gone. */}
        {comment.state === 'refused' || comment.state === 'spam' ? (
          <Button kind="danger" size="small" name="do" value="delete">
            {t('delete')}
          </Button>
        ) : null}
      </form>
    </div>
  )
}

async function decide(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  const form = await posted(c)
  const id = c.req.param('id') ?? ''
  const wish = form.get('do')
  const done =
    wish === 'delete'
      ? await deleteComment(ctx, actor, id, undefined)
      : Object.hasOwn(DECISIONS, wish)
        ? await moderate(ctx, actor, id, wish as Decision)
        : null
  return done?.ok ? seeOther(c, `/manage/comments?shelf=${shelfOf(form.get('shelf'))}&saved=1`) : c.notFound()
}
