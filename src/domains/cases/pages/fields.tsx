import { LANGS, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import { MultilingualField } from '#src/ui/forms.tsx'
import { wrongIn, type Errors } from '../kit.tsx'
import { editWords } from '../messages/edit.ts'
import { labels } from '../messages/labels.ts'
import type { Warning } from '../warnings.ts'

/** What a section's form shows: what is stored or was typed, what is wrong, what looks like identity. */
export interface Writing {
  readonly lang: Lang
  readonly errors: Errors
  readonly warnings: readonly Warning[]
}

export interface TextProps extends Writing {
  readonly name: string
  readonly label: string
  readonly value: Text
  readonly hint?: string
  readonly rows?: number
  readonly max: number
  readonly required?: boolean
  readonly line?: boolean
}

/** A text in each language with what in it looks like identity right below. */
export function TextField(props: TextProps) {
  const { lang, name, label, value, hint, rows = 5, max, required, line } = props
  return (
    <>
      <MultilingualField
        name={name}
        label={label}
        value={value}
        hint={hint}
        errors={wrongIn(lang, props.errors, name)}
        required={required}
        multiline={!line}
        rows={rows}
        maxlength={max}
      />
      <Findings {...props} names={LANGS.map((one) => `${name}.${one}`)} />
    </>
  )
}

/** Excerpts that look like identity, of the fields named. */
export function Findings({ lang, warnings, names }: Writing & { names: readonly string[] }) {
  const own = warnings.filter((one) => names.includes(one.field))
  if (own.length === 0) return null
  const t = editWords(lang)
  const label = labels(lang)
  return (
    <div class="case-finding" role="note">
      <ul>
        {own.map((one, n) => (
          <li key={n}>
            {t('looksLike', { kind: label(`kind.${one.kind}`) })}
            <mark>{one.excerpt}</mark>
          </li>
        ))}
      </ul>
      <p>{t('looksLikeHint')}</p>
    </div>
  )
}
