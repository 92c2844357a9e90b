import type { Message } from '#src/lib/text/messages.ts'

/** A cookie that this site sets; there is no other, and a test holds the public pages to that. */
export interface CookieFact {
  readonly name: string
  readonly purpose: Message
  readonly duration: Message
}

/**
 * Every one is strictly necessary for something that the reader has just asked for, so the law wants no consent and no
 * banner is shown. Whoever adds one that is not (a statistic, an embedded video) sets `needsConsent` below and asks first.
 */
export const COOKIES: readonly CookieFact[] = [
  {
    name: 'hoi.session_token',
    purpose: {
      vi: 'Giữ phiên đăng nhập. Chỉ đặt khi bạn đăng nhập.',
      en: 'Keeps you signed in. Set only when you sign in.',
      ko: '로그인 상태를 유지합니다. 로그인할 때만 설정됩니다.',
    },
    duration: {
      vi: '30 ngày, hoặc đến khi đăng xuất',
      en: '30 days, or until you sign out',
      ko: '30일 또는 로그아웃할 때까지',
    },
  },
  {
    name: 'hoi.two_factor',
    purpose: {
      vi: 'Nối hai bước của đăng nhập có xác thực hai lớp.',
      en: 'Joins the two steps of a sign-in with a second factor.',
      ko: '2단계 인증 로그인의 두 단계를 연결합니다.',
    },
    duration: { vi: '10 phút', en: '10 minutes', ko: '10분' },
  },
  {
    name: 'hoi.trust_device',
    purpose: {
      vi: 'Không hỏi lại lớp xác thực thứ hai trên thiết bị này. Chỉ đặt khi bạn chọn như vậy.',
      en: 'Does not ask for the second factor again on this device. Set only when you choose so.',
      ko: '이 기기에서 2단계 인증을 다시 묻지 않습니다. 선택할 때만 설정됩니다.',
    },
    duration: { vi: '30 ngày', en: '30 days', ko: '30일' },
  },
  {
    name: 'hoi.dont_remember',
    purpose: {
      vi: 'Kết thúc phiên khi đóng trình duyệt, nếu bạn không chọn “ghi nhớ”.',
      en: 'Ends the session with the browser where you did not ask to be remembered.',
      ko: '‘로그인 유지’를 선택하지 않으면 브라우저를 닫을 때 로그아웃되게 합니다.',
    },
    duration: { vi: 'đến khi đóng trình duyệt', en: 'until the browser is closed', ko: '브라우저를 닫을 때까지' },
  },
  {
    name: 'hoi.better-auth-passkey',
    purpose: {
      vi: 'Nối câu hỏi và trả lời khi dùng khoá truy cập (passkey).',
      en: 'Joins question and answer when you use a passkey.',
      ko: '패스키 사용 시 요청과 응답을 연결합니다.',
    },
    duration: { vi: '5 phút', en: '5 minutes', ko: '5분' },
  },
  {
    name: 'theme',
    purpose: {
      vi: 'Nhớ giao diện sáng hoặc tối. Chỉ đặt khi bạn chọn.',
      en: 'Remembers light or dark. Set only when you choose.',
      ko: '밝은·어두운 화면 선택을 기억합니다. 선택할 때만 설정됩니다.',
    },
    duration: { vi: '1 năm', en: '1 year', ko: '1년' },
  },
  {
    name: 'hoi.hall',
    purpose: {
      vi: 'Cho một máy không có tài khoản đặt câu hỏi và ủng hộ mỗi câu một lần trong hội trường. Chỉ đặt khi bạn nhập mã hội trường.',
      en: 'Lets a device without an account ask in the hall and vote once for each question. Set only when you enter the hall’s code.',
      ko: '계정이 없는 기기에서 현장 질문과 질문별 1회 추천을 할 수 있게 합니다. 현장 코드를 입력할 때만 설정됩니다.',
    },
    duration: { vi: '7 ngày', en: '7 days', ko: '7일' },
  },
  {
    name: 'hoi_keys',
    purpose: {
      vi: 'Mở ca bệnh mà người khác chia sẻ với bạn bằng liên kết. Chỉ đặt khi bạn mở liên kết đó.',
      en: 'Opens a case that somebody shares with you by a link. Set only when you open the link.',
      ko: '링크로 공유받은 증례를 열 수 있게 합니다. 링크를 열 때만 설정됩니다.',
    },
    duration: { vi: 'đến khi liên kết hết hạn', en: 'until the link ends', ko: '링크가 만료될 때까지' },
  },
  {
    name: 'hoi_quiz',
    purpose: {
      vi: 'Nhớ câu trả lời của bạn cho câu đố ca bệnh khi không có tài khoản. Chỉ đặt khi bạn trả lời.',
      en: 'Remembers your answer to a quiz case without an account. Set only when you answer.',
      ko: '계정 없이 푼 증례 퀴즈의 답을 기억합니다. 답할 때만 설정됩니다.',
    },
    duration: { vi: '180 ngày', en: '180 days', ko: '180일' },
  },
  {
    name: 'hoi-comment',
    purpose: {
      vi: 'Cho phép bạn sửa bình luận vừa gửi. Chỉ đặt khi bạn gửi bình luận.',
      en: 'Lets you correct the comment that you have just sent. Set only when you send one.',
      ko: '방금 작성한 댓글을 수정할 수 있게 합니다. 댓글을 작성할 때만 설정됩니다.',
    },
    duration: { vi: '15 phút', en: '15 minutes', ko: '15분' },
  },
]

/** Whether anything is set that a reader must agree to first: then, and only then, a notice has something to ask. */
export const needsConsent = false
