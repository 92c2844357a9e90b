import type { EventDraft, Programme } from '#src/domains/events/index.ts'
import type { Text } from '#src/lib/text/multilingual.ts'
import type { Ids } from '#src/platform/ids.ts'
import { COFFEE, CLOSING, DISCUSSION, INVENTED_TIMES, OPENING, REGISTRATION, withNote } from './phrases.ts'
import { lay, room, type SessionPlan, type SlotPlan } from './plan.ts'

const DATE = '2025-10-07'

const ASSUMED_YEAR: Text = {
  vi: '_Thông báo chỉ ghi ngày 7 tháng 10; năm 2025 là giả định của bản minh hoạ._',
  en: '_The announcement names only “7 October”; the year 2025 is an assumption of the demonstration._',
  ko: '_공지에는 10월 7일만 기재되어 있으며, 2025년은 시연을 위한 가정입니다._',
}

/** The second workshop of the series with KT, in all three languages. */
export const hepatobiliary: EventDraft = {
  slug: 'hepatobiliary-2025',
  kind: 'workshop',
  title: {
    vi: 'Hội thảo “Chẩn đoán hình ảnh và điều trị ung thư gan mật”',
    en: 'Workshop “Diagnostic imaging and treatment of hepatobiliary cancer”',
    ko: '‘간담도암의 영상 진단과 치료’ 워크숍',
  },
  summary: withNote(
    withNote(
      {
        vi: 'Hội thảo thứ hai trong chuỗi hội thảo thường kỳ của Trường Đại học Y Hà Nội và KT; hội thảo thứ nhất diễn ra vào tháng 7. Đại biểu là học viên và cán bộ của **33 cơ sở y tế**.\n\nBáo cáo viên đến từ Bệnh viện Samsung Seoul, Bệnh viện Bạch Mai, Bệnh viện Đại học Y Hà Nội, Đại học Quốc gia Seoul và Medical IP. Một phiên dành cho trí tuệ nhân tạo trong chẩn đoán hình ảnh và ứng dụng tại Hàn Quốc.\n\nBan tổ chức còn tổ chức các bài giảng y khoa trực tuyến và dự kiến trao đổi thường xuyên.',
        en: 'The second of a recurring series of Hanoi Medical University with KT; the first was held in July. The delegates are students and staff of **33 health facilities**.\n\nThe speakers come from Samsung Seoul Hospital, Bạch Mai Hospital, Hanoi Medical University Hospital, Seoul National University and Medical IP. One session is on artificial intelligence in diagnostic imaging and its applications in Korea.\n\nThe organisers also give online medical lectures and plan a regular exchange.',
        ko: '하노이의과대학교와 KT가 정기적으로 여는 워크숍의 두 번째 행사로, 첫 번째 행사는 7월에 열렸습니다. **33개 의료기관**의 학생과 의료진이 참가합니다.\n\n연자는 삼성서울병원, 박마이병원, 하노이의과대학교병원, 서울대학교, 메디컬아이피 소속입니다. 영상 진단에서의 인공지능과 한국의 활용 사례를 다루는 세션이 있습니다.\n\n주최 측은 온라인 의학 강의도 제공하며 정기적인 교류를 계획하고 있습니다.',
      },
      ASSUMED_YEAR,
    ),
    INVENTED_TIMES,
  ),
  zone: 'Asia/Ho_Chi_Minh',
  startsOn: DATE,
  endsOn: DATE,
  venueName: { vi: 'Trường Đại học Y Hà Nội', en: 'Hanoi Medical University', ko: '하노이의과대학교' },
  venueAddress: { vi: 'Hà Nội', en: 'Hanoi', ko: '하노이' },
  langs: ['vi', 'en', 'ko'],
  organisers: [
    {
      name: { vi: 'Trường Đại học Y Hà Nội', en: 'Hanoi Medical University', ko: '하노이의과대학교' },
      role: 'organiser',
    },
    { name: { vi: 'KT', en: 'KT', ko: '케이티(KT)' }, role: 'organiser' },
  ],
}

const from = (who: Text, minutes: number, langs: readonly string[]): SlotPlan => ({
  title: {
    vi: `Báo cáo của ${who['vi']}`,
    en: `Report from ${who['en']}`,
    ko: `${who['ko']} 발표`,
  },
  subtitle: {
    vi: 'Tên báo cáo và báo cáo viên chưa được công bố',
    en: 'Title and speaker not announced',
    ko: '발표 제목과 연자는 공지되지 않음',
  },
  minutes,
  langs,
})

export function hepatobiliaryProgramme(
  current: Programme,
  ids: Ids,
  who: Record<'samsung' | 'bachMai' | 'hmuHospital' | 'snu' | 'medicalIp', Text>,
): Programme {
  const hall = room(ids, 0, { vi: 'Hội trường', en: 'Lecture hall', ko: '강당' }, null)
  const base = { date: DATE, room: hall.id }
  const discussion: SlotPlan = { kind: 'discussion', title: DISCUSSION, minutes: 20, langs: ['vi', 'en', 'ko'] }
  const plans: SessionPlan[] = [
    { ...base, at: '08:00', kind: 'break', title: REGISTRATION, minutes: 30 },
    { ...base, at: '08:30', kind: 'ceremony', title: OPENING, minutes: 20 },
    {
      ...base,
      at: '08:50',
      kind: 'symposium',
      title: {
        vi: 'Chẩn đoán hình ảnh và điều trị ung thư gan mật',
        en: 'Diagnostic imaging and treatment of hepatobiliary cancer',
        ko: '간담도암의 영상 진단과 치료',
      },
      slots: [
        from(who.samsung, 30, ['ko', 'en']),
        from(who.bachMai, 30, ['vi']),
        from(who.hmuHospital, 30, ['vi']),
        discussion,
      ],
    },
    { ...base, at: '10:40', kind: 'break', title: COFFEE, minutes: 20 },
    {
      ...base,
      at: '11:00',
      kind: 'symposium',
      title: {
        vi: 'Trí tuệ nhân tạo trong chẩn đoán hình ảnh và ứng dụng tại Hàn Quốc',
        en: 'Artificial intelligence in diagnostic imaging and its applications in Korea',
        ko: '영상 진단에서의 인공지능과 한국의 활용 사례',
      },
      slots: [from(who.snu, 30, ['ko', 'en']), from(who.medicalIp, 30, ['ko', 'en']), discussion],
    },
    { ...base, at: '12:20', kind: 'ceremony', title: CLOSING, minutes: 10 },
  ]
  return lay(current, ids, [hall], [], plans)
}
