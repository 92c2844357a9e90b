import { messages } from '#src/lib/text/messages.ts'
import { say, type Lang } from '#src/lib/text/multilingual.ts'
import { shortDateTime } from '#src/lib/time/format.ts'
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
  waitingSubject: {
    vi: 'Còn câu hỏi chờ quý vị trả lời bằng văn bản',
    en: 'Questions await your answer in writing',
    ko: '서면 답변을 기다리는 질문이 있습니다',
  },
  waitingText: {
    vi: 'Kính gửi quý vị,\n\nPhần thảo luận “{title}” tại “{event}” đã khép lại, còn {n} câu hỏi chưa được trả lời. Quý vị có thể trả lời bằng văn bản, bằng ngôn ngữ nào cũng được, đến {until}:\n\n{url}\n\nThư này chỉ gửi một lần sau khi thảo luận khép lại.',
    en: 'Dear colleague,\n\nThe discussion “{title}” at “{event}” is over, with {n} {n#question|questions} still unanswered. You may answer in writing, in any language, until {until}:\n\n{url}\n\nThis is sent once after a discussion has ended.',
    ko: '안녕하세요.\n\n“{event}”의 “{title}” 토의가 종료되었으나 아직 답변하지 못한 질문이 {n}건 있습니다. {until}까지 어떤 언어로든 서면으로 답변하실 수 있습니다.\n\n{url}\n\n이 알림은 토의 종료 후 한 번만 발송됩니다.',
  },
})

/** Those of these people who have an account whose address is theirs. One statement. */
const accountsOf = (tx: Tx, personIds: readonly string[]) =>
  tx.db
    .selectFrom('auth_user')
    .innerJoin('person', 'person.id', 'auth_user.person_id')
    .select(['person.id', 'auth_user.email', 'person.name', 'person.locale', 'person.country'])
    .where('person.id', 'in', personIds)
    .where('auth_user.email_verified', '=', 1)
    .where('person.erased_at', 'is', null)
    .orderBy('person.id')
    .execute()

const pathOf = (lang: Lang, { event, item }: Place): string =>
  href(lang, `/events/${event.slug}/${item.kind}s/${item.code}/discussion`)

/**
 * Tells who asked that an answer stands there: neither question nor answer, only where to read them. Who was promised
 * that nobody is to know who asked is not kept, and so hears nothing.
 */
export async function tellAsker(tx: Tx, place: Place, questionId: string, personId: string): Promise<void> {
  const [who] = await accountsOf(tx, [personId])
  if (!who) return
  const lang = (await mailLangs(tx.db))(who)
  const t = words(lang)
  await tx.mail({
    to: who.email,
    name: who.name,
    personId,
    lang,
    subject: t('answeredSubject'),
    text: t('answeredText', {
      event: say(place.event.title, lang),
      url: `${tx.ctx.config.baseUrl}${pathOf(lang, place)}#q-${questionId}`,
    }),
  })
}

/** Tells the speakers (where there are none, the chairs) how many questions were left for an answer in writing, and until when. */
export async function tellSpeakers(tx: Tx, place: Place, n: number, until: number): Promise<void> {
  const { event, item } = place
  const ids = [...new Set(item.speakers.length > 0 ? item.speakers : item.chairs)]
  if (ids.length === 0) return
  const langOf = await mailLangs(tx.db)
  for (const who of await accountsOf(tx, ids)) {
    const lang = langOf(who)
    const t = words(lang)
    await tx.mail({
      to: who.email,
      name: who.name,
      personId: who.id,
      lang,
      subject: t('waitingSubject'),
      text: t('waitingText', {
        n,
        title: say(item.title, lang),
        event: say(event.title, lang),
        until: shortDateTime(lang, event.zone, until),
        url: `${tx.ctx.config.baseUrl}${pathOf(lang, place)}`,
      }),
    })
  }
}
