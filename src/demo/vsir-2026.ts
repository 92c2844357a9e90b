import type { EventDraft, Programme } from '#src/domains/events/index.ts'
import type { Text } from '#src/lib/text/multilingual.ts'
import type { Ids } from '#src/platform/ids.ts'
import { CLOSING, COFFEE, DISCUSSION, LUNCH, OPENING, REGISTRATION } from './phrases.ts'
import { lay, room, track, type SessionPlan, type SlotPlan } from './plan.ts'
import { ABSTRACT, ASPECTS, TOPICS, TRACKS, type TrackKey } from './topics.ts'

const DATES = ['2026-04-17', '2026-04-18'] as const

/** The congress, with the facts of its announcement; its programme here is generated. */
export const vsir2026: EventDraft = {
  slug: 'vsir-2026',
  kind: 'congress',
  title: {
    vi: 'VSIR 2026: Đại hội lần thứ 13',
    en: 'VSIR 2026: 13th congress of the Vietnamese Society of Interventional Radiology',
    ko: 'VSIR 2026: 제13차 베트남 중재영상의학회 총회',
  },
  summary: {
    vi: 'Hội nghị khoa học chính trong năm của hội, với chuyên gia trong nước và quốc tế, đăng ký tham dự và gửi tóm tắt báo cáo.\n\n_Chương trình dưới đây được tạo tự động cho bản minh hoạ: các phiên, báo cáo và báo cáo viên đều là hư cấu._',
    en: 'The society’s main scientific meeting of the year, with domestic and international experts, registration and abstracts.\n\n_The programme below is generated for the demonstration: its sessions, talks and speakers are invented._',
    ko: '국내외 전문가가 함께하는 학회의 연중 최대 학술 행사로, 등록과 초록 접수가 이루어집니다.\n\n_아래 프로그램은 시연용으로 자동 생성되었으며 세션, 발표, 연자는 모두 가상입니다._',
  },
  zone: 'Asia/Ho_Chi_Minh',
  startsOn: DATES[0],
  endsOn: DATES[1],
  venueName: {
    vi: 'Khách sạn Mường Thanh Luxury Quảng Ninh',
    en: 'Mường Thanh Luxury Quảng Ninh Hotel',
    ko: '므엉탄 럭셔리 꽝닌 호텔',
  },
  venueAddress: { vi: 'Quảng Ninh', en: 'Quảng Ninh', ko: '꽝닌' },
  langs: ['vi', 'en'],
  organisers: [
    {
      name: {
        vi: 'Hội Điện quang can thiệp Việt Nam',
        en: 'Vietnamese Society of Interventional Radiology',
        ko: '베트남 중재영상의학회',
      },
      role: 'organiser',
    },
  ],
}

const ROOMS: readonly { name: Text; capacity: number }[] = [
  { name: { vi: 'Hội trường Hạ Long', en: 'Hạ Long Hall', ko: '하롱 홀' }, capacity: 600 },
  { name: { vi: 'Phòng Bái Tử Long', en: 'Bái Tử Long Room', ko: '바이뜨롱 룸' }, capacity: 200 },
  { name: { vi: 'Phòng Yên Tử', en: 'Yên Tử Room', ko: '옌뜨 룸' }, capacity: 150 },
  { name: { vi: 'Phòng thực hành Cô Tô', en: 'Cô Tô Workshop Room', ko: '꼬또 실습실' }, capacity: 60 },
]

/** Which subject each room has in each of the day's blocks; the fourth room is for practice. */
const BLOCKS: readonly { at: string; slots: number; room: readonly (TrackKey | null)[] }[] = [
  { at: '09:00', slots: 4, room: ['neuro', 'oncology', 'vascular', 'technology'] },
  { at: '10:50', slots: 4, room: ['neuro', 'oncology', 'nonvascular', 'vascular'] },
  { at: '13:30', slots: 4, room: ['oncology', 'vascular', 'technology', 'neuro'] },
  { at: '15:20', slots: 4, room: ['vascular', 'neuro', 'nonvascular', 'oncology'] },
]

