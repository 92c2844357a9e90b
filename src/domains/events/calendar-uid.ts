import type { Context } from '#src/platform/context.ts'

/** The name of a slot in every calendar for good: the same in feeds, downloads and mails, so that one updates the other. */
export const itemUid = (ctx: Pick<Context, 'config'>, item: { readonly guid: string }): string =>
  `${item.guid}@${new URL(ctx.config.baseUrl).hostname}`
