import { messages } from '#src/lib/text/messages.ts'

/** Why a file stays out, and how to mend it; codes of the reader, of archives and of the quarantine. */
const REFUSALS = messages({
  'not-dicom': {
    vi: 'Không phải DICOM, JPEG, PNG hay MP4: nếu là ảnh chụp, hãy xuất lại từ máy hoặc PACS dưới dạng DICOM',
    en: 'Not DICOM, JPEG, PNG or MP4: if it is an image, export it from the scanner or PACS as DICOM',
    ko: 'DICOM, JPEG, PNG, MP4가 아님: 영상이라면 장비나 PACS에서 DICOM으로 다시 내보내십시오',
  },
  dicomdir: {
    vi: 'DICOMDIR là mục lục của đĩa, không phải ảnh: không cần làm gì, các ảnh được đọc trực tiếp',
    en: 'DICOMDIR is the disc’s table of contents, not an image: nothing to do, the images are read themselves',
    ko: 'DICOMDIR는 디스크 목차이며 영상이 아님: 영상은 직접 읽으므로 조치할 필요 없음',
  },
  truncated: {
    vi: 'Tệp bị cắt cụt: chép hoặc gửi lại từ nguồn',
    en: 'Cut off: copy or send it again from where it came',
    ko: '파일이 잘림: 원본에서 다시 복사하거나 보내십시오',
  },
  'bad-length': {
    vi: 'Tệp hỏng, độ dài bên trong sai: chép lại từ nguồn, hoặc xuất lại',
    en: 'Damaged, its lengths are wrong: copy it again from where it came, or export it again',
    ko: '손상된 파일(길이 오류): 원본에서 다시 복사하거나 다시 내보내십시오',
  },
  'bad-sequence': {
    vi: 'Tệp hỏng, cấu trúc bên trong sai: chép lại từ nguồn, hoặc xuất lại',
    en: 'Damaged, its structure is wrong: copy it again from where it came, or export it again',
    ko: '손상된 파일(구조 오류): 원본에서 다시 복사하거나 다시 내보내십시오',
  },
  'too-deep': {
    vi: 'Tiêu đề lồng hơn 32 tầng, tệp thật không như vậy: xuất lại từ máy chụp hoặc PACS',
    en: 'Its header is nested more than 32 deep, which no real one is: export it again from the scanner or PACS',
    ko: '헤더가 32단계 넘게 중첩됨(정상 파일이 아님): 장비나 PACS에서 다시 내보내십시오',
  },
  'too-many': {
    vi: 'Tiêu đề có quá nhiều phần tử, tệp thật không như vậy: xuất lại từ máy chụp hoặc PACS',
    en: 'Its header has more elements than any real one: export it again from the scanner or PACS',
    ko: '헤더 요소가 지나치게 많음(정상 파일이 아님): 장비나 PACS에서 다시 내보내십시오',
  },
  'too-large': {
    vi: 'Tệp quá lớn: chia nhỏ loạt ảnh khi xuất, hoặc nhờ quản trị viên nâng giới hạn',
    en: 'Too large: split the series when exporting it, or ask the administrator for a higher limit',
    ko: '파일이 너무 큼: 시리즈를 나누어 내보내거나 관리자에게 한도 상향을 요청하십시오',
  },
  'transfer-syntax': {
    vi: 'Kiểu nén riêng của hãng: xuất lại dạng DICOM chuẩn, ví dụ Explicit VR Little Endian',
    en: 'A maker’s private compression: export it again as standard DICOM, Explicit VR Little Endian for example',
    ko: '제조사 전용 압축: 표준 DICOM(Explicit VR Little Endian 등)으로 다시 내보내십시오',
  },
  deflate: {
    vi: 'Dữ liệu nén bị hỏng: chép lại từ nguồn, hoặc xuất lại không nén',
    en: 'Its compressed data are damaged: copy it again from where it came, or export it uncompressed',
    ko: '압축 데이터 손상: 원본에서 다시 복사하거나 압축 없이 내보내십시오',
  },
  'no-uids': {
    vi: 'Tệp không ghi là loại ảnh gì (thiếu SOP Class UID): xuất lại từ máy chụp hoặc PACS',
    en: 'It does not say what kind of object it is (no SOP Class UID): export it again from the scanner or PACS',
    ko: '객체 종류(SOP Class UID)가 없음: 장비나 PACS에서 다시 내보내십시오',
  },
  'duplicate-differs': {
    vi: 'Kho đã có ảnh khác mang cùng mã, ảnh đầu tiên được giữ: nếu bản này mới đúng, rút ca rồi gửi lại',
    en: 'Another image under the same identifier is in the archive, and the first one stays: if this one is right, withdraw the case and send it anew',
    ko: '같은 식별자의 다른 영상이 이미 있어 먼저 온 영상이 유지됨: 이것이 맞다면 증례를 철회하고 다시 보내십시오',
  },
  'study-of-another': {
    vi: 'Lần chụp này do người khác đưa vào kho: nhờ người ấy chia sẻ ca với bạn',
    en: 'Somebody else brought this study into the archive: ask them to share the case with you',
    ko: '다른 사람이 올린 검사: 그 사람에게 증례 공유를 요청하십시오',
  },
  withdrawn: {
    vi: 'Ca này đã được rút, không gì của nó được nhận lại: cần thì tạo ca mới',
    en: 'This case has been withdrawn and takes nothing any more: make a new case if it is needed',
    ko: '철회된 증례라 더 받지 않음: 필요하면 새 증례를 만드십시오',
  },
  timeout: {
    vi: 'Đọc quá lâu nên đã dừng: thử lại, hoặc xuất lại từ máy chụp',
    en: 'Reading it took too long and was stopped: try again, or export it again',
    ko: '읽는 데 너무 오래 걸려 중단됨: 다시 시도하거나 다시 내보내십시오',
  },
  crashed: {
    vi: 'Tệp làm chương trình đọc dừng đột ngột: xuất lại, nếu vẫn vậy hãy báo quản trị viên',
    en: 'It made the reader fail: export it again, and tell the administrator if that does not help',
    ko: '판독 프로그램이 중단됨: 다시 내보내고, 계속되면 관리자에게 알리십시오',
  },
  lost: {
    vi: 'Dữ liệu của tệp không còn trên máy chủ: gửi lại',
    en: 'Its bytes are no longer on the server: send it again',
    ko: '서버에 데이터가 남아 있지 않음: 다시 보내십시오',
  },
  unreadable: {
    vi: 'Trình duyệt không đọc được tệp (đã di chuyển, rút đĩa hoặc không có quyền): chọn lại tệp',
    en: 'The browser cannot read it (moved, unplugged or not allowed): choose it again',
    ko: '브라우저가 읽을 수 없음(이동, 매체 분리, 권한 없음): 다시 선택하십시오',
  },
  'not-zip': {
    vi: 'Tệp ZIP hỏng hoặc thiếu phần cuối: chép lại, hoặc giải nén rồi kéo thư mục vào',
    en: 'A damaged ZIP, or its end is missing: copy it again, or unpack it and drag the folder in',
    ko: 'ZIP이 손상되었거나 끝부분이 없음: 다시 복사하거나 압축을 풀어 폴더로 올리십시오',
  },
  'zip-encrypted': {
    vi: 'ZIP có mật khẩu: giải nén rồi kéo thư mục vào',
    en: 'ZIP with a password: unpack it and drag the folder in',
    ko: '암호가 걸린 ZIP: 압축을 풀어 폴더로 올리십시오',
  },
  'zip-method': {
    vi: 'Kiểu nén ZIP lạ: giải nén rồi kéo thư mục vào',
    en: 'Unusual ZIP compression: unpack it and drag the folder in',
    ko: '지원하지 않는 ZIP 압축: 압축을 풀어 폴더로 올리십시오',
  },
  'zip-bomb': {
    vi: 'ZIP nở ra lớn bất thường: nếu là ảnh thật, giải nén rồi kéo thư mục vào',
    en: 'Unpacks to far more than an honest ZIP does: if these are images, unpack it and drag the folder in',
    ko: '비정상적으로 크게 풀리는 ZIP: 실제 영상이라면 압축을 풀어 폴더로 올리십시오',
  },
  'zip-many': {
    vi: 'ZIP có quá nhiều tệp: giải nén rồi kéo từng thư mục vào',
    en: 'Too many files in the ZIP: unpack it and drag its folders in one by one',
    ko: 'ZIP 안 파일이 너무 많음: 압축을 풀어 폴더별로 올리십시오',
  },
  'zip-nested': {
    vi: 'Tệp nén trong tệp nén: giải nén tệp ngoài trước',
    en: 'An archive in an archive: unpack the outer one first',
    ko: '압축 안의 압축: 바깥 압축을 먼저 풀어 주십시오',
  },
  'zip-damaged': {
    vi: 'Hỏng bên trong ZIP: chép lại ZIP, hoặc giải nén rồi kéo thư mục vào',
    en: 'Damaged inside the ZIP: copy the ZIP again, or unpack it and drag the folder in',
    ko: 'ZIP 안에서 손상됨: ZIP을 다시 복사하거나 압축을 풀어 폴더로 올리십시오',
  },
  'picture-damaged': {
    vi: 'Ảnh hỏng hoặc trên 60 triệu điểm ảnh: mở bằng phần mềm xem ảnh rồi lưu lại nhỏ hơn',
    en: 'The picture is damaged or has more than 60 million pixels: open it in a picture program and save it smaller',
    ko: '사진이 손상되었거나 6천만 화소를 넘음: 사진 프로그램에서 더 작게 다시 저장하십시오',
  },
  'video-damaged': {
    vi: 'Video không phải MP4 hoàn chỉnh: chuyển sang MP4 (H.264) rồi chọn lại',
    en: 'The video is no complete MP4: convert it to MP4 (H.264) and choose it again',
    ko: '완전한 MP4가 아님: MP4(H.264)로 변환한 뒤 다시 선택하십시오',
  },
  differs: {
    vi: 'Bị hỏng trên đường truyền nhiều lần: kiểm tra mạng rồi gửi lại tệp này',
    en: 'Damaged on the way several times: check the line and send this file again',
    ko: '전송 중 여러 번 손상됨: 네트워크를 확인하고 이 파일을 다시 보내십시오',
  },
  refused: {
    vi: 'Máy chủ không nhận: thử lại, nếu vẫn vậy hãy báo quản trị viên',
    en: 'The server did not take it: try again, and tell the administrator if that does not help',
    ko: '서버가 받지 않음: 다시 시도하고, 계속되면 관리자에게 알리십시오',
  },
})

export type RefusalCode = keyof typeof REFUSALS.table

/** The reason in words; a code that nobody has words for is shown as it is. */
export function refusalText(lang: 'vi' | 'en' | 'ko', code: string): string {
  return code in REFUSALS.table ? REFUSALS(lang)(code as RefusalCode) : `${REFUSALS(lang)('refused')} (${code})`
}

export const refusalCodes = Object.keys(REFUSALS.table)
