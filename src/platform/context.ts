import type { Blobs } from './blobs/blobs.ts'
import type { Bus } from './bus.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Domain } from './domain.ts'
import type { Engine } from './db/connect.ts'
import type { Db } from './db/types.ts'
import type { Ids } from './ids.ts'
import type { Assets } from './http/assets.ts'
import type { Logger } from './log.ts'

/** Everything impure, in one argument. A request gets a copy with its own `log` and `requestId`. */
export interface Context {
  readonly config: Config
  readonly db: Db
  readonly engine: Engine
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Logger
  readonly blobs: Blobs
  readonly bus: Bus
  readonly assets: Assets
  /** Key for signatures (sessions, links, tokens). */
  readonly secret: string
  /** Every domain, in order, for what is asked of all of them: personal data, merges, search, sections of pages. */
  readonly domains: readonly Domain[]
  /** Which job names listen to a domain event: filled by the composition root from every domain's `on`. */
  readonly listeners: ReadonlyMap<string, readonly string[]>
  readonly requestId: string | null
}
