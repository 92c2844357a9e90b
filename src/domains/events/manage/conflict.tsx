import type { Lang } from '#src/lib/text/multilingual.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { DataTable } from '#src/ui/table.tsx'
import { frameMessages } from './frame-messages.ts'

/** A field that another person changed while a form was open. */
export interface Clash {
  readonly label: string
  readonly stored: unknown
  readonly typed: unknown
}

/** The fields of two drafts that differ, of those that have a label. */
export const clashes = (stored: object, typed: object, label: (field: string) => string | null): Clash[] =>
  Object.entries(typed).flatMap(([field, value]) => {
    const name = label(field)
    const was: unknown = (stored as Record<string, unknown>)[field]
    return name === null || same(was, value) ? [] : [{ label: name, stored: was, typed: value }]
  })

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Says kindly that somebody was faster, by whom if known, and shows both; the form with what was typed follows below. */
export function ConflictNotice({ lang, rows, by }: { lang: Lang; rows: readonly Clash[]; by?: string }) {
  const t = frameMessages(lang)
  return (
    <Notice tone="warning" title={by ? `${t('conflictTitle')}: ${by}` : t('conflictTitle')} live>
      <p>{t('conflictText')}</p>
      {rows.length === 0 ? null : (
        <DataTable
          caption={t('conflictTitle')}
          quietCaption
          rows={rows}
          rowKey={(row) => row.label}
          columns={[
            { key: 'field', head: t('field'), primary: true, cell: (row) => row.label },
            { key: 'stored', head: t('storedNow'), cell: (row) => inWords(row.stored) || t('empty') },
            { key: 'typed', head: t('typed'), cell: (row) => inWords(row.typed) || t('empty') },
          ]}
        />
      )}
    </Notice>
  )
}

/** Any value of a form as people can read it. */
export function inWords(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(inWords).filter(Boolean).join('; ')
  if (typeof value === 'object') return Object.values(value).map(inWords).filter(Boolean).join(' / ')
  return typeof value === 'boolean' ? (value ? '✓' : '–') : String(value)
}
