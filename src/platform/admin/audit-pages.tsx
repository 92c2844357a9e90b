import { addDays, parseLocal } from '#src/lib/time/zoned.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { Empty } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to, withQuery } from '#src/ui/link.ts'
import { DataTable } from '#src/ui/table.tsx'
import { Time, ZoneNote } from '#src/ui/time.tsx'
import type { App } from '../http/env.ts'
import { actionWords, recordWords } from './action-words.ts'
import { auditLines, type AuditLine } from './audit-queries.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { MANAGE, show, zoneOf } from './frame.tsx'
import { ops } from './messages.ts'
import { mayOperate } from './policy.ts'

const SIZE = 50
/** Longer values are cut here; the log itself keeps them whole. */
const LONGEST = 1000
/** So many changes are shown at once; more are folded away. */
const SHOWN = 6

/** Who changed what and when, with the values before and after. */
export function auditPages(app: App): void {
  app.get(MANAGE.audit, async (c) => {
    const { actor, ctx, lang } = c.var
    if (!mayOperate(actor)) return c.notFound()
    const t = ops(lang)
    const zone = await zoneOf(c)
    const asked = {
      who: c.req.query('who')?.trim(),
      action: c.req.query('action')?.trim(),
      entity: c.req.query('entity')?.trim(),
      from: c.req.query('from'),
      until: c.req.query('until'),
    }
    const lines = await auditLines(ctx, actor, {
      ...asked,
      from: asked.from ? parseLocal(zone, asked.from) : null,
      // The last day counts whole.
      until: asked.until && parseLocal(zone, asked.until) !== null ? parseLocal(zone, addDays(asked.until, 1)) : null,
      after: readCursor(c.req.query('after')),
      limit: SIZE + 1,
    })
    const last = lines.length > SIZE ? lines[SIZE - 1] : undefined
    const path = to(lang, MANAGE.audit)
    const here = (changes: Record<string, string | null>) =>
      withQuery(path, { ...Object.fromEntries(Object.entries(asked).map(([k, v]) => [k, v ?? null])), ...changes })
    return await show(c, 'audit', t('audit'), () => (
      <>
        <h1>{t('audit')}</h1>
        <ZoneNote zone={zone} at={ctx.clock.now()} />
        <Form action={path} csrf={null} method="get" layout="row" label={t('filter')}>
          <Field name="who" label={t('who')} value={asked.who} size="medium" />
          <Field name="action" label={t('what')} value={asked.action} hint={t('actionHint')} size="medium" />
          <Field name="entity" label={t('entity')} value={asked.entity} size="medium" />
          <Field name="from" label={t('from')} type="date" value={asked.from} />
          <Field name="until" label={t('until')} type="date" value={asked.until} />
          <Actions>
            <Button kind="primary">{t('filter')}</Button>
            <Button href={path}>{t('clear')}</Button>
          </Actions>
        </Form>
        <DataTable<AuditLine>
          caption={t('audit')}
          quietCaption
          rows={lines.slice(0, SIZE)}
          rowKey={(line) => line.id}
          empty={<Empty title={t('noAudit')} />}
          columns={[
            {
              key: 'at',
              head: t('when'),
              size: 'tight',
              cell: (line) => <Time at={line.at} zone={zone} show="short" />,
            },
            {
              key: 'who',
              head: t('who'),
              cell: (line) => <a href={here({ who: line.actorId ?? line.actor })}>{line.actor}</a>,
            },
            {
              key: 'action',
              head: t('what'),
              primary: true,
              cell: (line) => (
                <a href={here({ action: line.action })} title={line.action}>
                  {actionWords(line.action, lang)}
                </a>
              ),
            },
            {
              key: 'entity',
              head: t('entity'),
              size: 'tight',
              cell: (line) => (
                <a href={here({ entity: `${line.entity}:${line.entityId}` })} title={`${line.entity} ${line.entityId}`}>
                  {recordWords(line.entity, lang)} <span class="verbatim">{short(line.entityId)}</span>
                </a>
              ),
            },
            { key: 'changes', head: t('changed'), size: 'wide', cell: (line) => <Changes line={line} lang={lang} /> },
          ]}
        />
        {last ? <Button href={here({ after: writeCursor(last) })}>{t('more')}</Button> : null}
        {c.req.query('after') ? <Button href={here({})}>{t('first')}</Button> : null}
      </>
    ))
  })
}

function Changes({ line, lang }: { line: AuditLine; lang: Lang }) {
  const t = ops(lang)
  const list = (
    <div class="diff">
      {line.differences.map(({ path, before, after }) => (
        <p key={path} class="diff-field">
          <b>{path}</b>: {before === null ? t('nothing') : <del>{cutAt(before, LONGEST)}</del>} →{' '}
          {after === null ? t('nothing') : <ins>{cutAt(after, LONGEST)}</ins>}
        </p>
      ))}
    </div>
  )
  if (line.differences.length <= SHOWN) return line.differences.length === 0 ? null : list
  return (
    <details>
      <summary>{t('changes', { n: line.differences.length })}</summary>
      {list}
    </details>
  )
}

/** The end of an identifier tells records apart; its beginning is the time of its making. */
const short = (id: string): string => (/^[0-9a-f-]{36}$/.test(id) ? `…${id.slice(-8)}` : cutAt(id, 24))

const cutAt = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text)
