import type { Migration } from '#src/platform/db/migrate.ts'

/** When each machine that sends by C-STORE last brought something: what its people are asked first when images are missing. */
export const imaging0007: Migration = {
  id: 'imaging-0007-peers',
  async up(db) {
    await db.schema
      .createTable('imaging_peer')
      .addColumn('ae_title', 'text', (c) => c.primaryKey())
      .addColumn('objects', 'integer', (c) => c.notNull())
      .addColumn('last_at', 'bigint', (c) => c.notNull())
      .execute()
  },
}
