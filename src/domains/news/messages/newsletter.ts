import { messages } from '#src/lib/text/messages.ts'

/** What readers see of the newsletter. */
export const newsletterWords = messages({
  newsletter: { vi: 'Bản tin', en: 'Newsletter', ko: '뉴스레터' },
  lead: {
    vi: 'Tin hội nghị, bài giảng và thông báo của {society}, gửi qua thư điện tử vài lần mỗi năm.',
    en: 'Meetings, lectures and announcements of {society} by e-mail, a few times a year.',
    ko: '{society}의 학술 행사, 강의, 공지를 이메일로 보내 드립니다(연 몇 회).',
  },
  issues: { vi: 'Các số bản tin đã gửi', en: 'Past newsletters', ko: '지난 뉴스레터' },
  issuesLead: {
    vi: 'Những số bản tin đã gửi tới người đăng ký và được công khai.',
    en: 'Newsletters that went to all subscribers, to be read by everyone.',
    ko: '구독자에게 발송된 뉴스레터 중 공개된 호를 모았습니다.',
  },
  noIssues: { vi: 'Chưa có số nào.', en: 'There are none yet.', ko: '아직 공개된 호가 없습니다.' },
  allIssues: { vi: 'Tất cả các số', en: 'All past newsletters', ko: '지난 뉴스레터 모두 보기' },
  joinToo: { vi: 'Đăng ký nhận bản tin', en: 'Subscribe to the newsletter', ko: '뉴스레터 구독하기' },
  email: { vi: 'Thư điện tử', en: 'E-mail', ko: '이메일' },
  consent: {
    vi: 'Địa chỉ chỉ dùng để gửi bản tin. Quý vị xác nhận qua thư và ngừng nhận bất cứ lúc nào bằng một lần bấm. Xem',
    en: 'The address is used for the newsletter only. You confirm by mail and leave at any time with one click. See',
    ko: '주소는 뉴스레터 발송에만 사용합니다. 메일로 확인하신 후 구독되며 언제든 한 번의 클릭으로 취소할 수 있습니다. 자세히:',
  },
  privacy: { vi: 'quyền riêng tư', en: 'privacy', ko: '개인정보 처리방침' },
  subscribe: { vi: 'Đăng ký', en: 'Subscribe', ko: '구독 신청' },
  asked: {
    vi: 'Nếu địa chỉ này chưa đăng ký, chúng tôi vừa gửi tới đó một thư xác nhận. Hãy mở liên kết trong thư để hoàn tất.',
    en: 'If the address is not subscribed yet, a mail is on its way to it. Open the link in it to finish.',
    ko: '아직 구독하지 않은 주소라면 확인 메일을 보냈습니다. 메일의 링크를 열어 구독을 완료해 주세요.',
  },
  toNews: { vi: 'Đọc tin của hội', en: 'Read the society’s news', ko: '학회 소식 보기' },
  confirmTitle: { vi: 'Xác nhận đăng ký bản tin', en: 'Confirm your subscription', ko: '뉴스레터 구독 확인' },
  confirmAsk: {
    vi: 'Gửi bản tin tới {email}?',
    en: 'Send the newsletter to {email}?',
    ko: '{email} 주소로 뉴스레터를 보낼까요?',
  },
  confirmYes: { vi: 'Xác nhận đăng ký', en: 'Yes, subscribe', ko: '구독 확인' },
  confirmed: { vi: 'Quý vị đã đăng ký bản tin.', en: 'You are subscribed.', ko: '구독이 완료되었습니다.' },
  leaveTitle: { vi: 'Ngừng nhận thư', en: 'Unsubscribe', ko: '수신 거부' },
  'leave.newsletter': {
    vi: 'Ngừng gửi bản tin tới {email}?',
    en: 'Send no more newsletters to {email}?',
    ko: '{email} 주소로 뉴스레터를 더 이상 보내지 않을까요?',
  },
  'leave.notices': {
    vi: 'Ngừng gửi thông báo chung tới {email}?',
    en: 'Send no more notices to {email}?',
    ko: '{email} 주소로 단체 알림을 더 이상 보내지 않을까요?',
  },
  'leave.comments': {
    vi: 'Ngừng báo bình luận mới của bài này tới {email}?',
    en: 'No more mails to {email} about comments here?',
    ko: '{email} 주소로 이 글의 댓글 알림을 더 이상 보내지 않을까요?',
  },
  leaveNote: {
    vi: 'Thư cần thiết cho việc quý vị đã đăng ký (đặt lại mật khẩu, thay đổi giờ báo cáo) vẫn được gửi.',
    en: 'Mails that belong to something you have asked for (a new password, a change of your talk) still come.',
    ko: '비밀번호 재설정, 발표 시간 변경 등 직접 요청하신 사항과 관련된 메일은 계속 발송됩니다.',
  },
  leaveYes: { vi: 'Ngừng nhận', en: 'Unsubscribe', ko: '수신 거부' },
  left: {
    vi: 'Đã ngừng. Quý vị sẽ không nhận thêm thư loại này.',
    en: 'Done. No more mails of this kind will come.',
    ko: '처리되었습니다. 더 이상 해당 메일을 보내지 않습니다.',
  },
})
