import { say, type Lang } from '#src/lib/text/multilingual.ts'
import { dayLabel, timeRange } from '#src/lib/time/format.ts'
import { dateOf } from '#src/lib/time/zoned.ts'
import type { Command } from '../../edits/edits.ts'
import { roomOf, type Programme, type Session, type Talk } from '../../programme/programme.ts'
import { bySession, isTalk } from '../../programme/slots.ts'
import type { ItemRef } from '../../programme/warnings.ts'
import { editorMessages } from './messages.ts'

export const findItem = (p: Programme, { type, id }: ItemRef): Session | Talk | undefined =>
  type === 'session' ? p.sessions.find((s) => s.id === id) : p.talks.find((t) => t.id === id)

export const titleOf = (p: Programme, item: Session | Talk, lang: Lang): string =>
  say(item.title, lang, p.event.langs) || item.code

export const roomName = (p: Programme, roomId: string | null, lang: Lang): string => {
  const room = p.rooms.find((r) => r.id === roomId)
  return room ? say(room.name, lang, p.event.langs) : editorMessages(lang)('noRoom')
}

/** `T6, 17/4 08:00–08:20, Phòng 1` */
export function placeInWords(
  p: Programme,
  lang: Lang,
  place: { roomId: string | null; start: number | null; minutes: number },
): string {
  const t = editorMessages(lang)
  const { zone } = p.event
  if (place.start === null) return t('noTime')
  const end = place.start + place.minutes * 60_000
  return `${dayLabel(lang, dateOf(zone, place.start))} ${timeRange(lang, zone, place.start, end)}, ${roomName(p, place.roomId, lang)}`
}

/** Where an item stands, in words; says so when it is cancelled. */
export function standingInWords(p: Programme, lang: Lang, item: Session | Talk | undefined): string {
  const t = editorMessages(lang)
  if (!item) return t('gone')
  const roomId = isTalk(item) ? roomOf(item, bySession(p)) : item.roomId
  return `${titleOf(p, item, lang)}: ${placeInWords(p, lang, { ...item, roomId })}${item.cancelled ? ` (${t('cancelledMark')})` : ''}`
}

/** What a command would do, in words: for the one who is told that it was refused. */
export function commandInWords(p: Programme, lang: Lang, command: Command): string {
  const t = editorMessages(lang)
  const ref = refsOf(command)[0]!
  const item = findItem(p, ref)
  const title = item ? titleOf(p, item, lang) : ''
  switch (command.kind) {
    case 'place':
      return `${title}: ${placeInWords(p, lang, { roomId: command.roomId, start: command.start, minutes: command.minutes ?? item?.minutes ?? 0 })}`
    case 'resize':
      return `${title}: ${command.minutes} ${t('minutes').toLowerCase()}`
    case 'push':
      return `${title}: ${t('pushBy')} ${command.minutes}`
    case 'cancel':
      return `${title}: ${t(command.cancelled ? 'cancel' : 'restore')}`
    case 'unschedule':
      return `${title}: ${t('unschedule')}`
    case 'copy-break':
      return `${title}: ${t('copyBreak')}`
    case 'lay-out':
      return `${title}: ${t('layOut')}`
    case 'swap':
      return title
  }
}

/** The items that a command names: whose revisions it must have seen. */
export function refsOf(command: Command): ItemRef[] {
  if (command.kind === 'swap') return [command.one, command.other]
  if (command.kind === 'copy-break' || command.kind === 'lay-out') return [{ type: 'session', id: command.sessionId }]
  return [command.item]
}
