import type { Ctx } from '#src/platform/http/env.ts'
import { Button } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { consultWords } from '../consultation/messages.ts'
import type { CaseView } from '../queries/case.ts'
import { quizWords } from '../quiz/messages.ts'
import { shareWords } from '../share/messages.ts'

/** Asked by the case's page: what its writers do with quiz, links and consultations. */
export function TalkTools({ c, found }: { c: Ctx; found: CaseView }) {
  const { lang } = c.var
  const { edit, manage } = found.can
  return (
    <>
      {edit ? <Button href={to(lang, `${found.path}/quiz/edit`)}>{quizWords(lang)('edit')}</Button> : null}
      {manage ? <Button href={to(lang, `${found.path}/share`)}>{shareWords(lang)('share')}</Button> : null}
      {manage ? <Button href={to(lang, `${found.path}/consult`)}>{consultWords(lang)('ask')}</Button> : null}
    </>
  )
}
