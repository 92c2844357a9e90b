import { messages } from '#src/lib/text/messages.ts'

/** The notice that the footer of every page leads to. What it says must stay true of the code. */
export const privacy = messages({
  title: { vi: 'Quyền riêng tư', en: 'Privacy', ko: '개인정보 처리방침' },
  intro: {
    vi: 'Trang này nói rõ {society} lưu dữ liệu cá nhân nào, để làm gì và trong bao lâu.',
    en: 'This page says which personal data {society} keeps, what for and for how long.',
    ko: '{society}가 보관하는 개인정보의 항목, 목적, 기간을 안내합니다.',
  },
  keptTitle: { vi: 'Dữ liệu được lưu', en: 'What is kept', ko: '보관 항목' },
  keptProgramme: {
    vi: 'Báo cáo viên và chủ tọa: họ tên trong chương trình; học hàm học vị, cơ sở, quốc gia, giới thiệu và ảnh nếu được cho phép công khai.',
    en: 'Speakers and chairs: the name in the programme; title, facility, country, biography and photo as far as they let them be public.',
    ko: '연자와 좌장: 프로그램에 실리는 성명, 공개를 허용한 경우 직함, 소속, 국가, 약력, 사진.',
  },
  keptAccount: {
    vi: 'Người có tài khoản: họ tên, địa chỉ thư điện tử, mật khẩu đã băm, ngôn ngữ, những gì tự khai trong hồ sơ, thiết bị đang đăng nhập (tên trình duyệt, thời điểm), những điều đã đồng ý. Không lưu địa chỉ IP.',
    en: 'Account holders: name, e-mail address, hashed password, language, what they enter in their profile, signed-in devices (browser name, time), and what they agreed to. No IP addresses.',
    ko: '계정 이용자: 성명, 이메일 주소, 해시 처리된 비밀번호, 언어, 본인이 입력한 프로필, 로그인된 기기(브라우저 이름과 시각), 동의 내역. IP 주소는 보관하지 않습니다.',
  },
  purposeTitle: { vi: 'Mục đích', en: 'What for', ko: '이용 목적' },
  purposeText: {
    vi: 'Để tổ chức sinh hoạt khoa học: lập và công bố chương trình, liên hệ với người tham gia, xác nhận giờ tín chỉ. Dữ liệu không được bán, không dùng để quảng cáo, không gửi cho bên thứ ba.',
    en: 'To hold scientific meetings: to make and publish programmes, to reach those who take part, to certify credit. Nothing is sold, used for advertising or sent to others.',
    ko: '학술 행사의 운영, 즉 프로그램 작성과 공개, 참가자 연락, 연수평점 확인을 위해 이용합니다. 판매하거나 광고에 이용하지 않으며 제3자에게 제공하지 않습니다.',
  },
  basisText: {
    vi: 'Căn cứ: sự đồng ý của chủ thể dữ liệu theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15; với người tham gia từ Hàn Quốc và châu Âu, các quyền theo PIPA và GDPR cũng được bảo đảm.',
    en: 'Basis: consent under Vietnam’s Law on Personal Data Protection No. 91/2025/QH15; for participants from Korea and Europe the rights of PIPA and GDPR are kept as well.',
    ko: '근거: 베트남 개인정보보호법(제91/2025/QH15호)에 따른 정보주체의 동의. 한국과 유럽 참가자에게는 개인정보 보호법과 GDPR상의 권리도 보장됩니다.',
  },
  durationTitle: { vi: 'Thời gian lưu', en: 'How long', ko: '보관 기간' },
  cookiesTitle: { vi: 'Cookie', en: 'Cookies', ko: '쿠키' },
  cookiesText: {
    vi: 'Chỉ có cookie cần thiết: phiên đăng nhập, ngôn ngữ và giao diện. Không có công cụ theo dõi, không tải gì từ trang khác.',
    en: 'Only necessary ones: sign-in, language and appearance. No tracking, nothing is loaded from other sites.',
    ko: '로그인, 언어, 화면 모드에 필요한 쿠키만 사용합니다. 추적 도구가 없으며 다른 사이트에서 아무것도 불러오지 않습니다.',
  },
  rightsTitle: { vi: 'Quyền của bạn', en: 'Your rights', ko: '이용자의 권리' },
  rightsText: {
    vi: 'Xem, sửa, tải về, rút lại sự đồng ý và xoá dữ liệu bất cứ lúc nào trong phần Tài khoản. Người chưa có tài khoản xin liên hệ ban thư ký.',
    en: 'See, correct, download and delete your data and withdraw consent at any time under Account. Without an account, please write to the secretariat.',
    ko: '‘내 계정’에서 언제든지 열람, 정정, 내려받기, 동의 철회, 삭제를 하실 수 있습니다. 계정이 없으신 경우 사무국으로 연락해 주세요.',
  },
  rightsLink: { vi: 'Dữ liệu của tôi', en: 'My data', ko: '내 데이터' },
})
