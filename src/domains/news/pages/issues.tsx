import { excerpt, markdown } from '#src/lib/text/markdown.ts'
import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import { to, withQuery } from '#src/ui/link.ts'
import { Listing, ListingItem } from '#src/ui/listing.tsx'
import { Say } from '#src/ui/context.tsx'
import { OWN_NAMES } from '#src/ui/messages.ts'
import { Pagination } from '#src/ui/table.tsx'
import { Time } from '#src/ui/time.tsx'
import { newsletterWords } from '../messages/newsletter.ts'
import { issueLangs, issuePath, type Issue } from '../newsletter/issues.ts'

export const ISSUES_PER_PAGE = 30

interface Props {
  readonly lang: Lang
  readonly zone: string
}

/** What an issue begins with, in the reader's language or the one that there is. */
export const issueTeaser = (issue: Issue, lang: Lang): string => excerpt(pick(issue.body, lang).text, 160)

export function IssueList({ lang, zone, issues }: Props & { issues: readonly Issue[] }) {
  return (
    <Listing>
      {issues.map((issue) => (
        <ListingItem
          key={issue.slug}
          title={<Say text={issue.subject} />}
          href={to(lang, issuePath(issue.slug))}
          aside={<Time at={issue.at} zone={zone} show="short-date" />}
          meta={<span lang={pick(issue.body, lang).lang}>{issueTeaser(issue, lang)}</span>}
        />
      ))}
    </Listing>
  )
}

export function IssuesPage({
  total,
  page,
  ...list
}: Props & { issues: readonly Issue[]; total: number; page: number }) {
  const t = newsletterWords(list.lang)
  return (
    <>
      <h1>{t('issues')}</h1>
      <p class="lead">{t('issuesLead')}</p>
      {total === 0 ? <p class="quiet">{t('noIssues')}</p> : <IssueList {...list} />}
      <Pagination
        page={page}
        pages={Math.ceil(total / ISSUES_PER_PAGE)}
        href={(n) => to(list.lang, withQuery('/newsletter/issues', { page: n > 1 ? n : null }))}
      />
      <p>
        <a href={to(list.lang, '/newsletter')}>{t('joinToo')}</a>
      </p>
    </>
  )
}

/** One issue: the text of the mail without anything that belonged to one reader. */
export function IssuePage({ lang, zone, issue }: Props & { issue: Issue }) {
  const t = newsletterWords(lang)
  const subject = pick(issue.subject, lang)
  const body = pick(issue.body, lang)
  const others = issueLangs(issue).filter((other) => other !== body.lang)
  return (
    <article>
      <h1 lang={subject.lang === lang ? undefined : subject.lang}>{subject.text}</h1>
      <p class="article-facts">
        <Time at={issue.at} zone={zone} show="date" />
        {others.map((other) => (
          <a key={other} href={to(other, issuePath(issue.slug))} lang={other} hreflang={other}>
            {OWN_NAMES[other]}
          </a>
        ))}
      </p>
      <div
        class="prose"
        lang={body.lang === lang ? undefined : body.lang}
        dangerouslySetInnerHTML={{ __html: markdown(body.text, { headingShift: 0 }) }}
      />
      <p class="article-facts">
        <a href={to(lang, '/newsletter/issues')}>{t('issues')}</a>
        <a href={to(lang, '/newsletter')}>{t('joinToo')}</a>
      </p>
    </article>
  )
}
