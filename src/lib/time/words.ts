import type { Lang } from '#src/lib/text/multilingual.ts'

/** Words of dates, Sunday and January first. Kept here, not asked of Intl: server and browser must agree to the letter. */
export const WEEKDAYS: Record<Lang, readonly string[]> = {
  vi: ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  ko: ['일요일', '월요일', '화요일', '수요일', '목요일', '금요일', '토요일'],
}

export const WEEKDAYS_SHORT: Record<Lang, readonly string[]> = {
  vi: ['CN', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  ko: ['일', '월', '화', '수', '목', '금', '토'],
}

/** English only: Vietnamese and Korean number their months. */
export const MONTHS: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** What people call the time of zones that delegates come from; others are named by their city. */
export const ZONE_NAMES: { readonly [zone: string]: Record<Lang, string> } = {
  'Asia/Ho_Chi_Minh': { vi: 'Giờ Việt Nam', en: 'Vietnam time', ko: '베트남 시간' },
  'Asia/Saigon': { vi: 'Giờ Việt Nam', en: 'Vietnam time', ko: '베트남 시간' },
  'Asia/Seoul': { vi: 'Giờ Hàn Quốc', en: 'Korea time', ko: '한국 시간' },
  'Asia/Tokyo': { vi: 'Giờ Nhật Bản', en: 'Japan time', ko: '일본 시간' },
  'Asia/Shanghai': { vi: 'Giờ Trung Quốc', en: 'China time', ko: '중국 시간' },
  'Asia/Taipei': { vi: 'Giờ Đài Bắc', en: 'Taipei time', ko: '타이베이 시간' },
  'Asia/Hong_Kong': { vi: 'Giờ Hồng Kông', en: 'Hong Kong time', ko: '홍콩 시간' },
  'Asia/Singapore': { vi: 'Giờ Singapore', en: 'Singapore time', ko: '싱가포르 시간' },
  'Asia/Bangkok': { vi: 'Giờ Thái Lan', en: 'Thailand time', ko: '태국 시간' },
  'Asia/Vientiane': { vi: 'Giờ Lào', en: 'Laos time', ko: '라오스 시간' },
  'Asia/Phnom_Penh': { vi: 'Giờ Campuchia', en: 'Cambodia time', ko: '캄보디아 시간' },
  'Asia/Kolkata': { vi: 'Giờ Ấn Độ', en: 'India time', ko: '인도 시간' },
  'Australia/Sydney': { vi: 'Giờ Sydney', en: 'Sydney time', ko: '시드니 시간' },
  'Europe/London': { vi: 'Giờ Luân Đôn', en: 'London time', ko: '런던 시간' },
  'Europe/Paris': { vi: 'Giờ Paris', en: 'Paris time', ko: '파리 시간' },
  'Europe/Berlin': { vi: 'Giờ Berlin', en: 'Berlin time', ko: '베를린 시간' },
  'Europe/Vienna': { vi: 'Giờ Viên', en: 'Vienna time', ko: '빈 시간' },
  'Europe/Zurich': { vi: 'Giờ Zürich', en: 'Zurich time', ko: '취리히 시간' },
  'America/New_York': { vi: 'Giờ New York', en: 'New York time', ko: '뉴욕 시간' },
  'America/Chicago': { vi: 'Giờ Chicago', en: 'Chicago time', ko: '시카고 시간' },
  'America/Los_Angeles': { vi: 'Giờ Los Angeles', en: 'Los Angeles time', ko: '로스앤젤레스 시간' },
  UTC: { vi: 'Giờ quốc tế', en: 'Universal time', ko: '협정 세계시' },
}
