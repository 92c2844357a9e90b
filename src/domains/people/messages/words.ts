import { messages } from '#src/lib/text/messages.ts'

/** Words for the kinds of things that people and facilities are; keys are `<kind>.<value>`. */
export const words = messages({
  'level.central': { vi: 'Tuyến trung ương', en: 'Central', ko: '중앙' },
  'level.provincial': { vi: 'Tuyến tỉnh', en: 'Provincial', ko: '성(省)급' },
  'level.district': { vi: 'Tuyến huyện', en: 'District', ko: '현(縣)급' },
  'level.private': { vi: 'Tư nhân', en: 'Private', ko: '민간' },
  'level.university': { vi: 'Trường đại học', en: 'University', ko: '대학교' },
  'level.company': { vi: 'Doanh nghiệp', en: 'Company', ko: '기업' },
  'level.other': { vi: 'Khác', en: 'Other', ko: '기타' },

  'profession.interventional-radiologist': {
    vi: 'Bác sĩ điện quang can thiệp',
    en: 'Interventional radiologist',
    ko: '인터벤션 영상의학과 전문의',
  },
  'profession.radiologist': { vi: 'Bác sĩ chẩn đoán hình ảnh', en: 'Radiologist', ko: '영상의학과 전문의' },
  'profession.surgeon': { vi: 'Bác sĩ ngoại khoa', en: 'Surgeon', ko: '외과 전문의' },
  'profession.oncologist': { vi: 'Bác sĩ ung bướu', en: 'Oncologist', ko: '종양내과 전문의' },
  'profession.neurologist': { vi: 'Bác sĩ thần kinh', en: 'Neurologist', ko: '신경과 전문의' },
  'profession.cardiologist': { vi: 'Bác sĩ tim mạch', en: 'Cardiologist', ko: '심장내과 전문의' },
  'profession.physician': { vi: 'Bác sĩ chuyên khoa khác', en: 'Physician of another specialty', ko: '기타 전문의' },
  'profession.technologist': { vi: 'Kỹ thuật viên hình ảnh y học', en: 'Radiological technologist', ko: '방사선사' },
  'profession.nurse': { vi: 'Điều dưỡng', en: 'Nurse', ko: '간호사' },
  'profession.medical-physicist': { vi: 'Kỹ sư vật lý y khoa', en: 'Medical physicist', ko: '의학물리사' },
  'profession.engineer': { vi: 'Kỹ sư', en: 'Engineer', ko: '엔지니어' },
  'profession.researcher': { vi: 'Nghiên cứu viên', en: 'Researcher', ko: '연구원' },
  'profession.student': { vi: 'Sinh viên, học viên', en: 'Student or trainee', ko: '학생·전공의' },
  'profession.industry': { vi: 'Doanh nghiệp thiết bị, dược phẩm', en: 'Industry', ko: '의료 산업 종사자' },
  'profession.other': { vi: 'Khác', en: 'Other', ko: '기타' },

  'role.administrator': { vi: 'Quản trị viên', en: 'Administrator', ko: '관리자' },
  'role.secretariat': { vi: 'Ban thư ký', en: 'Secretariat', ko: '사무국' },
  'role.organiser': { vi: 'Ban tổ chức', en: 'Organiser', ko: '조직위원' },
  'role.chair': { vi: 'Chủ tọa', en: 'Chair', ko: '좌장' },
  'role.reviewer': { vi: 'Phản biện', en: 'Reviewer', ko: '심사위원' },
  'role.speaker': { vi: 'Báo cáo viên', en: 'Speaker', ko: '연자' },
  'role.check-in': { vi: 'Điểm danh', en: 'Check-in', ko: '출석 체크' },
  'role.delegate': { vi: 'Đại biểu', en: 'Delegate', ko: '참가자' },

  'field.page': {
    vi: 'Trang riêng của tôi, có thể tìm thấy',
    en: 'A page of my own that can be found',
    ko: '검색 가능한 개인 페이지',
  },
  'field.title': { vi: 'Học hàm, học vị', en: 'Academic title', ko: '직함' },
  'field.profession': { vi: 'Chuyên môn', en: 'Profession', ko: '직종' },
  'field.facility': { vi: 'Cơ sở y tế', en: 'Health facility', ko: '의료기관' },
  'field.country': { vi: 'Quốc gia', en: 'Country', ko: '국가' },
  'field.langs': { vi: 'Ngôn ngữ sử dụng', en: 'Languages spoken', ko: '사용 언어' },
  'field.biography': { vi: 'Giới thiệu ngắn', en: 'Short biography', ko: '약력' },
  'field.photo': { vi: 'Ảnh chân dung', en: 'Photo', ko: '사진' },
})

export type WordKey = keyof typeof words.table & string
export const isWord = (key: string): key is WordKey => Object.hasOwn(words.table, key)
