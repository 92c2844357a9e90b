import { useUi } from './context.tsx'
import { to } from './link.ts'
import type { Shell } from './page.tsx'

/** What this site is, its source, privacy and cookies, and the choice of appearance as a plain form. */
export function PageFooter({ shell, society }: { shell: Shell; society: string }) {
  const t = useUi()
  const { lang } = shell
  const chosen = shell.theme ?? 'system'
  const themes = [
    ['system', t('themeSystem')],
    ['light', t('themeLight')],
    ['dark', t('themeDark')],
  ] as const
  return (
    <footer class="colophon">
      <div class="colophon-text">
        <p class="colophon-name">{society}</p>
        {shell.zoneNote ? <p>{shell.zoneNote}</p> : null}
        <p>{t('footerAbout')}</p>
        <p>{t('cookies')}</p>
      </div>
      <div class="colophon-side">
        <ul class="colophon-links">
          <li>
            <a href={to(lang, '/privacy')}>{t('privacy')}</a>
          </li>
          {(shell.menus?.footer ?? []).map(({ href, label }) => (
            <li key={href}>
              <a href={href.startsWith('/') ? to(lang, href) : href}>{label}</a>
            </li>
          ))}
          {shell.sourceUrl ? (
            <li>
              <a href={shell.sourceUrl} rel="external">
                {t('source')}
              </a>
            </li>
          ) : null}
          {shell.viewer ? (
            <li>
              <form method="post" action={to(lang, '/sign-out')}>
                {shell.csrf ? <input type="hidden" name="_csrf" value={shell.csrf} /> : null}
                <button class="as-link">{t('signOut')}</button>
              </form>
            </li>
          ) : null}
        </ul>
        {/* No token: a foreign site could only change the colours, and public pages stay the same for everyone. */}
        <form class="theme" method="post" action="/theme">
          <input type="hidden" name="back" value={to(lang, shell.path)} />
          <fieldset>
            <legend>{t('theme')}</legend>
            {themes.map(([value, label]) => (
              <button key={value} name="theme" value={value} aria-pressed={chosen === value ? 'true' : 'false'}>
                {label}
              </button>
            ))}
          </fieldset>
        </form>
      </div>
    </footer>
  )
}
