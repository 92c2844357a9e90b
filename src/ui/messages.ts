import { messages } from '#src/lib/text/messages.ts'

/** What the shell and the shared components say. Domains have their own tables. */
export const ui = messages({
  skip: { vi: 'Đến nội dung chính', en: 'Skip to content', ko: '본문 바로가기' },
  navMain: { vi: 'Chính', en: 'Main', ko: '주 메뉴' },
  menu: { vi: 'Mục lục', en: 'Menu', ko: '메뉴' },
  events: { vi: 'Sự kiện', en: 'Events', ko: '행사' },
  cases: { vi: 'Ca bệnh', en: 'Cases', ko: '증례' },
  search: { vi: 'Tìm kiếm', en: 'Search', ko: '검색' },
  signIn: { vi: 'Đăng nhập', en: 'Sign in', ko: '로그인' },
  signOut: { vi: 'Đăng xuất', en: 'Sign out', ko: '로그아웃' },
  account: { vi: 'Tài khoản', en: 'Account', ko: '내 계정' },
  manage: { vi: 'Quản lý', en: 'Manage', ko: '관리' },
  language: { vi: 'Ngôn ngữ', en: 'Language', ko: '언어' },
  theme: { vi: 'Giao diện', en: 'Appearance', ko: '화면 모드' },
  themeSystem: { vi: 'Theo thiết bị', en: 'As device', ko: '기기 설정' },
  themeLight: { vi: 'Sáng', en: 'Light', ko: '밝게' },
  themeDark: { vi: 'Tối', en: 'Dark', ko: '어둡게' },
  footerAbout: {
    vi: 'Trang này chạy trên Hội, nền tảng mã nguồn mở giúp hội chuyên ngành chẩn đoán hình ảnh tổ chức sinh hoạt khoa học.',
    en: 'This site runs on Hội, the open platform on which medical-imaging societies hold their scientific meetings.',
    ko: '이 사이트는 의료영상 학회의 학술 행사를 위한 오픈 소스 플랫폼 Hội로 운영됩니다.',
  },
  source: { vi: 'Mã nguồn', en: 'Source code', ko: '소스 코드' },
  privacy: { vi: 'Quyền riêng tư', en: 'Privacy', ko: '개인정보 처리방침' },
  demonstration: {
    vi: 'Trang minh hoạ của phần mềm Hội, không phải trang chính thức của một hội nào. Nội dung tạo tự động được ghi rõ.',
    en: 'A demonstration of the Hội software, not the official site of any society. Generated content is marked.',
    ko: 'Hội 소프트웨어의 시연용 사이트이며 특정 학회의 공식 사이트가 아닙니다. 자동 생성된 내용에는 표시가 있습니다.',
  },
  society: { vi: 'Hội', en: 'Society', ko: '학회' },
  cookies: {
    vi: 'Chỉ dùng cookie cần thiết: phiên đăng nhập, ngôn ngữ và giao diện. Không theo dõi.',
    en: 'Only necessary cookies: sign-in, language and appearance. No tracking.',
    ko: '로그인, 언어, 화면 모드에 필요한 쿠키만 사용하며 추적하지 않습니다.',
  },
  // forms
  optional: { vi: 'không bắt buộc', en: 'optional', ko: '선택' },
  required: { vi: 'bắt buộc', en: 'required', ko: '필수' },
  errorTitle: {
    vi: 'Có {n} chỗ cần sửa',
    en: 'There {n#is|are} {n} {n#thing|things} to correct',
    ko: '확인이 필요한 항목이 {n}개 있습니다',
  },
  all: { vi: 'Tất cả', en: 'All', ko: '전체' },
  choose: { vi: 'Chọn…', en: 'Choose…', ko: '선택…' },
  langVi: { vi: 'Tiếng Việt', en: 'Vietnamese', ko: '베트남어' },
  langEn: { vi: 'Tiếng Anh', en: 'English', ko: '영어' },
  langKo: { vi: 'Tiếng Hàn', en: 'Korean', ko: '한국어' },
  // tables
  sortBy: { vi: 'Sắp xếp theo {column}', en: 'Sort by {column}', ko: '{column} 기준 정렬' },
  actions: { vi: 'Thao tác', en: 'Actions', ko: '작업' },
  pages: { vi: 'Các trang', en: 'Pages', ko: '페이지' },
  pageOf: { vi: 'Trang {page} / {pages}', en: 'Page {page} of {pages}', ko: '{pages}쪽 중 {page}쪽' },
  previous: { vi: 'Trước', en: 'Previous', ko: '이전' },
  next: { vi: 'Sau', en: 'Next', ko: '다음' },
  rowsOf: { vi: '{from}–{to} trong {total}', en: '{from}–{to} of {total}', ko: '{total}건 중 {from}–{to}' },
  nothing: { vi: 'Chưa có gì ở đây', en: 'Nothing here yet', ko: '아직 내용이 없습니다' },
  // feedback
  info: { vi: 'Thông tin', en: 'Note', ko: '안내' },
  success: { vi: 'Đã xong', en: 'Done', ko: '완료' },
  warning: { vi: 'Lưu ý', en: 'Please note', ko: '주의' },
  danger: { vi: 'Lỗi', en: 'Error', ko: '오류' },
  generated: {
    vi: 'Dữ liệu minh hoạ, tạo tự động',
    en: 'Sample data, generated automatically',
    ko: '자동 생성된 예시 데이터',
  },
  generatedShort: { vi: 'minh hoạ', en: 'sample', ko: '예시' },
  where: { vi: 'Ở đâu', en: 'Where', ko: '위치' },
  mend: { vi: 'Cách khắc phục', en: 'What you can do', ko: '해결 방법' },
  requestId: { vi: 'Mã yêu cầu', en: 'Request id', ko: '요청 번호' },
  home: { vi: 'Trang chủ', en: 'Home', ko: '홈' },
  goHome: { vi: 'Về trang chủ', en: 'Go to the home page', ko: '홈으로 가기' },
  // navigation
  breadcrumb: { vi: 'Vị trí trang', en: 'Breadcrumb', ko: '현재 위치' },
  eventSections: { vi: 'Các mục của sự kiện', en: 'Event sections', ko: '행사 메뉴' },
  overview: { vi: 'Giới thiệu', en: 'Overview', ko: '개요' },
  programme: { vi: 'Chương trình', en: 'Programme', ko: '프로그램' },
  people: { vi: 'Báo cáo viên và chủ tọa', en: 'Speakers and chairs', ko: '연자·좌장' },
  changes: { vi: 'Thay đổi', en: 'Changes', ko: '변경 사항' },
  when: { vi: 'Thời gian', en: 'When', ko: '일시' },
  place: { vi: 'Địa điểm', en: 'Where', ko: '장소' },
  // time
  allTimes: { vi: 'Mọi giờ theo {zone}', en: 'All times are {zone}', ko: '모든 시각은 {zone} 기준' },
  ownTime: { vi: 'Hiện cả giờ của tôi', en: 'Show my time as well', ko: '내 시간대도 표시' },
  ownTimeIs: { vi: 'Giờ của bạn: {zone}', en: 'Your time: {zone}', ko: '내 시간대: {zone}' },
  // programme
  days: { vi: 'Các ngày', en: 'Days', ko: '날짜' },
  filters: { vi: 'Lọc', en: 'Filter', ko: '필터' },
  clearFilters: { vi: 'Bỏ lọc', en: 'Clear', ko: '필터 해제' },
  now: { vi: 'Đang diễn ra', en: 'Now', ko: '진행 중' },
  upNext: { vi: 'Tiếp theo', en: 'Next', ko: '다음 순서' },
  cancelled: { vi: 'Đã huỷ', en: 'Cancelled', ko: '취소됨' },
  moved: { vi: 'Đã dời', en: 'Moved', ko: '일정 변경' },
  fresh: { vi: 'Mới', en: 'New', ko: '신규' },
  changed: { vi: 'Đã sửa', en: 'Changed', ko: '내용 변경' },
  favourite: { vi: 'Đánh dấu', en: 'Favourite', ko: '관심 발표' },
  chairs: { vi: 'Chủ tọa', en: 'Chair', ko: '좌장' },
  discussion: { vi: 'Thảo luận', en: 'Discussion', ko: '토의' },
  minutes: { vi: '{n} phút', en: '{n} min', ko: '{n}분' },
  timeColumn: { vi: 'Giờ', en: 'Time', ko: '시간' },
})

export type UiKey = keyof typeof ui.table & string

/** The languages by their own names, as the language switch shows them. */
export const OWN_NAMES = { vi: 'Tiếng Việt', en: 'English', ko: '한국어' } as const
