import { messages } from '#src/lib/text/messages.ts'

/** What looking through a study says. */
export const lookWords = messages({
  title: { vi: 'Xem từng ảnh', en: 'Look at every image', ko: '모든 영상 확인' },
  lead: {
    vi: 'Hãy tìm họ tên, số hồ sơ, ngày tháng hoặc khuôn mặt trên ảnh. Máy chỉ gợi ý chỗ cần nhìn; chỉ mắt người mới chắc chắn. Chưa ai khác thấy được ảnh trước khi bạn xem hết.',
    en: 'Look for names, numbers, dates or a face in the picture. The machine only points at places; only your eyes are sure. Nobody else sees the images before you have looked at all of them.',
    ko: '영상 속에 이름, 등록번호, 날짜, 얼굴이 보이는지 확인하십시오. 기계는 살펴볼 곳만 알려 주며, 확실한 것은 사람의 눈입니다. 모두 확인하기 전에는 다른 누구도 볼 수 없습니다.',
  },
  progress: { vi: 'Đã xem {seen}/{total}', en: '{seen} of {total} looked at', ko: '{total}개 중 {seen}개 확인' },
  pageOf: { vi: 'Trang {page}/{pages}', en: 'Page {page} of {pages}', ko: '{pages}쪽 중 {page}쪽' },
  next: { vi: 'Trang sau', en: 'Next page', ko: '다음 쪽' },
  previous: { vi: 'Trang trước', en: 'Previous page', ko: '이전 쪽' },
  confirm: {
    vi: 'Tôi đã xem mọi ảnh trên trang này',
    en: 'I have looked at every image on this page',
    ko: '이 쪽의 모든 영상을 확인했습니다',
  },
  confirmed: { vi: 'Trang này đã xem', en: 'This page is looked at', ko: '이 쪽은 확인함' },
  done: {
    vi: 'Bạn đã xem hết các ảnh của lần chụp này ({date}).',
    en: 'You have looked at every image of this study ({date}).',
    ko: '이 검사의 모든 영상을 확인했습니다 ({date}).',
  },
  doneHint: {
    vi: 'Từ nay lần chụp có thể được chia sẻ. Ảnh gửi thêm hoặc ảnh vừa che sẽ cần xem lại.',
    en: 'It can be shared from now on. What comes later, or is blanked, is to be looked at again.',
    ko: '이제 공유할 수 있습니다. 이후 추가되거나 가린 영상은 다시 확인해야 합니다.',
  },
  view: { vi: 'Mở trình xem', en: 'Open the viewer', ko: '뷰어 열기' },
  mine: { vi: 'Hình ảnh của tôi', en: 'My images', ko: '내 영상' },
  series: { vi: 'Chuỗi {n}', en: 'Series {n}', ko: '시리즈 {n}' },
  image: { vi: 'Ảnh {n}', en: 'Image {n}', ko: '영상 {n}' },
  frame: { vi: 'khung {n}/{all}', en: 'frame {n} of {all}', ko: '프레임 {n}/{all}' },
  allFrames: { vi: 'Xem cả {n} khung hình', en: 'All {n} frames', ko: '프레임 {n}개 모두 보기' },
  back: { vi: 'Trở lại trang ảnh', en: 'Back to the page', ko: '쪽으로 돌아가기' },
  video: { vi: 'Video', en: 'Video', ko: '동영상' },
  other: {
    vi: 'Không có hình để hiển thị ({class})',
    en: 'Nothing to show as a picture ({class})',
    ko: '표시할 영상 없음 ({class})',
  },
  riskNone: { vi: 'Ít nguy cơ có chữ', en: 'Text is unlikely', ko: '글자 가능성 낮음' },
  riskLook: { vi: 'Có thể có chữ trên ảnh', en: 'May have text in the image', ko: '글자가 있을 수 있음' },
  riskPresent: {
    vi: 'Tiêu đề tệp nói rằng có chữ trên ảnh',
    en: 'Its header says that text is burned in',
    ko: '헤더에 글자가 있다고 표시됨',
  },
  proposedLegend: {
    vi: 'Nét đứt: chỗ nên nhìn kỹ, không phải bằng chứng là chỗ khác sạch.',
    en: 'Dashed: look here. It proves nothing about the rest.',
    ko: '점선: 살펴볼 곳. 나머지가 깨끗하다는 뜻은 아닙니다.',
  },
  blank: { vi: 'Che một vùng', en: 'Blank a box', ko: '영역 가리기' },
  blankHint: {
    vi: 'Kéo chuột trên ảnh để vẽ ô, hoặc nhập số điểm ảnh tính từ góc trên bên trái.',
    en: 'Draw on the image, or give pixels from its upper left corner.',
    ko: '영상 위에서 끌어 상자를 그리거나, 왼쪽 위 모서리부터의 픽셀 값을 입력하십시오.',
  },
  x: { vi: 'Trái', en: 'Left', ko: '왼쪽' },
  y: { vi: 'Trên', en: 'Top', ko: '위' },
  width: { vi: 'Rộng', en: 'Width', ko: '너비' },
  height: { vi: 'Cao', en: 'Height', ko: '높이' },
  scope: { vi: 'Áp dụng cho', en: 'Apply to', ko: '적용 범위' },
  scopeImage: { vi: 'Chỉ ảnh này', en: 'This image', ko: '이 영상만' },
  scopeSeries: {
    vi: 'Mọi ảnh cùng cỡ trong chuỗi',
    en: 'All of the series of the same size',
    ko: '시리즈 안의 같은 크기 전부',
  },
  scopeStudy: {
    vi: 'Mọi ảnh cùng cỡ trong lần chụp',
    en: 'All of the study of the same size',
    ko: '검사 안의 같은 크기 전부',
  },
  doBlank: { vi: 'Che', en: 'Blank', ko: '가리기' },
  useProposed: { vi: 'Che các vùng được đề xuất', en: 'Blank what is proposed', ko: '제안된 영역 가리기' },
  clear: { vi: 'Xóa ô đã vẽ', en: 'Clear the boxes', ko: '상자 지우기' },
  lossy: {
    vi: 'Ảnh gốc nén có mất dữ liệu: sau khi che, ảnh được lưu không mất thêm gì và vẫn ghi là đã từng nén mất dữ liệu.',
    en: 'The original is compressed with loss: after blanking it is kept without further loss, and still says so.',
    ko: '원본이 손실 압축되어 있습니다. 가린 뒤에는 추가 손실 없이 저장되며 손실 이력은 그대로 남습니다.',
  },
  remove: { vi: 'Bỏ ảnh này', en: 'Remove this image', ko: '이 영상 제거' },
  removeHint: {
    vi: 'Ảnh bị xóa hẳn khỏi lần chụp và khỏi máy chủ.',
    en: 'It is deleted from the study and from the server for good.',
    ko: '검사와 서버에서 완전히 삭제됩니다.',
  },
  waiting: {
    vi: 'Đang che {n} ảnh. Tải lại trang để xem kết quả.',
    en: '{n} {n#image is|images are} being blanked. Reload to see the result.',
    ko: '영상 {n}개를 가리는 중입니다. 새로 고치면 결과가 보입니다.',
  },
  beingBlanked: { vi: 'Đang che', en: 'Being blanked', ko: '가리는 중' },
  blanked: { vi: 'Đã che', en: 'Blanked', ko: '가림 완료' },
  blankFailed: {
    vi: 'Không che được ảnh này: hãy bỏ ảnh.',
    en: 'This image cannot be blanked: remove it.',
    ko: '이 영상은 가릴 수 없습니다. 제거하십시오.',
  },
  asked: { vi: 'Đã yêu cầu che {n} ảnh', en: 'Blanking {n} {n#image|images}', ko: '영상 {n}개 가리기 요청됨' },
  outside: { vi: 'Ô nằm ngoài ảnh', en: 'The box lies outside the image', ko: '상자가 영상 밖에 있음' },
  changed: {
    vi: 'Trong lúc xem đã có ảnh mới đến. Xin xem lại trang.',
    en: 'Images came while you were looking. Please look again.',
    ko: '확인하는 동안 새 영상이 도착했습니다. 다시 확인하십시오.',
  },
  removed: { vi: 'Đã bỏ ảnh', en: 'Removed', ko: '제거함' },
  empty: { vi: 'Lần chụp không còn ảnh nào', en: 'There is no image left in this study', ko: '남은 영상 없음' },
})

