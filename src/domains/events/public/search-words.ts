import { messages } from '#src/lib/text/messages.ts'

/** Kinds of what is found: above a list of them, and beside one. */
export const kindWords = messages({
  'all.event': { vi: 'Sự kiện', en: 'Events', ko: '행사' },
  'all.session': { vi: 'Phiên', en: 'Sessions', ko: '세션' },
  'all.talk': { vi: 'Báo cáo', en: 'Talks', ko: '발표' },
  'all.question': { vi: 'Thảo luận', en: 'Discussions', ko: '토론' },
  'all.case': { vi: 'Ca bệnh', en: 'Cases', ko: '증례' },
  'all.article': { vi: 'Tin tức', en: 'News', ko: '소식' },
  'all.newsletter': { vi: 'Bản tin', en: 'Newsletters', ko: '뉴스레터' },
  'all.page': { vi: 'Trang', en: 'Pages', ko: '페이지' },
  'all.person': { vi: 'Người', en: 'People', ko: '인물' },
  'all.facility': { vi: 'Cơ sở y tế', en: 'Facilities', ko: '의료기관' },
  'one.event': { vi: 'Sự kiện', en: 'Event', ko: '행사' },
  'one.session': { vi: 'Phiên', en: 'Session', ko: '세션' },
  'one.talk': { vi: 'Báo cáo', en: 'Talk', ko: '발표' },
  'one.question': { vi: 'Câu hỏi', en: 'Question', ko: '질문' },
  'one.case': { vi: 'Ca bệnh', en: 'Case', ko: '증례' },
  'one.article': { vi: 'Bài viết', en: 'Article', ko: '기사' },
  'one.newsletter': { vi: 'Bản tin', en: 'Newsletter', ko: '뉴스레터' },
  'one.page': { vi: 'Trang', en: 'Page', ko: '페이지' },
  'one.person': { vi: 'Người', en: 'Person', ko: '인물' },
  'one.facility': { vi: 'Cơ sở y tế', en: 'Facility', ko: '의료기관' },
})
