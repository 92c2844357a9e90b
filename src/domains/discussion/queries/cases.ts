import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { href } from '#src/platform/http/language.ts'
import type { Board } from '../board.ts'
import type { NamedCases } from '../pages/view.ts'

/** Those of the cases that the actor may see, asked of the domain that has them. No statement for none, else its one. */
export async function namedCases(
  ctx: Context,
  actor: Actor,
  lang: Lang,
  codes: readonly string[],
): Promise<NamedCases> {
  const wanted = [...new Set(codes.filter((code) => code !== ''))]
  if (wanted.length === 0) return {}
  const out: Record<string, NamedCases[string]> = {}
  for (const domain of ctx.domains) {
    for (const [code, { title, path }] of (await domain.namedCases?.(ctx, actor, wanted)) ?? []) {
      const { text, lang: of } = pick(title, lang)
      out[code] = { title: text, lang: of, href: href(lang, path) }
    }
  }
  return out
}

/** Cases that the questions of a board name. */
export const casesIn = (ctx: Context, actor: Actor, lang: Lang, board: Board): Promise<NamedCases> =>
  namedCases(
    ctx,
    actor,
    lang,
    board.questions.map((q) => q.caseCode),
  )
