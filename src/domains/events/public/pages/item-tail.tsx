import { Fragment, type ComponentChildren } from 'preact'
import { stranger } from '#src/platform/authz.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import { Section } from '#src/ui/listing.tsx'
import { attachmentPath, publicAttachments } from '../../speakers/attachments.ts'
import type { Session, Talk } from '../../programme/programme.ts'
import { words } from '../messages.ts'

/**
 * What stands below a talk or session and changes without a release: the files that its speakers made public, and what
 * other domains give (discussion, cases). Whoever is not signed in sees what a stranger does, so that they share a page;
 * others see what they may, such as cases for members.
 */
export async function itemTail(
  c: Ctx,
  slug: string,
  kind: 'session' | 'talk',
  item: Session | Talk,
): Promise<ComponentChildren> {
  const { ctx, lang, actor } = c.var
  const reader = actor.personId === null ? stranger : actor
  const files = kind === 'talk' ? await publicAttachments(ctx, [item.id]) : []
  const sections: ComponentChildren[] = []
  for (const domain of ctx.domains) {
    const section = await domain.sections?.item?.(ctx, reader, lang, { slug, kind, code: item.code, id: item.id })
    if (section) sections.push(<Fragment key={domain.name}>{section}</Fragment>)
  }
  if (files.length === 0 && sections.length === 0) return null
  return (
    <>
      {files.length > 0 ? (
        <Section title={words(lang)('materials')}>
          <ul>
            {files.map((file) => (
              <li key={file.id}>
                <a href={attachmentPath(file.id)}>{file.title || file.filename}</a>{' '}
                <span class="quiet">{size(file.bytes)}</span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {sections}
    </>
  )
}

/** What other domains give below the page of a meeting; like `itemTail` the same for all who are not signed in. */
export async function eventTail(c: Ctx, slug: string): Promise<ComponentChildren> {
  const { ctx, lang, actor } = c.var
  const reader = actor.personId === null ? stranger : actor
  const sections: ComponentChildren[] = []
  for (const domain of ctx.domains) {
    const section = await domain.sections?.event?.(ctx, reader, lang, { slug })
    if (section) sections.push(<Fragment key={domain.name}>{section}</Fragment>)
  }
  return sections.length === 0 ? null : <>{sections}</>
}

/** Bytes as people say them, decimal: `3.4 MB`. */
const size = (bytes: number): string =>
  bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} kB`
