declare module '#src/platform/db/types.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type -- each domain adds its tables to this interface
  interface Database extends ShareTables {}
}

export interface ShareTables {
  case_share: ShareTable
}

/** A link that opens one case to whoever has it. The token itself is shown once and not kept. */
export interface ShareTable {
  id: string
  case_id: string
  key_hash: string
  label: string
  images: number
  comments: number
  answer: number
  created_by: string | null
  created_at: number
  expires_at: number
  revoked_at: number | null
  uses: number
  used_at: number | null
}
