import { messages } from '#src/lib/text/messages.ts'

/** Signing in and what belongs to it. */
export const account = messages({
  signIn: { vi: 'Đăng nhập', en: 'Sign in', ko: '로그인' },
  signUp: { vi: 'Mở tài khoản', en: 'Create an account', ko: '회원 가입' },
  signOut: { vi: 'Đăng xuất', en: 'Sign out', ko: '로그아웃' },
  email: { vi: 'Địa chỉ thư điện tử', en: 'E-mail address', ko: '이메일 주소' },
  password: { vi: 'Mật khẩu', en: 'Password', ko: '비밀번호' },
  newPassword: { vi: 'Mật khẩu mới', en: 'New password', ko: '새 비밀번호' },
  currentPassword: { vi: 'Mật khẩu hiện tại', en: 'Current password', ko: '현재 비밀번호' },
  passwordHint: {
    vi: 'Ít nhất {n} ký tự. Một câu ngắn dễ nhớ thì an toàn hơn một từ phức tạp.',
    en: 'At least {n} characters. A short sentence is safer than a complicated word.',
    ko: '{n}자 이상. 복잡한 단어보다 기억하기 쉬운 짧은 문장이 더 안전합니다.',
  },
  remember: {
    vi: 'Giữ đăng nhập trên thiết bị này',
    en: 'Keep me signed in on this device',
    ko: '이 기기에서 로그인 유지',
  },
  forgotLink: { vi: 'Quên mật khẩu?', en: 'Forgotten your password?', ko: '비밀번호를 잊으셨나요?' },
  noAccount: { vi: 'Chưa có tài khoản?', en: 'No account yet?', ko: '아직 계정이 없으신가요?' },
  haveAccount: { vi: 'Đã có tài khoản?', en: 'Already have an account?', ko: '이미 계정이 있으신가요?' },
  linkTitle: { vi: 'Đăng nhập không cần mật khẩu', en: 'Sign in without a password', ko: '비밀번호 없이 로그인' },
  linkHint: {
    vi: 'Chúng tôi gửi một liên kết dùng một lần đến hộp thư của quý vị.',
    en: 'We send a link that works once to your mailbox.',
    ko: '한 번만 사용할 수 있는 로그인 링크를 이메일로 보내드립니다.',
  },
  linkSend: { vi: 'Gửi liên kết', en: 'Send me a link', ko: '링크 보내기' },
  passkeyUse: { vi: 'Đăng nhập bằng khoá truy cập', en: 'Sign in with a passkey', ko: '패스키로 로그인' },
  sentTitle: { vi: 'Mời kiểm tra hộp thư', en: 'Please check your mailbox', ko: '메일함을 확인해 주세요' },
  sentText: {
    vi: 'Nếu {email} thuộc về một tài khoản, thư có liên kết sẽ đến trong ít phút. Xin xem cả mục thư rác.',
    en: 'If {email} belongs to an account, a message with a link will arrive within a few minutes. Please look in the junk folder too.',
    ko: '{email} 주소로 가입된 계정이 있으면 몇 분 안에 링크가 담긴 메일이 도착합니다. 스팸함도 확인해 주세요.',
  },
  signUpSentText: {
    vi: 'Chúng tôi đã gửi thư đến {email}. Xin mở liên kết trong thư để hoàn tất.',
    en: 'We have sent a message to {email}. Please open the link in it to finish.',
    ko: '{email} 주소로 메일을 보냈습니다. 메일의 링크를 열어 가입을 완료해 주세요.',
  },
  'error.wrong-sign-in': {
    vi: 'Địa chỉ hoặc mật khẩu không đúng.',
    en: 'The address or the password is not right.',
    ko: '이메일 주소 또는 비밀번호가 올바르지 않습니다.',
  },
  'error.unconfirmed': {
    vi: 'Địa chỉ thư điện tử chưa được xác nhận. Chúng tôi vừa gửi lại thư xác nhận.',
    en: 'The e-mail address is not confirmed yet. We have just sent the message again.',
    ko: '이메일 주소가 아직 확인되지 않았습니다. 확인 메일을 다시 보내드렸습니다.',
  },
  tooMany: {
    vi: 'Quá nhiều lần thử. Xin chờ {n} giây rồi thử lại.',
    en: 'Too many attempts. Please wait {n} seconds and try again.',
    ko: '시도 횟수가 너무 많습니다. {n}초 후에 다시 시도해 주세요.',
  },
  family: { vi: 'Họ', en: 'Family name', ko: '성' },
  given: { vi: 'Tên đệm và tên', en: 'Given names', ko: '이름' },
  nameHint: {
    vi: 'Như ghi trên giấy chứng nhận, bằng chữ viết của quý vị.',
    en: 'As it should stand on a certificate, in your own script.',
    ko: '이수증에 표기될 이름을 모국어 문자로 입력해 주세요.',
  },
  consent: {
    vi: 'Tôi đồng ý để hội lưu họ tên, địa chỉ thư điện tử và những gì tôi tự khai, nhằm tổ chức sinh hoạt khoa học.',
    en: 'I agree that the society keeps my name, my e-mail address and what I enter myself, in order to run its scientific meetings.',
    ko: '학회가 학술 행사 운영을 위해 이름, 이메일 주소 및 본인이 입력한 정보를 보관하는 것에 동의합니다.',
  },
  consentHint: {
    vi: 'Có thể tải về hoặc xoá bất cứ lúc nào. Tài khoản không được xác nhận sẽ bị xoá sau {n} ngày.',
    en: 'You can download or delete all of it at any time. Accounts that are not confirmed are deleted after {n} days.',
    ko: '언제든지 내려받거나 삭제할 수 있습니다. 확인되지 않은 계정은 {n}일 후 삭제됩니다.',
  },
  verifyTitle: { vi: 'Xác nhận địa chỉ', en: 'Confirm your address', ko: '이메일 주소 확인' },
  verifyText: {
    vi: 'Nhập mật khẩu đã chọn khi mở tài khoản. Nhờ vậy chỉ người mở tài khoản mới dùng được nó.',
    en: 'Enter the password you chose when you opened the account. So only the one who opened it can use it.',
    ko: '가입할 때 정한 비밀번호를 입력해 주세요. 가입한 본인만 계정을 사용할 수 있도록 하기 위한 절차입니다.',
  },
  confirm: { vi: 'Xác nhận', en: 'Confirm', ko: '확인' },
  linkDead: {
    vi: 'Liên kết này đã được dùng hoặc đã hết hạn.',
    en: 'This link has been used or has expired.',
    ko: '이미 사용되었거나 만료된 링크입니다.',
  },
  linkDeadMend: { vi: 'Yêu cầu liên kết mới', en: 'Ask for a new link', ko: '새 링크 요청하기' },
  magicTitle: { vi: 'Đăng nhập bằng liên kết', en: 'Sign in by link', ko: '링크로 로그인' },
  magicText: {
    vi: 'Bấm nút để đăng nhập trên thiết bị này.',
    en: 'Press the button to sign in on this device.',
    ko: '버튼을 누르면 이 기기에서 로그인됩니다.',
  },
  forgotTitle: { vi: 'Quên mật khẩu', en: 'Forgotten password', ko: '비밀번호 찾기' },
  forgotText: {
    vi: 'Nhập địa chỉ thư điện tử của tài khoản. Chúng tôi gửi liên kết để đặt mật khẩu mới.',
    en: 'Enter the e-mail address of your account. We send a link to set a new password.',
    ko: '계정의 이메일 주소를 입력해 주세요. 새 비밀번호를 설정할 수 있는 링크를 보내드립니다.',
  },
  resetTitle: { vi: 'Đặt mật khẩu mới', en: 'Set a new password', ko: '새 비밀번호 설정' },
  resetDone: {
    vi: 'Mật khẩu mới đã có hiệu lực. Mời đăng nhập.',
    en: 'Your new password is set. Please sign in.',
    ko: '새 비밀번호가 설정되었습니다. 로그인해 주세요.',
  },
  save: { vi: 'Lưu', en: 'Save', ko: '저장' },
  factorTitle: { vi: 'Xác thực hai bước', en: 'Two-step sign-in', ko: '2단계 인증' },
  factorCode: {
    vi: 'Mã sáu chữ số của ứng dụng xác thực',
    en: 'Six-digit code of your authenticator app',
    ko: '인증 앱의 6자리 코드',
  },
  factorRecovery: { vi: 'hoặc một mã khôi phục', en: 'or a recovery code', ko: '또는 복구 코드' },
  factorWrong: {
    vi: 'Mã không đúng hoặc đã hết hạn.',
    en: 'The code is wrong or has expired.',
    ko: '코드가 올바르지 않거나 만료되었습니다.',
  },
  factorTrust: {
    vi: 'Không hỏi mã trên thiết bị này trong 30 ngày',
    en: 'Do not ask for a code on this device for 30 days',
    ko: '30일간 이 기기에서 코드를 묻지 않기',
  },
  setupTitle: { vi: 'Quản trị viên đầu tiên', en: 'The first administrator', ko: '최초 관리자 등록' },
  setupText: {
    vi: 'Hệ thống còn trống. Người lập tài khoản ở đây sẽ quản trị toàn bộ.',
    en: 'The system is still empty. Whoever opens this account will administer all of it.',
    ko: '시스템이 비어 있습니다. 여기서 등록하는 사람이 전체 관리자가 됩니다.',
  },
  setupDo: { vi: 'Tạo tài khoản quản trị', en: 'Create the administrator', ko: '관리자 계정 만들기' },
  claimTitle: { vi: 'Nhận hồ sơ', en: 'Take over your record', ko: '프로필 확인 및 등록' },
  claimText: {
    vi: 'Ban thư ký đã lập hồ sơ này cho {name}. Xin đặt mật khẩu để từ nay tự quản lý.',
    en: 'The secretariat has prepared this record for {name}. Set a password to keep it yourself from now on.',
    ko: '사무국에서 {name} 님의 프로필을 등록해 두었습니다. 비밀번호를 설정하시면 직접 관리하실 수 있습니다.',
  },
  claimJoin: {
    vi: 'Nhập hồ sơ này vào tài khoản đang đăng nhập',
    en: 'Join this record to the account I am signed in with',
    ko: '현재 로그인한 계정에 이 프로필 연결하기',
  },
  claimDo: { vi: 'Nhận hồ sơ', en: 'Take over', ko: '프로필 등록' },
  welcome: {
    vi: 'Tài khoản đã sẵn sàng. Mời xem lại những gì được công khai.',
    en: 'Your account is ready. Please look through what is public.',
    ko: '계정이 준비되었습니다. 공개 범위를 확인해 주세요.',
  },

  // what is wrong with an input, by code
  'error.required': { vi: 'Xin điền mục này.', en: 'Please fill this in.', ko: '필수 입력 항목입니다.' },
  'error.email': {
    vi: 'Địa chỉ thư điện tử không hợp lệ.',
    en: 'This is not an e-mail address.',
    ko: '올바른 이메일 주소가 아닙니다.',
  },
  'error.email-taken': {
    vi: 'Địa chỉ này đã có tài khoản.',
    en: 'This address already has an account.',
    ko: '이미 가입된 주소입니다.',
  },
  'error.email-same': {
    vi: 'Đây là địa chỉ đang dùng.',
    en: 'This is the address you have now.',
    ko: '현재 사용 중인 주소입니다.',
  },
  'error.sign-in-again': {
    vi: 'Xin đăng nhập lại rồi thử tiếp.',
    en: 'Please sign in again, then try once more.',
    ko: '다시 로그인한 후 시도해 주세요.',
  },
  'error.password-short': {
    vi: 'Mật khẩu cần ít nhất 10 ký tự.',
    en: 'The password needs at least 10 characters.',
    ko: '비밀번호는 10자 이상이어야 합니다.',
  },
  'error.password-long': {
    vi: 'Mật khẩu dài quá 128 ký tự.',
    en: 'The password is longer than 128 characters.',
    ko: '비밀번호는 128자 이하여야 합니다.',
  },
  'error.password-weak': {
    vi: 'Mật khẩu này quá dễ đoán.',
    en: 'This password is too easy to guess.',
    ko: '추측하기 쉬운 비밀번호입니다.',
  },
  'error.password-wrong': {
    vi: 'Mật khẩu không đúng.',
    en: 'The password is not right.',
    ko: '비밀번호가 올바르지 않습니다.',
  },
  'error.consent': {
    vi: 'Cần sự đồng ý này để mở tài khoản.',
    en: 'An account needs this agreement.',
    ko: '가입하려면 동의가 필요합니다.',
  },
  'error.code': {
    vi: 'Mã không đúng hoặc đã hết hạn.',
    en: 'The code is wrong or has expired.',
    ko: '코드가 올바르지 않거나 만료되었습니다.',
  },
  'error.too-long': { vi: 'Nội dung quá dài.', en: 'This is too long.', ko: '내용이 너무 깁니다.' },
  'error.url': {
    vi: 'Địa chỉ trang web phải bắt đầu bằng http:// hoặc https://.',
    en: 'A web address begins with http:// or https://.',
    ko: '웹 주소는 http:// 또는 https://로 시작해야 합니다.',
  },
  'error.choice': {
    vi: 'Lựa chọn không có trong danh sách.',
    en: 'This is not one of the choices.',
    ko: '목록에 없는 항목입니다.',
  },
  'error.choice-needed': {
    vi: 'Xin chọn cơ sở trong danh sách.',
    en: 'Please choose the facility from the list.',
    ko: '목록에서 기관을 선택해 주세요.',
  },
  'error.too-many': {
    vi: 'Quá nhiều lần tải lên. Xin thử lại sau.',
    en: 'Too many uploads. Please try again later.',
    ko: '업로드 횟수가 너무 많습니다. 잠시 후 다시 시도해 주세요.',
  },
  'error.image': {
    vi: 'Tệp này không phải là ảnh JPEG, PNG hoặc WebP.',
    en: 'This file is not a JPEG, PNG or WebP picture.',
    ko: 'JPEG, PNG 또는 WebP 사진이 아닙니다.',
  },
  'error.too-large': {
    vi: 'Tệp quá lớn (tối đa 10 MB).',
    en: 'The file is too large (10 MB at most).',
    ko: '파일이 너무 큽니다(최대 10MB).',
  },
  'error.last-administrator': {
    vi: 'Phải còn ít nhất một quản trị viên.',
    en: 'There must be at least one administrator.',
    ko: '관리자가 한 명 이상 있어야 합니다.',
  },
  'error.name-taken': {
    vi: 'Đã có cơ sở mang tên này.',
    en: 'A facility of this name exists already.',
    ko: '같은 이름의 기관이 이미 있습니다.',
  },
  'error.both-accounts': {
    vi: 'Cả hai hồ sơ đều có tài khoản nên không thể gộp.',
    en: 'Both records have an account, so they cannot be merged.',
    ko: '두 프로필 모두 계정이 있어 병합할 수 없습니다.',
  },
  'error.stale': {
    vi: 'Hồ sơ vừa được người khác sửa. Xin xem lại rồi lưu.',
    en: 'Somebody else has just changed this record. Please look again and save.',
    ko: '다른 사람이 방금 수정했습니다. 확인 후 다시 저장해 주세요.',
  },
})

export type AccountKey = keyof typeof account.table & string

/** The sentence for an error code; an unknown one stays readable. */
export const errorText = (lang: 'vi' | 'en' | 'ko', code: string): string => {
  const key = `error.${code}`
  return Object.hasOwn(account.table, key) ? account(lang)(key as AccountKey) : code
}
