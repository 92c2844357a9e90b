import { isLang, type Lang } from '#src/lib/text/multilingual.ts'
import { useUi } from './context.tsx'
import { ErrorSummary, langName } from './forms.tsx'

/** Codes of what is wrong by field; '' is the form as a whole. */
export type Errors = Readonly<Record<string, string>>

/** What is wrong in a refused form. */
export const errorsOf = (failure: { readonly code: string; readonly fields?: Errors }): Errors =>
  failure.fields ?? { '': failure.code }

/** How the forms of a domain show what is wrong, in the domain's own words for the codes. */
export function formErrors(errorText: (lang: Lang, code: string) => string) {
  return {
    /** The message under a field. */
    wrong: (lang: Lang, errors: Errors, field: string): string | undefined =>
      errors[field] === undefined ? undefined : errorText(lang, errors[field]),

    /** Errors of a multilingual field by language. */
    wrongIn: (lang: Lang, errors: Errors, field: string): Record<string, string> =>
      Object.fromEntries(
        Object.entries(errors).flatMap(([key, code]) =>
          key.startsWith(`${field}.`) ? [[key.slice(field.length + 1), errorText(lang, code)]] : [],
        ),
      ),

    /** All messages, at the top of the page; each begins with its field's label where `labels` has it, by name. */
    Summary: ({
      lang,
      errors,
      labels = {},
    }: {
      lang: Lang
      errors: Errors
      labels?: Readonly<Record<string, string>>
    }) => {
      const t = useUi()
      const named = (field: string, message: string): string => {
        const [name = '', language = ''] = field.split('.')
        const label = labels[field] ?? labels[name]
        if (label === undefined) return message
        return `${label}${isLang(language) ? ` (${langName(t, language, lang)})` : ''}: ${message}`
      }
      return (
        <ErrorSummary
          errors={Object.entries(errors).map(([field, code]) => ({
            field: field === '' ? null : field,
            message: named(field, errorText(lang, code)),
          }))}
        />
      )
    },
  }
}
