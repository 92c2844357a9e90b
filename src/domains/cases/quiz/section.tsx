import type { Ctx } from '#src/platform/http/env.ts'
import { Button } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import type { CaseView } from '../queries/case.ts'
import { quizWords } from './messages.ts'

/** Asked by the case's page: the way to its quiz or its results. No statement. */
export function quizSection(c: Ctx, found: CaseView, hidden: boolean) {
  if (!found.quiz) return null
  const t = quizWords(c.var.lang)
  return (
    <p class="cq-link">
      <Button kind={hidden ? 'primary' : 'quiet'} href={to(c.var.lang, `${found.path}/quiz`)}>
        {hidden ? t('start') : t('seeResults')}
      </Button>
    </p>
  )
}
