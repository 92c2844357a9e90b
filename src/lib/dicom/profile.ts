/** Options of PS3.15 Annex E over the Basic Profile, as a society chooses them. */
export interface DeidentifyProfile {
  readonly name: string
  /** `shift` is the modified-dates option: whole days per patient, times of day kept; `keep` is full dates. */
  readonly dates: 'remove' | 'shift' | 'keep'
  /** `age-sex` keeps those two (ages over 89 capped), `all` also size, weight, smoking, pregnancy, ... */
  readonly patientCharacteristics: 'none' | 'age-sex' | 'all'
  /** Serial numbers, station names, detector ids; AE titles are cleaned. */
  readonly deviceIdentity: boolean
  readonly institutionIdentity: boolean
  readonly uids: 'remap' | 'keep'
  /** Descriptions: only allow-listed vocabulary survives; otherwise all are removed. */
  readonly descriptors: 'remove' | 'clean'
  /** Content of structured reports: cleaned element by element; otherwise replaced by one dummy item. */
  readonly structuredContent: 'remove' | 'clean'
  /**
   * Overlays of regions and what presentation states draw: shapes kept, text cleaned like descriptions; otherwise removed.
   * Profiles kept from before this option lack it.
   */
  readonly graphics?: 'remove' | 'clean'
  /** Private elements of the safe list; all others always go. */
  readonly safePrivate: boolean
}

/** The Basic Application Level Confidentiality Profile with no option. */
export const basicProfile: DeidentifyProfile = {
  name: 'basic',
  dates: 'remove',
  patientCharacteristics: 'none',
  deviceIdentity: false,
  institutionIdentity: false,
  uids: 'remap',
  descriptors: 'remove',
  structuredContent: 'remove',
  graphics: 'remove',
  safePrivate: false,
}

/** What Hội does unless a society chooses otherwise. */
export const defaultProfile: DeidentifyProfile = {
  ...basicProfile,
  name: 'default',
  dates: 'shift',
  patientCharacteristics: 'age-sex',
  deviceIdentity: true,
  descriptors: 'clean',
  safePrivate: true,
}

export interface ProfileCode {
  readonly value: string
  readonly meaning: string
}

/** Codes of CID 7050 that a run of the profile records in De-identification Method Code Sequence (0012,0064). */
export function profileCodes(profile: DeidentifyProfile, pixelsCleaned: boolean): ProfileCode[] {
  const codes: [boolean, string, string][] = [
    [true, '113100', 'Basic Application Confidentiality Profile'],
    [pixelsCleaned, '113101', 'Clean Pixel Data Option'],
    [profile.graphics === 'clean', '113103', 'Clean Graphics Option'],
    [profile.structuredContent === 'clean', '113104', 'Clean Structured Content Option'],
    [profile.descriptors === 'clean', '113105', 'Clean Descriptors Option'],
    [profile.dates === 'keep', '113106', 'Retain Longitudinal Temporal Information Full Dates Option'],
    [profile.dates === 'shift', '113107', 'Retain Longitudinal Temporal Information Modified Dates Option'],
    [profile.patientCharacteristics !== 'none', '113108', 'Retain Patient Characteristics Option'],
    [profile.deviceIdentity, '113109', 'Retain Device Identity Option'],
    [profile.uids === 'keep', '113110', 'Retain UIDs Option'],
    [profile.safePrivate, '113111', 'Retain Safe Private Option'],
    [profile.institutionIdentity, '113112', 'Retain Institution Identity Option'],
  ]
  return codes.filter(([on]) => on).map(([, value, meaning]) => ({ value, meaning }))
}
