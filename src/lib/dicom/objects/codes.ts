import type { Dataset } from './build.ts'

/** A coded concept: value, scheme, meaning in English as the standard prints it. */
export type Code = readonly [value: string, scheme: string, meaning: string]

/** The item of a code sequence (PS3.3 section 8.8). */
export const codeItem = ([value, scheme, meaning]: Code): Dataset => [
  [0x00080100, value],
  [0x00080102, scheme],
  [0x00080104, meaning],
]

export const TISSUE: Code = ['85756007', 'SCT', 'Tissue']
export const ANATOMY: Code = ['123037004', 'SCT', 'Anatomical Structure']

/** What was done, by modality: CID 100 where it has it, for the procedure of a report. */
const procedures: Readonly<Record<string, Code>> = {
  CT: ['25045-6', 'LN', 'CT unspecified body region'],
  MR: ['25056-3', 'LN', 'MRI unspecified body region'],
  PT: ['44136-0', 'LN', 'PET unspecified body region'],
  US: ['16310003', 'SCT', 'Ultrasonography'],
  XA: ['77343006', 'SCT', 'Angiography'],
  RF: ['44491008', 'SCT', 'Fluoroscopy'],
  CR: ['168537006', 'SCT', 'Plain radiography'],
  DX: ['168537006', 'SCT', 'Plain radiography'],
  MG: ['71651007', 'SCT', 'Mammography'],
  NM: ['373205008', 'SCT', 'Nuclear medicine imaging procedure'],
}
export const procedureOf = (modality: string): Code => procedures[modality] ?? ['363679005', 'SCT', 'Imaging']

/** Where in the body a mark lies, for Finding Site and for the property type of a segment (CID 4031, 7192 and others). */
export const SITES = {
  liver: ['10200004', 'SCT', 'Liver'],
  'portal-vein': ['32764006', 'SCT', 'Portal vein'],
  'hepatic-artery': ['76015000', 'SCT', 'Hepatic artery'],
  'bile-duct': ['28273000', 'SCT', 'Bile duct'],
  gallbladder: ['28231008', 'SCT', 'Gallbladder'],
  pancreas: ['15776009', 'SCT', 'Pancreas'],
  spleen: ['78961009', 'SCT', 'Spleen'],
  kidney: ['64033007', 'SCT', 'Kidney'],
  'adrenal-gland': ['23451007', 'SCT', 'Adrenal gland'],
  lung: ['39607008', 'SCT', 'Lung'],
  'lymph-node': ['59441001', 'SCT', 'Lymph node'],
  aorta: ['15825003', 'SCT', 'Aorta'],
  brain: ['12738006', 'SCT', 'Brain'],
  'internal-carotid-artery': ['86117002', 'SCT', 'Internal carotid artery'],
  'middle-cerebral-artery': ['17232002', 'SCT', 'Middle cerebral artery'],
  'anterior-cerebral-artery': ['60176003', 'SCT', 'Anterior cerebral artery'],
  'posterior-cerebral-artery': ['70382005', 'SCT', 'Posterior cerebral artery'],
  'basilar-artery': ['59011009', 'SCT', 'Basilar artery'],
  'vertebral-artery': ['85234005', 'SCT', 'Vertebral artery'],
  uterus: ['35039007', 'SCT', 'Uterus'],
  prostate: ['41216001', 'SCT', 'Prostate'],
  bone: ['272673000', 'SCT', 'Bone'],
} as const satisfies Readonly<Record<string, Code>>
export type Site = keyof typeof SITES
export const isSite = (text: string): text is Site => Object.hasOwn(SITES, text)
