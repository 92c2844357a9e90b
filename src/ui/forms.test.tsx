import { expect, test } from 'vitest'
import { Reader } from './context.tsx'
import { Button, ErrorSummary, Field, Form, MultilingualField } from './forms.tsx'
import { html } from './testing.ts'

test('a field in error is wired to its label, hint and error', () => {
  const out = html(
    <Field name="speaker.mail" label="E-mail" hint="Never published" error="No @" required value={'"<'} />,
  )
  expect(out).toContain('<label class="label" for="f-speaker-mail">')
  expect(out).toContain('aria-describedby="f-speaker-mail-hint f-speaker-mail-error"')
  expect(out).toContain('aria-invalid="true"')
  expect(out).toContain('value="&quot;&lt;"')
})

test('fields that may be left out say so, in the language of the page', () => {
  expect(html(<Field name="a" label="A" />)).toContain('(không bắt buộc)')
  expect(
    html(
      <Reader lang="ko">
        <Field name="a" label="A" />
      </Reader>,
    ),
  ).toContain('(선택)')
  expect(html(<Field name="a" label="A" required />)).not.toContain('label-note')
})

test('a password is never sent back', () => {
  expect(html(<Field name="p" label="P" type="password" value="secret" />)).not.toContain('secret')
})

test('a textarea keeps markup as text', () => {
  expect(html(<Field name="a" label="A" type="textarea" value="</textarea><script>" />)).toContain(
    '&lt;/textarea>&lt;script></textarea>',
  )
})

test('select and choices mark what is chosen', () => {
  const options = [
    { value: 'a', label: 'A' },
    { value: 'b', label: 'B' },
  ]
  expect(html(<Field name="k" label="K" type="select" options={options} value="b" required />)).toMatch(
    /<option (?:selected )?value="b"(?: selected)?>/,
  )
  expect(html(<Field name="k" label="K" type="select" options={options} />)).toMatch(/<option value(?:="")?>/)
  const radio = html(<Field name="k" label="K" type="radio" options={options} value="b" required />)
  expect(radio).toContain('role="radiogroup"')
  expect(radio.match(/checked/g)).toHaveLength(1)
  expect(
    html(<Field name="k" label="K" type="checkboxes" options={options} value={['a', 'b']} />).match(/checked/g),
  ).toHaveLength(2)
})

test('the summary links to the controls that it names, the first of a group too', () => {
  const summary = html(<ErrorSummary errors={[{ field: 'how', message: 'Choose' }]} />)
  const group = html(<Field name="how" label="How" type="radio" options={[{ value: 'a', label: 'A' }]} />)
  const target = /href="#([^"]+)"/.exec(summary)![1]!
  expect(group).toContain(`id="${target}"`)
  expect(summary).toContain('tabindex="-1"')
  expect(html(<ErrorSummary errors={[]} />)).toBe('')
})

test('a multilingual field has one control a language, each marked with it', () => {
  const out = html(
    <MultilingualField name="title" label="Tên" value={{ vi: 'Khai mạc' }} errors={{ en: 'Thiếu' }} required />,
  )
  for (const lang of ['vi', 'en', 'ko']) expect(out).toMatch(new RegExp(`name="title.${lang}" lang="${lang}"`))
  expect(out).toContain('value="Khai mạc"')
  expect(out.match(/ required/g)).toHaveLength(1)
  expect(out).toContain('aria-describedby="f-title-en-error"')
})

test('a form carries its token; a link with the shape of a button stays a link', () => {
  expect(html(<Form action="/x" csrf="abc" enctype="multipart/form-data" />)).toMatch(
    /<form .*method="post".*enctype="multipart\/form-data".*<input type="hidden" name="_csrf" value="abc"/,
  )
  expect(html(<Form action="/x" csrf={null} method="get" />)).not.toContain('_csrf')
  expect(html(<Button href="/vi/">Về</Button>)).toMatch(/^<a class="button button-quiet" href="\/vi\/">/)
})
