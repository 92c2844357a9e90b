import type { ComponentChildren } from 'preact'
import { LANGS, isLang, type Text } from '#src/lib/text/multilingual.ts'
import { useLang, useUi } from './context.tsx'
import { describedBy, fieldId, FieldNotes } from './field.tsx'
import type { UiKey } from './messages.ts'
import type { Translate } from '#src/lib/text/messages.ts'

export interface MultilingualFieldProps {
  /** Each input is named `<name>.<lang>`: `title.vi`, `title.en`, `title.ko`. */
  name: string
  label: ComponentChildren
  value?: Text | null
  /** Languages asked for, the main one first; the others stay as they are. */
  langs?: readonly string[]
  hint?: ComponentChildren
  /** By language tag. */
  errors?: { readonly [lang: string]: string | undefined }
  /** The first language must be given. */
  required?: boolean
  /** Several lines. */
  multiline?: boolean
  rows?: number
  maxlength?: number
}

const NAMES = { vi: 'langVi', en: 'langEn', ko: 'langKo' } as const

/** A language's name in the reader's language; tags beyond vi, en, ko through Intl. */
export const langName = (t: Translate<UiKey>, lang: string, reader: string): string =>
  isLang(lang) ? t(NAMES[lang]) : (new Intl.DisplayNames([reader], { type: 'language' }).of(lang) ?? lang)

/** One text in several languages: an input for each, marked with its language for spelling and speech. */
export function MultilingualField(props: MultilingualFieldProps) {
  const { name, label, value, langs = LANGS, hint, errors = {}, required, multiline, rows = 4, maxlength } = props
  const t = useUi()
  const reader = useLang()
  const group = fieldId(name)
  const wrong = langs.some((lang) => errors[lang])
  return (
    <fieldset
      class={`field multilingual${wrong ? ' field-wrong' : ''}`}
      aria-describedby={describedBy(group, hint, null)}
    >
      <legend class="label">
        {label}
        {required ? null : <span class="label-note"> ({t('optional')})</span>}
      </legend>
      <FieldNotes id={group} hint={hint} />
      {langs.map((lang, n) => {
        const id = fieldId(`${name}.${lang}`)
        const error = errors[lang]
        const common = {
          id,
          name: `${name}.${lang}`,
          lang,
          class: 'input input-full',
          required: required && n === 0,
          maxlength,
          'aria-describedby': describedBy(id, null, error),
          'aria-invalid': error ? ('true' as const) : undefined,
        }
        return (
          <div class="multilingual-row" key={lang}>
            <label for={id}>{langName(t, lang, reader)}</label>
            <div>
              {multiline ? (
                <textarea {...common} rows={rows}>
                  {value?.[lang] ?? ''}
                </textarea>
              ) : (
                <input {...common} type="text" value={value?.[lang] ?? ''} />
              )}
              <FieldNotes id={id} error={error} />
            </div>
          </div>
        )
      })}
    </fieldset>
  )
}
