import type { Migration } from '#src/platform/db/migrate.ts'
import { cases0001 } from './cases-0001-record.ts'

/** In order; never edited after release. */
export const casesMigrations: readonly Migration[] = [cases0001]
