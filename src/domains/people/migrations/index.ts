import type { Migration } from '#src/platform/db/migrate.ts'
import { people0001 } from './people-0001-people.ts'
import { people0002 } from './people-0002-accounts.ts'

/** In order; never edited after release. */
export const peopleMigrations: readonly Migration[] = [people0001, people0002]
