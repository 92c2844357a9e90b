import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { calendarFile } from '#src/lib/calendar/calendar.ts'
import type { CalendarItem } from '#src/lib/calendar/calendar.ts'

// Judge: Debian's python3-icalendar (apt-get install python3-icalendar), which resolves VTIMEZONE by itself.
const PYTHON = '/usr/bin/python3'
const present = spawnSync(PYTHON, ['-c', 'import icalendar']).status === 0
if (!present) console.warn('SKIPPED: tests/real/calendar.test.ts needs /usr/bin/python3 with python3-icalendar')

const READ = `
import sys, json, datetime, icalendar
cal = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
zones = {str(z['TZID']): z.to_tz() for z in cal.walk('VTIMEZONE')}
def instant(prop):
    dt = prop.dt
    if 'TZID' in prop.params:
        dt = zones[prop.params['TZID']].localize(dt.replace(tzinfo=None))
    return int(dt.timestamp() * 1000)
out = []
for e in cal.walk('VEVENT'):
    out.append(dict(uid=str(e['UID']), start=instant(e['DTSTART']), end=instant(e['DTEND']), summary=str(e['SUMMARY']),
        description=str(e.get('DESCRIPTION', '')), sequence=int(e['SEQUENCE']), status=str(e['STATUS']),
        modified=int(e['LAST-MODIFIED'].dt.timestamp() * 1000), errors=e.errors))
print(json.dumps(dict(name=str(cal['NAME']), events=out, errors=cal.errors)))
`

interface Judged {
  readonly name: string
  readonly errors: readonly unknown[]
  readonly events: readonly (Record<string, unknown> & { readonly errors: readonly unknown[] })[]
}

function judge(file: string): Judged {
  const run = spawnSync(PYTHON, ['-c', READ], { input: file, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout) as Judged
}

describe.skipIf(!present)('read by python3-icalendar', () => {
  test('every entry has its instants and texts, in zones with and without clock changes', () => {
    const items: CalendarItem[] = []
    const zones = ['Asia/Ho_Chi_Minh', 'Asia/Seoul', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC']
    for (const zone of zones) {
      // Every seventh hour round both clock changes of the northern year, and a summer's day.
      for (const middle of [
        Date.UTC(2026, 2, 29),
        Date.UTC(2026, 9, 25),
        Date.UTC(2026, 6, 1),
        Date.UTC(2026, 10, 1),
      ]) {
        for (let hours = -70; hours <= 70; hours += 7) {
          const start = middle + hours * 3_600_000
          items.push({
            uid: `${zone}${start}@hoi.example`,
            zone,
            start,
            end: start + 5_400_000,
            summary: `Can thiệp nội mạch; 간동맥화학색전술, ${'dài '.repeat(hours & 31)}\\ hết`,
            description: 'một\nhai, ba; bốn',
            sequence: hours + 70,
            modified: Date.UTC(2026, 0, 1, 0, 0, hours + 70),
            cancelled: hours % 2 === 0,
          })
        }
      }
    }
    const judged = judge(calendarFile({ name: 'VSIR 2026, đại hội', zone: 'Asia/Ho_Chi_Minh', items }))
    expect(judged.name).toBe('VSIR 2026, đại hội')
    expect(judged.errors).toEqual([])
    expect(judged.events).toHaveLength(items.length)
    for (const [i, event] of judged.events.entries()) {
      const { uid, start, end, summary, description, sequence, modified, cancelled } = items[i]!
      const status = cancelled ? 'CANCELLED' : 'CONFIRMED'
      expect(event).toEqual({ uid, start, end, summary, description, sequence, status, modified, errors: [] })
    }
  })
})
