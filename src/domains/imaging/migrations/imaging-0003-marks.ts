import { sql } from 'kysely'
import type { Migration } from '#src/platform/db/migrate.ts'

export const imaging0003: Migration = {
  id: 'imaging-0003-marks',
  async up(db, engine) {
    const binary = engine === 'postgres' ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('imaging_mark')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('study_id', binary, (c) => c.notNull().references('imaging_study.id'))
      .addColumn('series_uid', binary, (c) => c.notNull())
      .addColumn('sop_uid', binary, (c) => c.notNull())
      .addColumn('frame', 'integer', (c) => c.notNull())
      .addColumn('author_id', 'text')
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('shared', 'integer', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('measured', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .addColumn('deleted_at', 'bigint')
      .execute()
    await db.schema
      .createIndex('imaging_mark_study')
      .on('imaging_mark')
      .columns(['study_id', 'created_at', 'id'])
      .execute()
    await db.schema.createIndex('imaging_mark_author').on('imaging_mark').column('author_id').execute()
    await db.schema
      .createTable('imaging_mark_version')
      .addColumn('mark_id', 'text', (c) => c.notNull().references('imaging_mark.id'))
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('editor_id', 'text')
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('shared', 'integer', (c) => c.notNull())
      .addColumn('deleted', 'integer', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('measured', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('imaging_mark_version_pk', ['mark_id', 'version'])
      .execute()
    await db.schema.createIndex('imaging_mark_version_editor').on('imaging_mark_version').column('editor_id').execute()
  },
}
