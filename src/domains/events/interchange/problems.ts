import type { Lang } from '#src/lib/text/multilingual.ts'
import { messages, type Params } from '#src/lib/text/messages.ts'
import { MAX_PROBLEMS } from './limits.ts'

/**
 * What an importer found wrong. `error`: that part was not taken. `warning`: it was taken, in the way the message says.
 * `path` is a JSON path (`$.schedule.conference.days[0].rooms["Ada"][3].date`), a `line:column` or a sheet's cell (`B7`).
 */
export interface Problem {
  readonly severity: 'error' | 'warning'
  readonly path: string
  readonly code: ProblemCode
  readonly params: Params
}

const table = {
  'too-large': {
    vi: 'Tệp quá lớn: {size} MB, giới hạn là {limit} MB.',
    en: 'The file is too large: {size} MB, the limit is {limit} MB.',
    ko: '파일이 너무 큽니다: {size}MB (최대 {limit}MB).',
  },
  'unknown-format': {
    vi: 'Không nhận ra định dạng của tệp này.',
    en: 'The format of this file was not recognised.',
    ko: '파일 형식을 인식할 수 없습니다.',
  },
  'json-syntax': {
    vi: 'JSON bị lỗi cú pháp: {detail}.',
    en: 'Broken JSON: {detail}.',
    ko: 'JSON 구문 오류: {detail}.',
  },
  'xml-syntax': { vi: 'XML bị lỗi cú pháp: {detail}.', en: 'Broken XML: {detail}.', ko: 'XML 구문 오류: {detail}.' },
  'csv-syntax': { vi: 'CSV bị lỗi cú pháp: {detail}.', en: 'Broken CSV: {detail}.', ko: 'CSV 구문 오류: {detail}.' },
  'xlsx-unreadable': {
    vi: 'Không mở được bảng tính Excel này.',
    en: 'This Excel workbook cannot be opened.',
    ko: '이 Excel 통합 문서를 열 수 없습니다.',
  },
  'part-missing': {
    vi: 'Thiếu phần bắt buộc “{name}”.',
    en: 'The required part “{name}” is missing.',
    ko: '필수 항목 “{name}”이(가) 없습니다.',
  },
  'wrong-type': {
    vi: 'Giá trị không đúng kiểu: cần {expected}.',
    en: 'The value is of the wrong type: {expected} was expected.',
    ko: '값의 형식이 올바르지 않습니다. 필요한 형식: {expected}.',
  },
  'title-missing': {
    vi: 'Mục này không có tiêu đề nên không được nhập.',
    en: 'This entry has no title and was not taken.',
    ko: '제목이 없어 가져오지 않았습니다.',
  },
  'time-invalid': {
    vi: 'Không đọc được thời điểm “{value}” nên mục này không được nhập.',
    en: 'The time “{value}” cannot be read; this entry was not taken.',
    ko: '시각 “{value}”을(를) 읽을 수 없어 가져오지 않았습니다.',
  },
  'duration-invalid': {
    vi: 'Không đọc được thời lượng “{value}” nên mục này không được nhập.',
    en: 'The duration “{value}” cannot be read; this entry was not taken.',
    ko: '소요 시간 “{value}”을(를) 읽을 수 없어 가져오지 않았습니다.',
  },
  'kind-unknown': {
    vi: 'Không có loại “{value}”; đã dùng “{used}”.',
    en: 'There is no kind “{value}”; “{used}” was used.',
    ko: '“{value}” 유형이 없어 “{used}”(으)로 처리했습니다.',
  },
  'columns-missing': {
    vi: 'Bảng thiếu cột: {columns}.',
    en: 'The sheet lacks these columns: {columns}.',
    ko: '시트에 다음 열이 없습니다: {columns}.',
  },
  'column-unknown': {
    vi: 'Không nhận ra cột “{name}” nên bỏ qua.',
    en: 'The column “{name}” is not known and was ignored.',
    ko: '알 수 없는 열 “{name}”은(는) 무시했습니다.',
  },
  'row-unknown': {
    vi: 'Loại dòng “{value}” không hợp lệ: hãy ghi session, talk hoặc discussion. Dòng này không được nhập.',
    en: 'The row type “{value}” is not valid: write session, talk or discussion. The row was not taken.',
    ko: '행 유형 “{value}”이(가) 올바르지 않습니다. session, talk, discussion 중 하나를 입력하세요. 이 행은 가져오지 않았습니다.',
  },
  'session-unknown': {
    vi: 'Không có phiên “{value}” trong tệp; báo cáo được nhập ngoài phiên.',
    en: 'The file has no session “{value}”; the talk was taken without a session.',
    ko: '파일에 “{value}” 세션이 없어 발표를 세션 없이 가져왔습니다.',
  },
  'too-many': {
    vi: 'Tệp có hơn {limit} mục; phần còn lại không được nhập.',
    en: 'The file has more than {limit} entries; the rest was not taken.',
    ko: '항목이 {limit}개를 넘어 나머지는 가져오지 않았습니다.',
  },
  'problems-cut': {
    vi: 'Có hơn {limit} vấn đề; các vấn đề sau không được liệt kê.',
    en: 'There are more than {limit} problems; the rest is not listed.',
    ko: '문제가 {limit}건을 넘어 이후 항목은 표시하지 않습니다.',
  },
  'id-missing': {
    vi: 'Mục này không có mã định danh; nó được nhận lại theo tiêu đề.',
    en: 'This entry has no identifier; it will be recognised by its title.',
    ko: '식별자가 없어 제목으로 동일 항목을 판단합니다.',
  },
  'guid-invalid': {
    vi: '“{value}” không phải là UUID; đã tạo UUID mới ổn định.',
    en: '“{value}” is not a UUID; a stable one was made.',
    ko: '“{value}”은(는) UUID가 아니므로 고정 UUID를 새로 만들었습니다.',
  },
  'id-duplicate': {
    vi: 'Mã định danh “{value}” đã dùng cho mục khác; mục này được nhập thành mục riêng.',
    en: 'The identifier “{value}” is used by another entry too; this one was taken as an entry of its own.',
    ko: '식별자 “{value}”이(가) 다른 항목과 중복되어 별도 항목으로 가져왔습니다.',
  },
  'code-invalid': {
    vi: 'Mã “{value}” không hợp lệ (cần sáu ký tự 0–9, A–Z); đã tạo mã mới.',
    en: 'The code “{value}” is not valid (six characters 0–9, A–Z); a new one was made.',
    ko: '코드 “{value}”이(가) 올바르지 않아(0–9, A–Z 여섯 자) 새로 만들었습니다.',
  },
  'person-id-shared': {
    vi: 'Mã người “{value}” mang nhiều tên ({names}); mỗi tên được nhập thành một người.',
    en: 'The person id “{value}” carries several names ({names}); each was taken as a person.',
    ko: '인물 ID “{value}”에 여러 이름({names})이 있어 각각 다른 사람으로 가져왔습니다.',
  },
  'person-unnamed': {
    vi: 'Một người không có tên nên bị bỏ qua.',
    en: 'A person without a name was left out.',
    ko: '이름이 없는 인물은 제외했습니다.',
  },
  'room-guid-shared': {
    vi: 'Nhiều phòng dùng chung UUID “{value}”; phòng được nhận theo tên.',
    en: 'Several rooms share the UUID “{value}”; they are told apart by name.',
    ko: '여러 회의실이 UUID “{value}”을(를) 함께 사용하여 이름으로 구분합니다.',
  },
  'room-missing': {
    vi: 'Mục này không có phòng; được nhập không kèm phòng.',
    en: 'This entry has no room; it was taken without one.',
    ko: '회의실이 없어 회의실 없이 가져왔습니다.',
  },
  'zone-missing': {
    vi: 'Tệp không ghi múi giờ; đã dùng {zone}.',
    en: 'The file names no time zone; {zone} was used.',
    ko: '파일에 시간대가 없어 {zone}을(를) 사용했습니다.',
  },
  'zone-unknown': {
    vi: 'Không có múi giờ “{value}”; đã dùng {zone}.',
    en: 'There is no time zone “{value}”; {zone} was used.',
    ko: '시간대 “{value}”을(를) 찾을 수 없어 {zone}을(를) 사용했습니다.',
  },
  'zone-offset': {
    vi: 'Giờ trong tệp ghi lệch {offset} so với UTC, không khớp múi giờ {zone}; thời điểm tuyệt đối được giữ nguyên.',
    en: 'Times in the file carry the offset {offset}, which is not that of {zone}; the instants were kept.',
    ko: '파일의 시각 오프셋 {offset}이(가) {zone} 시간대와 다릅니다. 절대 시각은 그대로 유지했습니다.',
  },
  'day-outside': {
    vi: 'Mục này nằm ngoài giờ của ngày {date}.',
    en: 'This entry lies outside the hours of the day {date}.',
    ko: '{date}의 운영 시간을 벗어난 항목입니다.',
  },
  'language-unknown': {
    vi: 'Không nhận ra ngôn ngữ “{value}” nên bỏ qua.',
    en: 'The language “{value}” is not known and was ignored.',
    ko: '알 수 없는 언어 “{value}”은(는) 무시했습니다.',
  },
  'text-cut': {
    vi: 'Văn bản dài hơn {limit} ký tự; phần cuối bị cắt.',
    en: 'The text is longer than {limit} characters; the end was cut off.',
    ko: '텍스트가 {limit}자를 넘어 뒷부분을 잘랐습니다.',
  },
  'link-invalid': {
    vi: 'Liên kết “{value}” không hợp lệ nên bị bỏ qua.',
    en: 'The link “{value}” is not valid and was left out.',
    ko: '링크 “{value}”이(가) 올바르지 않아 제외했습니다.',
  },
  'duration-guessed': {
    vi: 'Tệp không ghi thời lượng; đã đặt {minutes} phút.',
    en: 'The file gives no duration; {minutes} minutes were assumed.',
    ko: '소요 시간이 없어 {minutes}분으로 설정했습니다.',
  },
  'duration-zero': {
    vi: 'Mục này dài 0 phút.',
    en: 'This entry lasts 0 minutes.',
    ko: '소요 시간이 0분인 항목입니다.',
  },
  misplaced: {
    vi: '“{name}” nằm sai chỗ trong tệp; vẫn được đọc.',
    en: '“{name}” stands in the wrong place of the file; it was read nevertheless.',
    ko: '“{name}”이(가) 잘못된 위치에 있지만 읽었습니다.',
  },
} as const

