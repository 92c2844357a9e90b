import { expect, test } from 'vitest'
import type { Lang } from '#src/lib/text/multilingual.ts'
import {
  ago,
  dateRange,
  dateTime,
  dateTimeRange,
  dayLabel,
  duration,
  longDate,
  offsetLabel,
  shortDate,
  shortDateTime,
  timeRange,
  weekday,
  zoneId,
  zoneLabel,
} from './format.ts'

const HCM = 'Asia/Ho_Chi_Minh'
const all = (f: (lang: Lang) => string): string[] => (['vi', 'en', 'ko'] as const).map(f)
const AT = Date.UTC(2026, 3, 17, 1, 0)

test('dates', () => {
  expect(all((l) => longDate(l, '2026-04-17'))).toEqual([
    'Thứ Sáu, ngày 17 tháng 4 năm 2026',
    'Friday 17 April 2026',
    '2026년 4월 17일 금요일',
  ])
  expect(all((l) => shortDate(l, '2025-12-05'))).toEqual(['05/12/2025', '5 Dec 2025', '2025. 12. 5.'])
  expect(all((l) => dayLabel(l, '2026-04-18'))).toEqual(['T7, 18/4', 'Sat 18 Apr', '4월 18일(토)'])
  expect(all((l) => weekday(l, '2026-04-19'))).toEqual(['Chủ nhật', 'Sunday', '일요일'])
})

test('ranges of dates', () => {
  expect(all((l) => dateRange(l, '2026-04-17', '2026-04-18'))).toEqual([
    '17–18 tháng 4 năm 2026',
    '17–18 April 2026',
    '2026년 4월 17~18일',
  ])
  expect(all((l) => dateRange(l, '2026-04-30', '2026-05-02'))).toEqual([
    '30 tháng 4 – 2 tháng 5 năm 2026',
    '30 April – 2 May 2026',
    '2026년 4월 30일~5월 2일',
  ])
  expect(all((l) => dateRange(l, '2019-12-27', '2020-01-01'))).toEqual([
    '27 tháng 12 năm 2019 – 1 tháng 1 năm 2020',
    '27 December 2019 – 1 January 2020',
    '2019년 12월 27일~2020년 1월 1일',
  ])
  expect(dateRange('en', '2025-12-20', '2025-12-20')).toBe('20 December 2025')
})

test('times', () => {
  expect(all((l) => timeRange(l, HCM, AT, AT + 90 * 60_000))).toEqual(['08:00–09:30', '08:00–09:30', '08:00~09:30'])
  expect(all((l) => dateTime(l, HCM, AT))).toEqual([
    '08:00, Thứ Sáu, ngày 17 tháng 4 năm 2026',
    'Friday 17 April 2026, 08:00',
    '2026년 4월 17일 금요일 08:00',
  ])
  expect(all((l) => shortDateTime(l, HCM, AT))).toEqual([
    '08:00 17/04/2026',
    '17 Apr 2026, 08:00',
    '2026. 4. 17. 08:00',
  ])
  expect(dateTimeRange('vi', HCM, AT, AT + 3_600_000)).toBe('08:00–09:00, Thứ Sáu, ngày 17 tháng 4 năm 2026')
  expect(dateTimeRange('en', HCM, AT, AT + 86_400_000)).toBe(
    'Friday 17 April 2026, 08:00 – Saturday 18 April 2026, 08:00',
  )
})

test('durations', () => {
  expect(all((l) => duration(l, 90))).toEqual(['1 giờ 30 phút', '1 hour 30 minutes', '1시간 30분'])
  expect(all((l) => duration(l, 60))).toEqual(['1 giờ', '1 hour', '1시간'])
  expect(all((l) => duration(l, 1))).toEqual(['1 phút', '1 minute', '1분'])
  expect(all((l) => duration(l, 0))).toEqual(['0 phút', '0 minutes', '0분'])
  expect(duration('en', 2 * 1_440 + 61)).toBe('2 days 1 hour 1 minute')
  expect(duration('vi', -15)).toBe('15 phút')
})

test('how long ago', () => {
  expect(all((l) => ago(l, HCM, AT, AT + 30_000))).toEqual(['vừa xong', 'just now', '방금'])
  expect(all((l) => ago(l, HCM, AT, AT + 300_000))).toEqual(['5 phút trước', '5 minutes ago', '5분 전'])
  expect(all((l) => ago(l, HCM, AT, AT + 50 * 3_600_000))).toEqual(['2 ngày trước', '2 days ago', '2일 전'])
  expect(ago('en', HCM, AT, AT + 60 * 86_400_000)).toBe('17 Apr 2026')
  expect(ago('en', HCM, AT, AT - 5_000)).toBe('just now')
})

test('zones', () => {
  expect(all((l) => zoneLabel(l, HCM, AT))).toEqual([
    'Giờ Việt Nam (GMT+7)',
    'Vietnam time (GMT+7)',
    '베트남 시간(GMT+7)',
  ])
  expect(zoneLabel('en', 'Europe/Berlin', Date.UTC(2026, 0, 1))).toBe('Berlin time (GMT+1)')
  expect(zoneLabel('en', 'Europe/Berlin', Date.UTC(2026, 6, 1))).toBe('Berlin time (GMT+2)')
  expect(zoneLabel('vi', 'America/Argentina/Buenos_Aires', AT)).toBe('Giờ Buenos Aires (GMT−3)')
  expect(offsetLabel('Asia/Kolkata', AT)).toBe('GMT+5:30')
  expect(offsetLabel('UTC', AT)).toBe('GMT')
  expect(zoneId(HCM, AT)).toBe('GMT+7 · Asia/Ho_Chi_Minh')
})
