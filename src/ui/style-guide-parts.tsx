import { useLang } from './context.tsx'
import { Badge, Empty, ErrorPage, GeneratedMark, Notice, Progress, Tag } from './feedback.tsx'
import { Actions, Button, ErrorSummary, Field, FieldGroup, Form, MultilingualField } from './forms.tsx'
import { Breadcrumb, ManageLayout, ManageNav } from './nav.tsx'
import { DataTable, Pagination } from './table.tsx'
import { SAMPLE, sampler } from './style-guide-samples.ts'

/** Form controls: plain, with hint, with error, disabled; every kind of choice. */
export function GuideControls() {
  const s = sampler(useLang())
  const options = [
    { value: 'oral', label: s('talk2'), hint: s('hintMail') },
    { value: 'poster', label: s('discussion') },
  ]
  return (
    <Form action="/style-guide" csrf="sample">
      <ErrorSummary errors={[{ field: 'mail', message: s('wrongMail') }]} />
      <MultilingualField name="title" label={s('fieldTitle')} value={SAMPLE.talk} required />
      <Field
        name="mail"
        type="email"
        label={s('fieldMail')}
        hint={s('hintMail')}
        error={s('wrongMail')}
        value="ten.benhvien.vn"
        required
      />
      <Field name="about" type="textarea" label={s('fieldAbout')} value={s('stacked')} />
      <Field name="kind" type="select" label={s('kind')} options={options} required />
      <Field name="minutes" type="number" label={s('minutes')} value={20} min={5} step={5} required />
      <Field name="day" type="date" label={s('kind')} value="2026-04-17" required />
      <Field name="code" label={s('state')} value="VSIR11" disabled required size="medium" />
      <Field name="how" type="radio" label={s('session')} options={options} value="oral" required />
      <FieldGroup legend={s('facility')}>
        <Field name="topics" type="checkboxes" label={s('session')} options={options} value={['poster']} />
        <Field name="agree" type="checkbox" label={s('agree')} hint={s('hintMail')} value required />
      </FieldGroup>
      <Actions>
        <Button kind="primary">{s('save')}</Button>
        <Button>{s('back')}</Button>
        <Button kind="danger">{s('remove')}</Button>
        <Button disabled>{s('save')}</Button>
        <Button size="small">{s('back')}</Button>
      </Actions>
    </Form>
  )
}

/** A secretariat's table beside its navigation. */
export function GuideTable() {
  const s = sampler(useLang())
  const rows = [
    { id: 'A1', title: s('talk'), state: true, minutes: 20 },
    { id: 'A2', title: s('talk2'), state: false, minutes: 15 },
    { id: 'A3', title: s('liver'), state: true, minutes: 105 },
    { id: 'A4', title: s('discussion'), state: true, minutes: 11 },
  ]
  const nav = (
    <ManageNav
      groups={[
        {
          items: [
            { label: s('kind'), href: '#a', current: true },
            { label: s('session'), href: '#b', count: 12 },
          ],
        },
        { title: s('fieldAbout'), items: [{ label: s('waiting'), href: '#c', count: 3 }] },
      ]}
    />
  )
  return (
    <ManageLayout nav={nav}>
      <Breadcrumb items={[{ label: s('kind'), href: '#' }, { label: s('session') }]} />
      <DataTable
        caption={s('session')}
        columns={[
          { key: 'title', head: s('fieldTitle'), cell: (row) => row.title, primary: true, sort: 'title', size: 'wide' },
          {
            key: 'state',
            head: s('state'),
            cell: (row) => (
              <Tag tone={row.state ? 'success' : 'warning'}>{row.state ? s('confirmed') : s('waiting')}</Tag>
            ),
          },
          { key: 'hall', head: s('facility'), cell: () => s('hallA'), wideOnly: true },
          { key: 'minutes', head: s('minutes'), cell: (row) => row.minutes, numeric: true, sort: 'minutes' },
        ]}
        rows={rows}
        rowKey={(row) => row.id}
        rowTone={(row) => (row.id === 'A2' ? 'marked' : row.id === 'A4' ? 'muted' : undefined)}
        sorting={{ by: 'minutes', dir: 'asc', href: (by, dir) => `?sort=${by}&dir=${dir}` }}
        actions={() => <a href="#edit">{s('save')}</a>}
      />
      <Pagination page={2} pages={9} href={(page) => `?page=${page}`} total={174} size={20} />
    </ManageLayout>
  )
}

/** Notices, states, progress, nothing, error. */
export function GuideFeedback() {
  const s = sampler(useLang())
  return (
    <>
      <Notice>{s('hintMail')}</Notice>
      <Notice tone="success">{s('confirmed')}</Notice>
      <Notice tone="warning">
        {s('clash')} <a href="#hall-b">{s('hallB')}</a>
      </Notice>
      <Notice tone="danger" title={s('wrongMail')} />
      <p>
        <Tag>{s('kind')}</Tag> <Tag tone="signal">{s('session')}</Tag> <Tag tone="quiet">EN</Tag>{' '}
        <Tag tone="danger">{s('remove')}</Tag> <Badge count={11} label={s('waiting')} /> <GeneratedMark short />
      </p>
      <GeneratedMark />
      <Progress label={s('confirmed')} value={117} max={250} />
      <Empty title={s('waiting')} action={<Button href="#">{s('save')}</Button>}>
        <p>{s('hintMail')}</p>
      </Empty>
      <ErrorPage
        status={404}
        title={s('stacked')}
        where="/events/vsir-2026/talks/XYZ"
        mend={s('hintMail')}
        requestId="01HZX3"
      >
        <p>{s('lead')}</p>
      </ErrorPage>
    </>
  )
}
