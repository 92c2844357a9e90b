import { fold } from '#src/lib/text/search-keys.ts'
import type { Text } from '#src/lib/text/multilingual.ts'

/**
 * The 34 provincial units of Vietnam in force from 1 July 2025 (Resolution 202/2025/QH15 of 12 June 2025), from north
 * to south, each with the former ones (63 until then) that it was made of. Keys are stable; names carry their marks.
 */
export const PROVINCES_AS_OF = '2025-07-01'

interface Province {
  readonly name: { readonly vi: string; readonly en: string; readonly ko: string }
  /** Former units within today's borders, itself included where it existed under this name. */
  readonly former: readonly string[]
}

const province = (vi: string, ko: string, former: readonly string[] = [vi], en = vi): Province => ({
  name: { vi, en, ko },
  former,
})

export const PROVINCES = {
  'ha-noi': province('Hà Nội', '하노이', ['Hà Nội'], 'Hanoi'),
  'cao-bang': province('Cao Bằng', '까오방'),
  'tuyen-quang': province('Tuyên Quang', '뚜옌꽝', ['Tuyên Quang', 'Hà Giang']),
  'lao-cai': province('Lào Cai', '라오까이', ['Lào Cai', 'Yên Bái']),
  'dien-bien': province('Điện Biên', '디엔비엔'),
  'lai-chau': province('Lai Châu', '라이쩌우'),
  'son-la': province('Sơn La', '선라'),
  'thai-nguyen': province('Thái Nguyên', '타이응우옌', ['Thái Nguyên', 'Bắc Kạn']),
  'lang-son': province('Lạng Sơn', '랑선'),
  'phu-tho': province('Phú Thọ', '푸토', ['Phú Thọ', 'Vĩnh Phúc', 'Hòa Bình']),
  'bac-ninh': province('Bắc Ninh', '박닌', ['Bắc Ninh', 'Bắc Giang']),
  'quang-ninh': province('Quảng Ninh', '꽝닌'),
  'hai-phong': province('Hải Phòng', '하이퐁', ['Hải Phòng', 'Hải Dương']),
  'hung-yen': province('Hưng Yên', '흥옌', ['Hưng Yên', 'Thái Bình']),
  'ninh-binh': province('Ninh Bình', '닌빈', ['Ninh Bình', 'Hà Nam', 'Nam Định']),
  'thanh-hoa': province('Thanh Hóa', '타인호아'),
  'nghe-an': province('Nghệ An', '응에안'),
  'ha-tinh': province('Hà Tĩnh', '하띤'),
  'quang-tri': province('Quảng Trị', '꽝찌', ['Quảng Trị', 'Quảng Bình']),
  hue: province('Huế', '후에', ['Thừa Thiên Huế']),
  'da-nang': province('Đà Nẵng', '다낭', ['Đà Nẵng', 'Quảng Nam']),
  'quang-ngai': province('Quảng Ngãi', '꽝응아이', ['Quảng Ngãi', 'Kon Tum']),
  'gia-lai': province('Gia Lai', '잘라이', ['Gia Lai', 'Bình Định']),
  'dak-lak': province('Đắk Lắk', '닥락', ['Đắk Lắk', 'Phú Yên']),
  'khanh-hoa': province('Khánh Hòa', '카인호아', ['Khánh Hòa', 'Ninh Thuận']),
  'lam-dong': province('Lâm Đồng', '럼동', ['Lâm Đồng', 'Đắk Nông', 'Bình Thuận']),
  'dong-nai': province('Đồng Nai', '동나이', ['Đồng Nai', 'Bình Phước']),
  'tay-ninh': province('Tây Ninh', '떠이닌', ['Tây Ninh', 'Long An']),
  'ho-chi-minh': province(
    'Thành phố Hồ Chí Minh',
    '호찌민시',
    ['Thành phố Hồ Chí Minh', 'Bình Dương', 'Bà Rịa - Vũng Tàu'],
    'Ho Chi Minh City',
  ),
  'dong-thap': province('Đồng Tháp', '동탑', ['Đồng Tháp', 'Tiền Giang']),
  'vinh-long': province('Vĩnh Long', '빈롱', ['Vĩnh Long', 'Bến Tre', 'Trà Vinh']),
  'an-giang': province('An Giang', '안장', ['An Giang', 'Kiên Giang']),
  'can-tho': province('Cần Thơ', '껀터', ['Cần Thơ', 'Sóc Trăng', 'Hậu Giang']),
  'ca-mau': province('Cà Mau', '까마우', ['Cà Mau', 'Bạc Liêu']),
} as const satisfies Record<string, Province>

export type ProvinceKey = keyof typeof PROVINCES
export const PROVINCE_KEYS = Object.keys(PROVINCES) as ProvinceKey[]
export const isProvince = (key: string): key is ProvinceKey => Object.hasOwn(PROVINCES, key)

export const provinceName = (key: string): Text => (isProvince(key) ? PROVINCES[key].name : {})

const plain = (name: string): string =>
  fold(name)
    .replace(/^(thanh pho|tinh|tp\.?)\s+/u, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const byName = new Map<string, ProvinceKey>()
for (const key of PROVINCE_KEYS) {
  for (const name of [...PROVINCES[key].former, ...Object.values(PROVINCES[key].name), key])
    byName.set(plain(name), key)
}
for (const name of ['Sài Gòn', 'TP.HCM', 'TPHCM', 'HCMC', 'Saigon', 'Bà Rịa Vũng Tàu', 'Vũng Tàu'])
  byName.set(plain(name), 'ho-chi-minh')

/** Today's unit of a name, with or without marks, present or former: `Hà Giang` is in Tuyên Quang; null if unknown. */
export const provinceOf = (name: string): ProvinceKey | null => byName.get(plain(name)) ?? null
