import { messages } from '#src/lib/text/messages.ts'

export const releaseMessages = messages({
  title: { vi: 'Công bố chương trình', en: 'Release the programme', ko: '프로그램 공개' },
  intro: {
    vi: 'Công bố là chốt bản đang soạn thành một phiên bản có tên, không sửa được nữa. Mọi người chỉ thấy phiên bản đã công bố.',
    en: 'A release freezes the working copy as a named version that never changes. The public sees releases only.',
    ko: '공개하면 작업본이 이름 있는 버전으로 확정되어 더 이상 변경되지 않습니다. 일반 이용자는 공개된 버전만 봅니다.',
  },
  difference: { vi: 'Thay đổi so với phiên bản trước', en: 'What changes', ko: '이전 버전과의 차이' },
  firstOne: { vi: 'Đây sẽ là phiên bản đầu tiên.', en: 'This will be the first release.', ko: '첫 번째 공개입니다.' },
  nothing: {
    vi: 'Không có gì khác phiên bản đang công bố.',
    en: 'Nothing differs from what is released.',
    ko: '공개된 버전과 다른 내용이 없습니다.',
  },
  sinceNumber: { vi: 'So với phiên bản {n}: {name}', en: 'Since release {n}: {name}', ko: '{n}번 버전 대비: {name}' },
  entry: { vi: 'Mục', en: 'Entry', ko: '항목' },
  what: { vi: 'Thay đổi', en: 'Change', ko: '변경' },
  details: { vi: 'Trước và sau', en: 'Before and after', ko: '변경 전후' },
  before: { vi: 'Trước', en: 'Before', ko: '변경 전' },
  after: { vi: 'Sau', en: 'After', ko: '변경 후' },
  elsewhere: { vi: 'Ngày, phòng, chủ đề và người', en: 'Days, rooms, tracks and people', ko: '일자·회의실·트랙·인물' },
  moreItems: { vi: 'và {n} mục khác', en: 'and {n} more', ko: '그 외 {n}건' },
  concerned: {
    vi: 'Sau khi công bố, {n} báo cáo viên và chủ tọa có thay đổi sẽ có thư, kèm tệp lịch. Thư chờ trong hộp thư đi đến khi bạn gửi.',
    en: 'After the release {n} {n#speaker or chair|speakers and chairs} concerned get a mail with a calendar file. It waits in the outbox until you send it.',
    ko: '공개 후 변경이 있는 연자·좌장 {n}명에게 캘린더 파일이 첨부된 메일이 준비됩니다. 발송하기 전까지 발신함에서 대기합니다.',
  },
  withoutMail: {
    vi: 'Trong đó {n} người chưa có địa chỉ e-mail: {names}',
    en: '{n} of them {n#has|have} no e-mail address: {names}',
    ko: '이 중 {n}명은 이메일 주소가 없습니다: {names}',
  },
  warnings: { vi: 'Cần xem lại trước khi công bố', en: 'To look at before releasing', ko: '공개 전에 확인할 사항' },
  name: { vi: 'Tên phiên bản', en: 'Name of the release', ko: '버전 이름' },
  nameHint: { vi: 'Ví dụ: 1.0, Bản ngày 12/4', en: 'For example 1.0, or As of 12 April', ko: '예: 1.0, 4월 12일 버전' },
  note: { vi: 'Ghi chú cho người đọc', en: 'Note for readers', ko: '독자를 위한 메모' },
  noteHint: {
    vi: 'Hiện ở trang Thay đổi và trong nguồn tin.',
    en: 'Shown on the page of changes and in the feed.',
    ko: '변경 사항 페이지와 피드에 표시됩니다.',
  },
  releaseNow: { vi: 'Công bố', en: 'Release', ko: '공개' },
  released: {
    vi: 'Đã công bố phiên bản {n}. Thư cho người có thay đổi đang được chuẩn bị trong hộp thư đi.',
    en: 'Release {n} is public. The mails to those concerned are being prepared in the outbox.',
    ko: '{n}번 버전을 공개했습니다. 관련자에게 보낼 메일이 발신함에 준비되고 있습니다.',
  },
  changedMeanwhile: {
    vi: 'Chương trình vừa được sửa sau khi trang này mở ra. Chưa công bố gì: hãy xem lại thay đổi bên dưới.',
    en: 'The programme was edited after this page was opened. Nothing was released: look at the difference again.',
    ko: '이 페이지를 연 후 프로그램이 수정되었습니다. 아직 공개하지 않았으니 아래 차이를 다시 확인하세요.',
  },
  draftEvent: {
    vi: 'Sự kiện còn là bản nháp: phiên bản công bố chỉ hiện với mọi người sau khi sự kiện được công bố.',
    en: 'The event is still a draft: releases become visible once the event itself is published.',
    ko: '행사가 아직 초안이므로, 행사를 공개해야 공개된 버전이 보입니다.',
  },
  list: { vi: 'Các phiên bản đã công bố', en: 'Releases', ko: '공개된 버전' },
  number: { vi: 'Số', en: 'No.', ko: '번호' },
  when: { vi: 'Lúc', en: 'When', ko: '공개 시각' },
  mails: { vi: 'Thư', en: 'Mails', ko: '메일' },
  toOutbox: { vi: 'Xem và gửi', en: 'See and send', ko: '확인 및 발송' },
  mailCount: { vi: '{n} thư', en: '{n} {n#mail|mails}', ko: '{n}통' },
  current: { vi: 'đang công bố', en: 'public now', ko: '현재 공개' },
})

