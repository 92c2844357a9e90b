import type { Lang } from '#src/lib/text/multilingual.ts'

/**
 * The columns of the secretariat's sheet, in order. The header row may carry the machine names, or the headings of any
 * of the three languages; unknown columns are ignored with a warning. Times are local to the event's zone.
 */
export const COLUMNS = [
  column('id', true, 'Mã', 'ID', 'ID'),
  column('row', true, 'Loại dòng', 'Row', '행 구분'),
  column('session', false, 'Thuộc phiên', 'In session', '소속 세션'),
  column('kind', false, 'Hình thức', 'Kind', '유형'),
  column('date', false, 'Ngày', 'Date', '날짜'),
  column('start', false, 'Bắt đầu', 'Start', '시작'),
  column('end', false, 'Kết thúc', 'End', '종료'),
  column('minutes', false, 'Số phút', 'Minutes', '소요 시간(분)'),
  column('room', false, 'Phòng', 'Room', '장소'),
  column('track', false, 'Chủ đề', 'Track', '트랙'),
  column('title_vi', false, 'Tiêu đề (tiếng Việt)', 'Title (Vietnamese)', '제목(베트남어)'),
  column('title_en', false, 'Tiêu đề (tiếng Anh)', 'Title (English)', '제목(영어)'),
  column('title_ko', false, 'Tiêu đề (tiếng Hàn)', 'Title (Korean)', '제목(한국어)'),
  column('abstract_vi', false, 'Tóm tắt (tiếng Việt)', 'Abstract (Vietnamese)', '초록(베트남어)'),
  column('abstract_en', false, 'Tóm tắt (tiếng Anh)', 'Abstract (English)', '초록(영어)'),
  column('abstract_ko', false, 'Tóm tắt (tiếng Hàn)', 'Abstract (Korean)', '초록(한국어)'),
  column('language', false, 'Ngôn ngữ trình bày', 'Spoken language', '발표 언어'),
  column('speakers', false, 'Báo cáo viên', 'Speakers', '연자'),
  column('facility', false, 'Cơ sở y tế', 'Facility', '의료기관'),
  column('chairs', false, 'Chủ tọa', 'Chairs', '좌장'),
] as const

export type ColumnName = (typeof COLUMNS)[number]['name']

function column<const N extends string>(name: N, fixed: boolean, vi: string, en: string, ko: string) {
  return { name, fixed, heading: { vi, en, ko } satisfies { readonly [L in Lang]: string } }
}

