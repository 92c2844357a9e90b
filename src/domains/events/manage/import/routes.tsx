import type { App, Ctx } from '#src/platform/http/env.ts'
import { holdUpTo } from '#src/platform/http/body-limit.ts'
import { href } from '#src/platform/http/language.ts'
import { LIMITS, tooMany } from '#src/platform/http/rate-limit.ts'
import { Empty, Notice, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, ErrorSummary, Field, Form } from '#src/ui/forms.tsx'
import { DataTable } from '#src/ui/table.tsx'
import { importProgramme, isEmpty, type ImportOptions, type ImportResult } from '../../working-copy/import-commands.ts'
import { problemText, templateCsv, templateXlsx, type Problem } from '../../interchange/index.ts'
import { managePage, managePath } from '../frame.tsx'
import { posted } from '../form-data.ts'
import { managed, type Managed } from '../gate.ts'
import { DiffView } from '../release/diff-view.tsx'
import { keptBytes, signed, type KeptFile } from './kept-file.ts'
import { importMessages } from './messages.ts'

const LIMIT = 32 * 1024 * 1024
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const MISSING = ['cancel', 'remove', 'keep'] as const
type Missing = (typeof MISSING)[number]

/** A file, a preview of what it would do, and the confirmation. */
export function importPages(app: App): void {
  const base = '/manage/events/:slug/import'
  app.get(base, async (c) => {
    const found = await managed(c)
    return found ? uploadPage(c, found) : c.notFound()
  })
  app.get(`${base}/:file{template\\.(?:xlsx|csv)}`, async (c) => {
    const found = await managed(c)
    if (!found) return c.notFound()
    const format = (c.req.param('file') ?? '').slice('template.'.length)
    const name = `attachment; filename="${{ vi: 'mau-chuong-trinh', en: 'programme-template', ko: 'programme-template-ko' }[c.var.lang]}.${format}"`
    if (format === 'csv')
      return c.body(templateCsv(c.var.lang), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': name,
      })
    return c.body(new Uint8Array(await templateXlsx(c.var.lang)), 200, {
      'content-type': XLSX,
      'content-disposition': name,
    })
  })
  app.post(base, async (c) => {
    const found = await managed(c)
    return found?.can.edit ? preview(c, found) : c.notFound()
  })
  app.post(`${base}/confirm`, async (c) => {
    const found = await managed(c)
    return found?.can.edit ? confirm(c, found) : c.notFound()
  })
}

function uploadPage(c: Ctx, found: Managed, error?: 'noFile' | 'tooLarge' | 'expired'): Promise<Response> {
  const { lang } = c.var
  const t = importMessages(lang)
  const base = href(lang, managePath(found.event, '/import'))
  return managePage(c, {
    title: t('title'),
    section: 'import',
    managed: found,
    status: error ? 422 : 200,
    children: (
      <>
        <h1>{t('title')}</h1>
        {found.can.edit ? (
          <>
            <p>{t('intro')}</p>
            <Form action={base} csrf={c.var.csrf} enctype="multipart/form-data">
              <ErrorSummary errors={error ? [{ field: 'file', message: t(error) }] : []} />
              <Field
                name="file"
                label={t('file')}
                hint={t('fileHint')}
                type="file"
                required
                error={error ? t(error) : null}
                accept=".xlsx,.csv,.json,.xml,text/csv,application/json,application/xml,text/xml"
              />
              <MissingField c={c} value="cancel" />
              <Actions>
                <Button kind="primary">{t('see')}</Button>
              </Actions>
            </Form>
          </>
        ) : null}
        <section>
          <h2>{t('templates')}</h2>
          <p class="hint">{t('templateHint')}</p>
          <Actions>
            <Button href={`${base}/template.xlsx`}>{t('xlsx')}</Button>
            <Button href={`${base}/template.csv`}>{t('csv')}</Button>
          </Actions>
        </section>
      </>
    ),
  })
}

function MissingField({ c, value }: { c: Ctx; value: Missing }) {
  const t = importMessages(c.var.lang)
  return (
    <Field
      name="missing"
      label={t('missing')}
      type="radio"
      required
      value={value}
      options={[
        { value: 'cancel', label: t('missingCancel') },
        { value: 'keep', label: t('missingKeep') },
        { value: 'remove', label: t('missingRemove') },
      ]}
    />
  )
}

