import { messages } from '#src/lib/text/messages.ts'
import { said } from './messages.ts'

/** What only the server's pages say (frames, lists, settings, the hall's door), with what every view says. */
export const onPages = messages({
  ...said.table,
  discussion: { vi: 'Thảo luận', en: 'Discussion', ko: '토의' },
  discussions: { vi: 'Các phần thảo luận', en: 'Discussions', ko: '토의 목록' },
  session: { vi: 'Phiên', en: 'Session', ko: '세션' },
  talk: { vi: 'Báo cáo', en: 'Talk', ko: '발표' },
  questionCount: { vi: '{n} câu hỏi', en: '{n} {n#question|questions}', ko: '질문 {n}건' },
  hallTitle: { vi: 'Vào phần thảo luận của hội trường', en: 'Join the discussion in the hall', ko: '현장 토의 참여' },
  hallHint: {
    vi: 'Mã hiện trên màn hình hội trường, gồm 6 ký tự.',
    en: 'Six characters, shown on the screen in the hall.',
    ko: '현장 화면에 표시된 6자리 코드입니다.',
  },
  hallCookie: {
    vi: 'Một cookie được đặt trên máy này để mỗi máy chỉ ủng hộ một lần.',
    en: 'One cookie is set on this device, so that each device votes once.',
    ko: '기기당 한 번만 추천할 수 있도록 이 기기에 쿠키 하나가 저장됩니다.',
  },
  join: { vi: 'Vào', en: 'Join', ko: '참여' },
  chairView: { vi: 'Bàn chủ tọa', en: 'Chair’s view', ko: '좌장 화면' },
  screenView: { vi: 'Màn hình hội trường', en: 'Hall screen', ko: '현장 화면' },
  audienceTab: { vi: 'Khán giả', en: 'Audience', ko: '참가자' },
  chairTab: { vi: 'Chủ tọa', en: 'Chair', ko: '좌장' },
  screenTab: { vi: 'Màn hình', en: 'Hall screen', ko: '현장 화면' },
  views: { vi: 'Các màn hình', en: 'Views', ko: '화면' },
  record: { vi: 'Bản ghi thảo luận', en: 'Record of the discussion', ko: '토의 기록' },
  readAll: { vi: 'Xem toàn bộ thảo luận', en: 'Read the whole discussion', ko: '전체 토의 보기' },
  joinNow: { vi: 'Đặt câu hỏi và theo dõi', en: 'Ask and follow', ko: '질문하고 참여하기' },
  settings: { vi: 'Thiết lập thảo luận', en: 'Discussion settings', ko: '토의 설정' },
  whoMayAsk: { vi: 'Ai được đặt câu hỏi', en: 'Who may ask', ko: '질문할 수 있는 사람' },
  askDelegates: {
    vi: 'Người có vai trò trong sự kiện (đại biểu, báo cáo viên…)',
    en: 'Those with a part in the event (delegates, speakers …)',
    ko: '행사에 역할이 있는 사람(참가자, 연자 등)',
  },
  askSignedIn: { vi: 'Mọi người đã đăng nhập', en: 'Everyone signed in', ko: '로그인한 모든 사람' },
  askHall: {
    vi: 'Cả người không có tài khoản, nếu nhập mã hội trường',
    en: 'Also without an account, with the hall’s code',
    ko: '현장 코드를 입력한 비회원 포함',
  },
  moderated: {
    vi: 'Chủ tọa duyệt câu hỏi trước khi hiện',
    en: 'Questions wait for the chair',
    ko: '좌장 확인 후 질문 공개',
  },
  namingTitle: { vi: 'Người hỏi được chọn hiển thị', en: 'Askers may appear', ko: '질문자 표시 방식' },
  chairSeesSetting: {
    vi: 'Chủ tọa thấy người hỏi ẩn danh',
    en: 'The chair sees who asks anonymously',
    ko: '익명 질문자를 좌장에게 표시',
  },
  chairSeesHint: {
    vi: 'Người hỏi được báo trước. Thay đổi chỉ áp dụng cho câu hỏi mới.',
    en: 'Askers are told beforehand. A change concerns new questions only.',
    ko: '질문자에게 미리 안내되며, 변경은 새 질문부터 적용됩니다.',
  },
  answerDays: {
    vi: 'Số ngày trả lời bằng văn bản sau khi đóng',
    en: 'Days for answers in writing after closing',
    ko: '종료 후 서면 답변 기간(일)',
  },
  newCode: { vi: 'Tạo mã hội trường mới', en: 'Make a new hall code', ko: '새 현장 코드 발급' },
  newCodeHint: {
    vi: 'Máy đã vào bằng mã {code} phải nhập mã mới.',
    en: 'Devices that joined with {code} must enter the new one.',
    ko: '{code} 코드로 참여한 기기는 새 코드를 다시 입력해야 합니다.',
  },
  hallNow: { vi: 'Mã hội trường đang dùng', en: 'The hall’s code now', ko: '현재 현장 코드' },
  hallNowHint: {
    vi: 'Màn hình hội trường của mỗi phiên hiện mã này cùng mã QR. Người dự cũng có thể mở {url} và nhập mã.',
    en: 'Each hall screen shows it with a QR code. People can also open {url} and enter it.',
    ko: '각 세션의 현장 화면에 QR 코드와 함께 표시됩니다. {url}에서 직접 입력할 수도 있습니다.',
  },
  save: { vi: 'Lưu thiết lập', en: 'Save', ko: '저장' },
  saved: { vi: 'Đã lưu', en: 'Saved', ko: '저장되었습니다' },
  openNow: { vi: 'Đang mở', en: 'Open now', ko: '진행 중' },
  chairedByYou: { vi: 'Phiên bạn chủ tọa', en: 'Chaired by you', ko: '내가 좌장인 토의' },
  unplaced: { vi: 'Chưa xếp lịch', en: 'Not scheduled yet', ko: '일정 미정' },
  noDiscussions: { vi: 'Chưa có phần thảo luận nào', en: 'No discussions yet', ko: '아직 토의가 없습니다' },
  noDiscussionsHint: {
    vi: 'Mỗi phiên và mỗi báo cáo có phần thảo luận riêng; chủ tọa mở khi bắt đầu.',
    en: 'Each session and talk has its own; the chair opens it when it begins.',
    ko: '세션과 발표마다 토의가 있으며, 좌장이 시작할 때 열립니다.',
  },
})

export type PageWords = ReturnType<typeof onPages>
