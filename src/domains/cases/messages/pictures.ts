import { messages } from '#src/lib/text/messages.ts'

export const pictureWords = messages({
  lead: {
    vi: 'Ảnh mà trang ca bệnh cho thấy ngay, không cần mở trình xem. Không chọn thì trang lấy các ảnh được đánh dấu là ảnh chính, nếu không có thì lấy ảnh giữa của các loạt.',
    en: 'What the page shows at once, without the viewer. Where nothing is chosen it takes the frames flagged as key images, else the middle of each series.',
    ko: '뷰어를 열지 않아도 페이지에 바로 보이는 영상입니다. 고르지 않으면 주요 영상으로 표시된 장면을, 그것도 없으면 각 시리즈의 가운데 영상을 보여 줍니다.',
  },
  caption: { vi: 'Chú thích', en: 'Caption', ko: '설명' },
  remove: { vi: 'Bỏ ảnh này', en: 'Remove this picture', ko: '이 영상 제거' },
  fromItself: {
    vi: 'Chưa chọn ảnh nào; trang đang tự lấy ảnh.',
    en: 'None is chosen; the page takes pictures by itself.',
    ko: '선택한 영상이 없어 자동으로 표시하고 있습니다.',
  },
  marked: { vi: 'Ảnh được đánh dấu trong trình xem', en: 'Flagged in the viewer', ko: '뷰어에서 표시한 영상' },
  frameOf: { vi: 'Khung hình {frame}', en: 'Frame {frame}', ko: '프레임 {frame}' },
  marks: { vi: '{n} dấu', en: '{n} {n#mark|marks}', ko: '표시 {n}개' },
  fromSeries: { vi: 'Chọn từ một loạt ảnh', en: 'Choose from a series', ko: '시리즈에서 선택' },
  place: { vi: 'Ảnh thứ', en: 'Image number', ko: '영상 번호' },
  studies: { vi: 'Đã có', en: 'Already here', ko: '올라온 영상' },
  lookNow: { vi: 'Cần xem từng ảnh', en: 'To be looked through', ko: '확인 필요' },
  looked: { vi: 'Đã xem', en: 'Looked through', ko: '확인 완료' },
  lookNeeded: {
    vi: 'Trước khi chia sẻ, phải có người xem từng ảnh để chắc rằng không còn tên hay thông tin trên ảnh.',
    en: 'Before sharing somebody has to look at every image: no name may be left in the pixels.',
    ko: '공유하기 전에 모든 영상을 사람이 확인하여 화면에 이름 등이 남아 있지 않은지 살펴야 합니다.',
  },
})
