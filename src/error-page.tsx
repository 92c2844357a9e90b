import { messages } from '#src/lib/text/messages.ts'
import type { Ctx } from '#src/platform/http/env.ts'
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
