import type { ComponentChildren } from 'preact'
import type { Ctx } from '#src/platform/http/env.ts'
import { formErrors } from '#src/ui/form-errors.tsx'
import { HeadAssets } from '#src/ui/page-assets.tsx'
import { Page, type PageProps } from '#src/ui/page.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import { errorText } from './messages/errors.ts'

/** The entry of the build that holds the styles of cases; its script opens nothing but the form's saving. */
export const CASE_STYLES = 'src/domains/cases/client/cases.ts'

export type Props = Omit<PageProps, 'shell' | 'children'>
export type Status = Parameters<typeof page>[2]

/** A page of this domain. Never kept by others: what it shows depends on who asks. */
export async function show(c: Ctx, props: Props, body: ComponentChildren, status: Status = 200): Promise<Response> {
  const shell = await shellOf(c)
  const head = (
    <>
      <HeadAssets shell={shell} entries={[CASE_STYLES]} />
      {props.head}
    </>
  )
  return page(
    c,
    <Page noindex {...props} head={head} shell={shell}>
      {body}
    </Page>,
    status,
  )
}

export { path, seeOther, statusOf } from '#src/platform/http/after-post.ts'
export { societyZone } from '#src/platform/settings.ts'
export { errorsOf, type Errors } from '#src/ui/form-errors.tsx'
export const { wrong, wrongIn, Summary } = formErrors(errorText)
