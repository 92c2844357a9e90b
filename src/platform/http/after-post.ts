import { STATUS, type Failure } from '../outcome.ts'
import type { Ctx } from './env.ts'
import { href } from './language.ts'

/** A path in the reader's language. */
export const path = (c: Ctx, to: string): string => href(c.var.lang, to)

/** After a post: on to the page that shows the result. */
export const seeOther = (c: Ctx, to: string): Response => c.redirect(path(c, to), 303)

/** The status of a form that is shown again with what is wrong. */
export const statusOf = (failure: Failure): (typeof STATUS)[keyof typeof STATUS] => STATUS[failure.code]