/** What each column wants, shown in the template's second sheet. */
export const COLUMN_HELP: { readonly [N in ColumnName]: { readonly [L in Lang]: string } } = {
  id: {
    vi: 'Mã riêng của dòng, giữ nguyên khi nhập lại; để trống thì nhận theo tiêu đề.',
    en: 'The row’s own code, kept from one import to the next; if empty, the row is recognised by its title.',
    ko: '행 고유 코드. 다시 가져올 때도 그대로 두세요. 비워 두면 제목으로 판단합니다.',
  },
  row: {
    vi: 'session (phiên), talk (báo cáo) hoặc discussion (thảo luận).',
    en: 'session, talk or discussion.',
    ko: 'session(세션), talk(발표), discussion(토론) 중 하나.',
  },
  session: {
    vi: 'Mã hoặc tiêu đề của phiên chứa báo cáo; để trống nếu báo cáo đứng riêng.',
    en: 'ID or title of the session that the talk belongs to; empty if it stands by itself.',
    ko: '발표가 속한 세션의 ID 또는 제목. 단독 발표이면 비워 두세요.',
  },
  kind: {
    vi: 'Phiên: plenary, oral, poster, symposium, hands-on, live-case, lecture, ceremony, break. Báo cáo: tùy ý.',
    en: 'Sessions: plenary, oral, poster, symposium, hands-on, live-case, lecture, ceremony, break. Talks: any word.',
    ko: '세션: plenary, oral, poster, symposium, hands-on, live-case, lecture, ceremony, break. 발표: 자유 입력.',
  },
  date: {
    vi: 'Ngày, ví dụ 2026-04-17 hoặc 17/04/2026.',
    en: 'Date, such as 2026-04-17 or 17/04/2026 (day first).',
    ko: '날짜. 예: 2026-04-17',
  },
  start: {
    vi: 'Giờ bắt đầu theo giờ địa phương, ví dụ 08:30; để trống nếu chưa xếp lịch.',
    en: 'Start in local time, such as 08:30; empty if not scheduled yet.',
    ko: '현지 시각 기준 시작 시간. 예: 08:30. 미정이면 비워 두세요.',
  },
  end: {
    vi: 'Giờ kết thúc; ghi cột này hoặc số phút.',
    en: 'End; fill in this column or the minutes.',
    ko: '종료 시간. 이 열 또는 소요 시간을 입력하세요.',
  },
  minutes: { vi: 'Thời lượng tính bằng phút.', en: 'Duration in minutes.', ko: '소요 시간(분).' },
  room: { vi: 'Tên phòng.', en: 'Name of the room.', ko: '장소 이름.' },
  track: { vi: 'Tên chủ đề.', en: 'Name of the track.', ko: '트랙 이름.' },
  title_vi: { vi: 'Tiêu đề bằng tiếng Việt.', en: 'Title in Vietnamese.', ko: '베트남어 제목.' },
  title_en: { vi: 'Tiêu đề bằng tiếng Anh.', en: 'Title in English.', ko: '영어 제목.' },
  title_ko: { vi: 'Tiêu đề bằng tiếng Hàn.', en: 'Title in Korean.', ko: '한국어 제목.' },
  abstract_vi: { vi: 'Tóm tắt bằng tiếng Việt.', en: 'Abstract in Vietnamese.', ko: '베트남어 초록.' },
  abstract_en: { vi: 'Tóm tắt bằng tiếng Anh.', en: 'Abstract in English.', ko: '영어 초록.' },
  abstract_ko: { vi: 'Tóm tắt bằng tiếng Hàn.', en: 'Abstract in Korean.', ko: '한국어 초록.' },
  language: {
    vi: 'vi, en, ko; nhiều ngôn ngữ cách nhau bằng dấu phẩy.',
    en: 'vi, en, ko; several separated by commas.',
    ko: 'vi, en, ko. 여러 언어는 쉼표로 구분합니다.',
  },
  speakers: {
    vi: 'Họ tên kèm học hàm, học vị; nhiều người cách nhau bằng dấu chấm phẩy.',
    en: 'Names with titles; several separated by semicolons.',
    ko: '직함을 포함한 성명. 여러 명은 세미콜론(;)으로 구분합니다.',
  },
  facility: {
    vi: 'Cơ sở y tế của từng báo cáo viên, theo cùng thứ tự; ghi một cơ sở nếu dùng chung.',
    en: 'Facility of each speaker in the same order; one if they share it.',
    ko: '연자 순서대로 의료기관을 적습니다. 모두 같으면 하나만 적으세요.',
  },
  chairs: {
    vi: 'Chủ tọa của phiên, cách nhau bằng dấu chấm phẩy.',
    en: 'Chairs of the session, separated by semicolons.',
    ko: '세션 좌장. 세미콜론(;)으로 구분합니다.',
  },
}

const normal = (heading: string): string =>
  heading
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim()

const BY_HEADING = new Map<string, ColumnName>(
  COLUMNS.flatMap((x) => [
    [normal(x.name), x.name] as const,
    ...Object.values(x.heading).map((h) => [normal(h), x.name] as const),
  ]),
)

/** The column that a heading names, in any of its forms; null if none. */
export const columnOf = (heading: string): ColumnName | null => BY_HEADING.get(normal(heading)) ?? null
