import { afterEach, beforeEach, expect, test } from 'vitest'
import { LANGS, type Lang } from '#src/lib/text/multilingual.ts'
import { systemActor } from '#src/platform/authz.ts'
import { statements } from '#src/platform/db/connect.ts'
import { ok } from '#src/platform/outcome.ts'
import { putSetting } from '#src/platform/settings.ts'
import { SOCIETY } from '#src/platform/society.ts'
import { write } from '#src/platform/write.ts'
import { testContext, type TestContext } from '#tests/support/context.ts'
import { mailLang, mailLangs } from './mail-language.ts'

let ctx: TestContext
beforeEach(async () => {
  ctx = await testContext()
})
afterEach(() => ctx.close())

test('own choice, then the country, then English; of whom nothing is known the society’s language', () => {
  const rows: readonly [string | null, string | null, Lang, Lang][] = [
    ['ko', 'VN', 'vi', 'ko'],
    ['en', '', 'vi', 'en'],
    [null, 'VN', 'en', 'vi'],
    [null, 'KR', 'vi', 'ko'],
    [null, 'FR', 'vi', 'en'],
    // A language that the interface does not speak is no choice.
    ['de', 'KR', 'vi', 'ko'],
    [null, '', 'vi', 'vi'],
    [null, null, 'ko', 'ko'],
  ]
  for (const [locale, country, society, said] of rows)
    expect(mailLang({ locale, country }, society), `${locale} ${country} ${society}`).toBe(said)
  for (const locale of LANGS) expect(mailLang({ locale, country: 'FR' }, 'vi')).toBe(locale)
})

test('the society’s language is read where the mails are written, in one statement, inside of a transaction too', async () => {
  const nobody = { locale: null, country: '' }
  expect((await mailLangs(ctx.db))(nobody)).toBe('vi')
  const done = await write(ctx, systemActor('test'), async (tx) => {
    await putSetting(tx, SOCIETY.lang, 'ko')
    const counter = { count: 0 }
    const of = await statements.run(counter, () => mailLangs(tx.db))
    return ok({ lang: of(nobody), count: counter.count })
  })
  expect(done).toMatchObject({ ok: true, value: { lang: 'ko', count: 1 } })
})
