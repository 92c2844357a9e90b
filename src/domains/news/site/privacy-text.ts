import type { Text } from '#src/lib/text/multilingual.ts'
import { RETENTION_DAYS } from '../retention.ts'

const { guestEmail, refused, reports, unconfirmed, recipients } = RETENTION_DAYS

/** What the software keeps and why, true as it is installed; the society adds who it is and where to write to. */
export const privacyDefault: { readonly title: Text; readonly body: Text } = {
  title: { vi: 'Quyền riêng tư', en: 'Privacy', ko: '개인정보 처리방침' },
  body: {
    vi: `Trang này cho biết hội lưu dữ liệu cá nhân nào, để làm gì, trong bao lâu và bạn có quyền gì. Nội dung theo Luật Bảo vệ dữ liệu cá nhân của Việt Nam (Luật số 91/2025/QH15), Luật Bảo vệ thông tin cá nhân của Hàn Quốc (PIPA) và Quy định chung về bảo vệ dữ liệu của Liên minh châu Âu (GDPR).

## Khi bạn chỉ đọc
Không cần tài khoản, không có quảng cáo, không có công cụ theo dõi, không tải gì từ trang khác. Nhật ký máy chủ ghi địa chỉ trang, thời điểm và kết quả của mỗi yêu cầu để vận hành và bảo vệ hệ thống. Cookie chỉ dùng cho việc bạn vừa yêu cầu; danh sách đầy đủ ở trang “Cookie”.

## Dữ liệu được lưu
| Dữ liệu | Mục đích | Căn cứ | Thời hạn |
|---|---|---|---|
| Tài khoản: tên, thư điện tử, mật khẩu đã băm | đăng nhập | sự đồng ý khi mở tài khoản | đến khi bạn xoá tài khoản; địa chỉ không xác nhận: ${unconfirmed} ngày |
| Hồ sơ: học hàm học vị, cơ sở y tế, ảnh, tiểu sử | giới thiệu trong chương trình | bạn chọn phần công khai | đến khi bạn xoá |
| Tham dự, báo cáo, vai trò trong sự kiện | tổ chức sự kiện | thực hiện đăng ký của bạn | theo quy định lưu trữ của hội |
| Bình luận: tên và nội dung (công khai), thư điện tử (không bao giờ công khai) | trao đổi chuyên môn | sự đồng ý khi gửi | nội dung đến khi được xoá; thư điện tử của khách ${guestEmail} ngày; bình luận bị từ chối ${refused} ngày |
| Báo cáo vi phạm bình luận | kiểm duyệt | lợi ích chính đáng | ${reports} ngày, không kèm địa chỉ mạng |
| Đăng ký bản tin | gửi bản tin | sự đồng ý, xác nhận qua thư | đến khi ngừng nhận; chưa xác nhận: ${unconfirmed} ngày |
| Danh sách đã gửi của mỗi thông báo | chứng minh đã gửi, tránh gửi trùng | lợi ích chính đáng | ${recipients} ngày |

## Hình ảnh y khoa
Không lưu thông tin nhận dạng người bệnh. Ảnh tải lên được tạo lại, không còn EXIF, vị trí chụp và thiết bị.

## Ai nhận dữ liệu
Chỉ ban thư ký và ban tổ chức sự kiện liên quan. Dữ liệu không được bán và không chuyển cho quảng cáo. Phần mềm không gửi dữ liệu cá nhân tới dịch vụ bên ngoài, trừ máy chủ thư điện tử để gửi thư cho bạn.

## Quyền của bạn
Bạn có quyền được biết, xem, nhận bản sao, sửa, xoá, hạn chế, phản đối và rút lại sự đồng ý, cũng như khiếu nại với cơ quan chuyên trách bảo vệ dữ liệu cá nhân. Sau khi đăng nhập, mục “Dữ liệu của tôi” cho phép tải về và xoá toàn bộ. Mỗi thư gửi đi đều có liên kết ngừng nhận. Bạn cũng có thể viết thư cho ban thư ký.`,
    en: `This page says which personal data the society keeps, what for, how long, and what your rights are. It follows Vietnam's Law on Personal Data Protection (Law No. 91/2025/QH15), Korea's Personal Information Protection Act (PIPA) and the European Union's General Data Protection Regulation (GDPR).

## When you only read
No account is needed. There is no advertising, no tracking, and nothing is loaded from other sites. The server's log holds the address of the page, the time and the outcome of each request, to run and protect the service. Cookies are set only for what you have just asked for; the page “Cookies” lists every one.

## What is kept
| Data | Purpose | Basis | How long |
|---|---|---|---|
| Account: name, e-mail, hashed password | signing in | your consent when opening it | until you delete it; unconfirmed addresses ${unconfirmed} days |
| Profile: academic title, facility, photo, biography | introducing you in programmes | you choose what is public | until you remove it |
| Attendance, talks, roles at events | holding the event | carrying out your registration | as the society's rules on records require |
| Comments: name and words (public), e-mail (never published) | discussion | your consent when sending | words until deleted; a guest's e-mail ${guestEmail} days; refused comments ${refused} days |
| Reports of comments | moderation | legitimate interest | ${reports} days, without network address |
| Newsletter subscription | sending it | consent, confirmed by mail | until you leave; unconfirmed ${unconfirmed} days |
| Recipients of each notice | proof of sending, no duplicates | legitimate interest | ${recipients} days |

## Medical images
Nothing that identifies a patient is kept. Pictures are made anew on upload, without EXIF, place or device.

## Who receives it
Only the secretariat and the organisers of the event concerned. Data are not sold and not given to advertisers. The software sends personal data to no service outside, except to the mail server that brings you its mails.

## Your rights
You may know, see, receive a copy of, correct, delete and restrict your data, object, withdraw consent, and complain to the authority for data protection. When signed in, “My data” lets you download and delete all of it. Every mail has a link that ends it. You may also write to the secretariat.`,
    ko: `이 페이지는 학회가 어떤 개인정보를, 어떤 목적으로, 얼마 동안 보유하며 이용자에게 어떤 권리가 있는지 안내합니다. 베트남 개인정보보호법(법률 제91/2025/QH15호), 대한민국 개인정보 보호법, 유럽연합 일반 개인정보 보호법(GDPR)을 따릅니다.

## 열람만 하는 경우
계정이 필요 없습니다. 광고와 추적 도구가 없으며 외부 사이트에서 아무것도 불러오지 않습니다. 서버 로그에는 서비스 운영과 보호를 위해 요청한 주소, 시각, 처리 결과만 기록됩니다. 쿠키는 이용자가 방금 요청한 기능에만 사용하며 전체 목록은 “쿠키” 페이지에 있습니다.

## 보유하는 정보
| 항목 | 목적 | 근거 | 보유 기간 |
|---|---|---|---|
| 계정: 이름, 이메일, 암호화된 비밀번호 | 로그인 | 계정 개설 시 동의 | 계정 삭제 시까지, 미확인 주소는 ${unconfirmed}일 |
| 프로필: 학위, 의료기관, 사진, 약력 | 프로그램에 소개 | 공개 범위를 본인이 선택 | 본인이 삭제할 때까지 |
| 행사 참석, 발표, 역할 | 행사 운영 | 등록 신청의 이행 | 학회 기록 보존 규정에 따름 |
| 댓글: 이름과 내용(공개), 이메일(비공개) | 학술 토론 | 작성 시 동의 | 내용은 삭제 시까지, 비회원 이메일 ${guestEmail}일, 거절된 댓글 ${refused}일 |
| 댓글 신고 | 게시물 관리 | 정당한 이익 | ${reports}일, IP 주소는 저장하지 않음 |
| 뉴스레터 구독 | 뉴스레터 발송 | 이메일로 확인한 동의 | 구독 취소 시까지, 미확인 ${unconfirmed}일 |
| 알림별 수신자 명단 | 발송 증빙, 중복 발송 방지 | 정당한 이익 | ${recipients}일 |

## 의료영상
환자를 식별할 수 있는 정보는 보유하지 않습니다. 업로드한 사진은 EXIF, 촬영 위치, 기기 정보 없이 새로 생성합니다.

## 정보를 제공받는 자
사무국과 해당 행사의 운영진만 열람합니다. 개인정보를 판매하거나 광고에 제공하지 않습니다. 메일 발송을 위한 메일 서버 외에는 외부 서비스로 개인정보를 보내지 않습니다.

## 이용자의 권리
개인정보의 열람, 사본 수령, 정정, 삭제, 처리 정지, 동의 철회를 요구하고 감독 기관에 민원을 제기할 수 있습니다. 로그인 후 “내 데이터”에서 전체를 내려받거나 삭제할 수 있습니다. 모든 메일에는 수신 거부 링크가 있으며, 사무국에 문의하실 수도 있습니다.`,
  },
}
