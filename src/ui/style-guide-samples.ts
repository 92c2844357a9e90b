import type { Lang, Text } from '#src/lib/text/multilingual.ts'
import { instantOf } from '#src/lib/time/zoned.ts'

export const ZONE = 'Asia/Ho_Chi_Minh'

/** An instant on the first sample day. */
export const at = (hour: number, minute = 0): number => instantOf(ZONE, { year: 2026, month: 4, day: 17, hour, minute })

export const SAMPLE = {
  society: {
    vi: 'Hội Điện quang can thiệp Việt Nam',
    en: 'Vietnamese Society of Interventional Radiology',
    ko: '베트남 인터벤션영상의학회',
  },
  event: {
    vi: 'Đại hội khoa học lần thứ 13 Hội Điện quang can thiệp Việt Nam',
    en: '13th congress of the Vietnamese Society of Interventional Radiology',
    ko: '제13차 베트남 인터벤션영상의학회 학술대회',
  },
  lead: {
    vi: 'Hai ngày báo cáo, thảo luận sau từng chủ đề và hội chẩn ca bệnh, dành cho bác sĩ can thiệp ở cả tuyến trung ương và tuyến tỉnh.',
    en: 'Two days of talks, open discussion after each topic, and case consultation for interventionalists of central and provincial hospitals.',
    ko: '중앙 병원과 지역 병원의 인터벤션 전문의를 위한 이틀간의 발표, 주제별 토의, 증례 협진.',
  },
  place: {
    vi: 'Khách sạn Mường Thanh Luxury Quảng Ninh',
    en: 'Mường Thanh Luxury Quảng Ninh Hotel, Quảng Ninh',
    ko: '므엉타인 럭셔리 꽝닌 호텔',
  },
  kind: { vi: 'Đại hội', en: 'Congress', ko: '총회' },
  stacked: {
    vi: 'Ễ Ẵ Ữ Ặ Ợ Ổ: nghiên cứu về phẫu thuật, huyết khối, động mạch; ghi gì giữa những dòng chữ',
    en: 'Flow-diverting stents for wide-necked aneurysms of the posterior circulation',
    ko: '급성 뇌경색 환자에서 기계적 혈전제거술 후 재개통 성공률과 예후의 상관관계',
  },
  session: { vi: 'Can thiệp thần kinh', en: 'Neuro-intervention', ko: '신경 인터벤션' },
  talk: {
    vi: 'Lấy huyết khối cơ học trong đột quỵ thiếu máu não cấp: kinh nghiệm tuyến tỉnh',
    en: 'Mechanical thrombectomy in acute ischaemic stroke: experience of a provincial hospital',
    ko: '급성 허혈성 뇌졸중의 기계적 혈전제거술: 지역 병원의 경험',
  },
  talk2: {
    vi: 'Nút dị dạng động tĩnh mạch não',
    en: 'Embolisation of cerebral arteriovenous malformations',
    ko: '뇌동정맥기형 색전술',
  },
  liver: {
    vi: 'Chẩn đoán hình ảnh và điều trị ung thư gan mật',
    en: 'Imaging and treatment of hepatobiliary cancer',
    ko: '간담도암의 영상진단과 치료',
  },
  discussion: { vi: 'Thảo luận sau chủ đề', en: 'Open discussion', ko: '주제 토의' },
  pause: { vi: 'Nghỉ giải lao', en: 'Coffee break', ko: '휴식' },
  opening: { vi: 'Khai mạc', en: 'Opening', ko: '개회식' },
  hallA: { vi: 'Hội trường lớn', en: 'Grand hall', ko: '대강당' },
  hallB: { vi: 'Phòng Hạ Long', en: 'Hạ Long room', ko: '하롱룸' },
  facility: { vi: 'Bệnh viện A (minh hoạ)', en: 'Hospital A (sample)', ko: 'A 병원 (예시)' },
  fieldTitle: { vi: 'Tên báo cáo', en: 'Title of the talk', ko: '발표 제목' },
  fieldMail: { vi: 'Thư điện tử', en: 'E-mail address', ko: '이메일' },
  fieldAbout: { vi: 'Tóm tắt', en: 'Abstract', ko: '초록' },
  hintMail: {
    vi: 'Chỉ dùng để báo kết quả, không công bố.',
    en: 'Used to tell you the decision; never published.',
    ko: '심사 결과 안내에만 사용되며 공개되지 않습니다.',
  },
  wrongMail: {
    vi: 'Địa chỉ thiếu ký tự @, ví dụ ten@benhvien.vn',
    en: 'The address has no @; for example name@hospital.org',
    ko: '주소에 @가 없습니다. 예: name@hospital.kr',
  },
  agree: {
    vi: 'Tôi đồng ý công bố tóm tắt',
    en: 'I agree that the abstract is published',
    ko: '초록 공개에 동의합니다',
  },
  save: { vi: 'Lưu', en: 'Save', ko: '저장' },
  back: { vi: 'Quay lại', en: 'Back', ko: '뒤로' },
  remove: { vi: 'Xoá phiên', en: 'Delete session', ko: '세션 삭제' },
  state: { vi: 'Trạng thái', en: 'State', ko: '상태' },
  minutes: { vi: 'Phút', en: 'Minutes', ko: '분' },
  confirmed: { vi: 'Đã xác nhận', en: 'Confirmed', ko: '확정' },
  waiting: { vi: 'Chờ trả lời', en: 'Awaiting reply', ko: '응답 대기' },
  clash: {
    vi: 'Phòng Hạ Long có hai báo cáo cùng lúc từ 09:00 đến 09:20.',
    en: 'Hạ Long room holds two talks at once from 09:00 to 09:20.',
    ko: '하롱룸에 09:00부터 09:20까지 두 발표가 겹칩니다.',
  },
} satisfies Record<string, Text>

/** The samples in one language. */
export const sampler =
  (lang: Lang) =>
  (key: keyof typeof SAMPLE): string =>
    SAMPLE[key][lang]