/** Two days in four rooms: every slot is a topic under one of its aspects, none twice, all marked as generated. */
export function vsir2026Programme(current: Programme, ids: Ids, speakers: readonly string[]): Programme {
  const rooms = ROOMS.map((r, n) => room(ids, n, r.name, r.capacity))
  const tracks = TRACKS.map((t, n) => track(ids, n, t.key, t.name, t.colour))
  const trackId = (key: TrackKey) => tracks[TRACKS.findIndex((t) => t.key === key)]!.id
  const used = new Map<TrackKey, number>()
  let next = 0
  const speaker = () => speakers[next++ % speakers.length]!
  const talkOn = (key: TrackKey): SlotPlan => {
    const topics = TOPICS.filter((t) => t.track === key)
    const n = used.get(key) ?? 0
    used.set(key, n + 1)
    const topic = topics[n % topics.length]!
    const aspect = ASPECTS[(n + Math.floor(n / topics.length)) % ASPECTS.length]!
    return {
      title: { vi: `${topic.name['vi']}: ${aspect['vi']}`, en: `${topic.name['en']}: ${aspect['en']}` },
      abstract: ABSTRACT,
      minutes: 15,
      speakers: [speaker()],
      langs: n % 3 === 2 ? ['en'] : ['vi'],
      generated: true,
    }
  }
  const plans: SessionPlan[] = []
  for (const [day, date] of DATES.entries()) {
    if (day === 0) {
      plans.push({ date, at: '07:30', kind: 'break', title: REGISTRATION, room: rooms[0]!.id, minutes: 60 })
      plans.push({ date, at: '08:30', kind: 'ceremony', title: OPENING, room: rooms[0]!.id, minutes: 25 })
    } else {
      plans.push({
        date,
        at: '08:00',
        kind: 'plenary',
        title: { vi: 'Phiên toàn thể', en: 'Plenary session', ko: '전체 세션' },
        room: rooms[0]!.id,
        expected: 500,
        slots: [
          { ...talkOn('technology'), minutes: 25 },
          { ...talkOn('neuro'), minutes: 25 },
        ],
      })
    }
    for (const block of BLOCKS) {
      for (const [n, key] of block.room.entries()) {
        if (!key) continue
        const subject = TRACKS.find((t) => t.key === key)!
        const hands = n === 3
        plans.push({
          date,
          at: block.at,
          kind: hands ? 'hands-on' : 'oral',
          title: hands
            ? {
                vi: `Thực hành: ${subject.name['vi']}`,
                en: `Hands-on: ${subject.name['en']}`,
                ko: `실습: ${subject.name['ko']}`,
              }
            : { vi: subject.name['vi']!, en: subject.name['en']!, ko: subject.name['ko']! },
          room: rooms[n]!.id,
          track: trackId(key),
          chairs: [speaker()],
          expected: hands ? 40 : 120,
          slots: [
            ...Array.from({ length: block.slots }, () => talkOn(key)),
            { kind: 'discussion' as const, title: DISCUSSION, minutes: 25, langs: ['vi', 'en'], generated: true },
          ],
        })
      }
    }
    for (const r of rooms) {
      plans.push({ date, at: '10:30', kind: 'break', title: COFFEE, room: r.id, minutes: 20 })
      plans.push({ date, at: '12:20', kind: 'break', title: LUNCH, room: r.id, minutes: 70 })
      plans.push({ date, at: '15:00', kind: 'break', title: COFFEE, room: r.id, minutes: 20 })
    }
    if (day === 1) plans.push({ date, at: '16:50', kind: 'ceremony', title: CLOSING, room: rooms[0]!.id, minutes: 30 })
  }
  return lay(current, ids, rooms, tracks, plans)
}
