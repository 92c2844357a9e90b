import type { Migration } from '#src/platform/db/migrate.ts'
import { cases0001 } from './cases-0001-record.ts'
import { cases0002 } from './cases-0002-talk.ts'
import { cases0003 } from './cases-0003-picture-files.ts'

/** In order; never edited after release. */
export const casesMigrations: readonly Migration[] = [cases0001, cases0002, cases0003]
