import type { Box } from './burned-in.ts'

/** Object classes whose pixels were made from a screen, a printed page or a camera (PS3.4 B.5). */
export const riskyClasses: Readonly<Record<string, string>> = {
  '1.2.840.10008.5.1.4.1.1.6.1': 'ultrasound',
  '1.2.840.10008.5.1.4.1.1.6': 'ultrasound',
  '1.2.840.10008.5.1.4.1.1.3': 'ultrasound',
  '1.2.840.10008.5.1.4.1.1.3.1': 'ultrasound',
  '1.2.840.10008.5.1.4.1.1.6.2': 'ultrasound',
  '1.2.840.10008.5.1.4.1.1.7': 'secondary-capture',
  '1.2.840.10008.5.1.4.1.1.7.1': 'secondary-capture',
  '1.2.840.10008.5.1.4.1.1.7.2': 'secondary-capture',
  '1.2.840.10008.5.1.4.1.1.7.3': 'secondary-capture',
  '1.2.840.10008.5.1.4.1.1.7.4': 'secondary-capture',
  '1.2.840.10008.5.1.4.1.1.77.1.1': 'camera',
  '1.2.840.10008.5.1.4.1.1.77.1.2': 'camera',
  '1.2.840.10008.5.1.4.1.1.77.1.4': 'camera',
  '1.2.840.10008.5.1.4.1.1.77.1.1.1': 'video',
  '1.2.840.10008.5.1.4.1.1.77.1.2.1': 'video',
  '1.2.840.10008.5.1.4.1.1.77.1.4.1': 'video',
  '1.2.840.10008.5.1.4.1.1.77.1.6': 'slide-label',
  '1.2.840.10008.5.1.4.1.1.104.1': 'document',
  '1.2.840.10008.5.1.4.1.1.104.2': 'document',
  '1.2.840.10008.5.1.4.1.1.9.4.1': 'audio',
  '1.2.840.10008.5.1.4.1.1.9.4.2': 'audio',
}

/** Modalities at risk whatever the class says. */
export const riskyModalities: Readonly<Record<string, string>> = {
  US: 'ultrasound',
  IVUS: 'ultrasound',
  SC: 'secondary-capture',
  OT: 'secondary-capture',
  DOC: 'document',
  ES: 'camera',
  XC: 'camera',
  GM: 'camera',
  HC: 'secondary-capture',
  AU: 'audio',
}

/** Video transfer syntaxes (MPEG-2, MPEG-4, HEVC): PS3.5 annex A.4.5 onwards. */
export const videoSyntax = /^1\.2\.840\.10008\.1\.2\.4\.10[0-8]/

/** A rule of the kind that RSNA CTP keeps: makers and matrix sizes that write text into known places. */
export interface BannerRule {
  readonly reason: string
  readonly modality: string
  /** Matched anywhere in Manufacturer, without regard to case; '' for any. */
  readonly manufacturer: string
  /** Matched anywhere in the model name; '' for any. */
  readonly model: string
  /** Boxes in pixels for a matrix of rows × columns; [] when the rule does not fit it. */
  readonly boxes: (rows: number, columns: number) => readonly Box[]
}

const topStrip =
  (share: number) =>
  (rows: number, columns: number): readonly Box[] => [{ x: 0, y: 0, width: columns, height: Math.ceil(rows * share) }]

/**
 * Where text usually lies when an ultrasound system gives no region sequence. Proposals for a person's eye, measured on
 * the public samples, never proof that the rest is clean.
 */
export const bannerRules: readonly BannerRule[] = [
  { reason: 'ge-ultrasound-banner', modality: 'US', manufacturer: 'ge', model: '', boxes: topStrip(0.09) },
  { reason: 'philips-ultrasound-banner', modality: 'US', manufacturer: 'philips', model: '', boxes: topStrip(0.11) },
  { reason: 'siemens-ultrasound-banner', modality: 'US', manufacturer: 'siemens', model: '', boxes: topStrip(0.09) },
  { reason: 'toshiba-ultrasound-banner', modality: 'US', manufacturer: 'toshiba', model: '', boxes: topStrip(0.12) },
  { reason: 'samsung-ultrasound-banner', modality: 'US', manufacturer: 'samsung', model: '', boxes: topStrip(0.1) },
  { reason: 'ultrasound-banner', modality: 'US', manufacturer: '', model: '', boxes: topStrip(0.12) },
]
