import { messages } from '#src/lib/text/messages.ts'

export const presentWords = messages({
  present: { vi: 'Trình chiếu', en: 'Present', ko: '발표 모드' },
  next: { vi: 'Tiếp', en: 'Next', ko: '다음' },
  previous: { vi: 'Trước', en: 'Back', ko: '이전' },
  end: { vi: 'Kết thúc', en: 'End', ko: '종료' },
  step: { vi: 'Bước {n} trên {of}', en: 'Step {n} of {of}', ko: '{of}단계 중 {n}단계' },
  viewer: { vi: 'Mở trình xem', en: 'Open the viewer', ko: '뷰어 열기' },
  keys: {
    vi: '→ tiếp · ← trước · B màn đen · F toàn màn hình · V trình xem',
    en: '→ next · ← back · B black · F full screen · V viewer',
    ko: '→ 다음 · ← 이전 · B 검은 화면 · F 전체 화면 · V 뷰어',
  },
  presentation: { vi: 'Bệnh cảnh', en: 'Presentation', ko: '임상 소견' },
  history: { vi: 'Tiền sử', en: 'History', ko: '병력' },
  question: { vi: 'Câu hỏi', en: 'Question', ko: '질문' },
  answerHere: { vi: 'Trả lời trên điện thoại', en: 'Answer on your phone', ko: '휴대전화로 답하기' },
  findings: { vi: 'Mô tả hình ảnh', en: 'Findings', ko: '영상 소견' },
  diagnosis: { vi: 'Chẩn đoán', en: 'Diagnosis', ko: '진단' },
  procedure: { vi: 'Can thiệp', en: 'Procedure', ko: '시술' },
  outcome: { vi: 'Kết quả', en: 'Outcome', ko: '결과' },
  teaching: { vi: 'Điểm cần nhớ', en: 'Teaching points', ko: '교육 포인트' },
  image: { vi: 'Hình {n}', en: 'Image {n}', ko: '영상 {n}' },
  synthetic: {
    vi: 'Hình ảnh do máy tính tạo, không phải người bệnh',
    en: 'Generated images, no patient',
    ko: '컴퓨터 생성 영상, 실제 환자 아님',
  },
  hiddenRest: {
    vi: 'Phần còn lại hiện sau khi bạn trả lời câu đố.',
    en: 'The rest appears once you have answered the quiz.',
    ko: '나머지는 퀴즈에 답하신 뒤 표시됩니다.',
  },
})
