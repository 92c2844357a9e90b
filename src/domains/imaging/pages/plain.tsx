import type { Lang } from '#src/lib/text/multilingual.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Button } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { intakeWords } from '../intake/messages.ts'
import { refusalText } from '../intake/refusals.ts'
import type { Plain } from '../intake/plain.ts'

/** What became of the plain form: how much was taken, and what stays out and why. */
export function PlainDone({ lang, plain }: { lang: Lang; plain: Plain }) {
  const t = intakeWords(lang)
  return (
    <>
      <h1>{t('upload')}</h1>
      <Notice tone={plain.taken > 0 ? 'success' : 'warning'} title={t('plainTaken', { n: plain.taken })} live>
        {plain.taken > 0 ? <p>{t('plainNext')}</p> : null}
      </Notice>
      {plain.rejected.length > 0 ? (
        <section class="rejected">
          <h2>{t('rejectedN', { n: plain.rejected.length })}</h2>
          <ul>
            {plain.rejected.slice(0, 200).map(({ path, code }) => (
              <li key={path}>
                <span translate={false}>{path}</span>: {refusalText(lang, code)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <div class="actions">
        <Button kind="primary" href={plain.next ?? to(lang, '/imaging')}>
          {t('goOn')}
        </Button>
        <Button href={to(lang, '/imaging/upload')}>{t('another')}</Button>
      </div>
    </>
  )
}
