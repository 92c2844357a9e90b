import type { ComponentChildren } from 'preact'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Context } from '#src/platform/context.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { STATUS, type Failure } from '#src/platform/outcome.ts'
import { getSetting } from '#src/platform/settings.ts'
import { ErrorSummary } from '#src/ui/forms.tsx'
import { Page, type PageProps, type Shell } from '#src/ui/page.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import { errorText } from './messages/errors.ts'

/** The entry of the build that holds the styles of cases; its script opens nothing but the form's saving. */
export const CASE_STYLES = 'src/domains/cases/client/cases.ts'

/** The styles of cases, for a page's head. */
export function Styles({ shell }: { shell: Shell }) {
  return (
    <>
      {shell.assets(CASE_STYLES).css.map((sheet) => (
        <link key={sheet} rel="stylesheet" href={sheet} />
      ))}
    </>
  )
}

export type Props = Omit<PageProps, 'shell' | 'children'>
export type Status = Parameters<typeof page>[2]

/** A page of this domain. Never kept by others: what it shows depends on who asks. */
export async function show(c: Ctx, props: Props, body: ComponentChildren, status: Status = 200): Promise<Response> {
  const shell = await shellOf(c)
  const head = (
    <>
      <Styles shell={shell} />
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

/** A path in the reader's language. */
export const path = (c: Ctx, to: string): string => href(c.var.lang, to)

/** After a post: on to the page that shows the result. */
export const seeOther = (c: Ctx, to: string): Response => c.redirect(path(c, to), 303)

export const statusOf = (failure: Failure): Status => STATUS[failure.code]

/** The zone that the society's own dates are in. */
export const societyZone = (ctx: Context): Promise<string> => getSetting(ctx, 'society.zone', 'Asia/Ho_Chi_Minh')

export type Errors = Readonly<Record<string, string>>

/** What is wrong by field; '' is the form as a whole. */
export const errorsOf = (failure: Failure): Errors => failure.fields ?? { '': failure.code }

export const wrong = (lang: Lang, errors: Errors, field: string): string | undefined =>
  errors[field] === undefined ? undefined : errorText(lang, errors[field])

/** Errors of a multilingual field by language. */
export const wrongIn = (lang: Lang, errors: Errors, field: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).flatMap(([key, code]) =>
      key.startsWith(`${field}.`) ? [[key.slice(field.length + 1), errorText(lang, code)]] : [],
    ),
  )

export function Summary({ lang, errors }: { lang: Lang; errors: Errors }) {
  return (
    <ErrorSummary
      errors={Object.entries(errors).map(([field, code]) => ({
        field: field === '' ? null : field,
        message: errorText(lang, code),
      }))}
    />
  )
}
