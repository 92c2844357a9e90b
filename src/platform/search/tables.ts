declare module '#src/platform/db/types.ts' {
  interface Database {
    search_document: SearchDocumentTable
    search_term: SearchTermTable
  }
}

/** What is found: what everyone may see, and what everyone with an account may. Nothing else is ever put here. */
export interface SearchDocumentTable {
  id: string
  /** What it was indexed with, `event:<id>`: all documents of an owner are replaced together. */
  owner: string
  kind: string
  ref: string
  event_id: string | null
  /** Address without language. */
  url: string
  /** 1: for who is signed in. */
  members: number
  /** JSON of a Text. */
  title: string
  /** JSON of a Text: what the excerpt is taken from, shortened. */
  body: string
  /** Instant that breaks ties, the later first; null: none. */
  at: number | null
}

export interface SearchTermTable {
  term: string
  document_id: string
  weight: number
}
