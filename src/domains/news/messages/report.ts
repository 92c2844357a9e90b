import { messages } from '#src/lib/text/messages.ts'

/** The draft of a meeting's report. */
export const reportWords = messages({
  title: { vi: 'Tường thuật: {title}', en: 'Report: {title}', ko: '{title} 개최' },
  heldAt: {
    vi: '{title} diễn ra ngày {date} tại {place}.',
    en: '{title} took place on {date} ({place}).',
    ko: '{date} {place}에서 {title} 행사가 열렸습니다.',
  },
  held: {
    vi: '{title} diễn ra ngày {date}.',
    en: '{title} took place on {date}.',
    ko: '{date} {title} 행사가 열렸습니다.',
  },
  organisers: { vi: 'Đơn vị tổ chức: {names}.', en: 'Organisers: {names}.', ko: '주최: {names}.' },
  numbers: { vi: 'Những con số', en: 'In numbers', ko: '숫자로 보는 행사' },
  delegates: { vi: '{n} đại biểu', en: '{n} {n#delegate|delegates}', ko: '참가자 {n}명' },
  facilities: { vi: '{n} cơ sở y tế', en: '{n} health {n#facility|facilities}', ko: '의료기관 {n}곳' },
  sessions: { vi: '{n} phiên', en: '{n} {n#session|sessions}', ko: '세션 {n}개' },
  talks: { vi: '{n} báo cáo', en: '{n} {n#talk|talks}', ko: '발표 {n}건' },
  speakersCount: {
    vi: '{n} báo cáo viên',
    en: '{n} {n#speaker|speakers}',
    ko: '연자 {n}명',
  },
  topics: { vi: 'Các chủ đề', en: 'Topics', ko: '주제' },
  speakers: { vi: 'Báo cáo viên', en: 'Speakers', ko: '연자' },
  andMore: { vi: 'và {n} báo cáo viên khác', en: 'and {n} more', ko: '외 {n}명' },
  discussion: { vi: 'Thảo luận mở', en: 'Open discussion', ko: '공개 토의' },
  questions: {
    vi: '{n} câu hỏi được đặt, {answered} câu đã được trả lời',
    en: '{n} {n#question|questions} asked, {answered} answered',
    ko: '질문 {n}건, 그중 {answered}건 답변 완료',
  },
  votes: { vi: '{n} lượt bình chọn cho các câu hỏi', en: '{n} {n#vote|votes} on the questions', ko: '질문 추천 {n}회' },
  polls: { vi: '{n} cuộc thăm dò ý kiến', en: '{n} {n#poll|polls}', ko: '설문 {n}건' },
  allQuestions: {
    vi: 'Đọc tất cả câu hỏi và trả lời',
    en: 'Read all questions and answers',
    ko: '질문과 답변 모두 보기',
  },
  toWrite: {
    vi: '_(Ban thư ký viết tiếp: điểm nổi bật, thảo luận, hướng tới kỳ sau. Xoá dòng này trước khi đăng.)_',
    en: '_(To be continued by the secretariat: highlights, discussion, outlook. Remove this line before publishing.)_',
    ko: '_(사무국 작성: 주요 내용, 토의, 향후 계획. 게시 전에 이 줄을 삭제해 주세요.)_',
  },
})
