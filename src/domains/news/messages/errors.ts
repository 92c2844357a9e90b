import { messages } from '#src/lib/text/messages.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'

const errors = messages({
  required: { vi: 'Mục này cần được điền.', en: 'This must be filled in.', ko: '필수 입력 항목입니다.' },
  'too-long': { vi: 'Nội dung quá dài.', en: 'This is too long.', ko: '내용이 너무 깁니다.' },
  email: {
    vi: 'Địa chỉ thư điện tử không hợp lệ.',
    en: 'This is not an e-mail address.',
    ko: '올바른 이메일 주소가 아닙니다.',
  },
  slug: {
    vi: 'Địa chỉ chỉ gồm chữ thường, số và dấu gạch nối, và không trùng với mục khác của trang.',
    en: 'An address has lower-case letters, digits and hyphens, and is not one of the site’s own.',
    ko: '주소는 소문자, 숫자, 하이픈만 사용할 수 있으며 사이트의 다른 메뉴와 겹칠 수 없습니다.',
  },
  'slug-taken': { vi: 'Địa chỉ này đã được dùng.', en: 'This address is taken.', ko: '이미 사용 중인 주소입니다.' },
  'public-subscribers': {
    vi: 'Chỉ bản tin gửi tới mọi người đăng ký mới công khai được.',
    en: 'Only a newsletter to all subscribers can be read by everyone.',
    ko: '전체 구독자에게 보내는 뉴스레터만 공개할 수 있습니다.',
  },
  'too-many-tags': { vi: 'Tối đa 12 chủ đề.', en: 'At most 12 topics.', ko: '주제는 최대 12개입니다.' },
  when: {
    vi: 'Chọn ngày giờ trong tương lai.',
    en: 'Choose a time that lies ahead.',
    ko: '현재 이후의 일시를 선택해 주세요.',
  },
  'too-fast': {
    vi: 'Bình luận được gửi quá nhanh. Vui lòng gửi lại.',
    en: 'That was very quick. Please send it again.',
    ko: '너무 빨리 전송되었습니다. 다시 보내 주세요.',
  },
  'too-old': {
    vi: 'Trang đã mở quá lâu. Vui lòng gửi lại.',
    en: 'The page has been open for too long. Please send it again.',
    ko: '페이지를 연 지 오래되었습니다. 다시 보내 주세요.',
  },
  'too-many-links': {
    vi: 'Bình luận có quá nhiều liên kết.',
    en: 'There are too many links in it.',
    ko: '링크가 너무 많습니다.',
  },
  'wrong-type': {
    vi: 'Chỉ nhận ảnh JPEG, PNG, WebP hoặc AVIF còn đọc được. Chưa ảnh nào được lưu.',
    en: 'Only JPEG, PNG, WebP and AVIF pictures that can be read. None was kept.',
    ko: '읽을 수 있는 JPEG, PNG, WebP, AVIF 이미지만 등록할 수 있습니다. 저장된 사진은 없습니다.',
  },
  'wrong-file': {
    vi: '“{n}” không phải ảnh JPEG, PNG, WebP hoặc AVIF đọc được. Chưa ảnh nào được lưu; hãy bỏ tệp này rồi tải lại các ảnh còn lại.',
    en: '“{n}” is no JPEG, PNG, WebP or AVIF picture that can be read. None was kept; leave it out and send the others again.',
    ko: '“{n}” 파일은 읽을 수 있는 JPEG, PNG, WebP, AVIF 이미지가 아닙니다. 저장된 사진은 없으니 이 파일을 빼고 다시 올려 주세요.',
  },
  'too-large': {
    vi: 'Có ảnh quá lớn: tối đa 30 MB mỗi ảnh. Chưa ảnh nào được lưu.',
    en: 'A picture is too large: at most 30 MB each. None was kept.',
    ko: '30MB를 넘는 사진이 있습니다. 저장된 사진은 없습니다.',
  },
  'too-many': {
    vi: 'Quá nhiều ảnh: tối đa 20 ảnh mỗi lần. Chưa ảnh nào được lưu; hãy chia thành nhiều lần.',
    en: 'Too many pictures: at most 20 at once. None was kept; send them in several goes.',
    ko: '한 번에 최대 20장까지 올릴 수 있습니다. 저장된 사진은 없으니 나누어 올려 주세요.',
  },
  wait: {
    vi: 'Bạn đã gửi nhiều lần liên tiếp. Vui lòng đợi vài phút rồi thử lại.',
    en: 'That was sent many times in a row. Please wait some minutes and try again.',
    ko: '짧은 시간에 여러 번 요청하셨습니다. 몇 분 후 다시 시도해 주세요.',
  },
  virus: {
    vi: 'Tệp bị từ chối khi quét mã độc.',
    en: 'The virus scan refused the file.',
    ko: '바이러스 검사에서 거부된 파일입니다.',
  },
  broken: {
    vi: 'Tệp chưa được gửi trọn vẹn. Vui lòng gửi lại.',
    en: 'The file did not arrive whole. Please send it again.',
    ko: '파일이 완전히 전송되지 않았습니다. 다시 보내 주세요.',
  },
  conflict: {
    vi: 'Có người vừa lưu bản khác. Nội dung bạn nhập còn nguyên bên dưới; hãy đối chiếu rồi lưu lại.',
    en: 'Somebody else has saved in the meantime. What you typed is still below; compare and save again.',
    ko: '그사이 다른 사람이 저장했습니다. 입력하신 내용은 아래에 그대로 있으니 비교 후 다시 저장해 주세요.',
  },
  'not-found': { vi: 'Không tìm thấy.', en: 'Not found.', ko: '찾을 수 없습니다.' },
  'no-event': {
    vi: 'Không có sự kiện nào ở địa chỉ này.',
    en: 'There is no event at this address.',
    ko: '이 주소에 해당하는 행사가 없습니다.',
  },
  'menu-line': {
    vi: 'Dòng {n} chưa đúng dạng “/dia-chi = Nhãn / Label / 라벨”. Địa chỉ bắt đầu bằng / hoặc https://, mỗi nhãn tối đa 40 ký tự.',
    en: 'Line {n} is not of the form “/address = Nhãn / Label / 라벨”. An address begins with / or https://, a label has at most 40 characters.',
    ko: '{n}번째 줄이 “/주소 = Nhãn / Label / 라벨” 형식이 아닙니다. 주소는 / 또는 https://로 시작하고 라벨은 40자 이하여야 합니다.',
  },
  'redirect-line': {
    vi: 'Dòng {n} chưa đúng dạng “/dia-chi-cu /dia-chi-moi”.',
    en: 'Line {n} is not of the form “/old /new”.',
    ko: '{n}번째 줄이 “/이전-주소 /새-주소” 형식이 아닙니다.',
  },
  'redirect-circle': {
    vi: 'Từ dòng {n}, các chuyển hướng tạo thành vòng lặp. Hãy bỏ một dòng trong vòng.',
    en: 'From line {n} on these lead round in a circle. Take one line of it out.',
    ko: '{n}번째 줄부터 주소 연결이 순환됩니다. 그중 한 줄을 지워 주세요.',
  },
  'too-many-lines': { vi: 'Tối đa {n} dòng.', en: 'At most {n} lines.', ko: '최대 {n}줄까지 입력할 수 있습니다.' },
  nobody: {
    vi: 'Nhóm này hiện chưa có ai nhận được thư.',
    en: 'Nobody in this group can be reached.',
    ko: '이 그룹에는 수신 가능한 사람이 없습니다.',
  },
  'no-report': {
    vi: 'Không tìm thấy báo cáo không gửi được (RFC 3464) trong nội dung này. Hãy mở mã nguồn của thư bị trả lại và dán tất cả, kể cả phần đầu thư.',
    en: 'There is no report of non-delivery (RFC 3464) in this. Open the source of the returned mail and paste all of it, headers included.',
    ko: '전송 실패 보고서(RFC 3464)를 찾을 수 없습니다. 반송 메일의 원문 보기를 열어 헤더까지 모두 붙여 넣어 주세요.',
  },
  expired: { vi: 'Liên kết đã hết hạn.', en: 'The link has expired.', ko: '링크가 만료되었습니다.' },
  other: { vi: 'Nội dung chưa hợp lệ.', en: 'This is not valid.', ko: '올바르지 않은 값입니다.' },
})

/** An error's words by its code; what follows a colon (a line's number, a file's name) stands in them. */
export function errorText(lang: Lang, given: string): string {
  const at = given.indexOf(':')
  const code = at < 0 ? given : given.slice(0, at)
  const known = Object.hasOwn(errors.table, code) ? (code as keyof typeof errors.table) : 'other'
  return errors(lang)(known, { n: at < 0 ? '' : given.slice(at + 1) })
}
