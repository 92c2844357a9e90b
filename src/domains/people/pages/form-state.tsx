import type { Lang } from '#src/lib/text/multilingual.ts'
import { ErrorSummary, type FormError } from '#src/ui/forms.tsx'
import { account, errorText } from '../messages/account.ts'

/** What a form shows again: what was typed, and what is wrong with it by field. */
export interface FormState {
  readonly values: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
}

export const blank: FormState = { values: {}, errors: {} }

/** The message under a field. */
export const wrong = (lang: Lang, state: FormState, field: string): string | undefined =>
  state.errors[field] === undefined ? undefined : errorText(lang, state.errors[field])

/** The labels of the fields that several forms share. */
const SHARED = ['family', 'given', 'email', 'password'] as const

/** A message among others says which field it is about. */
const named = (lang: Lang, field: string, message: string): string => {
  const label = SHARED.find((one) => one === field)
  return label ? `${account(lang)(label)}: ${message}` : message
}

/** All messages, at the top of the page. */
export function Errors({ lang, state }: { lang: Lang; state: FormState }) {
  const errors: FormError[] = Object.entries(state.errors).map(([field, code]) => ({
    field: field === '' ? null : field,
    message: named(lang, field, errorText(lang, code)),
  }))
  return <ErrorSummary errors={errors} />
}
