import type { Text } from '#src/lib/text/multilingual.ts'
import type { FacilityDraft, PersonDraft } from '#src/domains/people/index.ts'

/** The institutions that the meetings' announcements name. */
export const FACILITIES = {
  tuyenQuang: {
    name: { vi: 'Bệnh viện Đa khoa tỉnh Tuyên Quang', en: 'Tuyên Quang General Hospital' },
    level: 'provincial',
    province: 'tuyen-quang',
    country: 'VN',
  },
  haGiang: {
    name: { vi: 'Bệnh viện Đa khoa tỉnh Hà Giang', en: 'Hà Giang General Hospital' },
    level: 'provincial',
    province: 'tuyen-quang',
    country: 'VN',
  },
  bachMai: {
    name: { vi: 'Bệnh viện Bạch Mai', en: 'Bạch Mai Hospital', ko: '박마이병원' },
    level: 'central',
    province: 'ha-noi',
    country: 'VN',
  },
  hmu: {
    name: { vi: 'Trường Đại học Y Hà Nội', en: 'Hanoi Medical University', ko: '하노이의과대학교' },
    level: 'university',
    province: 'ha-noi',
    country: 'VN',
  },
  hmuHospital: {
    name: { vi: 'Bệnh viện Đại học Y Hà Nội', en: 'Hanoi Medical University Hospital', ko: '하노이의과대학교병원' },
    level: 'university',
    province: 'ha-noi',
    country: 'VN',
  },
  samsung: {
    name: { vi: 'Bệnh viện Samsung Seoul', en: 'Samsung Seoul Hospital', ko: '삼성서울병원' },
    level: 'private',
    country: 'KR',
  },
  snu: {
    name: { vi: 'Đại học Quốc gia Seoul', en: 'Seoul National University', ko: '서울대학교' },
    level: 'university',
    country: 'KR',
  },
  medicalIp: { name: { vi: 'Medical IP', en: 'Medical IP', ko: '메디컬아이피' }, level: 'company', country: 'KR' },
  kt: { name: { vi: 'KT', en: 'KT', ko: '케이티(KT)' }, level: 'company', country: 'KR' },
} as const satisfies Record<string, FacilityDraft>

/** Where the invented speakers work; no such hospital exists. */
export const INVENTED_FACILITIES: readonly FacilityDraft[] = [
  {
    name: { vi: 'Bệnh viện Minh hoạ Trung ương', en: 'Central Demonstration Hospital' },
    level: 'central',
    province: 'ha-noi',
    country: 'VN',
  },
  {
    name: { vi: 'Bệnh viện Đa khoa Minh hoạ miền Bắc', en: 'Northern Demonstration General Hospital' },
    level: 'provincial',
    province: 'lang-son',
    country: 'VN',
  },
  {
    name: { vi: 'Bệnh viện Đa khoa Minh hoạ miền Trung', en: 'Central Coast Demonstration General Hospital' },
    level: 'provincial',
    province: 'quang-tri',
    country: 'VN',
  },
  {
    name: { vi: 'Bệnh viện Đại học Minh hoạ', en: 'Demonstration University Hospital' },
    level: 'university',
    province: 'ho-chi-minh',
    country: 'VN',
  },
]

/** The one real person of the facts, with what the facts say: the president of the branch, who gave the welcome. */
export const VU_DANG_LUU: PersonDraft = {
  name: 'Vũ Đăng Lưu',
  title: 'assoc-prof-dr',
  country: 'VN',
  langs: ['vi'],
  source: 'demo',
  sourceId: 'vu-dang-luu',
  biography: {
    vi: 'Chủ tịch phân hội can thiệp, phát biểu chào mừng hội nghị.',
    en: 'President of the interventional branch; welcomed the conference.',
  },
}

const INVENTED_BIOGRAPHY: Text = {
  vi: 'Nhân vật hư cấu, tạo tự động cho bản minh hoạ.',
  en: 'An invented person, generated for the demonstration.',
  ko: '시연용으로 자동 생성된 가상의 인물입니다.',
}

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Phan', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Dương', 'Lý']
const MIDDLE = ['Minh', 'Hoạ']
const GIVEN = [
  'An',
  'Bình',
  'Chi',
  'Dũng',
  'Giang',
  'Hà',
  'Khánh',
  'Lam',
  'Mai',
  'Nam',
  'Oanh',
  'Phúc',
  'Quân',
  'Sơn',
  'Thảo',
  'Uyên',
  'Việt',
  'Xuân',
  'Yến',
  'Tùng',
]
const TITLES = ['dr-physician', 'master-physician', 'specialist-2', 'assoc-prof-dr', 'resident-physician'] as const

/** `count` invented speakers; every one has "Minh Hoạ" (illustration) in the name, so that none is mistaken for real. */
export function inventedPeople(count: number): PersonDraft[] {
  return Array.from({ length: count }, (_, n) => ({
    name: `${FAMILY[n % FAMILY.length]} ${MIDDLE.join(' ')} ${GIVEN[(n * 7) % GIVEN.length]}`,
    title: TITLES[n % TITLES.length]!,
    facility: INVENTED_FACILITIES[n % INVENTED_FACILITIES.length]!,
    country: 'VN',
    langs: ['vi', 'en'],
    biography: INVENTED_BIOGRAPHY,
    generated: true,
    source: 'demo',
    sourceId: `invented-${n + 1}`,
  }))
}
