import { messages } from '#src/lib/text/messages.ts'
import { say } from '#src/lib/text/multilingual.ts'
import { href } from '#src/platform/http/language.ts'
import type { Tx } from '#src/platform/write.ts'
import { mailLangs } from '#src/domains/people/index.ts'
import type { Place } from '../items.ts'

const words = messages({
  answeredSubject: {
    vi: 'Câu hỏi của quý vị đã có trả lời',
    en: 'Your question has been answered',
    ko: '질문에 답변이 등록되었습니다',
  },
  answeredText: {
    vi: 'Kính gửi quý đồng nghiệp,\n\nCâu hỏi quý vị đặt tại “{event}” vừa được trả lời bằng văn bản:\n\n{url}\n\nMỗi câu hỏi chỉ có một thư như thế này.',
    en: 'Dear colleague,\n\nThe question that you asked at “{event}” has just been answered in writing:\n\n{url}\n\nThere is only one such mail for each question.',
    ko: '안녕하세요.\n\n“{event}”에서 남기신 질문에 서면 답변이 등록되었습니다.\n\n{url}\n\n이 알림은 질문당 한 번만 발송됩니다.',
  },
})

/**
 * Tells who asked that an answer stands there: neither question nor answer, only where to read them. Who was promised
 * that nobody is to know who asked is not kept, and so hears nothing.
 */
export async function tellAsker(tx: Tx, { event, item }: Place, questionId: string, personId: string): Promise<void> {
  const who = await tx.db
    .selectFrom('auth_user')
    .innerJoin('person', 'person.id', 'auth_user.person_id')
    .select(['auth_user.email', 'person.name', 'person.locale', 'person.country'])
    .where('person.id', '=', personId)
    .where('auth_user.email_verified', '=', 1)
    .where('person.erased_at', 'is', null)
    .executeTakeFirst()
  if (!who) return
  const lang = (await mailLangs(tx.db))(who)
  const path = href(lang, `/events/${event.slug}/${item.kind}s/${item.code}/discussion`)
  const t = words(lang)
  await tx.mail({
    to: who.email,
    name: who.name,
    personId,
    lang,
    subject: t('answeredSubject'),
    text: t('answeredText', {
      event: say(event.title, lang),
      url: `${tx.ctx.config.baseUrl}${path}#q-${questionId}`,
    }),
  })
}
