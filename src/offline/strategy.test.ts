import { describe, expect, test } from 'vitest'
import { MARKS, type OfflineBundle, type OfflineManifest } from './bundle.ts'
import {
  assetsOf,
  composed,
  eventOf,
  FULL_LIMIT,
  hasChanged,
  noticeOf,
  pathIn,
  shouldCheck,
  toForget,
  treatment,
  wanted,
  type Copy,
} from './strategy.ts'

const ORIGIN = 'https://hoi.example'
const navigate = (path: string, method = 'GET') =>
  treatment({ method, mode: 'navigate', url: `${ORIGIN}${path}` }, ORIGIN)

describe('what is touched', () => {
  test('pages for everyone', () => {
    for (const path of [
      '/',
      '/vi',
      '/ko/events',
      '/en/events/x/programme/2026-04-17?track=a',
      '/vi/search?q=x',
      '/vi/my/favourites',
    ])
      expect(navigate(path), path).toBe('page')
  })

  test('never what belongs to one who is signed in, nor writes, files, streams, other sites', () => {
    for (const path of [
      '/vi/account',
      '/vi/account/data',
      '/en/manage/events/x',
      '/ko/sign-in',
      '/vi/invitation/abc',
      '/vi/verify/abc',
      '/api/favourites',
      '/calendar/x.ics',
      '/events/x/schedule.json',
      '/healthz',
    ]) {
      expect(navigate(path), path).toBe('pass')
    }
    expect(navigate('/vi/events/x', 'POST')).toBe('pass')
    expect(treatment({ method: 'GET', mode: 'navigate', url: 'https://elsewhere.example/vi' }, ORIGIN)).toBe('pass')
    expect(treatment({ method: 'GET', mode: 'cors', url: `${ORIGIN}/vi/events/x/programme` }, ORIGIN)).toBe('pass')
    expect(treatment({ method: 'GET', mode: 'cors', url: `${ORIGIN}/events/x/live` }, ORIGIN)).toBe('pass')
  })

  test('built files', () =>
    expect(treatment({ method: 'GET', mode: 'no-cors', url: `${ORIGIN}/assets/main-abc.css` }, ORIGIN)).toBe('asset'))
})

test('the event of an address', () => {
  expect(eventOf('/ko/events/vsir-2026/talks/ABC123')).toEqual({ lang: 'ko', slug: 'vsir-2026' })
  expect(eventOf('/vi/events')).toBeNull()
  expect(eventOf('/fr/events/x')).toBeNull()
})

const WORDS = {
  copy: 'Ngoại tuyến · bản lưu lúc {when}',
  short: 'Không có tóm tắt.',
  changed: 'Đã thay đổi.',
  see: 'Xem',
}
const COPY: Copy = {
  event: 'x',
  lang: 'vi',
  version: 'v1',
  releaseId: 'r1',
  savedAt: 1_000,
  checkedAt: 1_000,
  usedAt: 1_000,
  words: WORDS,
  light: false,
}
const manifest = (version: string, full: number, light = full, id = 'r1'): OfflineManifest => ({
  event: 'x',
  lang: 'vi',
  version,
  release: { id, number: 1, name: '1.0', at: 0 },
  title: 'X',
  full: { url: '/f', bytes: full },
  light: { url: '/l', bytes: light },
  changes: '/vi/events/x/changes',
  words: WORDS,
})
const GOOD = { saveData: false, slow: false }

