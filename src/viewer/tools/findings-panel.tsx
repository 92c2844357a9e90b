import { useEffect, useReducer } from 'preact/hooks'
import type { BrokenReport, Figure, Finding, FindingReport } from '#src/lib/imaging/finding.ts'
import { encodeView } from '#src/lib/imaging/view-address.ts'
import type { Board } from './board.ts'
import { type Findings, viewOf } from './findings.ts'
import {
  algorithmText,
  conceptText,
  figureName,
  findingName,
  oursText,
  reportedText,
  systemName,
} from './findings-format.ts'
import { findingWords } from './findings-words.ts'
import { placeOf } from './place.ts'
import { ShowAll } from './show-all.tsx'

interface Props {
  readonly board: Board
  readonly findings: Findings
}

/** What other systems measured, under its own heading: read, not changed. */
export function FindingsSection({ board, findings }: Props) {
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  useEffect(() => findings.subscribe(() => redraw(null)), [findings])
  const t = findingWords(board.viewer.config.lang)
  const received = findings.received.filter(({ reports }) => reports.length > 0)
  if (received.length === 0) return null
  return (
    <section class="findings" aria-labelledby="findings-title">
      <h3 id="findings-title">{t('title')}</h3>
      <p class="findings-lead">{t('lead')}</p>
      {findings.count > 0 ? <ShowAll of={findings} label={t('show')} /> : null}
      {received.flatMap(({ study, reports }) =>
        reports.map((report) =>
          'trouble' in report ? (
            <Broken key={report.uid} board={board} report={report} />
          ) : (
            <Report key={report.uid} board={board} findings={findings} study={study} report={report} />
          ),
        ),
      )}
    </section>
  )
}

function Broken({ board, report: { description, trouble } }: { board: Board; report: BrokenReport }) {
  const t = findingWords(board.viewer.config.lang)
  const known = trouble === 'emptied' || trouble === 'kind' || trouble === 'empty'
  return (
    <div class="findings-report">
      <h4>{description || t('report')}</h4>
      <p class="findings-from">{known ? t(trouble) : t('broken', { code: trouble })}</p>
    </div>
  )
}

function Report({ board, findings, study, report }: Props & { study: string; report: FindingReport }) {
  const { lang } = board.viewer.config
  const t = findingWords(lang)
  const algorithms = new Set(report.findings.map((finding) => algorithmText(finding, lang)))
  // One program for all is said once.
  const [only] = algorithms.size === 1 ? algorithms : []
  const name = systemName(report, lang)
  const kind = report.kind === 'structures' ? t('structures') : ''
  const from = [
    kind,
    report.by === 'device' || name !== t(report.by) ? t(report.by) : '',
    report.maker,
    report.description,
  ]
  return (
    <div class="findings-report">
      <h4>{name}</h4>
      <p class="findings-from">{[...new Set(from)].filter((word) => word && word !== name).join(' · ')}</p>
      {only ? (
        <p class="findings-from">
          {t('algorithm')}: {only}
        </p>
      ) : null}
      <p class="findings-from">
        <strong class="findings-flag" data-verified={report.verified || undefined}>
          {t(report.verified ? 'verified' : 'unverified')}
        </strong>
        {report.complete ? '' : ` · ${t('partial')}`}
      </p>
      <ul>
        {report.findings.map((finding, i) => (
          <Item
            key={finding.id}
            board={board}
            findings={findings}
            study={study}
            finding={finding}
            n={i + 1}
            algorithm={only === undefined ? algorithmText(finding, lang) : ''}
          />
        ))}
      </ul>
    </div>
  )
}

interface ItemProps extends Props {
  readonly study: string
  readonly finding: Finding
  readonly n: number
  readonly algorithm: string
}

function Item({ board, findings, study, finding, n, algorithm }: ItemProps) {
  const { lang } = board.viewer.config
  const t = findingWords(lang)
  const view = viewOf(study, finding)
  const chosen = findings.selected === finding.id
  const about = [
    view ? placeOf(board, view) : t('nowhere'),
    finding.places.length > 1 ? t('images', { n: finding.places.length }) : '',
    conceptText(finding.site, lang),
    finding.segmented ? t('segmented') : '',
    algorithm,
  ]
  const words = (
    <span class="mark-words">
      <span class="mark-name">{findingName(finding, n, lang)}</span>
      {finding.figures.map((one, i) => (
        <FigureLine key={i} board={board} figure={one} />
      ))}
      {finding.judged.map(([what, how]) => (
        <span key={what[0]}>
          {conceptText(what, lang)}: {conceptText(how, lang)}
        </span>
      ))}
      <span class="mark-place">{about.filter(Boolean).join(' · ')}</span>
    </span>
  )
  return (
    <li class="mark" data-chosen={chosen || undefined}>
      {view ? (
        // An address of its own, that can be copied and opened elsewhere: exactly this image.
        <a
          class="mark-go"
          href={`?view=${encodeView(view)}`}
          aria-current={chosen || undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return
            event.preventDefault()
            board.select(null)
            void findings.go(study, finding)
          }}
        >
          {words}
        </a>
      ) : (
        <div class="mark-go">{words}</div>
      )}
    </li>
  )
}

function FigureLine({ board, figure }: { board: Board; figure: Figure }) {
  const { lang } = board.viewer.config
  const ours = oursText(figure, lang)
  return (
    <span class="finding-figure">
      <span class="mark-value">{[figureName(figure, lang), reportedText(figure, lang)].filter(Boolean).join(' ')}</span>
      {ours ? <span class="mark-place">{findingWords(lang)('here', { value: ours })}</span> : null}
    </span>
  )
}
