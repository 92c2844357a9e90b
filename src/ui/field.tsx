import type { InputHTMLAttributes } from 'preact'
import { Choices } from './choices.tsx'
import { useUi } from './context.tsx'
import { describedBy, fieldId, FieldNotes, type FieldProps } from './field-parts.tsx'

export { describedBy, fieldId, FieldNotes, type FieldProps, type Option } from './field-parts.tsx'

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
        {props.multiple || (props.required && text !== '') ? null : (
          <option value="">{props.empty ?? props.placeholder}</option>
        )}
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
