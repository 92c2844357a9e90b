import { messages } from '#src/lib/text/messages.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import type { Refused } from '#src/platform/http/refused.ts'
import { ErrorPage } from '#src/ui/feedback.tsx'
import { to } from '#src/ui/link.ts'
import { Page } from '#src/ui/page.tsx'
import { page, shellOf } from '#src/ui/shell.ts'

const text = messages({
  missing: { vi: 'Không tìm thấy trang', en: 'Page not found', ko: '페이지를 찾을 수 없습니다' },
  missingWhy: {
    vi: 'Không có gì ở địa chỉ này, hoặc bạn không có quyền xem.',
    en: 'There is nothing at this address, or it is not for you to see.',
    ko: '이 주소에 내용이 없거나 볼 수 있는 권한이 없습니다.',
  },
  missingMend: {
    vi: 'Kiểm tra lại địa chỉ, tìm kiếm, hoặc đăng nhập nếu trang này dành riêng cho bạn.',
    en: 'Check the address, search for it, or sign in if the page is meant for you.',
    ko: '주소를 확인하거나 검색해 보시고, 본인에게 공개된 페이지라면 로그인해 주세요.',
  },
  broken: { vi: 'Hệ thống gặp lỗi', en: 'Something broke on our side', ko: '시스템 오류가 발생했습니다' },
  brokenWhy: {
    vi: 'Yêu cầu chưa được thực hiện. Lỗi đã được ghi lại.',
    en: 'Your request was not carried out. The fault has been logged.',
    ko: '요청이 처리되지 않았으며 오류는 기록되었습니다.',
  },
  brokenMend: {
    vi: 'Thử lại sau ít phút. Nếu vẫn lỗi, gửi ban thư ký mã yêu cầu dưới đây.',
    en: 'Try again in a few minutes. If it stays so, send the secretariat the request id below.',
    ko: '잠시 후 다시 시도해 주세요. 계속되면 아래 요청 번호를 사무국에 알려 주세요.',
  },
  forbidden: { vi: 'Biểu mẫu không được nhận', en: 'This form was not accepted', ko: '양식을 접수하지 못했습니다' },
  'other-site': {
    vi: 'Biểu mẫu được gửi từ một trang khác. Chưa có gì được thay đổi.',
    en: 'It was sent from another site. Nothing was changed.',
    ko: '다른 사이트에서 보낸 양식입니다. 변경된 내용은 없습니다.',
  },
  'old-form': {
    vi: 'Trang đã mở quá lâu, hoặc đã đăng nhập, đăng xuất trong lúc đó. Chưa có gì được thay đổi.',
    en: 'The page was open for too long, or somebody signed in or out meanwhile. Nothing was changed.',
    ko: '페이지를 연 지 오래되었거나 그사이 로그인 상태가 바뀌었습니다. 변경된 내용은 없습니다.',
  },
  forbiddenMend: {
    vi: 'Quay lại, tải lại trang rồi gửi lại. Nên sao chép phần đã nhập trước khi tải lại.',
    en: 'Go back, reload the page and send it again. Copy what you typed before you reload.',
    ko: '뒤로 돌아가 페이지를 새로 고친 뒤 다시 보내 주세요. 새로 고치기 전에 입력한 내용을 복사해 두세요.',
  },
  large: { vi: 'Nội dung gửi lên quá lớn', en: 'Too much was sent at once', ko: '보낸 내용이 너무 큽니다' },
  'too-large': {
    vi: 'Hệ thống không nhận nội dung lớn như vậy ở đây. Chưa có gì được lưu.',
    en: 'This page does not take that much. Nothing was kept.',
    ko: '이 페이지에서 받을 수 있는 크기를 넘었습니다. 저장된 내용은 없습니다.',
  },
  largeMend: {
    vi: 'Rút ngắn nội dung, giảm dung lượng tệp hoặc chia thành nhiều lần gửi.',
    en: 'Shorten the text, make the files smaller, or send them in several goes.',
    ko: '내용을 줄이거나 파일 크기를 줄이거나 여러 번에 나누어 보내 주세요.',
  },
  often: { vi: 'Quá nhiều yêu cầu liên tiếp', en: 'Too many requests', ko: '요청이 너무 많습니다' },
  'too-many': {
    vi: 'Yêu cầu vừa rồi chưa được thực hiện.',
    en: 'The last one was not carried out.',
    ko: '마지막 요청은 처리되지 않았습니다.',
  },
  oftenMend: {
    vi: 'Xin chờ {n} giây rồi thử lại.',
    en: 'Please wait {n} {n#second|seconds} and try again.',
    ko: '{n}초 후에 다시 시도해 주세요.',
  },
  back: { vi: 'Quay lại trang trước', en: 'Back to the page before', ko: '이전 페이지로' },
  search: { vi: 'Tìm kiếm', en: 'Search', ko: '검색' },
})

/** The page for what is not there (or may not be seen: the same page) and for what broke. */
export async function errorPage(c: Ctx, status: 404 | 500): Promise<Response> {
  const { ctx, lang } = c.var
  if (c.req.path.startsWith('/api/')) {
    return c.json({ error: status === 404 ? 'not-found' : 'internal', requestId: ctx.requestId }, status)
  }
  const t = text(lang)
  const broken = status === 500
  const title = t(broken ? 'broken' : 'missing')
  const shell = await shellOf(c)
  return page(
    c,
    <Page shell={shell} title={title} noindex>
      <ErrorPage
        status={status}
        title={title}
        mend={broken ? t('brokenMend') : t('missingMend')}
        requestId={broken ? ctx.requestId : null}
        action={broken ? undefined : <a href={to(lang, '/search')}>{t('search')}</a>}
      >
        <p>{t(broken ? 'brokenWhy' : 'missingWhy')}</p>
      </ErrorPage>
    </Page>,
    status,
  )
}

const PAGES = {
  'other-site': { title: 'forbidden', mend: 'forbiddenMend' },
  'old-form': { title: 'forbidden', mend: 'forbiddenMend' },
  'too-large': { title: 'large', mend: 'largeMend' },
  'too-many': { title: 'often', mend: 'oftenMend' },
} as const

/** The page for a request that was refused whole; whoever does not ask for pages gets one line. */
export async function refusalPage(c: Ctx, refused: Refused): Promise<Response> {
  if (refused.seconds > 0) c.header('retry-after', String(refused.seconds))
  const status = refused.status as 403 | 413 | 429
  if (!/text\/html/.test(c.req.header('accept') ?? '')) return c.text(refused.message, status)
  const t = text(c.var.lang)
  const { title, mend } = PAGES[refused.why]
  const shell = await shellOf(c)
  const before = URL.parse(c.req.header('referer') ?? '')
  const own = before?.origin === new URL(c.var.ctx.config.baseUrl).origin ? before.pathname + before.search : null
  return page(
    c,
    <Page shell={shell} title={t(title)} noindex>
      <ErrorPage
        status={status}
        title={t(title)}
        mend={t(mend, { n: refused.seconds })}
        action={own ? <a href={own}>{t('back')}</a> : undefined}
      >
        <p>{t(refused.why)}</p>
      </ErrorPage>
    </Page>,
    status,
  )
}
