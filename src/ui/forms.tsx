import type { ComponentChildren } from 'preact'
import { useUi } from './context.tsx'
import { fieldId } from './field.tsx'

export { Field, fieldId, type FieldProps, type Option } from './field.tsx'
export { MultilingualField, langName, type MultilingualFieldProps } from './multilingual-field.tsx'

export interface FormProps {
  action: string
  /** Goes as hidden `_csrf`; null only for forms that change nothing (searches). */
  csrf: string | null
  method?: 'post' | 'get'
  /** Set it when the form has a file. */
  enctype?: 'multipart/form-data'
  children?: ComponentChildren
  id?: string
  /** Accessible name where the page holds several forms. */
  label?: string
  /** `row` stands in one line on wide screens: searches and filters. */
  layout?: 'column' | 'row'
  /** Leave checking to the server, which says it in the reader's language. True by default. */
  novalidate?: boolean
}

/** A form that posts without JavaScript; errors come back from the server as `ErrorSummary` and in the fields. */
export function Form({
  action,
  csrf,
  method = 'post',
  enctype,
  children,
  id,
  label,
  layout,
  novalidate = true,
}: FormProps) {
  return (
    <form
      class={layout === 'row' ? 'form form-row' : 'form'}
      method={method}
      action={action}
      encType={enctype}
      id={id}
      aria-label={label}
      noValidate={novalidate}
    >
      {csrf === null ? null : <input type="hidden" name="_csrf" value={csrf} />}
      {children}
    </form>
  )
}

/** A group of fields under one legend. */
export function FieldGroup({
  legend,
  hint,
  children,
}: {
  legend: string
  hint?: string
  children?: ComponentChildren
}) {
  return (
    <fieldset class="group">
      <legend>{legend}</legend>
      {hint ? <p class="hint">{hint}</p> : null}
      {children}
    </fieldset>
  )
}

/** The buttons at the end of a form: the main one first, a way back last. */
export function Actions({ children }: { children?: ComponentChildren }) {
  return <div class="actions">{children}</div>
}

export interface ButtonProps {
  children?: ComponentChildren
  kind?: 'primary' | 'quiet' | 'danger'
  /** With `href` it is a link that looks like a button. */
  href?: string
  type?: 'submit' | 'button'
  name?: string
  value?: string
  /** Id of the form that it submits, when it stands outside. */
  form?: string
  formaction?: string
  /** Submits without checking the fields: "save a draft", "back". */
  formnovalidate?: boolean
  disabled?: boolean
  size?: 'small'
  /** Accessible name when the words alone do not tell which thing: "Delete: Opening plenary". */
  label?: string
}

/** A button, or a link in its shape; `quiet` is the default, one `primary` a screen. */
export function Button({ children, kind = 'quiet', href, size, label, type = 'submit', ...rest }: ButtonProps) {
  const look = `button button-${kind}${size ? ` button-${size}` : ''}`
  if (href !== undefined) {
    return (
      <a class={look} href={href} aria-label={label}>
        {children}
      </a>
    )
  }
  return (
    <button
      class={look}
      type={type}
      aria-label={label}
      name={rest.name}
      value={rest.value}
      form={rest.form}
      formAction={rest.formaction}
      formNoValidate={rest.formnovalidate}
      disabled={rest.disabled}
    >
      {children}
    </button>
  )
}

export interface FormError {
  /** Name of the field; null when the error belongs to the form as a whole. */
  field: string | null
  message: string
}

/** What is to be corrected, each linked to its field; takes the focus when the page opens. Nothing without errors. */
export function ErrorSummary({ errors, title }: { errors: readonly FormError[]; title?: string }) {
  const t = useUi()
  if (errors.length === 0) return null
  return (
    <div class="error-summary" id="errors" role="alert" tabindex={-1} autofocus>
      <h2>{title ?? t('errorTitle', { n: errors.length })}</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={`${field}${message}`}>{field === null ? message : <a href={`#${fieldId(field)}`}>{message}</a>}</li>
        ))}
      </ul>
    </div>
  )
}
