import { messages } from '#src/lib/text/messages.ts'

/** What bringing images in says, on the page and in the browser's own part of it. */
export const intakeWords = messages({
  upload: { vi: 'Đưa hình ảnh lên', en: 'Bring images in', ko: '영상 올리기' },
  lead: {
    vi: 'Họ tên, số hồ sơ, ngày sinh và mọi định danh khác được gỡ bỏ ngay trên máy này, trước khi bất cứ dữ liệu nào rời khỏi máy.',
    en: 'Names, numbers, dates of birth and everything else that identifies are taken out on this computer, before anything leaves it.',
    ko: '성명, 등록번호, 생년월일 등 모든 식별 정보는 이 컴퓨터에서 먼저 제거되며, 그 전에는 아무것도 전송되지 않습니다.',
  },
  drop: {
    vi: 'Kéo thư mục, tệp ZIP hoặc các tệp vào đây',
    en: 'Drag a folder, a ZIP or files here',
    ko: '폴더, ZIP 또는 파일을 여기로 끌어다 놓으십시오',
  },
  pick: {
    vi: 'Chọn tệp ZIP hoặc các tệp hình ảnh',
    en: 'Choose a ZIP or image files',
    ko: 'ZIP 또는 영상 파일을 선택하십시오',
  },
  dropHint: {
    vi: 'DICOM từ đĩa CD, PACS hoặc máy chụp; cả JPEG, PNG và MP4.',
    en: 'DICOM from a disc, a PACS or a modality; JPEG, PNG and MP4 too.',
    ko: 'CD, PACS, 촬영 장비의 DICOM과 JPEG, PNG, MP4를 올릴 수 있습니다.',
  },
  chooseFolder: { vi: 'Chọn thư mục', en: 'Choose a folder', ko: '폴더 선택' },
  chooseFiles: { vi: 'Chọn tệp', en: 'Choose files', ko: '파일 선택' },
  addMore: { vi: 'Thêm nữa', en: 'Add more', ko: '더 추가' },
  reading: {
    vi: 'Đang đọc {read}/{known} tệp',
    en: 'Reading {read} of {known} files',
    ko: '파일 읽는 중 {read}/{known}',
  },
  foundN: {
    vi: '{n} ảnh DICOM, {size}',
    en: '{n} DICOM {n#file|files}, {size}',
    ko: 'DICOM {n}개, {size}',
  },
  onlyHere: {
    vi: 'Họ tên chỉ hiện trên màn hình này, không được gửi đi.',
    en: 'Names are shown on this screen only and are not sent.',
    ko: '이름은 이 화면에만 표시되며 전송되지 않습니다.',
  },
  noName: { vi: 'Không có họ tên trong tệp', en: 'No name in the files', ko: '파일에 이름 없음' },
  noDate: { vi: 'Không rõ ngày', en: 'No date', ko: '날짜 없음' },
  images: { vi: '{n} ảnh', en: '{n} {n#image|images}', ko: '영상 {n}개' },
  mayHaveText: {
    vi: 'Có thể có chữ trên ảnh',
    en: 'May have text in the image',
    ko: '영상에 글자가 있을 수 있음',
  },
  loose: {
    vi: 'Ảnh và video không phải DICOM',
    en: 'Pictures and videos that are not DICOM',
    ko: 'DICOM이 아닌 사진과 동영상',
  },
  looseHint: {
    vi: 'Thông tin kèm theo (vị trí, máy chụp, thời gian) được gỡ bỏ. Chữ nằm trong ảnh thì vẫn còn: xin xem kỹ trước khi chia sẻ.',
    en: 'What is attached to them (place, camera, time) is taken out. Text in the picture stays: look carefully before sharing.',
    ko: '위치·카메라·시간 등 부가 정보는 제거됩니다. 화면 속 글자는 남으므로 공유 전에 꼭 확인하십시오.',
  },
  mixedTitle: {
    vi: 'Có {n} người bệnh trong những tệp này',
    en: 'There are {n} patients in these files',
    ko: '파일에 환자 {n}명이 섞여 있습니다',
  },
  mixedOne: { vi: 'Chỉ lấy một người bệnh', en: 'Take one patient only', ko: '한 환자만 올리기' },
  mixedWhich: { vi: 'Người bệnh của ca này', en: 'The patient of this case', ko: '이 증례의 환자' },
  mixedEach: { vi: 'Tạo một ca riêng cho mỗi người bệnh', en: 'One case for each patient', ko: '환자마다 증례 하나씩' },
  mixedSame: {
    vi: 'Là cùng một người bệnh, được ghi khác nhau',
    en: 'They are the same patient, written differently',
    ko: '같은 환자인데 다르게 기록되어 있음',
  },
  mixedAsk: { vi: 'Xin chọn trước khi gửi.', en: 'Choose before sending.', ko: '보내기 전에 선택하십시오.' },
  send: {
    vi: 'Gỡ định danh và gửi {n} tệp',
    en: 'De-identify and send {n} {n#file|files}',
    ko: '비식별화하여 {n}개 보내기',
  },
  sending: { vi: 'Đang gỡ định danh và gửi', en: 'De-identifying and sending', ko: '비식별화 및 전송 중' },
  filesOf: { vi: '{done}/{all} tệp', en: '{done} of {all} files', ko: '파일 {done}/{all}' },
  timeLeft: { vi: 'còn khoảng {time}', en: 'about {time} left', ko: '약 {time} 남음' },
  seconds: { vi: '{n} giây', en: '{n} s', ko: '{n}초' },
  minutes: { vi: '{n} phút', en: '{n} min', ko: '{n}분' },
  hours: { vi: '{n} giờ', en: '{n} h', ko: '{n}시간' },
  pause: { vi: 'Tạm dừng', en: 'Pause', ko: '일시 정지' },
  goOn: { vi: 'Tiếp tục', en: 'Go on', ko: '계속' },
  lost: {
    vi: 'Mất kết nối. Hệ thống tự gửi tiếp khi có mạng lại; có thể để nguyên trang này.',
    en: 'The connection is lost. Sending goes on by itself when it is back; leave this page open.',
    ko: '연결이 끊겼습니다. 다시 연결되면 자동으로 이어서 전송하니 이 페이지를 열어 두십시오.',
  },
  signedOut: {
    vi: 'Phiên đăng nhập đã hết. Đăng nhập lại rồi kéo đúng thư mục này vào: chỉ phần còn thiếu được gửi.',
    en: 'You are signed out. Sign in again and drag the same folder in: only what is missing is sent.',
    ko: '로그아웃되었습니다. 다시 로그인하여 같은 폴더를 끌어다 놓으면 남은 부분만 전송됩니다.',
  },
  failed: {
    vi: 'Không gửi tiếp được. Tải lại trang và kéo đúng thư mục này vào: chỉ phần còn thiếu được gửi.',
    en: 'Sending cannot go on. Reload the page and drag the same folder in: only what is missing is sent.',
    ko: '전송을 계속할 수 없습니다. 페이지를 새로 고친 뒤 같은 폴더를 끌어다 놓으면 남은 부분만 전송됩니다.',
  },
  rejectedN: {
    vi: '{n} tệp không lấy được',
    en: '{n} {n#file was|files were} left out',
    ko: '제외된 파일 {n}개',
  },
  takingIn: { vi: 'Máy chủ đang nhận', en: 'The server is taking them in', ko: '서버에서 받는 중' },
  preparing: { vi: 'Đang tạo bản xem nhanh', en: 'Preparing copies for viewing', ko: '열람용 사본 준비 중' },
  arrived: { vi: 'Đã vào kho ảnh', en: 'In the archive', ko: '보관 완료' },
  lookNext: {
    vi: 'Bước tiếp theo: xem từng ảnh. Chưa ai khác thấy được gì trước khi bạn xác nhận đã xem hết.',
    en: 'Next: look at every image. Nobody else sees anything before you have said that you did.',
    ko: '다음 단계: 모든 영상을 확인하십시오. 확인을 마치기 전에는 다른 누구도 볼 수 없습니다.',
  },
  look: { vi: 'Xem từng ảnh', en: 'Look at the images', ko: '영상 확인' },
  looked: { vi: 'Đã xem', en: 'Looked at', ko: '확인함' },
  studyN: { vi: 'Lần chụp {n}', en: 'Study {n}', ko: '검사 {n}' },
  unfinished: { vi: 'Lần gửi chưa xong', en: 'An upload that is not finished', ko: '끝나지 않은 전송' },
  unfinishedText: {
    vi: 'Bắt đầu {date}: {arrived}/{files} tệp đã đến. Kéo lại đúng thư mục hoặc tệp ZIP đó: chỉ phần còn thiếu được gửi.',
    en: 'Begun {date}: {arrived} of {files} files have arrived. Drag the same folder or ZIP in again: only what is missing is sent.',
    ko: '{date} 시작: {files}개 중 {arrived}개 도착. 같은 폴더나 ZIP을 다시 끌어다 놓으면 남은 부분만 전송됩니다.',
  },
  reopen: { vi: 'Mở lại thư mục và gửi tiếp', en: 'Open the folder again and go on', ko: '폴더를 다시 열어 계속' },
  discard: { vi: 'Bỏ lần gửi này', en: 'Discard this upload', ko: '이 전송 취소' },
  another: { vi: 'Gửi thêm hình ảnh', en: 'Bring in more images', ko: '영상 더 올리기' },
  // without JavaScript
  plainTitle: { vi: 'Không dùng JavaScript', en: 'Without JavaScript', ko: 'JavaScript 없이' },
  plainHint: {
    vi: 'Bằng cách này, tệp rời máy bạn cùng với họ tên người bệnh và chỉ đến máy chủ của Hội. Tại đó định danh được gỡ bỏ theo cùng quy tắc; bản có họ tên bị xóa ngay sau đó.',
    en: 'In this way the files leave your computer with the patient’s name, to the society’s own server only. There the same rules take it out, and what came with names is deleted right afterwards.',
    ko: '이 방법은 환자 이름이 포함된 채로 파일이 전송되며, 학회 자체 서버로만 갑니다. 서버에서 같은 규칙으로 제거하고 이름이 든 원본은 바로 삭제합니다.',
  },
  plainFiles: {
    vi: 'Tệp DICOM, ZIP, JPEG hoặc PNG',
    en: 'DICOM, ZIP, JPEG or PNG files',
    ko: 'DICOM, ZIP, JPEG, PNG 파일',
  },
  plainTaken: {
    vi: 'Đã nhận {n} tệp vào khu cách ly',
    en: '{n} {n#file is|files are} in the quarantine',
    ko: '{n}개가 격리함에 들어왔습니다',
  },
  plainNext: {
    vi: 'Định danh đang được gỡ bỏ. Tệp nào không lấy được sẽ hiện ở trang Hình ảnh của tôi.',
    en: 'What identifies is being taken out. What could not be taken in stands under My images.',
    ko: '식별 정보를 제거하는 중입니다. 받지 못한 파일은 내 영상에 표시됩니다.',
  },
  plainMixed: {
    vi: 'Trong các tệp này có nhiều người bệnh. Một ca chỉ có một người bệnh: hãy gửi riêng từng người.',
    en: 'There are several patients in these files, and a case is one patient: send each by itself.',
    ko: '파일에 여러 환자가 섞여 있습니다. 증례는 환자 한 명이므로 따로 보내십시오.',
  },
  plainNone: { vi: 'Hãy chọn tệp', en: 'Choose files', ko: '파일을 선택하십시오' },
  plainBroken: {
    vi: 'Lần gửi bị đứt quãng, xin gửi lại',
    en: 'The form broke off: send it again',
    ko: '전송이 끊겼습니다. 다시 보내십시오',
  },
  plainSend: { vi: 'Gửi', en: 'Send', ko: '보내기' },
})

