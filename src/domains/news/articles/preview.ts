import { createHmac } from 'node:crypto'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { sameToken } from '#src/platform/http/security.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { mayManageNews } from '../policy.ts'
import { articleRow } from './commands.ts'

const signature = (ctx: Context, id: string, version: number): string =>
  createHmac('sha256', ctx.secret).update(`news-preview:${id}:${version}`).digest('base64url').slice(0, 32)

/** The token of an article's preview link: whoever has it reads the draft, until the links are renewed. */
export const previewToken = (ctx: Context, article: { readonly id: string; readonly previewVersion: number }): string =>
  `${article.id.replaceAll('-', '')}.${signature(ctx, article.id, article.previewVersion)}`

/** The id of the article that a token opens, or null. One statement. */
export async function previewedId(ctx: Context, token: string): Promise<string | null> {
  const found = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})\.([\w-]{32})$/.exec(token)
  if (!found) return null
  const id = found.slice(1, 6).join('-')
  const row = await ctx.db.selectFrom('article').select('preview_version').where('id', '=', id).executeTakeFirst()
  return row && sameToken(found[6]!, signature(ctx, id, row.preview_version)) ? id : null
}

/** Makes every preview link of the article that was given out worthless. */
export async function renewPreview(ctx: Context, actor: Actor, id: string): Promise<Outcome> {
  if (!mayManageNews(actor)) return fail('not-found')
  return write(ctx, actor, async (tx) => {
    const row = await articleRow(tx, id)
    if (!row) return fail('not-found')
    await tx.db
      .updateTable('article')
      .set({ preview_version: row.preview_version + 1 })
      .where('id', '=', id)
      .execute()
    await tx.audit({ action: 'article.renew-preview', entity: 'article', id })
    return ok()
  })
}
