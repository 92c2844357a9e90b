import { sql } from 'kysely'
import type { Migration } from '#src/platform/db/migrate.ts'

/** What a share link opens: by the hash of its token, until it ends or the row is taken away. */
export const imaging0005: Migration = {
  id: 'imaging-0005-keys',
  async up(db, engine) {
    const binary = engine === 'postgres' ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('imaging_key_grant')
      .addColumn('study_id', binary, (c) => c.notNull().references('imaging_study.id'))
      .addColumn('key_hash', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('imaging_key_grant_pk', ['key_hash', 'study_id'])
      .execute()
    await db.schema.createIndex('imaging_key_grant_study').on('imaging_key_grant').column('study_id').execute()
  },
}
