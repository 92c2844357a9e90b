import { messages } from '#src/lib/text/messages.ts'

export const collectionWords = messages({
  lead: {
    vi: 'Ca bệnh xếp theo chủ đề, có lời dẫn: để dạy, để ôn, ca của tháng.',
    en: 'Cases in an order with a text: to teach with, to revise, the case of the month.',
    ko: '주제별로 순서와 설명을 붙여 모은 증례입니다. 강의, 복습, 이달의 증례에 활용합니다.',
  },
  title: { vi: 'Tiêu đề', en: 'Title', ko: '제목' },
  body: { vi: 'Lời dẫn', en: 'Text', ko: '설명' },
  visibility: { vi: 'Ai xem được tuyển tập', en: 'Who sees the collection', ko: '공개 범위' },
  'visibility.own': { vi: 'Chỉ tôi', en: 'Only me', ko: '나만' },
  'visibility.members': { vi: 'Hội viên có tài khoản', en: 'Members with an account', ko: '계정이 있는 회원' },
  'visibility.public': { vi: 'Công khai', en: 'Public', ko: '전체 공개' },
  visibilityHint: {
    vi: 'Mỗi người chỉ thấy những ca mà họ được xem.',
    en: 'Each reader sees only the cases that they may see.',
    ko: '각자 볼 수 있는 증례만 표시됩니다.',
  },
  event: { vi: 'Thuộc sự kiện', en: 'Belongs to an event', ko: '소속 행사' },
  eventHint: {
    vi: 'Tên ngắn trong địa chỉ sự kiện, ví dụ vsir-2026. Tuyển tập hiện trên trang của sự kiện; chỉ ban tổ chức đặt được.',
    en: 'The short name in the event’s address, such as vsir-2026. The collection stands on the event’s page; for its organisers.',
    ko: '행사 주소의 짧은 이름(예: vsir-2026). 행사 페이지에 표시되며 주최자만 지정할 수 있습니다.',
  },
  cases: {
    vi: 'Mã ca bệnh, mỗi dòng một ca, theo thứ tự',
    en: 'Codes of cases, one a line, in order',
    ko: '증례 번호(한 줄에 하나씩, 순서대로)',
  },
  casesHint: {
    vi: 'Dán địa chỉ của ca cũng được.',
    en: 'The address of a case does as well.',
    ko: '증례 주소를 붙여 넣어도 됩니다.',
  },
  notes: { vi: 'Vì sao chọn từng ca', en: 'Why each case is here', ko: '증례별 선정 이유' },
  note: { vi: 'Lý do', en: 'Why', ko: '이유' },
  notesHint: {
    vi: 'Hiện dưới tên ca trong tuyển tập. Với ca đố, chỉ người đã trả lời mới thấy. Ca vừa thêm: lưu trước, rồi viết.',
    en: 'Stands below the case in the collection. Of a quiz, only those who have answered see it. For a case just added, save first, then write.',
    ko: '모음에서 증례 제목 아래에 표시됩니다. 퀴즈 증례는 답한 사람에게만 보입니다. 새로 추가한 증례는 먼저 저장한 뒤 작성하세요.',
  },
  edit: { vi: 'Sửa tuyển tập', en: 'Edit the collection', ko: '모음 편집' },
  delete: { vi: 'Xóa tuyển tập', en: 'Delete the collection', ko: '모음 삭제' },
})
