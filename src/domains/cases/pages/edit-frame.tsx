import type { ComponentChildren } from 'preact'
import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import { Progress } from '#src/ui/feedback.tsx'
import { to } from '#src/ui/link.ts'
import type { Completeness } from '../completeness.ts'
import { editWords } from '../messages/edit.ts'
import { SECTIONS, type SectionName } from '../model.ts'
import type { CaseView } from '../queries/case.ts'

export type Part = SectionName | 'images' | 'pictures' | 'sharing'

/** Where each part of a case is written. */
export const partPath = (found: Pick<CaseView, 'path'>, part: Part): string =>
  part === 'images' || part === 'pictures' || part === 'sharing'
    ? `${found.path}/${part}`
    : `${found.path}/edit/${part}`

/** A part of writing a case: the other parts and how much is there beside it. */
export function EditFrame(props: {
  lang: Lang
  found: CaseView
  current: Part
  whole: Completeness
  title: string
  children: ComponentChildren
}) {
  const { lang, found, current, whole } = props
  const t = editWords(lang)
  const parts: Part[] = [
    ...SECTIONS.filter((section) => section !== 'consent' || found.can.manage),
    ...(found.can.manage && found.imagingCaseId !== null ? (['images'] as const) : []),
    'pictures',
    'sharing',
  ]
  const needed = (part: Part) => whole.missing.filter((one) => one.section === part && one.needed).length
  const list = (
    <>
      <ul class="case-parts">
        {parts.map((part) => (
          <li key={part}>
            <a href={to(lang, partPath(found, part))} aria-current={part === current ? 'page' : undefined}>
              <span>{partName(lang, part)}</span>
              {needed(part) > 0 ? <span class="tabs-count">{needed(part)}</span> : null}
            </a>
          </li>
        ))}
      </ul>
      <details>
        <summary>
          {t('missing')} <span class="tabs-count">{whole.missing.length}</span>
        </summary>
        <Missing lang={lang} found={found} whole={whole} />
      </details>
    </>
  )
  return (
    <div class="case-form-layout">
      <nav aria-label={t('parts')}>
        <p class="quiet">{pick(found.title, lang).text}</p>
        <Progress label={t('complete')} value={whole.done} max={whole.of} />
        <details class="case-parts-fold">
          <summary>{partName(lang, current)}</summary>
          {list}
        </details>
        <div class="case-parts-column">{list}</div>
      </nav>
      <div>
        <h1>{props.title}</h1>
        {props.children}
      </div>
    </div>
  )
}

export const partName = (lang: Lang, part: Part): string => {
  const t = editWords(lang)
  return part === 'images' || part === 'pictures' || part === 'sharing' ? t(part) : t(`section.${part}`)
}

/** What is missing, each a way to where it is written. */
export function Missing({ lang, found, whole }: { lang: Lang; found: CaseView; whole: Completeness }) {
  const t = editWords(lang)
  if (whole.missing.length === 0) return <p>{t('nothingMissing')}</p>
  return (
    <ul class="case-missing">
      {whole.missing.map((one) => (
        <li key={one.part}>
          <a href={to(lang, partPath(found, one.section))}>{t(`part.${one.part}`)}</a>
          {one.needed ? <span class="quiet"> ({t('needed')})</span> : null}
        </li>
      ))}
    </ul>
  )
}
