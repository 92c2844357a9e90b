/** What is shown or hidden all at once: the marks, or the findings. */
interface Shown {
  visible: boolean
  changed(): void
}

export function ShowAll({ of, label }: { of: Shown; label: string }) {
  return (
    <label class="marks-show">
      <input
        type="checkbox"
        checked={of.visible}
        onChange={(event) => {
          of.visible = event.currentTarget.checked
          of.changed()
        }}
      />
      {label}
    </label>
  )
}
