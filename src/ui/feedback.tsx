import type { ComponentChildren } from 'preact'
import { useLang, useUi } from './context.tsx'
import { Button } from './forms.tsx'
import { Icon } from './icons.tsx'
import { to } from './link.ts'

export type Tone = 'info' | 'success' | 'warning' | 'danger'

const NOTICE_ICON = { info: 'info', success: 'check', warning: 'warning', danger: 'danger' } as const

/** What happened or what to mind. `live` announces it: for the outcome of a command, not for standing notes. */
export function Notice(props: { tone?: Tone; title?: string; live?: boolean; children?: ComponentChildren }) {
  const { tone = 'info', title, live, children } = props
  const t = useUi()
  return (
    <div class={`notice notice-${tone}`} role={live ? (tone === 'danger' ? 'alert' : 'status') : undefined}>
      <Icon name={NOTICE_ICON[tone]} />
      <div>
        <p class="notice-title">{title ?? t(tone)}</p>
        {children}
      </div>
    </div>
  )
}

/** Nothing here yet: says why, and offers what to do next. */
export function Empty({
  title,
  children,
  action,
}: {
  title?: string
  children?: ComponentChildren
  action?: ComponentChildren
}) {
  const t = useUi()
  return (
    <div class="empty">
      <p class="empty-title">{title ?? t('nothing')}</p>
      {children}
      {action ? <div class="actions">{action}</div> : null}
    </div>
  )
}

/** How far something is, as a bar with its figures in words; `label` says what is counted. */
export function Progress({ label, value, max, note }: { label: string; value: number; max: number; note?: string }) {
  const done = max > 0 ? Math.round((value / max) * 100) : 0
  return (
    <div class="progress">
      <span class="progress-label">{label}</span>
      <progress aria-label={label} value={value} max={max || 1}>
        {done} %
      </progress>
      <span class="progress-note">{note ?? `${value} / ${max}`}</span>
    </div>
  )
}

/** A state or kind in one word. The word tells it; the tone only helps the eye. */
export function Tag({ tone, children }: { tone?: Tone | 'signal' | 'quiet'; children?: ComponentChildren }) {
  return <span class={tone ? `tag tag-${tone}` : 'tag'}>{children}</span>
}

/** A small count; `label` is what it counts, for those who hear the page. */
export function Badge({ count, label }: { count: number; label: string }) {
  return (
    <span class="badge">
      {count}
      <span class="unseen"> {label}</span>
    </span>
  )
}

/** Marks what the demonstration made up, wherever it is shown. `short` beside each item, the sentence once a page. */
export function GeneratedMark({ short }: { short?: boolean }) {
  const t = useUi()
  return short ? (
    <span class="generated" title={t('generated')}>
      {t('generatedShort')}
    </span>
  ) : (
    <p class="generated-note">{t('generated')}</p>
  )
}

export interface ErrorPageProps {
  /** HTTP status, shown small. */
  status: number
  /** What happened, in the reader's words. */
  title: string
  children?: ComponentChildren
  where?: string
  /** How to mend it. */
  mend?: ComponentChildren
  requestId?: string | null
  action?: ComponentChildren
}

/** The inside of an error page: what happened, where, how to mend it, and the id under which the log has it. */
export function ErrorPage({ status, title, children, where, mend, requestId, action }: ErrorPageProps) {
  const t = useUi()
  const lang = useLang()
  return (
    <div class="error-page">
      <p class="error-status">{status}</p>
      <h1>{title}</h1>
      {children}
      <dl class="facts">
        {where ? (
          <div>
            <dt>{t('where')}</dt>
            <dd class="verbatim">{where}</dd>
          </div>
        ) : null}
        {mend ? (
          <div>
            <dt>{t('mend')}</dt>
            <dd>{mend}</dd>
          </div>
        ) : null}
        {requestId ? (
          <div>
            <dt>{t('requestId')}</dt>
            <dd class="verbatim">{requestId}</dd>
          </div>
        ) : null}
      </dl>
      <div class="actions">{action ?? <Button href={to(lang, '/')}>{t('goHome')}</Button>}</div>
    </div>
  )
}
