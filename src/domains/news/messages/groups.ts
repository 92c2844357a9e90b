import { messages } from '#src/lib/text/messages.ts'

/** Groups that mailings go to. */
export const groupWords = messages({
  subscribers: { vi: 'người đăng ký bản tin', en: 'newsletter subscribers', ko: '뉴스레터 구독자' },
  members: { vi: 'mọi người có tài khoản', en: 'everyone with an account', ko: '모든 계정 보유자' },
  reviewers: { vi: 'phản biện của mọi sự kiện', en: 'reviewers of all events', ko: '모든 행사의 심사위원' },
  organiser: { vi: 'ban tổ chức', en: 'organisers', ko: '운영진' },
  chair: { vi: 'chủ tọa', en: 'chairs', ko: '좌장' },
  reviewer: { vi: 'phản biện', en: 'reviewers', ko: '심사위원' },
  speaker: { vi: 'báo cáo viên', en: 'speakers', ko: '연자' },
  'check-in': { vi: 'người điểm danh', en: 'check-in volunteers', ko: '출석 체크 담당자' },
  delegate: { vi: 'đại biểu', en: 'delegates', ko: '참가자' },
})
