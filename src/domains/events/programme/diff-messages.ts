import { messages } from '#src/lib/text/messages.ts'

/** What happened to an item. */
export const changeMessages = messages({
  new: { vi: 'Mới', en: 'New', ko: '신규' },
  moved: { vi: 'Đổi giờ hoặc phòng', en: 'Moved', ko: '시간·장소 변경' },
  changed: { vi: 'Sửa nội dung', en: 'Changed', ko: '내용 변경' },
  cancelled: { vi: 'Hủy', en: 'Cancelled', ko: '취소' },
  removed: { vi: 'Bỏ', en: 'Removed', ko: '삭제' },
})

/** Names of the fields that a difference tells. */
export const fieldMessages = messages({
  start: { vi: 'Giờ bắt đầu', en: 'Start', ko: '시작 시각' },
  end: { vi: 'Giờ kết thúc', en: 'End', ko: '종료 시각' },
  room: { vi: 'Phòng', en: 'Room', ko: '장소' },
  minutes: { vi: 'Thời lượng', en: 'Length', ko: '길이' },
  title: { vi: 'Tên', en: 'Title', ko: '제목' },
  subtitle: { vi: 'Phụ đề', en: 'Subtitle', ko: '부제' },
  kind: { vi: 'Loại', en: 'Kind', ko: '유형' },
  type: { vi: 'Hình thức', en: 'Type', ko: '형식' },
  track: { vi: 'Chuyên đề', en: 'Track', ko: '트랙' },
  session: { vi: 'Phiên', en: 'Session', ko: '세션' },
  chairs: { vi: 'Chủ tọa', en: 'Chairs', ko: '좌장' },
  speakers: { vi: 'Báo cáo viên', en: 'Speakers', ko: '연자' },
  abstract: { vi: 'Tóm tắt báo cáo', en: 'Abstract', ko: '초록' },
  description: { vi: 'Mô tả', en: 'Description', ko: '설명' },
  langs: { vi: 'Ngôn ngữ', en: 'Languages', ko: '언어' },
  links: { vi: 'Liên kết', en: 'Links', ko: '링크' },
  attachments: { vi: 'Tệp đính kèm', en: 'Attachments', ko: '첨부 파일' },
  doNotRecord: { vi: 'Không ghi hình', en: 'Not recorded', ko: '녹화 금지' },
  licence: { vi: 'Giấy phép', en: 'Licence', ko: '라이선스' },
  name: { vi: 'Tên', en: 'Name', ko: '이름' },
  capacity: { vi: 'Sức chứa', en: 'Capacity', ko: '수용 인원' },
  colour: { vi: 'Màu', en: 'Colour', ko: '색상' },
  latin: { vi: 'Tên viết bằng chữ Latinh', en: 'Name in Latin letters', ko: '로마자 이름' },
  facility: { vi: 'Cơ sở y tế', en: 'Facility', ko: '의료기관' },
  country: { vi: 'Quốc gia', en: 'Country', ko: '국가' },
  biography: { vi: 'Tiểu sử', en: 'Biography', ko: '약력' },
  avatar: { vi: 'Ảnh', en: 'Picture', ko: '사진' },
})

export type DiffField = keyof typeof fieldMessages.table
export const isDiffField = (field: string): field is DiffField => Object.hasOwn(fieldMessages.table, field)
