import type { ComponentChildren, InputHTMLAttributes } from 'preact'
import { useUi } from './context.tsx'
import { Choices } from './choices.tsx'

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

/** A label, its hint, its error and the control, wired together. Fields are required unless they say otherwise. */
export function Field(props: FieldProps) {
  const t = useUi()
  const { name, label, type = 'text', hint, error, required, id = fieldId(name) } = props
  if (type === 'checkbox' || type === 'checkboxes' || type === 'radio')
    return <Choices {...props} type={type} id={id} />
  return (
    <div class={`field${error ? ' field-wrong' : ''}`}>
      <label class="label" for={id}>
        {label}
        {required ? null : <span class="label-note"> ({t('optional')})</span>}
      </label>
      <FieldNotes id={id} hint={hint} error={error} />
      <Control {...props} id={id} placeholder={t('choose')} />
    </div>
  )
}

function Control(props: FieldProps & { id: string; placeholder: string }) {
  const {
    name,
    type = 'text',
    value,
    hint,
    error,
    size = type === 'number' || isTemporal(type) ? 'short' : 'full',
  } = props
  const common = {
    id: props.id,
    name,
    class: `input input-${size}`,
    required: props.required,
    disabled: props.disabled,
    lang: props.lang,
    autofocus: props.autofocus,
    autocomplete: props.autocomplete,
    'aria-describedby': describedBy(props.id, hint, error),
    'aria-invalid': error ? ('true' as const) : undefined,
  }
  const text = value === null || value === undefined || typeof value === 'boolean' ? '' : String(value)
  if (type === 'textarea') {
    return (
      <textarea
        {...common}
        rows={props.rows ?? 5}
        readonly={props.readonly}
        minlength={props.minlength}
        maxlength={props.maxlength}
        spellcheck={props.spellcheck}
      >
        {text}
      </textarea>
    )
  }
  if (type === 'select') {
    const chosen = new Set(Array.isArray(value) ? (value as readonly string[]) : [text])
    return (
      <select {...common} multiple={props.multiple}>
        {props.multiple || (props.required && text !== '') ? null : <option value="">{props.placeholder}</option>}
        {props.options?.map((option) => (
          <option
            key={option.value}
            value={option.value}
            disabled={option.disabled}
            selected={chosen.has(option.value)}
          >
            {option.label}
          </option>
        ))}
      </select>
    )
  }
  // Preact's types join each input type with its own roles; ours is any of them, so it is joined here by hand.
  const input = {
    ...common,
    type,
    value: type === 'file' || type === 'password' ? undefined : text,
    readonly: props.readonly,
    inputmode: props.inputmode,
    spellcheck: props.spellcheck,
    min: props.min,
    max: props.max,
    step: props.step,
    minlength: props.minlength,
    maxlength: props.maxlength,
    pattern: props.pattern,
    accept: props.accept,
    multiple: props.multiple,
    list: props.list,
  } as InputHTMLAttributes
  return <input {...input} />
}

const isTemporal = (type: string) => type === 'date' || type === 'time' || type === 'datetime-local'
