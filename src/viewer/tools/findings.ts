import type { BrokenReport, Finding, FindingPlace, FindingReport, FindingsAnswer } from '#src/lib/imaging/finding.ts'
import type { StudyIndex } from '#src/lib/imaging/study-index.ts'
import type { View } from '#src/lib/imaging/view.ts'
import { Listeners } from '../listeners.ts'
import { onPhone } from '../on-phone.ts'
import type { Viewer, Viewport } from '../viewport.ts'

/** A finding on one frame. */
export interface Shown {
  readonly report: FindingReport
  readonly finding: Finding
  /** From 1, in its report. */
  readonly n: number
  readonly place: FindingPlace
}
export interface Received {
  readonly study: string
  readonly reports: readonly (FindingReport | BrokenReport)[]
}

/** Objects that findings come from: reports of measurements, structure sets. */
const CLASSES = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(?:88\.(?:22|33|34|35)|481\.3)$/
const TIMEOUT = 30_000

/** What other systems measured: read once a study, shown or hidden all at once, never changed. */
export class Findings {
  received: Received[] = []
  visible = true
  selected: string | null = null
  private readonly byFrame = new Map<string, Shown[]>()
  private readonly asked = new Set<string>()
  private readonly listeners = new Listeners()

  constructor(readonly viewer: Viewer) {}

  /** Fetches nothing for studies that have no such objects; in a quiz they are not to be had. */
  take(index: StudyIndex): void {
    if (this.viewer.config.hideFindings || !index.objects.some(({ sopClass }) => CLASSES.test(sopClass))) return
    if (this.asked.has(index.study)) return
    this.asked.add(index.study)
    void this.load(index.study)
  }

  private async load(study: string): Promise<void> {
    const options = { signal: AbortSignal.timeout(TIMEOUT) }
    const response = await fetch(`/imaging/studies/${study}/findings`, options).catch(() => null)
    if (!response?.ok) {
      // With the next index, or when it is opened again.
      this.asked.delete(study)
      return
    }
    const { reports } = (await response.json()) as FindingsAnswer
    this.received = [...this.received.filter((one) => one.study !== study), { study, reports }]
    this.byFrame.clear()
    for (const report of this.received.flatMap((one) => one.reports)) {
      if ('trouble' in report) continue
      for (const [i, finding] of report.findings.entries())
        for (const place of finding.places) {
          const key = `${place.instance} ${place.frame}`
          this.byFrame.set(key, [...(this.byFrame.get(key) ?? []), { report, finding, n: i + 1, place }])
        }
    }
    this.changed()
  }

  /** How many findings there are. */
  get count(): number {
    return this.received
      .flatMap(({ reports }) => reports)
      .reduce((sum, report) => sum + ('trouble' in report ? 0 : report.findings.length), 0)
  }

  on({ frame }: Viewport): readonly Shown[] {
    return frame && this.visible ? (this.byFrame.get(`${frame.instance} ${frame.frame}`) ?? []) : []
  }

  /** Leads to an image of the finding. */
  async go(study: string, finding: Finding): Promise<void> {
    const view = viewOf(study, finding)
    if (!view) return
    this.visible = true
    this.selected = finding.id
    this.changed()
    if ((await this.viewer.go(view)) && onPhone()) this.viewer.openPanel(null)
    this.changed()
  }

  changed(): void {
    for (const viewport of this.viewer.viewports) viewport.redraw()
    this.viewer.refreshPanels()
    this.listeners.tell()
  }
  readonly subscribe = this.listeners.subscribe
}

/** The image of a finding, the middle one of several; null where none of its images is here. */
export function viewOf(study: string, { places }: Finding): View | null {
  const place = places[places.length >> 1]
  return place ? { study, series: place.series, instance: place.instance, frame: place.frame } : null
}
