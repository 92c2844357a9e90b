import { SITES } from './codes.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'

/** Names of the anatomical sites of `codes.ts`, as radiologists say them. */
export const SITE_NAMES: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  liver: { vi: 'Gan', en: 'Liver', ko: '간' },
  'portal-vein': { vi: 'Tĩnh mạch cửa', en: 'Portal vein', ko: '간문맥' },
  'hepatic-artery': { vi: 'Động mạch gan', en: 'Hepatic artery', ko: '간동맥' },
  'bile-duct': { vi: 'Đường mật', en: 'Bile duct', ko: '담관' },
  gallbladder: { vi: 'Túi mật', en: 'Gallbladder', ko: '담낭' },
  pancreas: { vi: 'Tụy', en: 'Pancreas', ko: '췌장' },
  spleen: { vi: 'Lách', en: 'Spleen', ko: '비장' },
  kidney: { vi: 'Thận', en: 'Kidney', ko: '신장' },
  'adrenal-gland': { vi: 'Tuyến thượng thận', en: 'Adrenal gland', ko: '부신' },
  lung: { vi: 'Phổi', en: 'Lung', ko: '폐' },
  'lymph-node': { vi: 'Hạch bạch huyết', en: 'Lymph node', ko: '림프절' },
  aorta: { vi: 'Động mạch chủ', en: 'Aorta', ko: '대동맥' },
  brain: { vi: 'Não', en: 'Brain', ko: '뇌' },
  'internal-carotid-artery': { vi: 'Động mạch cảnh trong', en: 'Internal carotid artery', ko: '내경동맥' },
  'middle-cerebral-artery': { vi: 'Động mạch não giữa', en: 'Middle cerebral artery', ko: '중대뇌동맥' },
  'anterior-cerebral-artery': { vi: 'Động mạch não trước', en: 'Anterior cerebral artery', ko: '전대뇌동맥' },
  'posterior-cerebral-artery': { vi: 'Động mạch não sau', en: 'Posterior cerebral artery', ko: '후대뇌동맥' },
  'basilar-artery': { vi: 'Động mạch thân nền', en: 'Basilar artery', ko: '기저동맥' },
  'vertebral-artery': { vi: 'Động mạch đốt sống', en: 'Vertebral artery', ko: '척추동맥' },
  uterus: { vi: 'Tử cung', en: 'Uterus', ko: '자궁' },
  prostate: { vi: 'Tuyến tiền liệt', en: 'Prostate', ko: '전립선' },
  bone: { vi: 'Xương', en: 'Bone', ko: '뼈' },
}

/** The name of a coded site in a language; '' for codes that are not among `SITES`. */
export function siteName(value: string, lang: Lang): string {
  const key = Object.entries(SITES).find(([, [code]]) => code === value)?.[0]
  return key ? (SITE_NAMES[key]?.[lang] ?? '') : ''
}
