import type { ComponentChildren } from 'preact'

export interface Option {
  readonly value: string
  readonly label: string
  readonly hint?: string
  readonly disabled?: boolean
}

type Plain = 'text' | 'email' | 'password' | 'url' | 'tel' | 'number' | 'search' | 'file' | 'color'
type Temporal = 'date' | 'time' | 'datetime-local'

export interface FieldProps {
  name: string
  label: ComponentChildren
  type?: Plain | Temporal | 'textarea' | 'select' | 'checkbox' | 'checkboxes' | 'radio'
  /** For a single checkbox `true` or `'on'` is ticked. */
  value?: string | number | boolean | readonly string[] | null
  hint?: ComponentChildren
  error?: string | null
  required?: boolean
  disabled?: boolean
  readonly?: boolean
  /** Of select, radio and checkboxes. A select that is not required gets an empty choice first. */
  options?: readonly Option[]
  /** What the empty choice of a select says; by default that one is to be chosen. A filter's says that it takes all. */
  empty?: string
  /** Id of the element; made from the name otherwise. */
  id?: string
  size?: 'short' | 'medium' | 'full'
  rows?: number
  /** Language of what is written in it. */
  lang?: string
  autocomplete?: string
  autofocus?: boolean
  inputmode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'url' | 'search'
  spellcheck?: boolean
  min?: string | number
  max?: string | number
  step?: string | number
  minlength?: number
  maxlength?: number
  pattern?: string
  accept?: string
  multiple?: boolean
  /** Id of a datalist with proposals. */
  list?: string
}

/** Id of the field of that name, which labels and the error summary point at. */
export const fieldId = (name: string): string => `f-${name.replace(/[^\p{L}\p{N}_-]+/gu, '-')}`

/** Ids for `aria-describedby`, or undefined when the field has neither hint nor error. */
export const describedBy = (id: string, hint: unknown, error: unknown): string | undefined =>
  [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined

/** Hint and error of a field, with the ids that `describedBy` names. */
export function FieldNotes({ id, hint, error }: { id: string; hint?: ComponentChildren; error?: string | null }) {
  return (
    <>
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
    </>
  )
}