async function preview(c: Ctx, found: Managed): Promise<Response> {
  const { ctx, actor } = c.var
  if (tooMany(c, LIMITS.upload) > 0 || Number(c.req.header('content-length') ?? 0) > LIMIT + 100_000)
    return uploadPage(c, found, 'tooLarge')
  holdUpTo(c, LIMIT + 100_000)
  const form = await posted(c)
  const file = form.file('file')
  if (!file) return uploadPage(c, found, 'noFile')
  if (file.size > LIMIT) return uploadPage(c, found, 'tooLarge')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const filename = file.name.replace(/[^\p{L}\p{N}. _()-]+/gu, '_').slice(-120)
  const missing = MISSING.find((m) => m === form.get('missing')) ?? 'cancel'
  const done = await importProgramme(ctx, actor, found.event.id, bytes, filename, { missing })
  if (!done.ok) return c.notFound()
  const taken = done.value.taken !== null && !isEmpty(done.value.taken.difference)
  const kept = taken ? { hash: (await ctx.blobs.put(bytes)).hash, filename } : null
  return previewPage(c, found, done.value, { filename, missing, kept })
}

interface Previewed {
  readonly filename: string
  readonly missing: Missing
  /** Null: there is nothing to confirm. */
  readonly kept: KeptFile | null
}

async function confirm(c: Ctx, found: Managed): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const form = await posted(c)
  const kept = { hash: form.get('hash'), filename: form.get('filename') }
  const bytes = await keptBytes(ctx, found.event.id, kept, form.get('signature'))
  if (!bytes) return uploadPage(c, found, 'expired')
  const options: ImportOptions = { confirm: true, missing: MISSING.find((m) => m === form.get('missing')) ?? 'cancel' }
  const done = await importProgramme(ctx, actor, found.event.id, bytes, kept.filename, options)
  if (!done.ok) return c.notFound()
  return c.redirect(`${href(lang, managePath(found.event, '/programme'))}?done=imported`, 303)
}

function previewPage(
  c: Ctx,
  found: Managed,
  result: ImportResult,
  { filename, missing, kept }: Previewed,
): Promise<Response> {
  const { lang } = c.var
  const t = importMessages(lang)
  const base = href(lang, managePath(found.event, '/import'))
  const { taken } = result
  return managePage(c, {
    title: t('preview'),
    section: 'import',
    managed: found,
    status: taken ? 200 : 422,
    trail: [{ label: t('title'), href: base }, { label: t('preview') }],
    children: (
      <>
        <h1>{t('preview')}</h1>
        <p>{t('ofFile', { name: filename, format: result.format ?? '?' })}</p>
        {taken ? null : (
          <Notice tone="danger" live>
            {<p>{t('nothingTaken')}</p>}
          </Notice>
        )}
        {taken && isEmpty(taken.difference) ? <Empty title={t('sameAsNow')} /> : null}
        {taken ? <p>{t('counts', { ...taken.counts })}</p> : null}
        {kept ? (
          <Form action={`${base}/confirm`} csrf={c.var.csrf}>
            <input type="hidden" name="hash" value={kept.hash} />
            <input type="hidden" name="filename" value={kept.filename} />
            <input type="hidden" name="signature" value={signed(c.var.ctx, found.event.id, kept)} />
            <input type="hidden" name="missing" value={missing} />
            <p class="hint">{t('confirmHint')}</p>
            <Actions>
              <Button kind="primary">{t('confirm')}</Button>
              <Button href={base}>{t('another')}</Button>
            </Actions>
          </Form>
        ) : (
          <Actions>
            <Button href={base}>{t('another')}</Button>
          </Actions>
        )}
        <Problems c={c} problems={result.problems} />
        {taken && !isEmpty(taken.difference) ? (
          <DiffView lang={lang} diff={taken.difference} event={taken.after.event} />
        ) : null}
      </>
    ),
  })
}

const SHOWN = 300

/** What is wrong with the file: errors first, each with line or path. */
function Problems({ c, problems }: { c: Ctx; problems: readonly Problem[] }) {
  const { lang } = c.var
  const t = importMessages(lang)
  const sorted = problems.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'))
  const errors = problems.filter((p) => p.severity === 'error').length
  if (problems.length === 0) return <p class="nothing">{t('noProblems')}</p>
  return (
    <section id="problems">
      <h2>{t('problems')}</h2>
      <p>
        {errors > 0 ? <Tag tone="danger">{t('errors', { n: errors })}</Tag> : null}{' '}
        {problems.length > errors ? <Tag tone="warning">{t('warnings', { n: problems.length - errors })}</Tag> : null}
      </p>
      <DataTable
        caption={t('problems')}
        quietCaption
        rows={sorted.slice(0, SHOWN).map((problem, n) => ({ problem, n }))}
        rowKey={(row) => String(row.n)}
        rowTone={(row) => (row.problem.severity === 'error' ? 'marked' : undefined)}
        columns={[
          { key: 'where', head: t('where'), cell: (row) => <code>{row.problem.path}</code> },
          {
            key: 'problem',
            head: t('problem'),
            primary: true,
            size: 'wide',
            cell: (row) => problemText(row.problem, lang),
          },
        ]}
      />
      {sorted.length > SHOWN ? <p>{t('moreProblems', { n: sorted.length - SHOWN })}</p> : null}
    </section>
  )
}