/** Why a file stays out, in words; codes of the reader, of archives and of the quarantine. */
const REFUSALS = messages({
  'not-dicom': {
    vi: 'Không phải DICOM, JPEG, PNG hay MP4',
    en: 'Not DICOM, JPEG, PNG or MP4',
    ko: 'DICOM, JPEG, PNG, MP4가 아님',
  },
  dicomdir: {
    vi: 'DICOMDIR: mục lục của đĩa, không phải ảnh; các ảnh được đọc trực tiếp',
    en: 'DICOMDIR: the disc’s table of contents, not an image; the images are read themselves',
    ko: 'DICOMDIR: 디스크 목차 파일이며 영상이 아님',
  },
  truncated: {
    vi: 'Tệp bị cắt cụt: chép lại từ nguồn',
    en: 'Cut off: copy it again from where it came',
    ko: '파일이 잘림: 원본에서 다시 복사',
  },
  'bad-length': { vi: 'Tệp hỏng (độ dài sai)', en: 'Damaged (wrong lengths)', ko: '손상된 파일 (길이 오류)' },
  'bad-sequence': { vi: 'Tệp hỏng (cấu trúc sai)', en: 'Damaged (wrong structure)', ko: '손상된 파일 (구조 오류)' },
  'too-deep': { vi: 'Lồng quá nhiều tầng', en: 'Nested too deeply', ko: '중첩이 너무 깊음' },
  'too-many': { vi: 'Quá nhiều phần tử', en: 'Too many elements', ko: '요소가 너무 많음' },
  'too-large': { vi: 'Quá lớn', en: 'Too large', ko: '너무 큼' },
  'transfer-syntax': {
    vi: 'Kiểu nén riêng của hãng: xuất lại dạng DICOM chuẩn',
    en: 'A maker’s private compression: export it again as standard DICOM',
    ko: '제조사 전용 압축: 표준 DICOM으로 다시 내보내기',
  },
  deflate: { vi: 'Dữ liệu nén bị hỏng', en: 'Damaged compressed data', ko: '압축 데이터 손상' },
  'no-uids': {
    vi: 'Thiếu định danh loại đối tượng',
    en: 'Says not what kind of object it is',
    ko: '객체 종류 식별자 없음',
  },
  'duplicate-differs': {
    vi: 'Kho đã có ảnh khác mang cùng mã; ảnh đầu tiên được giữ',
    en: 'Another image under the same identifier is in the archive; the first one stays',
    ko: '같은 식별자의 다른 영상이 이미 있음 (먼저 온 영상 유지)',
  },
  'study-of-another': {
    vi: 'Lần chụp này thuộc về người khác trong kho',
    en: 'This study belongs to somebody else in the archive',
    ko: '다른 사람의 검사임',
  },
  withdrawn: { vi: 'Ca này đã được rút', en: 'This case has been withdrawn', ko: '철회된 증례임' },
  timeout: { vi: 'Đọc quá lâu', en: 'Took too long to read', ko: '읽는 데 너무 오래 걸림' },
  crashed: { vi: 'Làm hỏng chương trình đọc', en: 'Made the reader fail', ko: '판독 프로그램 오류' },
  lost: { vi: 'Dữ liệu không còn; gửi lại', en: 'Its bytes are gone; send it again', ko: '데이터 유실: 다시 보내기' },
  unreadable: {
    vi: 'Trình duyệt không đọc được (đã di chuyển, hoặc không có quyền)',
    en: 'The browser cannot read it (moved, or not allowed)',
    ko: '브라우저가 읽을 수 없음 (이동되었거나 권한 없음)',
  },
  'not-zip': { vi: 'Tệp ZIP hỏng', en: 'A damaged ZIP', ko: '손상된 ZIP' },
  'zip-encrypted': {
    vi: 'ZIP có mật khẩu: giải nén rồi kéo thư mục vào',
    en: 'ZIP with a password: unpack it and drag the folder in',
    ko: '암호가 걸린 ZIP: 압축을 풀어 폴더로 올리기',
  },
  'zip-method': {
    vi: 'Kiểu nén ZIP lạ: giải nén rồi kéo thư mục vào',
    en: 'Unusual ZIP compression: unpack it and drag the folder in',
    ko: '지원하지 않는 ZIP 압축: 압축을 풀어 폴더로 올리기',
  },
  'zip-bomb': {
    vi: 'ZIP nở ra lớn bất thường',
    en: 'Unpacks to far more than an honest ZIP does',
    ko: '비정상적으로 크게 풀리는 ZIP',
  },
  'zip-many': { vi: 'ZIP có quá nhiều tệp', en: 'Too many files in the ZIP', ko: 'ZIP 안 파일이 너무 많음' },
  'zip-nested': {
    vi: 'Tệp nén trong tệp nén: giải nén trước',
    en: 'An archive in an archive: unpack it first',
    ko: '압축 안의 압축: 먼저 풀어 주십시오',
  },
  'zip-damaged': { vi: 'Hỏng bên trong ZIP', en: 'Damaged in the ZIP', ko: 'ZIP 안에서 손상됨' },
  'picture-damaged': {
    vi: 'Ảnh hỏng hoặc quá lớn',
    en: 'The picture is damaged or too large',
    ko: '손상되었거나 너무 큰 사진',
  },
  'video-damaged': { vi: 'Video không phải MP4 hợp lệ', en: 'The video is no sound MP4', ko: '올바른 MP4가 아님' },
  differs: { vi: 'Bị hỏng trên đường truyền', en: 'Damaged on the way', ko: '전송 중 손상됨' },
  refused: { vi: 'Máy chủ không nhận', en: 'The server did not take it', ko: '서버가 받지 않음' },
})

export type RefusalCode = keyof typeof REFUSALS.table

/** The reason in words; a code that nobody has words for is shown as it is. */
export function refusalText(lang: 'vi' | 'en' | 'ko', code: string): string {
  return code in REFUSALS.table ? REFUSALS(lang)(code as RefusalCode) : `${REFUSALS(lang)('refused')} (${code})`
}

export const refusalCodes = Object.keys(REFUSALS.table)