describe('what is fetched', () => {
  test('nothing when the copy is current, else the whole programme if it is small', () => {
    expect(wanted(manifest('v1', 1_000), COPY, GOOD)).toBe('none')
    expect(wanted(manifest('v2', 1_000), COPY, GOOD)).toBe('full')
    expect(wanted(manifest('v2', 1_000), undefined, GOOD)).toBe('full')
  })

  test('without abstracts when it is large or the line is narrow; nothing that would cost too much', () => {
    expect(wanted(manifest('v2', FULL_LIMIT + 1, 200_000), COPY, GOOD)).toBe('light')
    expect(wanted(manifest('v2', FULL_LIMIT / 2, 200_000), COPY, { saveData: false, slow: true })).toBe('light')
    expect(wanted(manifest('v2', FULL_LIMIT / 2, 200_000), COPY, { saveData: true, slow: false })).toBe('light')
    expect(wanted(manifest('v2', FULL_LIMIT, FULL_LIMIT), COPY, { saveData: true, slow: false })).toBe('none')
    expect(wanted(manifest('v2', 90_000_000, 30_000_000), COPY, GOOD)).toBe('none')
  })

  test('asked about every five minutes at most', () => {
    expect(shouldCheck(undefined, 0)).toBe(true)
    expect(shouldCheck(COPY, 2_000)).toBe(false)
    expect(shouldCheck(COPY, 301_000)).toBe(true)
  })

  test('a new build is fetched without a word, a new release is told', () => {
    expect(hasChanged(manifest('v2', 1), COPY)).toBe(false)
    expect(hasChanged(manifest('v2', 1, 1, 'r2'), COPY)).toBe(true)
    expect(hasChanged(manifest('v2', 1, 1, 'r2'), undefined)).toBe(false)
  })

  test('the copies opened longest ago go first', () => {
    const copies = [3, 1, 2].map((usedAt) => ({ ...COPY, event: `e${usedAt}`, usedAt }))
    expect(toForget(copies, 2).map((c) => c.event)).toEqual(['e1'])
    expect(toForget(copies, 3)).toEqual([])
  })
})

const BUNDLE: OfflineBundle = {
  version: 'v1',
  release: { id: 'r1', number: 1, name: '1.0', at: 0 },
  shell: `<title>${MARKS.title} · Hội</title><a href="/ko/${MARKS.path}">ko</a><a href="/en/${MARKS.path}">en</a>${MARKS.nav}<main>${MARKS.main}</main>`,
  navs: ['<nav>1</nav>', '<nav>2</nav>'],
  days: [
    { path: '/vi/events/x/programme/2026-04-17', start: 10, end: 20 },
    { path: '/vi/events/x/programme/2026-04-18', start: 30, end: 40 },
  ],
  pages: {
    '/vi/events/x/programme/2026-04-17': ['Ngày $& <1>', 1, '<p>$1 một</p>'],
    '/vi/events/x/programme/2026-04-18': ['Ngày 2', 1, '<p>hai</p>'],
  },
  light: false,
}

describe('what is shown', () => {
  test('"programme" is the day that is on, the next, or after the event the first', () => {
    const at = (now: number) => pathIn(BUNDLE, '/vi/events/x/programme', now)?.slice(-2)
    expect([at(5), at(15), at(25), at(35), at(99)]).toEqual(['17', '17', '18', '18', '17'])
    expect(pathIn(BUNDLE, '/vi/events/x/talks/NNN', 0)).toBeNull()
    expect(pathIn(BUNDLE, '/vi/events/x/programme/2026-04-18/', 0)).toBe('/vi/events/x/programme/2026-04-18')
  })

  test('a whole document that says how old it is; nothing in a text is taken for a pattern', () => {
    const html = composed(BUNDLE, COPY, '/vi/events/x/programme/2026-04-17', 0, '08:05 17/4/2026')!
    expect(html).toContain('<title>Ngày $&amp; &lt;1&gt; · Hội</title>')
    expect(html).toContain('Ngoại tuyến · bản lưu lúc 08:05 17/4/2026.')
    expect(html).toContain('<p>$1 một</p>')
    expect(html).toContain('<nav>2</nav>')
    expect(html).toContain('href="/ko/events/x/programme/2026-04-17"')
    expect(html).toContain('href="/en/events/x/programme/2026-04-17"')
    // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
    expect(html).not.toMatch(/\u0002/)
    expect(composed(BUNDLE, COPY, '/vi/events/x/people', 0, '')).toBeNull()
  })

  test('one without abstracts says so', () => {
    expect(composed({ ...BUNDLE, light: true }, COPY, '/vi/events/x/programme', 0, 'x')).toContain('Không có tóm tắt.')
  })
})

test('what a page is told of a change', () => {
  expect(noticeOf({ ...COPY, event: 'x y' })).toEqual({
    type: 'programme-changed',
    event: 'x y',
    text: 'Đã thay đổi.',
    see: 'Xem',
    url: '/vi/events/x%20y/changes',
  })
})

test('what a document needs to look right', () => {
  expect(
    assetsOf(
      '<link rel="stylesheet" href="/assets/a.css"><script src="/assets/b.js"></script><img src="/assets/c.png"><a href="/x.css">',
    ),
  ).toEqual(['/assets/a.css', '/assets/b.js'])
})