/** The mails to speakers and chairs; in the person's own language. */
export const releaseMails = messages({
  subject: { vi: '{event}: lịch của quý vị', en: '{event}: your schedule', ko: '{event}: 일정 안내' },
  hello: { vi: 'Kính gửi {name},', en: 'Dear {name},', ko: '{name} 님께' },
  intro: {
    vi: 'Chương trình “{event}” vừa được công bố (phiên bản {release}). Những mục sau có liên quan đến quý vị:',
    en: 'The programme of “{event}” has been released ({release}). This concerns you:',
    ko: '‘{event}’ 프로그램({release} 버전)이 공개되었습니다. 귀하와 관련된 내용은 다음과 같습니다.',
  },
  new: { vi: 'MỚI', en: 'NEW', ko: '신규' },
  moved: { vi: 'ĐỔI GIỜ HOẶC PHÒNG', en: 'MOVED', ko: '시간·장소 변경' },
  changed: { vi: 'SỬA NỘI DUNG', en: 'CHANGED', ko: '내용 변경' },
  cancelled: { vi: 'KHÔNG CÒN', en: 'CANCELLED', ko: '취소' },
  asSpeaker: { vi: 'báo cáo viên', en: 'speaker', ko: '연자' },
  asChair: { vi: 'chủ tọa', en: 'chair', ko: '좌장' },
  was: { vi: 'Trước đây: {value}', en: 'Before: {value}', ko: '변경 전: {value}' },
  noTime: { vi: 'chưa có giờ', en: 'no time yet', ko: '시간 미정' },
  calendar: {
    vi: 'Tệp lịch kèm theo sẽ cập nhật các mục này trong lịch của quý vị. Giờ ghi theo {zone}.',
    en: 'The attached file updates these entries in your calendar. Times are {zone}.',
    ko: '첨부된 파일로 캘린더의 해당 일정을 갱신할 수 있습니다. 시각은 {zone} 기준입니다.',
  },
  mine: {
    vi: 'Lịch, trả lời và tệp trình chiếu của quý vị: {url}',
    en: 'Your times, answers and slides: {url}',
    ko: '내 일정, 응답, 발표 자료: {url}',
  },
  contact: { vi: 'Có thắc mắc, xin viết thư cho {email}.', en: 'Questions? Write to {email}.', ko: '문의: {email}' },
  signature: { vi: 'Ban tổ chức', en: 'The organisers', ko: '조직위원회' },
})
