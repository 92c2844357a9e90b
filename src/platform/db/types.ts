import type { Kysely, Transaction } from 'kysely'

/**
 * Every table. Each domain's `tables.ts` adds its own by declaration merging, so the platform knows none of them:
 * `declare module '#src/platform/db/types.ts' { interface Database { person: PersonTable } }`
 *
 * The same column types on SQLite and PostgreSQL: text, integer (also for true/false as 1/0), bigint for epoch
 * milliseconds, real; JSON is kept as text.
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- each domain adds its tables to this interface
export interface Database extends PlatformTables {}

export interface PlatformTables {
  audit: AuditTable
  job: JobTable
  mail: MailTable
  setting: SettingTable
}

export interface AuditTable {
  id: string
  at: number
  actor_id: string | null
  actor_name: string
  action: string
  entity: string
  entity_id: string
  event_id: string | null
  before: string | null
  after: string | null
  request_id: string | null
}

export interface JobTable {
  id: string
  name: string
  payload: string
  state: 'ready' | 'running' | 'dead'
  attempts: number
  run_at: number
  locked_until: number | null
  last_error: string | null
  created_at: number
  dedupe: string | null
}

export interface MailTable {
  id: string
  state: 'held' | 'queued' | 'sent' | 'failed' | 'discarded'
  to_address: string
  to_name: string
  person_id: string | null
  event_id: string | null
  batch: string | null
  lang: string
  subject: string
  text: string
  html: string | null
  attachments: string
  /** JSON of what the mail carries beyond the usual: `{ listUnsubscribe }`. */
  headers: string
  created_at: number
  sent_at: number | null
  last_error: string | null
}

export interface SettingTable {
  key: string
  value: string
  updated_at: number
}

export type Db = Kysely<Database>
export type DbTx = Transaction<Database>
/** For queries that run inside or outside of a transaction alike. */
export type AnyDb = Db | DbTx