export type ProblemCode = keyof typeof table

export const problemMessages = messages(table)

/** The problem as a sentence for the secretariat, without its path. */
export function problemText(problem: Problem, lang: Lang): string {
  const { expected, ...rest } = problem.params
  const t = problemMessages(lang)
  if (problem.code !== 'wrong-type' || typeof expected !== 'string') return t(problem.code, problem.params)
  const word = Object.hasOwn(typeWords.table, expected)
    ? typeWords(lang)(expected as keyof typeof typeWords.table)
    : expected
  return t(problem.code, { ...rest, expected: word })
}

/** What a value should have been. */
const typeWords = messages({
  text: { vi: 'chữ', en: 'text', ko: '문자열' },
  integer: { vi: 'số nguyên', en: 'a whole number', ko: '정수' },
  list: { vi: 'danh sách', en: 'a list', ko: '목록' },
  object: { vi: 'đối tượng', en: 'an object', ko: '객체' },
})

/** Collects problems in order, at most `MAX_PROBLEMS` of them and one that says so. */
export interface Problems {
  readonly list: Problem[]
  error(path: string, code: ProblemCode, params?: Params): void
  warn(path: string, code: ProblemCode, params?: Params): void
}

export function collectProblems(): Problems {
  const list: Problem[] = []
  const add = (severity: Problem['severity'], path: string, code: ProblemCode, params: Params): void => {
    if (list.length < MAX_PROBLEMS) list.push({ severity, path, code, params: shortened(params) })
    else if (list.length === MAX_PROBLEMS)
      list.push({ severity: 'error', path: '', code: 'problems-cut', params: { limit: MAX_PROBLEMS } })
  }
  return {
    list,
    error: (path, code, params = {}) => add('error', path, code, params),
    warn: (path, code, params = {}) => add('warning', path, code, params),
  }
}

/** A file's own words may be megabytes; a message shows the start of them. */
const shortened = (params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).map(([k, v]) => [k, typeof v === 'string' && v.length > 200 ? `${v.slice(0, 200)}…` : v]),
  )
