import { messages } from '#src/lib/text/messages.ts'

/** What the pages and islands of a discussion say. */
export const said = messages({
  // state
  planned: { vi: 'Chưa mở', en: 'Not open yet', ko: '시작 전' },
  open: { vi: 'Đang mở', en: 'Open', ko: '진행 중' },
  closed: { vi: 'Đã đóng', en: 'Closed', ko: '종료' },
  plannedText: {
    vi: 'Chủ tọa sẽ mở phần thảo luận. Trang này tự cập nhật khi bắt đầu.',
    en: 'The chair will open the discussion. This page follows by itself when it begins.',
    ko: '좌장이 토의를 시작하면 이 페이지가 자동으로 바뀝니다.',
  },
  closedText: {
    vi: 'Phần thảo luận tại hội trường đã kết thúc. Báo cáo viên còn trả lời bằng văn bản đến {date}.',
    en: 'The discussion in the hall is over. Speakers answer in writing until {date}.',
    ko: '현장 토의는 종료되었습니다. 연자의 서면 답변은 {date}까지 이어집니다.',
  },
  closedForGood: { vi: 'Phần thảo luận đã kết thúc.', en: 'The discussion is over.', ko: '토의가 종료되었습니다.' },
  live: { vi: 'Trực tiếp', en: 'Live', ko: '실시간' },
  offline: {
    vi: 'Mất kết nối, đang thử lại',
    en: 'Connection lost, trying again',
    ko: '연결이 끊겨 다시 시도하고 있습니다',
  },
  reload: { vi: 'Tải lại để xem câu hỏi mới', en: 'Reload to see what is new', ko: '새로 고침하여 새 질문 보기' },
  // questions
  questions: { vi: 'Câu hỏi', en: 'Questions', ko: '질문' },
  noQuestions: { vi: 'Chưa có câu hỏi', en: 'No questions yet', ko: '아직 질문이 없습니다' },
  noQuestionsHint: { vi: 'Hãy là người hỏi đầu tiên.', en: 'Be the first to ask.', ko: '첫 질문을 남겨 주세요.' },
  orderTop: { vi: 'Nhiều ủng hộ nhất', en: 'Most votes', ko: '추천순' },
  orderNew: { vi: 'Mới nhất', en: 'Newest', ko: '최신순' },
  now: { vi: 'Đang trả lời', en: 'Being answered now', ko: '답변 중' },
  pinned: { vi: 'Đã ghim', en: 'Pinned', ko: '고정됨' },
  answered: { vi: 'Đã trả lời', en: 'Answered', ko: '답변 완료' },
  later: { vi: 'Sẽ trả lời bằng văn bản', en: 'To be answered in writing', ko: '서면 답변 예정' },
  pending: { vi: 'Chờ duyệt', en: 'Awaiting the chair', ko: '검토 대기' },
  dismissed: { vi: 'Đã bỏ qua', en: 'Not taken up', ko: '채택하지 않음' },
  merged: { vi: 'Đã gộp', en: 'Merged', ko: '병합됨' },
  mergedN: {
    vi: 'gộp {n} câu hỏi tương tự',
    en: '{n} similar {n#question|questions} merged',
    ko: '유사 질문 {n}건 병합',
  },
  votes: { vi: '{n} người ủng hộ', en: '{n} {n#vote|votes}', ko: '추천 {n}' },
  voteFor: { vi: 'Tôi cũng muốn hỏi', en: 'I would ask this too', ko: '저도 궁금합니다' },
  voteBack: { vi: 'Rút lại ủng hộ', en: 'Take my vote back', ko: '추천 취소' },
  anonymous: { vi: 'Ẩn danh', en: 'Anonymous', ko: '익명' },
  aSpeaker: { vi: 'Báo cáo viên', en: 'Speaker', ko: '연자' },
  aChair: { vi: 'Chủ tọa', en: 'Chair', ko: '좌장' },
  answerOf: { vi: 'Trả lời của {name}', en: 'Answer by {name}', ko: '{name}의 답변' },
  slideN: { vi: 'Slide {n}', en: 'Slide {n}', ko: '슬라이드 {n}' },
  caseN: { vi: 'Ca bệnh: {title}', en: 'Case: {title}', ko: '증례: {title}' },
  about: { vi: 'Về báo cáo: {title}', en: 'About the talk: {title}', ko: '관련 발표: {title}' },
  // asking
  ask: { vi: 'Đặt câu hỏi', en: 'Ask a question', ko: '질문하기' },
  yourQuestion: { vi: 'Câu hỏi của quý vị', en: 'Your question', ko: '질문 내용' },
  askHint: {
    vi: 'Bằng ngôn ngữ nào cũng được. Không nêu tên hay thông tin nhận dạng người bệnh.',
    en: 'In any language. Name no patient and nothing that identifies one.',
    ko: '어떤 언어로 작성하셔도 됩니다. 환자를 식별할 수 있는 정보는 적지 마세요.',
  },
  howShown: { vi: 'Tên hiển thị với mọi người', en: 'How you appear to everyone', ko: '공개 표시 방식' },
  shownName: { vi: 'Họ tên và đơn vị', en: 'Name and facility', ko: '이름과 소속' },
  shownFacility: { vi: 'Chỉ đơn vị', en: 'Facility only', ko: '소속만' },
  shownAnonymous: { vi: 'Ẩn danh', en: 'Anonymously', ko: '익명' },
  chairSees: {
    vi: 'Ẩn danh với mọi người; chủ tọa và ban tổ chức vẫn thấy ai hỏi.',
    en: 'Nobody sees who asked, but the chair and the organisers may.',
    ko: '공개되지 않지만 좌장과 주최 측은 질문자를 확인할 수 있습니다.',
  },
  chairBlind: {
    vi: 'Không ai thấy ai hỏi, kể cả chủ tọa: tên không được lưu.',
    en: 'Nobody sees who asked, not even the chair: your name is not kept.',
    ko: '좌장도 질문자를 알 수 없습니다. 이름은 저장되지 않습니다.',
  },
  yourName: { vi: 'Họ và tên', en: 'Your name', ko: '이름' },
  yourFacility: { vi: 'Đơn vị công tác', en: 'Your facility', ko: '소속 기관' },
  asName: { vi: 'Hỏi với tên {name}', en: 'You ask as {name}', ko: '{name} 이름으로 질문합니다' },
  more: {
    vi: 'Gắn với báo cáo, slide hoặc ca bệnh',
    en: 'Point to a talk, slide or case',
    ko: '발표·슬라이드·증례 지정',
  },
  whichTalk: { vi: 'Về báo cáo', en: 'About which talk', ko: '관련 발표' },
  wholeSession: { vi: 'Cả phiên', en: 'The session as a whole', ko: '세션 전체' },
  slide: { vi: 'Số slide', en: 'Slide number', ko: '슬라이드 번호' },
  caseCode: { vi: 'Mã hoặc địa chỉ ca bệnh', en: 'Code or address of a case', ko: '증례 코드 또는 주소' },
  consent: {
    vi: 'Cho phép đưa câu hỏi này, với tên hiển thị như trên, vào kỷ yếu và dữ liệu xuất của hội.',
    en: 'This question, shown as chosen above, may stand in the society’s proceedings and exports.',
    ko: '위에서 선택한 표시 방식으로 이 질문을 학회 자료집과 내보내기 파일에 싣는 데 동의합니다.',
  },
  send: { vi: 'Gửi câu hỏi', en: 'Send the question', ko: '질문 보내기' },
  sentWaiting: {
    vi: 'Đã gửi câu hỏi. Chủ tọa xem trước khi mọi người thấy.',
    en: 'Sent. The chair reads it before everyone else does.',
    ko: '질문을 보냈습니다. 좌장이 확인한 뒤 공개됩니다.',
  },
  sentShown: { vi: 'Đã gửi câu hỏi.', en: 'Sent.', ko: '질문을 보냈습니다.' },
  moderatedHint: {
    vi: 'Chủ tọa xem câu hỏi trước khi mọi người thấy.',
    en: 'The chair reads questions before everyone else does.',
    ko: '질문은 좌장이 확인한 뒤 공개됩니다.',
  },
  mine: { vi: 'Câu hỏi của tôi', en: 'My questions', ko: '내 질문' },
  withdraw: { vi: 'Rút câu hỏi', en: 'Withdraw', ko: '질문 철회' },
  keptOnDevice: {
    vi: 'Chưa có mạng. Câu hỏi được giữ trên máy và sẽ tự gửi khi có kết nối.',
    en: 'No connection. The question is kept on this device and sent by itself when there is one.',
    ko: '연결되어 있지 않습니다. 질문은 이 기기에 저장되며 연결되면 자동으로 전송됩니다.',
  },
  sending: {
    vi: 'Đang gửi. Câu hỏi được giữ trên máy cho đến khi máy chủ nhận.',
    en: 'Sending. It is kept on this device until the server has it.',
    ko: '보내는 중입니다. 서버가 받을 때까지 이 기기에 보관됩니다.',
  },
  mend: { vi: 'Sửa và gửi lại', en: 'Correct and send again', ko: '고쳐서 다시 보내기' },
  discard: { vi: 'Bỏ', en: 'Discard', ko: '삭제' },
  refused: {
    vi: 'Máy chủ không nhận câu hỏi này.',
    en: 'The server did not take this question.',
    ko: '서버가 이 질문을 받지 않았습니다.',
  },
  needSignIn: {
    vi: 'Hãy đăng nhập để hỏi và ủng hộ câu hỏi.',
    en: 'Sign in to ask and to vote.',
    ko: '질문과 추천은 로그인 후 가능합니다.',
  },
  needDelegate: {
    vi: 'Sự kiện này chỉ nhận câu hỏi của đại biểu đã đăng ký.',
    en: 'At this event delegates ask the questions.',
    ko: '이 행사에서는 등록한 참가자만 질문할 수 있습니다.',
  },
  needHall: {
    vi: 'Đang ở hội trường? Nhập mã trên màn hình để hỏi không cần tài khoản.',
    en: 'In the hall? Enter the code on the screen to ask without an account.',
    ko: '현장에 계신가요? 화면의 코드를 입력하면 계정 없이 질문할 수 있습니다.',
  },
  signIn: { vi: 'Đăng nhập', en: 'Sign in', ko: '로그인' },
  hallCode: { vi: 'Mã hội trường', en: 'Hall code', ko: '현장 코드' },
  hallWrong: {
    vi: 'Không có hội trường nào dùng mã này.',
    en: 'No hall has this code.',
    ko: '일치하는 현장 코드가 없습니다.',
  },
  scanToAsk: { vi: 'Quét mã để đặt câu hỏi', en: 'Scan to ask', ko: '스캔하고 질문하기' },
  orVisit: { vi: 'hoặc mở {url}', en: 'or visit {url}', ko: '또는 {url} 접속' },
  withCode: { vi: 'và nhập mã', en: 'and enter', ko: '접속 후 코드 입력' },
  answerIt: { vi: 'Trả lời bằng văn bản', en: 'Answer in writing', ko: '서면 답변 작성' },
  yourAnswer: { vi: 'Câu trả lời', en: 'Your answer', ko: '답변 내용' },
  sendAnswer: { vi: 'Đăng câu trả lời', en: 'Publish the answer', ko: '답변 등록' },
  exportCsv: { vi: 'Tải về dạng bảng (CSV)', en: 'Download as a table (CSV)', ko: '표로 내려받기(CSV)' },
  exportJson: { vi: 'Tải về dạng dữ liệu (JSON)', en: 'Download as data (JSON)', ko: '데이터로 내려받기(JSON)' },
  exportNote: {
    vi: 'Tệp xuất chỉ gồm câu hỏi mà người hỏi đã đồng ý.',
    en: 'Exports hold only questions whose askers agreed.',
    ko: '내보내기에는 질문자가 동의한 질문만 포함됩니다.',
  },
  poll: { vi: 'Bình chọn', en: 'Poll', ko: '투표' },
  scale: { vi: 'Thang 1–5', en: 'Scale from 1 to 5', ko: '1~5점 척도' },
  words: { vi: 'Đám mây từ', en: 'Word cloud', ko: '단어 구름' },
  word: { vi: 'Từ', en: 'Word', ko: '단어' },
  givePoll: { vi: 'Gửi lựa chọn', en: 'Send', ko: '투표하기' },
  changePoll: { vi: 'Đổi lựa chọn', en: 'Change my choice', ko: '선택 변경' },
  voted: { vi: 'Đã ghi nhận lựa chọn của quý vị.', en: 'Your choice is counted.', ko: '투표가 반영되었습니다.' },
  wordN: { vi: 'Từ {n}', en: 'Word {n}', ko: '단어 {n}' },
  voters: { vi: '{n} người tham gia', en: '{n} {n#person|people} took part', ko: '참여 {n}명' },
  option: { vi: 'Phương án', en: 'Option', ko: '보기' },
  count: { vi: 'Số người', en: 'Count', ko: '수' },
  share: { vi: 'Tỉ lệ', en: 'Share', ko: '비율' },
  resultsOf: { vi: 'Kết quả: {title}', en: 'Results: {title}', ko: '결과: {title}' },
  resultsLater: {
    vi: 'Kết quả sẽ được hiện khi chủ tọa công bố.',
    en: 'The chair will show the results.',
    ko: '결과는 좌장이 공개합니다.',
  },
  // errors
  required: { vi: 'Hãy điền vào đây', en: 'Please fill this in', ko: '입력해 주세요' },
  'too-long': { vi: 'Quá dài', en: 'Too long', ko: '너무 깁니다' },
  number: { vi: 'Hãy nhập một số hợp lệ', en: 'Please give a valid number', ko: '올바른 숫자를 입력해 주세요' },
  case: {
    vi: 'Mã gồm chữ cái và chữ số',
    en: 'A code has letters and digits',
    ko: '코드는 영문자와 숫자로 이루어집니다',
  },
  chooseOne: { vi: 'Hãy chọn một mục', en: 'Please choose', ko: '선택해 주세요' },
  options: {
    vi: 'Cần ít nhất hai phương án',
    en: 'At least two options are needed',
    ko: '보기가 두 개 이상 필요합니다',
  },
  'too-many-options': { vi: 'Tối đa mười phương án', en: 'At most ten options', ko: '보기는 최대 열 개입니다' },
  conflict: {
    vi: 'Câu hỏi đã được xử lý theo cách khác. Hãy xem lại.',
    en: 'Somebody has dealt with this question meanwhile. Please look again.',
    ko: '그사이 질문이 다르게 처리되었습니다. 다시 확인해 주세요.',
  },
  'not-found': {
    vi: 'Không thực hiện được: không còn ở đây hoặc quý vị không có quyền.',
    en: 'It is not here any more, or it is not yours to do.',
    ko: '더 이상 없거나 권한이 없습니다.',
  },
  expired: { vi: 'Phần này đã đóng.', en: 'This is closed.', ko: '이미 종료되었습니다.' },
  'too-many': {
    vi: 'Quá nhanh. Xin thử lại sau {n} giây.',
    en: 'Too fast. Please try again in {n} {n#second|seconds}.',
    ko: '너무 빠릅니다. {n}초 후 다시 시도해 주세요.',
  },
  failed: {
    vi: 'Chưa thực hiện được. Xin thử lại.',
    en: 'That did not work. Please try again.',
    ko: '처리하지 못했습니다. 다시 시도해 주세요.',
  },
})

export type Word = keyof typeof said.table & string
export type Words = ReturnType<typeof said>

const ERRORS: Readonly<Record<string, Word>> = { choose: 'chooseOne', invalid: 'failed', 'sign-in': 'needSignIn' }

/** The sentence for a code of what is wrong. */
export const wrongText = (t: Words, code: string, n = 0): string => {
  const word = ERRORS[code] ?? code
  return word in said.table ? t(word as Word, { n }) : t('failed')
}