const REASONS = messages({
  ultrasound: { vi: 'siêu âm', en: 'ultrasound', ko: '초음파' },
  'secondary-capture': { vi: 'ảnh chụp lại màn hình', en: 'screen capture', ko: '화면 캡처' },
  'derived-capture': { vi: 'ảnh dẫn xuất', en: 'derived image', ko: '파생 영상' },
  'colour-capture': { vi: 'ảnh màu từ máy ảnh xám', en: 'colour where grey is usual', ko: '컬러 캡처' },
  'overlay-in-pixel-bits': { vi: 'chữ phủ trong điểm ảnh', en: 'overlay in the pixels', ko: '픽셀 내 오버레이' },
  overlay: { vi: 'lớp phủ (vùng khoanh)', en: 'overlay (region)', ko: '오버레이(관심 영역)' },
  'modality-unknown': { vi: 'không rõ loại máy', en: 'modality unknown', ko: '촬영 종류 불명' },
  declared: { vi: 'tệp tự khai có chữ', en: 'declared', ko: '헤더에 명시' },
  camera: { vi: 'máy ảnh', en: 'camera', ko: '카메라' },
  video: { vi: 'video', en: 'video', ko: '동영상' },
  document: { vi: 'tài liệu', en: 'document', ko: '문서' },
  audio: { vi: 'âm thanh', en: 'audio', ko: '음성' },
  'slide-label': { vi: 'nhãn tiêu bản', en: 'slide label', ko: '슬라이드 라벨' },
})

/** Why an image is to be looked at, in a word. */
export const reasonText = (lang: 'vi' | 'en' | 'ko', reason: string): string =>
  reason in REASONS.table ? REASONS(lang)(reason as keyof typeof REASONS.table) : reason
