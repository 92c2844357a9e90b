import { messages } from '#src/lib/text/messages.ts'

/** Mails about accounts. Addressed formally in every language, since they go to physicians who do not know the sender. */
export const mailMessages = messages({
  greeting: { vi: 'Kính gửi {name},', en: 'Dear {name},', ko: '{name} 님께,' },
  closing: { vi: 'Trân trọng,\n{society}', en: 'Kind regards,\n{society}', ko: '감사합니다.\n{society} 드림' },

  verifySubject: {
    vi: 'Xác nhận địa chỉ thư điện tử',
    en: 'Confirm your e-mail address',
    ko: '이메일 주소를 확인해 주세요',
  },
  verifyText: {
    vi: 'Chúng tôi nhận được yêu cầu mở tài khoản bằng địa chỉ thư điện tử này. Để hoàn tất, xin Quý vị mở liên kết dưới đây và nhập mật khẩu đã chọn:\n\n{url}\n\nLiên kết có hiệu lực trong 24 giờ. Nếu Quý vị không mở tài khoản, xin bỏ qua thư này; tài khoản sẽ không được kích hoạt.',
    en: 'Someone, we hope you, asked for an account with this e-mail address. To finish, please open the link below and enter the password you chose:\n\n{url}\n\nThe link is valid for 24 hours. If you did not ask for an account, please ignore this message; the account will not be activated.',
    ko: '이 이메일 주소로 계정 가입 신청이 접수되었습니다. 아래 링크를 열고 가입할 때 정하신 비밀번호를 입력하시면 가입이 완료됩니다.\n\n{url}\n\n링크는 24시간 동안 유효합니다. 가입을 신청하지 않으셨다면 이 메일을 무시하셔도 됩니다. 계정은 활성화되지 않습니다.',
  },

  existsSubject: {
    vi: 'Quý vị đã có tài khoản',
    en: 'You already have an account',
    ko: '이미 가입된 계정이 있습니다',
  },
  existsText: {
    vi: 'Có người vừa dùng địa chỉ thư điện tử này để mở tài khoản mới, nhưng Quý vị đã có tài khoản. Xin đăng nhập tại:\n\n{url}\n\nNếu quên mật khẩu, Quý vị có thể đặt lại ngay tại trang đó. Nếu không phải Quý vị thực hiện, xin bỏ qua thư này; tài khoản không có gì thay đổi.',
    en: 'Someone just tried to open a new account with this e-mail address, but you already have one. Please sign in at:\n\n{url}\n\nIf you have forgotten your password, you can reset it there. If it was not you, please ignore this message; nothing about your account has changed.',
    ko: '이 이메일 주소로 새 계정 가입이 시도되었으나, 이미 가입된 계정이 있습니다. 아래 주소에서 로그인해 주세요.\n\n{url}\n\n비밀번호를 잊으셨다면 같은 화면에서 재설정하실 수 있습니다. 본인이 시도한 것이 아니라면 이 메일을 무시하셔도 됩니다. 계정에는 변경된 사항이 없습니다.',
  },

  resetSubject: { vi: 'Đặt lại mật khẩu', en: 'Reset your password', ko: '비밀번호 재설정 안내' },
  resetText: {
    vi: 'Để đặt mật khẩu mới, xin Quý vị mở liên kết dưới đây:\n\n{url}\n\nLiên kết dùng được một lần, có hiệu lực trong 60 phút. Nếu Quý vị không yêu cầu, xin bỏ qua thư này; mật khẩu vẫn giữ nguyên.',
    en: 'To set a new password, please open the link below:\n\n{url}\n\nThe link works once and is valid for 60 minutes. If you did not ask for it, please ignore this message; your password stays as it is.',
    ko: '새 비밀번호를 설정하시려면 아래 링크를 열어 주세요.\n\n{url}\n\n링크는 한 번만 사용할 수 있으며 60분 동안 유효합니다. 요청하지 않으셨다면 이 메일을 무시하셔도 됩니다. 비밀번호는 변경되지 않습니다.',
  },

  magicSubject: { vi: 'Liên kết đăng nhập', en: 'Your sign-in link', ko: '로그인 링크' },
  magicText: {
    vi: 'Để đăng nhập mà không cần mật khẩu, xin Quý vị mở liên kết dưới đây:\n\n{url}\n\nLiên kết dùng được một lần, có hiệu lực trong 15 phút. Xin đừng chuyển tiếp thư này cho người khác. Nếu Quý vị không yêu cầu, xin bỏ qua thư này.',
    en: 'To sign in without a password, please open the link below:\n\n{url}\n\nThe link works once and is valid for 15 minutes. Please do not forward this message. If you did not ask for it, please ignore it.',
    ko: '비밀번호 없이 로그인하시려면 아래 링크를 열어 주세요.\n\n{url}\n\n링크는 한 번만 사용할 수 있으며 15분 동안 유효합니다. 이 메일을 다른 사람에게 전달하지 마세요. 요청하지 않으셨다면 무시하셔도 됩니다.',
  },

  changedSubject: {
    vi: 'Mật khẩu đã được thay đổi',
    en: 'Your password was changed',
    ko: '비밀번호가 변경되었습니다',
  },
  changedText: {
    vi: 'Mật khẩu tài khoản của Quý vị vừa được thay đổi và mọi thiết bị khác đã được đăng xuất. Nếu không phải Quý vị thực hiện, xin đặt lại mật khẩu ngay tại:\n\n{url}',
    en: 'The password of your account was just changed and all other devices were signed out. If this was not you, please reset your password at once at:\n\n{url}',
    ko: '계정의 비밀번호가 방금 변경되었고 다른 기기에서는 모두 로그아웃되었습니다. 본인이 변경한 것이 아니라면 아래 주소에서 즉시 비밀번호를 재설정해 주세요.\n\n{url}',
  },

  factorOnSubject: {
    vi: 'Đã bật xác thực hai bước',
    en: 'Two-step sign-in was turned on',
    ko: '2단계 인증이 설정되었습니다',
  },
  factorOnText: {
    vi: 'Từ nay khi đăng nhập, Quý vị cần thêm mã của ứng dụng xác thực. Xin cất giữ các mã khôi phục ở nơi an toàn. Nếu không phải Quý vị thực hiện, xin xem lại tại:\n\n{url}',
    en: 'From now on, signing in also needs a code from your authenticator app. Please keep the recovery codes in a safe place. If this was not you, please check at:\n\n{url}',
    ko: '이제부터 로그인할 때 인증 앱의 코드도 필요합니다. 복구 코드는 안전한 곳에 보관해 주세요. 본인이 설정한 것이 아니라면 아래에서 확인해 주세요.\n\n{url}',
  },
  factorOffSubject: {
    vi: 'Đã tắt xác thực hai bước',
    en: 'Two-step sign-in was turned off',
    ko: '2단계 인증이 해제되었습니다',
  },
  factorOffText: {
    vi: 'Tài khoản của Quý vị không còn yêu cầu mã của ứng dụng xác thực. Nếu không phải Quý vị thực hiện, xin xem lại ngay tại:\n\n{url}',
    en: 'Your account no longer asks for a code from the authenticator app. If this was not you, please check at once at:\n\n{url}',
    ko: '이제 로그인할 때 인증 앱의 코드를 요구하지 않습니다. 본인이 해제한 것이 아니라면 아래에서 즉시 확인해 주세요.\n\n{url}',
  },

  newAddressSubject: {
    vi: 'Xác nhận địa chỉ thư điện tử mới',
    en: 'Confirm your new e-mail address',
    ko: '새 이메일 주소를 확인해 주세요',
  },
  newAddressText: {
    vi: 'Chúng tôi nhận được yêu cầu dùng địa chỉ thư điện tử này để đăng nhập thay cho địa chỉ cũ của Quý vị. Để hoàn tất, xin mở liên kết dưới đây và bấm nút xác nhận:\n\n{url}\n\nLiên kết có hiệu lực trong 24 giờ. Nếu Quý vị không yêu cầu, xin bỏ qua thư này; không có gì thay đổi.',
    en: 'You asked to sign in with this e-mail address instead of your former one. To finish, please open the link below and press the button:\n\n{url}\n\nThe link is valid for 24 hours. If you did not ask for it, please ignore this message; nothing will change.',
    ko: '로그인에 사용할 이메일 주소를 이 주소로 변경해 달라는 요청이 접수되었습니다. 아래 링크를 열고 확인 버튼을 누르시면 변경이 완료됩니다.\n\n{url}\n\n링크는 24시간 동안 유효합니다. 요청하지 않으셨다면 이 메일을 무시하셔도 됩니다. 변경되는 사항은 없습니다.',
  },
  addressChangedSubject: {
    vi: 'Địa chỉ thư điện tử của tài khoản đã được thay đổi',
    en: 'The e-mail address of your account was changed',
    ko: '계정의 이메일 주소가 변경되었습니다',
  },
  addressChangedText: {
    vi: 'Tài khoản của Quý vị từ nay đăng nhập bằng một địa chỉ thư điện tử khác; địa chỉ này không còn dùng được để đăng nhập. Nếu không phải Quý vị thực hiện, xin báo ngay cho ban thư ký của hội:\n\n{url}',
    en: 'Your account is now entered by another e-mail address; this one no longer signs in. If this was not you, please tell the society’s secretariat at once:\n\n{url}',
    ko: '계정의 로그인 이메일 주소가 다른 주소로 변경되어, 이 주소로는 더 이상 로그인할 수 없습니다. 본인이 변경한 것이 아니라면 즉시 학회 사무국에 알려 주세요.\n\n{url}',
  },

  inviteSubject: {
    vi: 'Mời nhận hồ sơ của Quý vị',
    en: 'Your record is waiting for you',
    ko: '등록된 프로필을 확인해 주세요',
  },
  inviteText: {
    vi: 'Ban thư ký đã lập hồ sơ cho Quý vị. Để nhận hồ sơ, đặt mật khẩu và chọn những thông tin được công khai, xin mở liên kết dưới đây:\n\n{url}\n\nLiên kết dùng được một lần, có hiệu lực trong {days} ngày.',
    en: 'The secretariat has prepared a record for you. To take it over, set a password and choose what is public, please open the link below:\n\n{url}\n\nThe link works once and is valid for {days} days.',
    ko: '사무국에서 프로필을 등록해 두었습니다. 아래 링크를 열어 프로필을 확인하고 비밀번호와 공개 범위를 설정해 주세요.\n\n{url}\n\n링크는 한 번만 사용할 수 있으며 {days}일 동안 유효합니다.',
  },
})

export type MailKind =
  | 'verify'
  | 'exists'
  | 'reset'
  | 'magic'
  | 'changed'
  | 'factorOn'
  | 'factorOff'
  | 'newAddress'
  | 'addressChanged'
  | 'invite'
