import type { Lang } from '#src/lib/text/multilingual.ts'
import { ErrorSummary, type FormError } from '#src/ui/forms.tsx'
import { errorText } from '../messages/account.ts'

/** What a form shows again: what was typed, and what is wrong with it by field. */
export interface FormState {
  readonly values: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
}

export const blank: FormState = { values: {}, errors: {} }

/** The message under a field. */
export const wrong = (lang: Lang, state: FormState, field: string): string | undefined =>
  state.errors[field] === undefined ? undefined : errorText(lang, state.errors[field])

/** All messages, at the top of the page. */
export function Errors({ lang, state }: { lang: Lang; state: FormState }) {
  const errors: FormError[] = Object.entries(state.errors).map(([field, code]) => ({
    field: field === '' ? null : field,
    message: errorText(lang, code),
  }))
  return <ErrorSummary errors={errors} />
}
