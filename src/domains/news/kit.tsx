import type { ComponentChildren } from 'preact'
import type { Ctx } from '#src/platform/http/env.ts'
import { keep, sendKept } from '#src/platform/http/respond.ts'
import { renderDocument } from '#src/ui/html.ts'
import { formErrors } from '#src/ui/form-errors.tsx'
import { HeadAssets } from '#src/ui/page-assets.tsx'
import { Page, type PageProps, type Shell } from '#src/ui/page.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import { errorText } from './messages/errors.ts'

/** The entry of the build that holds the styles of articles, photos and comments; its script is empty and never linked. */
export const NEWS_STYLES = 'src/domains/news/client/news.ts'

export type Props = Omit<PageProps, 'shell' | 'children'>
export type Status = Parameters<typeof page>[2]

/** A page for one reader: forms, management, outcomes. */
export async function show(c: Ctx, props: Props, body: ComponentChildren, status: Status = 200): Promise<Response> {
  const shell = await shellOf(c)
  return page(c, document(shell, { noindex: true, ...props }, body), status)
}

/** A page that is only read: compressed, and not sent again to whoever has it. */
export async function read(c: Ctx, props: Props, body: ComponentChildren): Promise<Response> {
  const shell: Shell = { ...(await shellOf(c)), nonce: null }
  return sendKept(c, keep(renderDocument(document(shell, props, body))))
}

function document(shell: Shell, props: Props, body: ComponentChildren) {
  const head = (
    <>
      <HeadAssets shell={shell} entries={[NEWS_STYLES]} />
      {props.head}
    </>
  )
  return (
    <Page {...props} head={head} shell={shell}>
      {body}
    </Page>
  )
}

export { path, seeOther, statusOf } from '#src/platform/http/after-post.ts'
export { societyZone } from '#src/platform/settings.ts'
export { errorsOf, type Errors } from '#src/ui/form-errors.tsx'
export const { wrong, wrongIn, Summary } = formErrors(errorText)

export const pageNumber = (c: Ctx): number => {
  const n = Number(c.req.query('page') ?? 1)
  return Number.isInteger(n) && n > 0 && n < 10_000 ? n : 1
}
