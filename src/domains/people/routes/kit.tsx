import type { ComponentChildren, VNode } from 'preact'
import type { ManageLink } from '#src/platform/domain.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import type { Failure } from '#src/platform/outcome.ts'
import { Page, type PageProps } from '#src/ui/page.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import type { FormState } from '../pages/form-state.tsx'

/** The form's state after a failure, with everything typed still in it except passwords. */
export const stateAfter = (failure: Failure, values: Readonly<Record<string, string>>): FormState => ({
  values: Object.fromEntries(Object.entries(values).filter(([name]) => !/password/i.test(name))),
  errors: failure.fields ?? { '': failure.code },
})

/** Fields of a posted form as text, files left out; a field given twice keeps its last value. */
export async function formValues(c: Ctx): Promise<Record<string, string>> {
  const body = await c.req.parseBody()
  return Object.fromEntries(
    Object.entries(body).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== '_csrf',
    ),
  )
}

/** All values of a field that may be given several times (checkboxes). */
export async function formList(c: Ctx, name: string): Promise<string[]> {
  const value = (await c.req.parseBody({ all: true }))[name]
  return (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string')
}

export type Status = Parameters<typeof page>[2]

/** Answers with a page of this domain; never for search engines, since it belongs to one reader. */
export async function show(
  c: Ctx,
  props: Omit<PageProps, 'shell' | 'children'>,
  body: VNode | VNode[],
  status: Status = 200,
) {
  const shell = await shellOf(c)
  return page(
    c,
    <Page noindex {...props} shell={shell}>
      {body as ComponentChildren}
    </Page>,
    status,
  )
}

export { path, seeOther, statusOf } from '#src/platform/http/after-post.ts'

/** The signed-in person's own pages in every domain. */
export const ownPages = (c: Ctx): ManageLink[] =>
  c.var.ctx.domains.flatMap((domain) => domain.account?.(c.var.actor, c.var.lang) ?? [])
