import type { Lang } from '#src/lib/text/multilingual.ts'
import { messages } from '#src/lib/text/messages.ts'

const words = messages({
  required: { vi: 'Cần điền mục này.', en: 'This is needed.', ko: '필수 항목입니다.' },
  'too-long': { vi: 'Quá dài.', en: 'This is too long.', ko: '너무 깁니다.' },
  'too-many': { vi: 'Quá nhiều mục.', en: 'There are too many.', ko: '항목이 너무 많습니다.' },
  invalid: { vi: 'Giá trị không hợp lệ.', en: 'This is not valid.', ko: '올바르지 않은 값입니다.' },
  date: {
    vi: 'Ngày không hợp lệ hoặc ở tương lai.',
    en: 'This is no date, or lies in the future.',
    ko: '날짜가 올바르지 않거나 미래입니다.',
  },
  doi: {
    vi: 'DOI không đúng dạng (10.xxxx/…).',
    en: 'A DOI looks like 10.1016/…',
    ko: 'DOI 형식(10.1016/…)이 아닙니다.',
  },
  pmid: { vi: 'PMID chỉ gồm chữ số.', en: 'A PMID has digits only.', ko: 'PMID는 숫자만 가능합니다.' },
  conflict: {
    vi: 'Trong lúc bạn soạn, người khác đã lưu phần này. Nội dung bạn nhập vẫn còn ở dưới; hãy so với bản đã lưu rồi lưu lại.',
    en: 'Somebody else saved this part while you were writing. What you typed is still below; compare it with what was saved and save again.',
    ko: '작성하시는 동안 다른 분이 이 부분을 저장했습니다. 입력하신 내용은 아래에 그대로 있으니 저장된 내용과 비교한 뒤 다시 저장해 주세요.',
  },
  unconfirmed: {
    vi: 'Có chỗ giống thông tin nhận dạng. Hãy sửa, hoặc xác nhận rằng không nhận dạng được ai.',
    en: 'Some of it looks like identity. Change it, or confirm that it identifies nobody.',
    ko: '개인을 식별할 수 있어 보이는 내용이 있습니다. 수정하거나, 누구도 식별되지 않음을 확인해 주세요.',
  },
  incomplete: {
    vi: 'Còn thiếu điều kiện; xem danh sách bên dưới.',
    en: 'Something is still missing; see the list below.',
    ko: '아직 갖추지 못한 조건이 있습니다. 아래 목록을 확인해 주세요.',
  },
  'not-found': {
    vi: 'Không tìm thấy, hoặc không còn.',
    en: 'There is nothing like that, or not any more.',
    ko: '없거나 더 이상 존재하지 않습니다.',
  },
  taken: { vi: 'Mã này đã có.', en: 'This code is taken.', ko: '이미 사용 중인 코드입니다.' },
  code: {
    vi: 'Chỉ dùng chữ thường không dấu, số và gạch nối.',
    en: 'Small letters, digits and hyphens only.',
    ko: '영문 소문자, 숫자, 붙임표만 사용할 수 있습니다.',
  },
  'too-large': { vi: 'Quá lớn.', en: 'This is too large.', ko: '너무 큽니다.' },
  expired: { vi: 'Đã hết hạn.', en: 'This has expired.', ko: '기한이 지났습니다.' },
})

export const errorText = (lang: Lang, code: string): string =>
  code in words.table ? words(lang)(code as keyof typeof words.table) : words(lang)('invalid')
