/** What a reader gets of the discussion of a case; the same for the page and for the viewer's panel. */
export interface TalkView {
  /** Raised with every change. */
  readonly seq: number
  readonly open: boolean
  /** A quiz is to be answered first: there are no threads here, however many there are. */
  readonly hidden: boolean
  readonly threads: readonly ThreadView[]
  readonly experts: readonly { readonly id: string; readonly name: string; readonly facility: string }[]
  /** Who can be named with `@`. */
  readonly candidates: readonly { readonly id: string; readonly name: string }[]
  readonly following: boolean
  readonly can: {
    readonly write: boolean
    readonly moderate: boolean
    readonly manage: boolean
    readonly asGuest: boolean
  }
}

export interface ThreadView {
  readonly id: string
  readonly resolved: { readonly at: number; readonly by: string } | null
  readonly comments: readonly CommentView[]
  readonly can: { readonly resolve: boolean; readonly reply: boolean }
}

export interface CommentView {
  readonly id: string
  readonly state: 'shown' | 'hidden' | 'deleted'
  readonly by: CommentAuthor
  /** Markdown as typed; '' where it is hidden or gone. */
  readonly body: string
  /** The same as safe HTML. */
  readonly html: string
  readonly lang: string
  /** `encodeView` of what is pointed at, or ''. */
  readonly pin: string
  /** The image pointed at is there for this reader. */
  readonly visible: boolean
  readonly at: number
  readonly edited: number | null
  readonly mentions: readonly string[]
  /** Reasons of the reports that wait, for those who moderate. */
  readonly reports: readonly string[]
  readonly can: {
    readonly edit: boolean
    readonly remove: boolean
    readonly report: boolean
    readonly hide: boolean
  }
}

export interface CommentAuthor {
  readonly id: string | null
  readonly name: string
  readonly facility: string
  /** `owner`: of the case; `expert`: invited to judge; `link`: by a share link, under a name of their own. */
  readonly role: '' | 'owner' | 'expert' | 'link'
}
