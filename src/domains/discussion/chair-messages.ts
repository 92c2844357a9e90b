import { messages } from '#src/lib/text/messages.ts'
import { said } from './messages.ts'

/** What the chair's table says, with what every view says; apart, so that no phone in the hall loads it. */
export const atChair = messages({
  ...said.table,
  openIt: { vi: 'Mở thảo luận', en: 'Open the discussion', ko: '토의 시작' },
  reopenIt: { vi: 'Mở lại', en: 'Open again', ko: '다시 시작' },
  closeIt: { vi: 'Đóng thảo luận', en: 'Close the discussion', ko: '토의 종료' },
  queue: { vi: 'Chờ duyệt', en: 'Waiting', ko: '검토 대기' },
  queueEmpty: { vi: 'Không có câu hỏi chờ duyệt.', en: 'Nothing is waiting.', ko: '대기 중인 질문이 없습니다.' },
  onTheFloor: { vi: 'Đang thảo luận', en: 'On the floor', ko: '공개된 질문' },
  done: { vi: 'Đã xong', en: 'Done', ko: '완료' },
  setAside: { vi: 'Đã bỏ qua hoặc đã gộp', en: 'Not taken up or merged', ko: '제외·병합된 질문' },
  publish: { vi: 'Duyệt', en: 'Let through', ko: '공개' },
  dismiss: { vi: 'Bỏ qua', en: 'Set aside', ko: '제외' },
  take: { vi: 'Trả lời ngay', en: 'Take now', ko: '지금 답변' },
  markAnswered: { vi: 'Đã trả lời', en: 'Answered', ko: '답변 완료' },
  markLater: { vi: 'Trả lời sau', en: 'In writing later', ko: '추후 서면 답변' },
  reopen: { vi: 'Mở lại', en: 'Back to the floor', ko: '다시 공개' },
  pin: { vi: 'Ghim', en: 'Pin', ko: '고정' },
  unpin: { vi: 'Bỏ ghim', en: 'Unpin', ko: '고정 해제' },
  mergeInto: { vi: 'Gộp vào', en: 'Merge into', ko: '병합할 질문' },
  merge: { vi: 'Gộp', en: 'Merge', ko: '병합' },
  choose: { vi: 'Chọn câu hỏi…', en: 'Choose a question…', ko: '질문 선택…' },
  removeAnswer: { vi: 'Xoá câu trả lời', en: 'Remove the answer', ko: '답변 삭제' },
  removeAnswerSure: {
    vi: 'Xoá, không lấy lại được',
    en: 'Remove for good',
    ko: '영구 삭제',
  },
  whoAsked: { vi: 'Người hỏi: {who}', en: 'Asked by {who}', ko: '질문자: {who}' },
  nobodyKnows: { vi: 'Không lưu người hỏi', en: 'Asker not kept', ko: '질문자 미저장' },
  viaHall: {
    vi: 'Vào bằng mã hội trường, tên chưa xác minh',
    en: 'By the hall’s code, name not verified',
    ko: '현장 코드 이용, 이름 미확인',
  },
  polls: { vi: 'Bình chọn', en: 'Polls', ko: '투표' },
  newPoll: { vi: 'Soạn bình chọn', en: 'Prepare a poll', ko: '투표 만들기' },
  pollTitle: { vi: 'Câu hỏi bình chọn', en: 'What is asked', ko: '투표 질문' },
  pollKind: { vi: 'Loại', en: 'Kind', ko: '유형' },
  single: { vi: 'Chọn một', en: 'One choice', ko: '단일 선택' },
  multiple: { vi: 'Chọn nhiều', en: 'Several choices', ko: '복수 선택' },
  pollOptions: { vi: 'Phương án, mỗi dòng một phương án', en: 'Options, one a line', ko: '보기(한 줄에 하나씩)' },
  pollOptionsHint: {
    vi: 'Với thang 1–5: dòng đầu là nghĩa của 1, dòng sau là nghĩa của 5. Đám mây từ thì để trống.',
    en: 'For a scale: the first line says what 1 means, the second what 5 means. None for a word cloud.',
    ko: '척도는 첫 줄에 1의 의미, 둘째 줄에 5의 의미를 적습니다. 단어 구름은 비워 둡니다.',
  },
  create: { vi: 'Lưu', en: 'Save', ko: '저장' },
  draft: { vi: 'Bản nháp', en: 'Draft', ko: '초안' },
  openPoll: { vi: 'Mở bình chọn', en: 'Open', ko: '투표 시작' },
  closePoll: { vi: 'Kết thúc', en: 'Close', ko: '투표 종료' },
  showResults: { vi: 'Hiện kết quả', en: 'Show results', ko: '결과 공개' },
  hideResults: { vi: 'Ẩn kết quả', en: 'Hide results', ko: '결과 숨기기' },
  removePoll: { vi: 'Xoá', en: 'Remove', ko: '삭제' },
  removePollSure: {
    vi: 'Xoá bình chọn cùng {n} phiếu, không lấy lại được',
    en: 'Remove the poll with its {n} {n#ballot|ballots} for good',
    ko: '투표와 응답 {n}건을 영구 삭제',
  },
  openPollAgain: { vi: 'Mở lại', en: 'Open again', ko: '다시 시작' },
  jump: { vi: 'Đi tới', en: 'Go to', ko: '바로 가기' },
  hideWord: { vi: 'Bỏ từ', en: 'Take out', ko: '단어 제외' },
})

export type ChairWord = keyof typeof atChair.table & string
export type ChairWords = ReturnType<typeof atChair>
