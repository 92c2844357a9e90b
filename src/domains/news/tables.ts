import type { Lang } from '#src/lib/text/multilingual.ts'
import type { ArticleState } from './articles/article.ts'
import type { CommentState } from './comments/comment.ts'
import type { SubscriberState } from './newsletter/subscriber.ts'

declare module '#src/platform/db/types.ts' {
  interface Database {
    article: ArticleTable
    article_slug: ArticleSlugTable
    article_tag: ArticleTagTable
    tag: TagTable
    photo: PhotoTable
    site_page: SitePageTable
    comment: CommentTable
    comment_report: CommentReportTable
    comment_watch: CommentWatchTable
    newsletter_subscriber: SubscriberTable
    mailing: MailingTable
    mailing_recipient: MailingRecipientTable
    mail_optout: MailOptoutTable
    mail_bounce: MailBounceTable
  }
}

/** JSON: a Text unless the column says otherwise. Instants are epoch milliseconds, flags 1 or 0. */
type Json = string

export interface ArticleTable {
  id: string
  slug: string
  state: ArticleState
  title: Json
  summary: Json
  /** Markdown per language. */
  body: Json
  byline: string
  /** Address of the related event, or ''. */
  event_slug: string
  /** The event's public title when the article was saved; {} where it had none. */
  event_title: Json
  cover_id: string | null
  comments_open: number
  generated: number
  /** Raised to make the preview links that were given out worthless. */
  preview_version: number
  /** When it becomes or became public; null for a draft. */
  publish_at: number | null
  revision: number
  created_at: number
  updated_at: number
}

/** Addresses that an article had: they lead on. */
export interface ArticleSlugTable {
  slug: string
  article_id: string
}

export interface ArticleTagTable {
  article_id: string
  tag: string
  position: number
}

export interface TagTable {
  slug: string
  name: Json
}

export interface PhotoTable {
  id: string
  article_id: string
  position: number
  /** Name of the file as it came, for the secretariat's list. */
  name: string
  caption: Json
  alt: Json
  credit: string
  width: number
  height: number
  /** [{type, width, height, hash, bytes}] */
  variants: Json
  /** 0 while AVIF and WebP are still being made. */
  complete: number
  created_at: number
}

export interface SitePageTable {
  slug: string
  title: Json
  body: Json
  published: number
  generated: number
  revision: number
  created_at: number
  updated_at: number
}

export interface CommentTable {
  id: string
  kind: string
  ref: string
  /** Account of the author, or null for a guest. */
  author_id: string | null
  name: string
  /** Never published and in no export but the author's own; '' after deletion. */
  email: string
  body: string
  lang: Lang
  state: CommentState
  /** Why it waits: first, links, reported, edited. */
  held_for: string
  /** Hash of the token that lets a guest edit for some minutes; '' afterwards. */
  token_hash: string
  /** 1: a moderator has seen the reports and let it stand. */
  kept: number
  /** 1: those who watch the thread have been written to. */
  notified: number
  created_at: number
  edited_at: number | null
}

/** One report a reader: `client` is a keyed hash that changes every day, so it cannot follow anybody. */
export interface CommentReportTable {
  comment_id: string
  client: string
  reason: string
  at: number
}

export interface CommentWatchTable {
  kind: string
  ref: string
  email: string
  lang: Lang
  /** null until the address has confirmed it. */
  confirmed_at: number | null
  created_at: number
}

export interface SubscriberTable {
  email: string
  person_id: string | null
  lang: Lang
  state: SubscriberState
  /** When, by which form and to which wording they agreed. */
  consent_at: number
  consent_how: string
  consent_version: string
  confirmed_at: number | null
  left_at: number | null
}

export interface MailingTable {
  id: string
  kind: 'newsletter' | 'notice'
  /** JSON of an Audience. */
  audience: string
  subject: Json
  body: Json
  state: 'draft' | 'sending' | 'sent' | 'stopped'
  created_by: string | null
  created_at: number
  sent_at: number | null
  revision: number
  /** 1: may be read on the site once it was sent; newsletters to all subscribers only. */
  is_public: number
  /** Address of the issue on the site, given when it is opened and kept. */
  slug: string | null
}

export interface MailingRecipientTable {
  mailing_id: string
  email: string
  name: string
  person_id: string | null
  lang: Lang
  state: 'waiting' | 'queued' | 'skipped'
}

/** Who wants no more of a kind of mail: `newsletter`, `notices`, `comments`. */
export interface MailOptoutTable {
  email: string
  list: string
  at: number
}

/** Addresses that do not exist any more; nothing of the news is sent there. */
export interface MailBounceTable {
  email: string
  status: string
  detail: string
  at: number
}
