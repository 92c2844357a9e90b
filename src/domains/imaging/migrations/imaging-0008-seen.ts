import { sql } from 'kysely'
import type { Migration } from '#src/platform/db/migrate.ts'

/** Who recorded a whole study at once saw each of its images: by name now, so that what comes later is all that is left to look at. */
export const imaging0008: Migration = {
  id: 'imaging-0008-seen',
  async up(db) {
    await sql`insert into imaging_seen (image_id, study_id, person_id, seen_at)
      select i.id, i.study_id, coalesce(s.looked_by, ''), s.looked_at
      from imaging_instance i join imaging_study s on s.id = i.study_id
      where s.looked_at is not null
      on conflict (image_id) do nothing`.execute(db)
  },
}
