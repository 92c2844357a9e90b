import type { ComponentChildren } from 'preact'
import { Icon, ICONS, type IconName } from './icons.tsx'

export interface ToolButtonProps {
  readonly icon?: IconName
  /** `d` of a path, for parts that bring their own. */
  readonly path?: string
  readonly label: string
  readonly shortcut?: string
  readonly pressed?: boolean
  readonly disabled?: boolean
  /** Show the label beside or below the icon. */
  readonly wide?: boolean
  readonly badge?: number
  readonly expanded?: boolean
  /** Stands in the bar of wide screens already; the sheet of the rest leaves it out there. */
  readonly barred?: boolean
  readonly onPress: () => void
}

/** A button with an icon; its name is always there for screen readers, and on hover. */
export function ToolButton(props: ToolButtonProps) {
  const { icon, path, label, shortcut, pressed, disabled, wide, badge, expanded, barred, onPress } = props
  const name = shortcut ? `${label} (${shortcut})` : label
  return (
    <button
      type="button"
      class={wide ? 'tool tool-wide' : 'tool'}
      title={wide ? undefined : name}
      aria-label={wide ? undefined : badge ? `${label} ${badge}` : label}
      aria-keyshortcuts={shortcut}
      aria-pressed={pressed}
      aria-expanded={expanded}
      disabled={disabled}
      data-barred={barred ? '' : undefined}
      onClick={onPress}
    >
      {icon || path ? <Icon d={icon ? ICONS[icon] : path!} /> : null}
      {wide || (!icon && !path) ? <span class="tool-label">{label}</span> : null}
      {badge ? <span class="tool-badge">{badge}</span> : null}
    </button>
  )
}

/** A sheet: from below on phones, beside the images else. */
export function Sheet(props: { title: string; close: string; onClose: () => void; children: ComponentChildren }) {
  return (
    <section class="sheet" aria-label={props.title}>
      <header class="sheet-head">
        <h2>{props.title}</h2>
        <ToolButton icon="close" label={props.close} onPress={props.onClose} />
      </header>
      <div class="sheet-body">{props.children}</div>
    </section>
  )
}

/** Bytes for people: 640 kB, 12 MB, 1.4 GB. */
export function bytesText(bytes: number, lang: string): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${new Intl.NumberFormat(lang, { maximumFractionDigits: value < 10 && unit !== 'kB' ? 1 : 0 }).format(value)} ${unit}`
}
