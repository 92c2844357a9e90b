import type { Lang } from '#src/lib/text/multilingual.ts'
import { to } from '#src/ui/link.ts'
import { RETENTION_DAYS } from '../consents.ts'
import { privacy } from '../messages/privacy.ts'
import { profile } from '../messages/profile.ts'

/** What is kept, why and for how long, in the reader's language. */
export function PrivacyNotice({ lang, society }: { lang: Lang; society: string }) {
  const t = privacy(lang)
  return (
    <article class="prose">
      <h1>{t('title')}</h1>
      <p>{t('intro', { society })}</p>
      <h2>{t('keptTitle')}</h2>
      <ul>
        <li>{t('keptProgramme')}</li>
        <li>{t('keptAccount')}</li>
      </ul>
      <h2>{t('purposeTitle')}</h2>
      <p>{t('purposeText')}</p>
      <p>{t('basisText')}</p>
      <h2>{t('durationTitle')}</h2>
      <p>{profile(lang)('retentionText', RETENTION_DAYS)}</p>
      <h2>{t('cookiesTitle')}</h2>
      <p>{t('cookiesText')}</p>
      <h2>{t('rightsTitle')}</h2>
      <p>{t('rightsText')}</p>
      <p>
        <a href={to(lang, '/account/data')}>{t('rightsLink')}</a>
      </p>
    </article>
  )
}
