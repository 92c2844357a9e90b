import { messages } from '#src/lib/text/messages.ts'

/** What the frame around every page of the secretariat says. */
export const frameMessages = messages({
  manage: { vi: 'Quản lý', en: 'Manage', ko: '관리' },
  society: { vi: 'Hội', en: 'Society', ko: '학회' },
  dashboard: { vi: 'Việc cần làm', en: 'To do', ko: '할 일' },
  events: { vi: 'Sự kiện', en: 'Events', ko: '행사' },
  people: { vi: 'Mọi người', en: 'People', ko: '인물' },
  outbox: { vi: 'Hộp thư đi', en: 'Outbox', ko: '발신함' },
  facts: { vi: 'Thông tin chung', en: 'Facts', ko: '기본 정보' },
  programme: { vi: 'Chương trình', en: 'Programme', ko: '프로그램' },
  rooms: { vi: 'Phòng', en: 'Rooms', ko: '회의실' },
  tracks: { vi: 'Chủ đề', en: 'Tracks', ko: '트랙' },
  days: { vi: 'Ngày', en: 'Days', ko: '일자' },
  release: { vi: 'Công bố', en: 'Release', ko: '공개' },
  speakers: { vi: 'Báo cáo viên và chủ tọa', en: 'Speakers and chairs', ko: '연자·좌장' },
  completeness: { vi: 'Nội dung còn thiếu', en: 'Missing content', ko: '누락된 내용' },
  import: { vi: 'Nhập dữ liệu', en: 'Import', ko: '가져오기' },
  discussions: { vi: 'Thảo luận', en: 'Discussions', ko: '토의' },
  seePublic: { vi: 'Xem trang công khai', en: 'See the public page', ko: '공개 페이지 보기' },
  draft: { vi: 'bản nháp', en: 'draft', ko: '초안' },
  published: { vi: 'đã công bố', en: 'published', ko: '공개됨' },
  archived: { vi: 'đã lưu trữ', en: 'archived', ko: '보관됨' },
  congress: { vi: 'Đại hội', en: 'Congress', ko: '총회' },
  conference: { vi: 'Hội nghị', en: 'Conference', ko: '학술대회' },
  workshop: { vi: 'Hội thảo', en: 'Workshop', ko: '워크숍' },
  lecture: { vi: 'Bài giảng', en: 'Lecture', ko: '강의' },
  readOnlyTitle: { vi: 'Chỉ xem', en: 'Read only', ko: '읽기 전용' },
  readOnlyArchived: {
    vi: 'Sự kiện đã lưu trữ nên không sửa được. Muốn sửa, hãy đưa sự kiện ra khỏi lưu trữ ở trang Thông tin chung.',
    en: 'An archived event is a record and cannot be changed. Take it out of the archive on the Facts page first.',
    ko: '보관된 행사는 수정할 수 없습니다. 수정하려면 기본 정보 페이지에서 먼저 보관을 해제하세요.',
  },
  readOnlyChair: {
    vi: 'Là chủ tọa, bạn xem được bản đang soạn; ban tổ chức sửa nội dung.',
    en: 'As a chair you see the working copy; the organisers change it.',
    ko: '좌장은 작업 중인 내용을 볼 수 있으며, 수정은 주최 측이 합니다.',
  },
  save: { vi: 'Lưu', en: 'Save', ko: '저장' },
  cancel: { vi: 'Thôi', en: 'Cancel', ko: '취소' },
  edit: { vi: 'Sửa', en: 'Edit', ko: '수정' },
  remove: { vi: 'Xoá', en: 'Delete', ko: '삭제' },
  back: { vi: 'Quay lại', en: 'Back', ko: '뒤로' },
  saved: { vi: 'Đã lưu.', en: 'Saved.', ko: '저장했습니다.' },
  conflictTitle: {
    vi: 'Có người vừa sửa trước bạn',
    en: 'Somebody else has just changed this',
    ko: '다른 사람이 먼저 수정했습니다',
  },
  conflictText: {
    vi: 'Chưa ghi đè gì cả. Những gì bạn đã nhập vẫn còn nguyên bên dưới, cạnh nội dung đang được lưu. Hãy so sánh rồi lưu lại.',
    en: 'Nothing was overwritten. What you typed is still below, beside what is stored now. Compare and save again.',
    ko: '덮어쓴 내용은 없습니다. 입력하신 내용은 아래에 그대로 있으며, 현재 저장된 내용과 나란히 표시됩니다. 비교한 후 다시 저장하세요.',
  },
  storedNow: { vi: 'Đang lưu', en: 'Stored now', ko: '현재 저장된 내용' },
  typed: { vi: 'Bạn nhập', en: 'You typed', ko: '입력하신 내용' },
  field: { vi: 'Mục', en: 'Field', ko: '항목' },
  empty: { vi: '(trống)', en: '(empty)', ko: '(비어 있음)' },
})

