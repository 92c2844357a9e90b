import { useUi } from './context.tsx'
import { describedBy, FieldNotes, type FieldProps } from './field-parts.tsx'

type ChoiceProps = FieldProps & { id: string; type: 'checkbox' | 'checkboxes' | 'radio' }

/** A single checkbox, or a group of checkboxes or radio buttons in a fieldset. Used through `Field`. */
export function Choices(props: ChoiceProps) {
  return props.type === 'checkbox' ? <Single {...props} /> : <Group {...props} type={props.type} />
}

function Single({ name, label, value, hint, error, required, disabled, id }: ChoiceProps) {
  return (
    <div class={`field field-choice${error ? ' field-wrong' : ''}`}>
      <div class="choice">
        <input
          type="checkbox"
          id={id}
          name={name}
          value={typeof value === 'string' && value !== '' ? value : 'on'}
          checked={value === true || value === 'on'}
          required={required}
          disabled={disabled}
          aria-describedby={describedBy(id, hint, error)}
          aria-invalid={error ? 'true' : undefined}
        />
        <label for={id}>{label}</label>
      </div>
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  )
}

function Group({ name, label, value, hint, error, required, disabled, id, type, options = [] }: ChoiceProps) {
  const t = useUi()
  const chosen = new Set(Array.isArray(value) ? (value as readonly string[]) : [String(value ?? '')])
  return (
    <fieldset
      class={`field${error ? ' field-wrong' : ''}`}
      aria-describedby={describedBy(id, hint, error)}
      aria-invalid={error ? 'true' : undefined}
      role={type === 'radio' ? 'radiogroup' : undefined}
      aria-required={type === 'radio' && required ? 'true' : undefined}
    >
      <legend class="label">
        {label}
        {required ? null : <span class="label-note"> ({t('optional')})</span>}
      </legend>
      <FieldNotes id={id} hint={hint} error={error} />
      {options.map((option, n) => {
        // The first choice carries the field's id, so that the error summary's link lands on a control.
        const own = n === 0 ? id : `${id}-${n}`
        return (
          <div class="choice" key={option.value}>
            <input
              type={type === 'radio' ? 'radio' : 'checkbox'}
              id={own}
              name={name}
              value={option.value}
              checked={chosen.has(option.value)}
              disabled={disabled || option.disabled}
              aria-describedby={option.hint ? `${own}-about` : undefined}
            />
            <label for={own}>{option.label}</label>
            {option.hint ? (
              <p class="choice-hint" id={`${own}-about`}>
                {option.hint}
              </p>
            ) : null}
          </div>
        )
      })}
    </fieldset>
  )
}
