import type { Found, Patient, Rejected, Series, Study } from './protocol.ts'
import type { Scanned } from './scan.ts'
import type { Source } from './sources.ts'

/** A readable file of what was given. */
export interface Item {
  readonly source: Source
  readonly number: number | null
}

interface SeriesOf {
  key: string
  patient: string
  study: string
  modality: string
  number: number | null
  description: string
  bytes: number
  risk: boolean
  items: Item[]
}

export interface Loose {
  readonly key: string
  readonly kind: 'picture' | 'video'
  readonly source: Source
}

const LARGEST_LIST = 2_000

/** What has been found, grouped by patient, study and series; lives in the worker, the page gets a summary. */
export class Collection {
  readonly series = new Map<string, SeriesOf>()
  readonly loose = new Map<string, Loose>()
  readonly rejected: Rejected[] = []
  rejectedCount = 0
  read = 0
  bytes = 0
  #patients = new Map<string, { name: string; id: string; birthDate: string }>()
  #studies = new Map<string, { patient: string; date: string; description: string }>()
  #paths = new Set<string>()

  /** False for a file that is here already: the same folder dropped twice. */
  begin(path: string, bytes: number): boolean {
    const name = `${path} ${bytes}`
    if (this.#paths.has(name)) return false
    this.#paths.add(name)
    return true
  }

  /** Adds a file; answers its series where it is the first of it. */
  add(source: Source, scanned: Scanned): string | null {
    const { patient, study, series, summary, risk } = scanned
    this.read += 1
    this.bytes += source.bytes
    if (!this.#patients.has(patient)) {
      const { patient_name: name, patient_id: id, patient_birth_date: birthDate } = summary.study
      this.#patients.set(patient, { name, id, birthDate })
    }
    const studyKey = `${patient}\n${study}`
    if (!this.#studies.has(studyKey)) {
      const { study_date: date, description } = summary.study
      this.#studies.set(studyKey, { patient, date, description })
    }
    const key = `${studyKey}\n${series}`
    let found = this.series.get(key)
    const first = !found
    if (!found) {
      const { modality, number, description } = summary.series
      found = { key, patient, study: studyKey, modality, number, description, bytes: 0, risk: false, items: [] }
      this.series.set(key, found)
    }
    found.items.push({ source, number: summary.instance.number })
    found.bytes += source.bytes
    found.risk ||= risk
    return first ? key : null
  }

  addLoose(source: Source, kind: 'picture' | 'video'): void {
    this.read += 1
    this.bytes += source.bytes
    const key = `${source.path} ${source.bytes}`
    this.loose.set(key, { key, kind, source })
  }

  reject(path: string, code: string): void {
    this.read += 1
    this.rejectedCount += 1
    if (this.rejected.length < LARGEST_LIST) this.rejected.push({ path, code })
  }

  /** The identifiers of studies, as they stand in the files. */
  studyUids(series: readonly string[]): string[] {
    const uids = series.map((key) => this.series.get(key)?.study.split('\n').slice(1).join('\n') ?? '')
    return [...new Set(uids)].filter((uid) => uid !== '')
  }

  summary(known: number): Found {
    const patients = new Map<string, { patient: Patient; studies: Map<string, { study: Study; series: Series[] }> }>()
    for (const one of this.series.values()) {
      let patient = patients.get(one.patient)
      if (!patient) {
        const said = this.#patients.get(one.patient)!
        patient = { patient: { key: one.patient, ...said, studies: [] }, studies: new Map() }
        patients.set(one.patient, patient)
      }
      let study = patient.studies.get(one.study)
      if (!study) {
        const { date, description } = this.#studies.get(one.study)!
        study = { study: { key: one.study, date, description, series: [] }, series: [] }
        patient.studies.set(one.study, study)
      }
      const { key, modality, number, description, bytes, risk, items } = one
      study.series.push({ key, modality, number, description, files: items.length, bytes, risk })
    }
    return {
      patients: [...patients.values()].map(({ patient, studies }) => ({
        ...patient,
        studies: [...studies.values()].map(({ study, series }) => ({
          ...study,
          series: series.toSorted((a, b) => (a.number ?? 1e9) - (b.number ?? 1e9)),
        })),
      })),
      loose: [...this.loose.values()].map(({ key, kind, source }) => ({
        key,
        kind,
        path: source.path,
        bytes: source.bytes,
      })),
      rejected: this.rejected,
      rejectedCount: this.rejectedCount,
      read: this.read,
      known: Math.max(known, this.read),
      bytes: this.bytes,
    }
  }
}
