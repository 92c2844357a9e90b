import type { ComponentChildren } from 'preact'
import { useUi } from './context.tsx'
import { Icon } from './icons.tsx'

export interface Column<Row> {
  readonly key: string
  readonly head: string
  readonly cell: (row: Row) => ComponentChildren
  /** Right-aligned tabular figures. */
  readonly numeric?: boolean
  /** Heads its row: read out with every cell, and the title of the stacked row on a phone. One a table. */
  readonly primary?: boolean
  /** Name of the order that the head's link asks for. */
  readonly sort?: string
  /** `tight` takes only what it needs (states, times), `wide` takes most. */
  readonly size?: 'tight' | 'wide'
  /** Left out where rows are stacked. */
  readonly wideOnly?: boolean
}

export interface Sorting {
  readonly by: string
  readonly dir: 'asc' | 'desc'
  readonly href: (by: string, dir: 'asc' | 'desc') => string
}

export interface DataTableProps<Row> {
  /** What the table holds; shown above it unless `quietCaption`. */
  caption: string
  quietCaption?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Links or small buttons at the end of each row. */
  actions?: (row: Row) => ComponentChildren
  sorting?: Sorting
  /** Shown instead of an empty table: say what to do next (`Empty`). */
  empty?: ComponentChildren
  /** `muted` for withdrawn or cancelled, `marked` for what needs attention. */
  rowTone?: (row: Row) => 'muted' | 'marked' | undefined
}

/** A dense table: heads stay in sight, rows are stacked with their labels on a phone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const t = useUi()
  const { caption, columns, rows, rowKey, actions, sorting, empty, rowTone } = props
  if (rows.length === 0) return <>{empty ?? <p class="nothing">{t('nothing')}</p>}</>
  return (
    <table class="table">
      <caption class={props.quietCaption ? 'unseen' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <Head key={column.key} column={column} sorting={sorting} />
          ))}
          {actions ? (
            <th scope="col" class="table-actions">
              <span class="unseen">{t('actions')}</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const tone = rowTone?.(row)
          return (
            <tr key={rowKey(row)} class={tone ? `row-${tone}` : undefined}>
              {columns.map((column) =>
                column.primary ? (
                  <th key={column.key} scope="row" class={looks(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} class={looks(column)} data-label={column.head}>
                    {column.cell(row)}
                  </td>
                ),
              )}
              {actions ? <td class="table-actions">{actions(row)}</td> : null}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function looks<Row>({ numeric, size, wideOnly }: Column<Row>): string | undefined {
  return [numeric && 'numeric', size && `cell-${size}`, wideOnly && 'wide-only'].filter(Boolean).join(' ') || undefined
}

function Head<Row>({ column, sorting }: { column: Column<Row>; sorting?: Sorting }) {
  const t = useUi()
  const active = sorting && column.sort === sorting.by ? sorting.dir : undefined
  return (
    <th
      scope="col"
      class={looks(column)}
      aria-sort={active ? (active === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      {sorting && column.sort ? (
        <a
          href={sorting.href(column.sort, active === 'asc' ? 'desc' : 'asc')}
          title={t('sortBy', { column: column.head })}
        >
          {column.head}
          {active ? <Icon name={active === 'asc' ? 'up' : 'down'} size="s" /> : null}
        </a>
      ) : (
        column.head
      )}
    </th>
  )
}

export interface PaginationProps {
  /** From 1. */
  page: number
  pages: number
  href: (page: number) => string
  /** With `total` and `size` it says which rows these are. */
  total?: number
  size?: number
}

/** Previous and next, with where one is; nothing when there is one page only. */
export function Pagination({ page, pages, href, total, size }: PaginationProps) {
  const t = useUi()
  if (pages <= 1) return null
  const where =
    total !== undefined && size !== undefined
      ? t('rowsOf', { from: (page - 1) * size + 1, to: Math.min(page * size, total), total })
      : t('pageOf', { page, pages })
  return (
    <nav class="pagination" aria-label={t('pages')}>
      {page > 1 ? (
        <a rel="prev" href={href(page - 1)}>
          <Icon name="left" size="s" />
          {t('previous')}
        </a>
      ) : (
        <span />
      )}
      <p>{where}</p>
      {page < pages ? (
        <a rel="next" href={href(page + 1)}>
          {t('next')}
          <Icon name="right" size="s" />
        </a>
      ) : (
        <span />
      )}
    </nav>
  )
}
