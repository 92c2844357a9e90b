import { sql } from 'kysely'
import type { Migration } from '#src/platform/db/migrate.ts'

/** What the viewer needs of each object, taken out of its header once: a thousand headers are 30 MB of JSON. */
export const imaging0002: Migration = {
  id: 'imaging-0002-viewing',
  async up(db, engine) {
    const binary = engine === 'postgres' ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('imaging_view')
      .addColumn('instance_id', binary, (c) => c.primaryKey().references('imaging_instance.id').onDelete('cascade'))
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('facts', 'text', (c) => c.notNull())
      .execute()
  },
}
