import type { Lang } from '#src/lib/text/multilingual.ts'
import { say } from '#src/lib/text/multilingual.ts'
import { messages } from '#src/lib/text/messages.ts'
import { titledName } from '#src/lib/text/names.ts'
import { dayLabel, duration, timeRange } from '#src/lib/time/format.ts'
import { dateOf } from '#src/lib/time/zoned.ts'
import type { EventFacts, ProgrammeIndex } from './programme.ts'
import type { Warning, WarningCode } from './warnings.ts'

/** What is wrong, with {who}, {what}, {other}, {where}, {when} and figures. Korean is worded to need no particles. */
export const warningMessages = messages({
  'room-overlap': {
    vi: '{where}: “{what}” và “{other}” trùng giờ ({when})',
    en: '{where}: “{what}” and “{other}” overlap ({when})',
    ko: '{where}: ‘{what}’, ‘{other}’ 시간 중복({when})',
  },
  'person-overlap': {
    vi: '{who} phải có mặt ở hai nơi cùng lúc: “{what}” và “{other}” ({when})',
    en: '{who} is in two places at once: “{what}” and “{other}” ({when})',
    ko: '{who}: 같은 시간에 두 곳에 배정됨 – ‘{what}’, ‘{other}’({when})',
  },
  'talks-overlap': {
    vi: 'Hai báo cáo của cùng một phiên trùng giờ: “{what}” và “{other}” ({when})',
    en: 'Two talks of one session overlap: “{what}” and “{other}” ({when})',
    ko: '같은 세션의 발표 시간 중복: ‘{what}’, ‘{other}’({when})',
  },
  'outside-availability': {
    vi: '“{what}” nằm ngoài thời gian {who} có thể tham dự ({when})',
    en: '“{what}” is outside the times when {who} is available ({when})',
    ko: '{who} 참석 가능 시간 외 배정: ‘{what}’({when})',
  },
  'talks-exceed-session': {
    vi: 'Các báo cáo của phiên “{what}” dài hơn thời lượng của phiên {length}',
    en: 'The talks of “{what}” take {length} more than the session has',
    ko: '‘{what}’: 발표 시간 합계가 세션 시간을 {length} 초과',
  },
  'talk-outside-session': {
    vi: '“{what}” nằm ngoài giờ của phiên “{other}” ({when})',
    en: '“{what}” is outside the hours of its session “{other}” ({when})',
    ko: '세션 ‘{other}’ 시간을 벗어난 발표: ‘{what}’({when})',
  },
  'outside-day': {
    vi: '“{what}” nằm ngoài khung giờ của chương trình ({when})',
    en: '“{what}” is outside the hours of the programme ({when})',
    ko: '프로그램 운영 시간을 벗어남: ‘{what}’({when})',
  },
  'over-capacity': {
    vi: '“{what}” dự kiến {expected} người, {where} chỉ có {capacity} chỗ',
    en: '“{what}” expects {expected} people, {where} seats {capacity}',
    ko: '‘{what}’: 예상 인원 {expected}명, {where} 수용 인원 {capacity}명',
  },
  declined: {
    vi: '{who} đã từ chối tham gia “{what}”',
    en: '{who} has declined “{what}”',
    ko: '{who}: ‘{what}’ 참여 거절',
  },
  unconfirmed: {
    vi: '{who} chưa xác nhận tham gia “{what}”',
    en: '{who} has not confirmed “{what}” yet',
    ko: '{who}: ‘{what}’ 참여 미확정',
  },
  'no-room': {
    vi: '“{what}” chưa có phòng ({when})',
    en: '“{what}” has no room yet ({when})',
    ko: '‘{what}’: 장소 미정({when})',
  },
  unscheduled: {
    vi: '“{what}” chưa được xếp lịch',
    en: '“{what}” is not scheduled yet',
    ko: '‘{what}’: 일정 미정',
  },
} satisfies { readonly [C in WarningCode]: Record<Lang, string> })

/** Headings for groups of warnings. */
export const warningHeadings = messages({
  'room-overlap': { vi: 'Trùng phòng', en: 'Rooms used twice', ko: '장소 중복' },
  'person-overlap': { vi: 'Trùng lịch cá nhân', en: 'People in two places', ko: '개인 일정 중복' },
  'talks-overlap': {
    vi: 'Báo cáo trùng giờ trong phiên',
    en: 'Talks overlapping in a session',
    ko: '세션 내 발표 시간 중복',
  },
  'outside-availability': { vi: 'Ngoài thời gian có thể tham dự', en: 'Outside availability', ko: '참석 가능 시간 외' },
  'talks-exceed-session': { vi: 'Phiên quá giờ', en: 'Sessions over their length', ko: '세션 시간 초과' },
  'talk-outside-session': {
    vi: 'Báo cáo ngoài giờ của phiên',
    en: 'Talks outside their session',
    ko: '세션 시간 외 발표',
  },
  'outside-day': { vi: 'Ngoài giờ chương trình', en: 'Outside the programme’s hours', ko: '운영 시간 외' },
  'over-capacity': { vi: 'Quá sức chứa', en: 'Rooms too small', ko: '수용 인원 초과' },
  declined: { vi: 'Đã từ chối', en: 'Declined', ko: '참여 거절' },
  unconfirmed: { vi: 'Chưa xác nhận', en: 'Not confirmed', ko: '미확정' },
  'no-room': { vi: 'Chưa có phòng', en: 'Without a room', ko: '장소 미정' },
  unscheduled: { vi: 'Chưa xếp lịch', en: 'Not scheduled', ko: '일정 미정' },
} satisfies { readonly [C in WarningCode]: Record<Lang, string> })

/** The parameters of a warning's message for a reader: names, titles, room and time in the event's zone. */
export function warningParams(
  w: Warning,
  index: ProgrammeIndex,
  event: EventFacts,
  lang: Lang,
): { readonly [name: string]: string | number } {
  const titles = w.items.map(({ type, id }) => {
    const item = type === 'session' ? index.sessions.get(id) : index.talks.get(id)
    return item ? say(item.title, lang, event.langs) || item.code : id
  })
  const person = w.personId === null ? undefined : index.people.get(w.personId)
  const room = w.roomId === null ? undefined : index.rooms.get(w.roomId)
  const when =
    w.from === null || w.to === null
      ? ''
      : `${dayLabel(lang, dateOf(event.zone, w.from))} ${timeRange(lang, event.zone, w.from, w.to)}`
  return {
    ...w.figures,
    what: titles[0] ?? '',
    other: titles[1] ?? '',
    who: person ? titledName(person, lang) : (w.personId ?? ''),
    where: room ? say(room.name, lang, event.langs) : '',
    when,
    length: duration(lang, w.figures['minutes'] ?? 0),
  }
}

/** The warning in a sentence. */
export const sayWarning = (w: Warning, index: ProgrammeIndex, event: EventFacts, lang: Lang): string =>
  warningMessages(lang)(w.code, warningParams(w, index, event, lang))
