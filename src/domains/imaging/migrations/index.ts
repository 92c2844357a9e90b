import type { Migration } from '#src/platform/db/migrate.ts'
import { imaging0001 } from './imaging-0001-archive.ts'
import { imaging0002 } from './imaging-0002-viewing.ts'
import { imaging0003 } from './imaging-0003-marks.ts'
import { imaging0004 } from './imaging-0004-intake.ts'
import { imaging0005 } from './imaging-0005-keys.ts'
import { imaging0006 } from './imaging-0006-order.ts'
import { imaging0007 } from './imaging-0007-peers.ts'
import { imaging0008 } from './imaging-0008-seen.ts'

/** In order; never edited after release. */
export const imagingMigrations: readonly Migration[] = [
  imaging0001,
  imaging0002,
  imaging0003,
  imaging0004,
  imaging0005,
  imaging0006,
  imaging0007,
  imaging0008,
]
