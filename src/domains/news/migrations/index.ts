import type { Migration } from '#src/platform/db/migrate.ts'
import { news0001 } from './news-0001-articles.ts'
import { news0002 } from './news-0002-comments.ts'
import { news0003 } from './news-0003-newsletter.ts'
import { news0004 } from './news-0004-issues.ts'

/** In order; never edited after release. */
export const newsMigrations: readonly Migration[] = [news0001, news0002, news0003, news0004]
