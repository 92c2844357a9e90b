import type { Text } from '#src/lib/text/multilingual.ts'

/** What recurs in the three programmes, in all three languages. */
export const WELCOME: Text = { vi: 'Phát biểu chào mừng', en: 'Welcome address', ko: '환영사' }
export const OPENING: Text = { vi: 'Khai mạc', en: 'Opening ceremony', ko: '개회식' }
export const CLOSING: Text = { vi: 'Bế mạc', en: 'Closing ceremony', ko: '폐회식' }
export const REGISTRATION: Text = { vi: 'Đón tiếp đại biểu', en: 'Registration', ko: '등록' }
export const COFFEE: Text = { vi: 'Nghỉ giải lao', en: 'Coffee break', ko: '휴식' }
export const LUNCH: Text = { vi: 'Nghỉ trưa', en: 'Lunch', ko: '점심 식사' }
export const DISCUSSION: Text = { vi: 'Thảo luận mở', en: 'Open discussion', ko: '자유 토론' }

/** On every event whose announcement names its day but not its hours. */
export const INVENTED_TIMES: Text = {
  vi: '_Giờ và thứ tự các phiên là minh hoạ; nội dung theo thông báo của hội nghị._',
  en: '_The hours and the order of the sessions are illustrative; the subjects are those announced._',
  ko: '_세션의 시간과 순서는 시연용이며, 주제는 공지된 내용을 따랐습니다._',
}

export const withNote = (text: Text, note: Text): Text =>
  Object.fromEntries(Object.entries(text).map(([lang, value]) => [lang, `${value}\n\n${note[lang] ?? ''}`]))