/** What is wrong with a field, by the codes that commands return. */
export const fieldMessages = messages({
  required: { vi: 'Cần nhập mục này', en: 'This is needed', ko: '필수 입력 항목입니다' },
  'too-long': { vi: 'Quá dài', en: 'Too long', ko: '너무 깁니다' },
  taken: {
    vi: 'Đã có sự kiện khác dùng địa chỉ này',
    en: 'Another event has this address already',
    ko: '이미 다른 행사에서 사용 중인 주소입니다',
  },
  slug: {
    vi: 'Chỉ dùng chữ a–z không dấu, số và dấu gạch nối, ví dụ vsir-2026',
    en: 'Letters a–z, figures and hyphens only, such as vsir-2026',
    ko: '영문 소문자, 숫자, 하이픈만 사용하세요. 예: vsir-2026',
  },
  date: { vi: 'Ngày không hợp lệ', en: 'Not a valid date', ko: '날짜가 올바르지 않습니다' },
  time: { vi: 'Giờ không hợp lệ', en: 'Not a valid time', ko: '시각이 올바르지 않습니다' },
  'before-start': {
    vi: 'Ngày kết thúc phải bằng hoặc sau ngày bắt đầu',
    en: 'The last day must not be before the first',
    ko: '종료일은 시작일과 같거나 이후여야 합니다',
  },
  zone: { vi: 'Không có múi giờ này', en: 'There is no such time zone', ko: '존재하지 않는 시간대입니다' },
  url: {
    vi: 'Địa chỉ web phải bắt đầu bằng http:// hoặc https://',
    en: 'A web address begins with http:// or https://',
    ko: '웹 주소는 http:// 또는 https://로 시작해야 합니다',
  },
  email: { vi: 'Địa chỉ e-mail không hợp lệ', en: 'Not a valid e-mail address', ko: '이메일 주소가 올바르지 않습니다' },
  number: { vi: 'Cần một con số', en: 'A number is needed', ko: '숫자를 입력하세요' },
  minutes: { vi: 'Thời lượng từ 1 đến 1440 phút', en: 'Between 1 and 1440 minutes', ko: '1~1440분으로 입력하세요' },
  colour: { vi: 'Màu dạng #rrggbb', en: 'A colour such as #rrggbb', ko: '색상은 #rrggbb 형식입니다' },
  image: {
    vi: 'Biểu trưng phải là ảnh PNG, JPEG hoặc WebP, tối đa 2 MB',
    en: 'A logo is a PNG, JPEG or WebP picture of at most 2 MB',
    ko: '로고는 2MB 이하의 PNG, JPEG, WebP 이미지여야 합니다',
  },
  person: {
    vi: 'Không tìm thấy người này. Nhập tên rồi chọn trong danh sách, hoặc đánh dấu thêm người mới.',
    en: 'No such person. Type a name and choose from the list, or tick to add somebody new.',
    ko: '해당 인물을 찾을 수 없습니다. 이름을 입력해 목록에서 선택하거나 새 인물 추가를 선택하세요.',
  },
  unknown: {
    vi: 'Mục được chọn không còn nữa',
    en: 'What was chosen is no longer there',
    ko: '선택한 항목이 더 이상 없습니다',
  },
  'in-use': {
    vi: 'Vẫn còn phiên hoặc báo cáo dùng mục này',
    en: 'Sessions or talks still use it',
    ko: '아직 사용 중인 세션이나 발표가 있습니다',
  },
  language: { vi: 'Ngôn ngữ không hợp lệ', en: 'Not a known language', ko: '지원하지 않는 언어입니다' },
  invalid: { vi: 'Giá trị không hợp lệ', en: 'Not valid', ko: '올바르지 않은 값입니다' },
})

export type FieldCode = keyof typeof fieldMessages.table & string

/** The sentence of a field's code; codes that nobody worded yet read "not valid". */
export const fieldMessage = (lang: Parameters<typeof fieldMessages>[0], code: string): string =>
  fieldMessages(lang)(code in fieldMessages.table ? (code as FieldCode) : 'invalid')
