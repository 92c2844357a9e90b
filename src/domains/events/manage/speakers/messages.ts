import { messages } from '#src/lib/text/messages.ts'

export const speakersMessages = messages({
  title: { vi: 'Báo cáo viên và chủ tọa', en: 'Speakers and chairs', ko: '연자·좌장' },
  all: { vi: 'Tất cả', en: 'All', ko: '전체' },
  pending: { vi: 'Chưa mời', en: 'Not invited', ko: '초대 전' },
  invited: { vi: 'Đã mời, chờ trả lời', en: 'Invited, no answer', ko: '초대함, 응답 대기' },
  confirmed: { vi: 'Đã nhận lời', en: 'Confirmed', ko: '수락' },
  declined: { vi: 'Từ chối', en: 'Declined', ko: '거절' },
  person: { vi: 'Họ tên', en: 'Name', ko: '이름' },
  items: { vi: 'Tham gia', en: 'Takes part in', ko: '참여 항목' },
  state: { vi: 'Trả lời', en: 'Answer', ko: '응답' },
  facts: { vi: 'Đã gửi', en: 'Sent in', ko: '제출' },
  noMail: { vi: 'chưa có e-mail', en: 'no e-mail', ko: '이메일 없음' },
  saidTimes: { vi: 'thời gian', en: 'times', ko: '가능 시간' },
  files: { vi: '{n} tệp', en: '{n} {n#file|files}', ko: '파일 {n}개' },
  invite: { vi: 'Mời', en: 'Invite', ko: '초대' },
  remind: { vi: 'Nhắc', en: 'Remind', ko: '재안내' },
  inviteNamed: { vi: 'Mời {name}', en: 'Invite {name}', ko: '{name} 초대' },
  remindNamed: { vi: 'Nhắc {name}', en: 'Remind {name}', ko: '{name} 재안내' },
  inviteAll: { vi: 'Mời {n} người chưa mời', en: 'Invite all {n} not invited yet', ko: '초대 전 {n}명 모두 초대' },
  remindAll: {
    vi: 'Nhắc {n} người chưa trả lời',
    en: 'Remind all {n} without an answer',
    ko: '미응답 {n}명 모두 재안내',
  },
  inviteNote: {
    vi: 'Mỗi người nhận một thư bằng ngôn ngữ của mình, có liên kết để trả lời, báo thời gian và gửi tệp mà không cần tài khoản. Thư nhắc thay liên kết cũ.',
    en: 'Each gets a mail in their own language with a link to answer, to say when they can come and to send slides, without an account. A reminder replaces the earlier link.',
    ko: '각자의 언어로 메일이 발송되며, 계정 없이 응답, 참석 가능 시간 입력, 자료 제출이 가능한 링크가 포함됩니다. 재안내 메일의 링크는 이전 링크를 대체합니다.',
  },
  sent: { vi: 'Đã gửi {n} thư.', en: '{n} {n#mail|mails} sent.', ko: '메일 {n}통을 보냈습니다.' },
  without: {
    vi: 'Chưa có địa chỉ e-mail: {names}.',
    en: 'Without an e-mail address: {names}.',
    ko: '이메일 주소 없음: {names}.',
  },
  refused: { vi: 'Không thực hiện được.', en: 'That was not possible.', ko: '실행할 수 없습니다.' },
  nobody: {
    vi: 'Chưa có báo cáo viên hay chủ tọa nào',
    en: 'Nobody speaks or chairs yet',
    ko: '아직 연자나 좌장이 없습니다',
  },
  nobodyHint: {
    vi: 'Thêm người vào phiên và báo cáo ở trang Chương trình.',
    en: 'Add people to sessions and talks on the Programme page.',
    ko: '프로그램 페이지에서 세션과 발표에 사람을 추가하세요.',
  },
})

/** The invitation, in the invited person's language. */
export const invitationMails = messages({
  subject: { vi: 'Thư mời: {event}', en: 'Invitation: {event}', ko: '초대장: {event}' },
  reminder: { vi: 'Nhắc trả lời: {event}', en: 'Reminder: {event}', ko: '응답 요청: {event}' },
  hello: { vi: 'Kính gửi {name},', en: 'Dear {name},', ko: '{name} 님께' },
  intro: {
    vi: 'Ban tổ chức trân trọng mời Quý vị tham gia “{event}” ({dates}):',
    en: 'We have the honour of inviting you to take part in “{event}” ({dates}):',
    ko: '‘{event}’({dates})에 다음과 같이 모시고자 합니다.',
  },
  again: {
    vi: 'Chúng tôi chưa nhận được câu trả lời của Quý vị về “{event}” ({dates}):',
    en: 'We have not had your answer yet for “{event}” ({dates}):',
    ko: '‘{event}’({dates}) 참여 여부에 대한 회신을 아직 받지 못했습니다.',
  },
  asSpeaker: { vi: 'báo cáo viên', en: 'speaker', ko: '연자' },
  asChair: { vi: 'chủ tọa', en: 'chair', ko: '좌장' },
  noTime: { vi: 'thời gian sẽ thông báo sau', en: 'time to be announced', ko: '시간 추후 안내' },
  provisional: { vi: 'dự kiến {when}', en: 'provisionally {when}', ko: '예정: {when}' },
  link: {
    vi: 'Xin trả lời, báo thời gian Quý vị có mặt được và gửi tệp trình chiếu tại liên kết riêng sau (không cần tài khoản):\n{url}',
    en: 'Please answer, say when you can be there and send your slides at this personal link (no account needed):\n{url}',
    ko: '아래 개인 링크에서 참여 여부와 참석 가능 시간을 알려 주시고 발표 자료를 보내 주세요(계정 불필요).\n{url}',
  },
  contact: { vi: 'Mọi thắc mắc xin gửi về {email}.', en: 'Questions? Write to {email}.', ko: '문의: {email}' },
  signature: {
    vi: 'Trân trọng,\nBan tổ chức',
    en: 'With kind regards,\nThe organisers',
    ko: '감사합니다.\n조직위원회 드림',
  },
})
