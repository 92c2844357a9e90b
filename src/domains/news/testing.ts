import { expect } from 'vitest'
import { somebody, type Somebody, browser } from '#src/domains/people/testing.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { App } from '#src/platform/http/env.ts'
import { createArticle } from './articles/commands.ts'
import type { ArticleDraft } from './articles/article.ts'
import { publishArticle } from './articles/publish.ts'
import { addPhotos } from './photos/commands.ts'
import { newsJobs } from './jobs.ts'

export const system = systemActor('test')

export const aDraft = (more: Partial<ArticleDraft> = {}): ArticleDraft => ({
  title: { vi: 'Hội nghị Tuyên Quang', en: 'The Tuyên Quang conference', ko: '뚜옌꽝 학술대회' },
  summary: { vi: 'Tóm lược', en: 'A summary' },
  body: { vi: 'Nội dung **đậm**.', en: 'The text.', ko: '본문입니다.' },
  byline: '',
  eventSlug: '',
  tags: [{ slug: 'stroke', name: { vi: 'Đột quỵ', en: 'Stroke' } }],
  commentsOpen: true,
  slug: '',
  ...more,
})

export interface Made {
  readonly id: string
  readonly slug: string
}

const must = <T>(done: { ok: true; value: T } | { ok: false; code: string; fields?: object }): T => {
  if (!done.ok) throw new Error(`${done.code} ${JSON.stringify(done.fields)}`)
  return done.value
}

export const anArticle = async (ctx: Context, more: Partial<ArticleDraft> = {}): Promise<Made> =>
  must(await createArticle(ctx, system, aDraft(more)))

export async function aPublishedArticle(ctx: Context, more: Partial<ArticleDraft> = {}): Promise<Made> {
  const made = await anArticle(ctx, more)
  must(await publishArticle(ctx, system, made.id))
  return made
}

/** A picture as a phone makes it, with the place where it was taken and an owner's name. */
export async function phonePhoto(hue = 120, width = 480, height = 320): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const raw = Buffer.alloc(width * height * 3)
  for (let i = 0; i < raw.length; i++) raw[i] = (((i / 3) % width) / 2 + hue * (i % 3) + (i % 7)) & 255
  return sharp(raw, { raw: { width, height, channels: 3 } })
    .withExif({
      IFD0: { Copyright: 'BS. An', Make: 'Phone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '21/1 49/1 0/1' },
    })
    .jpeg({ quality: 70 })
    .toBuffer()
}

export const somePhotos = async (ctx: Context, articleId: string, n: number): Promise<string[]> => {
  const source = await phonePhoto(n, 420, 280)
  return must(
    await addPhotos(
      ctx,
      system,
      articleId,
      Array.from({ length: n }, (_, i) => ({
        name: `photo-${i}.jpg`,
        source,
        caption: { vi: `Ảnh ${i + 1}` },
        alt: { vi: `Mô tả ${i + 1}` },
      })),
    ),
  )
}

export const secretary = (ctx: Context): Promise<Somebody> =>
  somebody(ctx, { society: ['secretariat'], name: 'Thư Ký' })

export const as = (app: App, cookie = '') => browser(app, cookie)

/** Runs the due jobs of the news, as the worker would. */
export async function runNewsJobs(ctx: Context): Promise<void> {
  for (let round = 0; round < 20; round++) {
    const due = await ctx.db
      .selectFrom('job')
      .selectAll()
      .where('name', 'like', 'news:%')
      .where('run_at', '<=', ctx.clock.now())
      .orderBy('run_at')
      .execute()
    if (due.length === 0) return
    for (const job of due) {
      await ctx.db.deleteFrom('job').where('id', '=', job.id).execute()
      await newsJobs[job.name]!(ctx, JSON.parse(job.payload) as never)
    }
  }
}

/** The form of a comment on a page, with its stamp, ready to be filled in. */
export function commentFields(html: string): Record<string, string> {
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
  return { kind: field('kind'), ref: field('ref'), stamp: field('stamp') }
}

/** No element or attribute that runs, no address that runs, nothing loaded from elsewhere. */
export function harmless(html: string): void {
  const withoutOurs = html.replace(
    /<script type="(?:application\/(?:ld\+)?json|module)"[^>]*>[\s\S]*?<\/script>/g,
    (whole) => {
      expect(whole.slice(1, -9)).not.toMatch(/<\/?script/i)
      return ''
    },
  )
  expect(withoutOurs).not.toMatch(/<script/i)
  expect(withoutOurs).not.toMatch(/<style|<iframe|<object|<embed|<svg[^>]*onload/i)
  const tags = withoutOurs.match(/<[a-z](?:"[^"]*"|[^">])*>/gi) ?? []
  for (const tag of tags) {
    // Values first: what stands in quotes is text.
    const bare = tag.replace(/"[^"]*"/g, '""')
    expect(bare).not.toMatch(/\son\w+\s*=/i)
    expect(tag).not.toMatch(/(?:href|src|action|formaction|srcset)="\s*(?:javascript|vbscript|data:text)/i)
    expect(tag).not.toMatch(/(?:src|srcset)="(?:https?:)?\/\/(?!hoi\.test)/i)
    expect(tag).not.toMatch(/href="\/\//)
  }
}
