import { messages } from '#src/lib/text/messages.ts'

export const manageWords = messages({
  cases: { vi: 'Ca bệnh', en: 'Cases', ko: '증례' },
  lead: {
    vi: 'Ai thẩm định ca bệnh, danh mục kỹ thuật, và rút ca theo yêu cầu.',
    en: 'Who reviews cases, the list of techniques, and withdrawing a case on request.',
    ko: '검토자 지정, 시술 분류 관리, 요청에 따른 증례 철회를 처리합니다.',
  },
  reviewers: { vi: 'Người thẩm định', en: 'Case reviewers', ko: '증례 검토자' },
  reviewersHint: {
    vi: 'Họ nhận thư khi có ca gửi thẩm định và xem được các ca ấy. Ban thư ký luôn thẩm định được.',
    en: 'They are written to when a case is sent for review, and see such cases. The secretariat can always review.',
    ko: '검토 요청이 들어오면 메일을 받고 해당 증례를 볼 수 있습니다. 사무국은 언제나 검토할 수 있습니다.',
  },
  none: {
    vi: 'Chưa chỉ định ai; thư được gửi cho ban thư ký.',
    en: 'Nobody is named; the secretariat is written to.',
    ko: '지정된 사람이 없어 사무국에 메일이 발송됩니다.',
  },
  remove: { vi: 'Thôi chỉ định', en: 'Remove', ko: '해제' },
  terms: { vi: 'Danh mục', en: 'Terms', ko: '분류 용어' },
  termsHint: {
    vi: 'Thêm kỹ thuật, cơ quan hay phương thức còn thiếu. Mã đã dùng thì không đổi được; ngừng dùng thì các ca cũ vẫn giữ.',
    en: 'Add a technique, organ or modality that is missing. A code never changes; a term that is retired stays with the cases that have it.',
    ko: '빠진 시술, 장기, 검사 방법을 추가합니다. 코드는 바꿀 수 없으며, 사용을 중지해도 기존 증례에는 남습니다.',
  },
  kind: { vi: 'Loại', en: 'Kind', ko: '종류' },
  'kind.technique': { vi: 'Kỹ thuật', en: 'Technique', ko: '시술' },
  'kind.organ': { vi: 'Cơ quan', en: 'Organ', ko: '장기' },
  'kind.modality': { vi: 'Phương thức', en: 'Modality', ko: '검사 방법' },
  code: { vi: 'Mã', en: 'Code', ko: '코드' },
  codeHint: {
    vi: 'Chữ thường không dấu, số, gạch nối: cone-beam-ct.',
    en: 'Small letters, digits, hyphens: cone-beam-ct.',
    ko: '영문 소문자, 숫자, 붙임표: cone-beam-ct',
  },
  group: { vi: 'Nhóm kỹ thuật', en: 'Group of techniques', ko: '시술 그룹' },
  name: { vi: 'Tên', en: 'Name', ko: '이름' },
  addTerm: { vi: 'Thêm hoặc đổi tên', en: 'Add or rename', ko: '추가 또는 이름 변경' },
  added: { vi: 'Đã thêm hoặc đổi', en: 'Added or changed', ko: '추가·변경된 항목' },
  retire: { vi: 'Ngừng dùng', en: 'Retire', ko: '사용 중지' },
  revive: { vi: 'Dùng lại', en: 'Use again', ko: '다시 사용' },
  withdraw: { vi: 'Rút ca theo mã', en: 'Withdraw by code', ko: '번호로 철회' },
  withdrawHint: {
    vi: 'Khi người bệnh hoặc cơ sở y tế yêu cầu. Ban thư ký rút được cả ca mà mình không được xem.',
    en: 'Where a patient or facility asks for it. The secretariat can withdraw a case that it may not see.',
    ko: '환자나 의료기관의 요청이 있을 때 사용합니다. 사무국은 볼 수 없는 증례도 철회할 수 있습니다.',
  },
  withdrawn: { vi: 'Đã rút.', en: 'Withdrawn.', ko: '철회되었습니다.' },
})
