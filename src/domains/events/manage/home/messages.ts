import { messages } from '#src/lib/text/messages.ts'

export const homeMessages = messages({
  dashboard: { vi: 'Việc cần làm', en: 'To do', ko: '할 일' },
  events: { vi: 'Sự kiện', en: 'Events', ko: '행사' },
  newEvent: { vi: 'Tạo sự kiện', en: 'New event', ko: '새 행사' },
  noEvents: { vi: 'Chưa có sự kiện nào', en: 'No events yet', ko: '아직 행사가 없습니다' },
  noEventsHint: {
    vi: 'Hãy tạo sự kiện đầu tiên. Sự kiện bắt đầu ở trạng thái bản nháp, chỉ ban tổ chức nhìn thấy.',
    en: 'Create the first one. It begins as a draft that only the organisers see.',
    ko: '첫 행사를 만들어 보세요. 처음에는 주최 측에만 보이는 초안입니다.',
  },
  event: { vi: 'Sự kiện', en: 'Event', ko: '행사' },
  dates: { vi: 'Thời gian', en: 'Dates', ko: '기간' },
  state: { vi: 'Trạng thái', en: 'State', ko: '상태' },
  kind: { vi: 'Loại', en: 'Kind', ko: '종류' },
  errors: {
    vi: '{n} chỗ trùng hoặc không thể diễn ra',
    en: '{n} {n#clash|clashes} that cannot stand',
    ko: '진행할 수 없는 충돌 {n}건',
  },
  warnings: { vi: '{n} điểm cần xem lại', en: '{n} {n#point|points} to look at', ko: '확인할 사항 {n}건' },
  toInvite: {
    vi: '{n} người chưa được mời',
    en: '{n} {n#person|people} not invited yet',
    ko: '아직 초대하지 않은 사람 {n}명',
  },
  toAnswer: {
    vi: '{n} người chưa trả lời',
    en: '{n} {n#person has|people have} not answered',
    ko: '아직 응답하지 않은 사람 {n}명',
  },
  declined: {
    vi: '{n} lượt từ chối cần thay người',
    en: '{n} declined and must be replaced',
    ko: '거절되어 교체가 필요한 {n}건',
  },
  unreleased: {
    vi: 'Bản đang soạn khác bản đã công bố',
    en: 'The working copy differs from what is released',
    ko: '작업본이 공개된 버전과 다릅니다',
  },
  neverReleased: {
    vi: 'Chương trình chưa được công bố lần nào',
    en: 'The programme has never been released',
    ko: '프로그램이 아직 공개되지 않았습니다',
  },
  unscheduled: { vi: '{n} mục chưa xếp lịch', en: '{n} {n#entry|entries} not scheduled', ko: '일정 미정 {n}건' },
  missing: {
    vi: 'Xem nội dung còn thiếu theo ngôn ngữ',
    en: 'See what is missing by language',
    ko: '언어별 누락 내용 보기',
  },
  allDone: { vi: 'Không còn việc gì phải làm.', en: 'Nothing waits to be done.', ko: '남은 할 일이 없습니다.' },
  held: {
    vi: '{n} thư đang chờ gửi trong hộp thư đi',
    en: '{n} {n#mail waits|mails wait} in the outbox',
    ko: '발신함에서 대기 중인 메일 {n}통',
  },
  upcoming: { vi: 'Sắp tới', en: 'Coming up', ko: '예정' },
  past: { vi: 'Đã qua', en: 'Past', ko: '지난 행사' },
})
