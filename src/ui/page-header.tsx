import { LANGS } from '#src/lib/text/multilingual.ts'
import { useUi } from './context.tsx'
import { Icon, Mark } from './icons.tsx'
import { to } from './link.ts'
import { OWN_NAMES } from './messages.ts'
import type { Shell } from './page.tsx'

/** The society's name, the way to its parts, and the language switch that keeps the page. */
export function PageHeader({ shell, society }: { shell: Shell; society: string }) {
  const t = useUi()
  const { lang, path, viewer } = shell
  const here = path.split(/[?#]/, 1)[0] ?? '/'
  const link = (target: string, label: string) => (
    <li>
      <a href={to(lang, target)} aria-current={current(here, target)}>
        {label}
      </a>
    </li>
  )
  return (
    <header class="masthead">
      <a class="masthead-name" href={to(lang, '/')} aria-current={here === '/' ? 'page' : undefined}>
        <Mark />
        <span>{society}</span>
      </a>
      <nav class="masthead-nav" aria-label={t('navMain')}>
        <ul>
          {link('/events', t('events'))}
          {link('/cases', t('cases'))}
          <li>
            <a href={to(lang, '/search')} aria-current={current(here, '/search')}>
              <Icon name="search" size="s" />
              {t('search')}
            </a>
          </li>
          {(shell.menus?.main ?? []).map(({ href, label }) =>
            href.startsWith('/') ? (
              link(href, label)
            ) : (
              <li>
                <a href={href} rel="external">
                  {label}
                </a>
              </li>
            ),
          )}
          {viewer?.canManage ? link('/manage', t('manage')) : null}
          {viewer ? link('/account', viewer.name) : link('/sign-in', t('signIn'))}
        </ul>
      </nav>
      <nav class="masthead-langs" aria-label={t('language')}>
        <ul>
          {LANGS.map((other) => (
            <li key={other}>
              <a
                href={to(other, path)}
                hreflang={other}
                lang={other}
                aria-current={other === lang ? 'true' : undefined}
                title={OWN_NAMES[other]}
              >
                <span aria-hidden="true">{SHORT[other]}</span>
                <span class="unseen">{OWN_NAMES[other]}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  )
}

const SHORT = { vi: 'VI', en: 'EN', ko: '한' } as const

const current = (here: string, target: string) =>
  here === target ? 'page' : here.startsWith(`${target}/`) ? 'true' : undefined
