import { cleanText, LANGS, pick, say, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import { dateRange } from '#src/lib/time/format.ts'
import { stranger, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { MeetingReport } from '#src/platform/domain.ts'
import { reportWords } from '../messages/report.ts'
import type { ArticleDraft } from './article.ts'

/** What all domains together know of a meeting, or null where none knows it. An earlier domain's word counts. */
export async function meetingReport(ctx: Context, actor: Actor, event: string): Promise<MeetingReport | null> {
  const found: MeetingReport[] = []
  for (const domain of ctx.domains) {
    const report = await domain.report?.(ctx, actor, event)
    if (report) found.push(report)
  }
  return found.length === 0 ? null : Object.assign({}, ...found.toReversed())
}

/** The events by id and name, from whichever domain knows them. */
export async function eventNames(ctx: Context, lang: Lang): Promise<{ readonly id: string; readonly name: string }[]> {
  const found = await Promise.all(ctx.domains.map(async (domain) => (await domain.eventNames?.(ctx, lang)) ?? []))
  return found.flat()
}

/** The title that everyone may see; {} for an event that is not public. */
export async function eventTitleOf(ctx: Context, eventSlug: string): Promise<Text> {
  if (eventSlug === '') return {}
  return (await meetingReport(ctx, stranger, eventSlug))?.title ?? {}
}

/** The report as an article to go on writing: what the programme says, in every language that the meeting has a title in; `base` is the address of this site. */
export function reportDraft(eventSlug: string, report: MeetingReport, base: string): ArticleDraft {
  const each = (make: (lang: Lang) => string): Text =>
    cleanText(Object.fromEntries(LANGS.map((lang) => [lang, make(lang)])))
  return {
    title: each((lang) => reportWords(lang)('title', { title: say(report.title, lang) })),
    summary: each((lang) => summaryOf(report, lang)),
    body: each((lang) => bodyOf(report, lang, base)),
    byline: '',
    eventSlug,
    tags: [],
    commentsOpen: true,
    slug: '',
  }
}

function summaryOf(report: MeetingReport, lang: Lang): string {
  const t = reportWords(lang)
  const title = say(report.title, lang)
  const place = say(report.place, lang)
  const date = report.startsOn ? dateRange(lang, report.startsOn, report.endsOn ?? report.startsOn) : ''
  if (date && place) return t('heldAt', { title, date, place })
  return date ? t('held', { title, date }) : ''
}

/** Markdown; what people wrote into the programme is escaped, so that a title is a title. */
function bodyOf(report: MeetingReport, lang: Lang, base: string): string {
  const t = reportWords(lang)
  const inLang = (text: Text | undefined): string => literal(pick(text, lang).text)
  // When and where it was stands above the text, as its summary.
  const parts: string[] = []
  const organisers = report.organisers?.map(inLang).filter(Boolean) ?? []
  if (organisers.length > 0) parts.push(t('organisers', { names: organisers.join(', ') }))
  const numbers = (['delegates', 'facilities', 'sessions', 'talks'] as const).flatMap((key) => {
    const n = report[key]
    return n === undefined || n === 0 ? [] : [`- ${t(key, { n })}`]
  })
  const speakers = eachOnce(report.speakers ?? [])
  // Of a meeting whose speakers are mostly not named, their number would be wrong.
  if (speakers.length > 1) numbers.push(`- ${t('speakersCount', { n: speakers.length })}`)
  if (numbers.length > 0) parts.push(`## ${t('numbers')}\n\n${numbers.join('\n')}`)
  const topics = report.topics?.map(inLang).filter(Boolean) ?? []
  if (topics.length > 0) parts.push(`## ${t('topics')}\n\n${topics.map((topic) => `- ${topic}`).join('\n')}`)
  if (speakers.length > 0) {
    const lines = speakers.slice(0, MOST).map(({ name, facility, talks }) => {
      const from = inLang(facility)
      const on = talks.map(inLang).filter(Boolean).join('; ')
      return `- ${literal(name)}${from ? ` (${from})` : ''}${on ? `: ${on}` : ''}`
    })
    parts.push(
      `## ${t('speakers')}\n\n${lines.join('\n')}${speakers.length > MOST ? `\n\n${t('andMore', { n: speakers.length - MOST })}` : ''}`,
    )
  }
  const discussion = discussionOf(report, lang, base)
  if (discussion !== '') parts.push(discussion)
  parts.push(t('toWrite'))
  return parts.filter((part) => part.trim() !== '').join('\n\n')
}

/** What the open discussions came to, and the way to their record; '' where none was held. */
function discussionOf({ slug, discussion }: MeetingReport, lang: Lang, base: string): string {
  if (!discussion) return ''
  const t = reportWords(lang)
  const { questions, answered, votes, polls } = discussion
  const lines = [
    ...(questions > 0 ? [`- ${t('questions', { n: questions, answered })}`] : []),
    ...(votes > 0 ? [`- ${t('votes', { n: votes })}`] : []),
    ...(polls > 0 ? [`- ${t('polls', { n: polls })}`] : []),
  ]
  const record = slug ? `\n\n[${t('allQuestions')}](${base}/${lang}/events/${slug}/discussions)` : ''
  return `## ${t('discussion')}\n\n${lines.join('\n')}${record}`
}

const MOST = 40

type Speakers = NonNullable<MeetingReport['speakers']>

/** Who speaks twice is one person: with all their talks, where they come first. */
function eachOnce(speakers: Speakers): { name: string; facility?: Text; talks: Text[] }[] {
  const found = new Map<string, { name: string; facility?: Text; talks: Text[] }>()
  for (const { name, facility, talk } of speakers) {
    const key = JSON.stringify([name, facility])
    const one = found.get(key) ?? { name, facility, talks: [] }
    if (talk) one.talks.push(talk)
    found.set(key, one)
  }
  return [...found.values()]
}

/** A text as Markdown that shows exactly it. */
const literal = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
    .replace(/\s+/g, ' ')
    .trim()
