import type { Migration } from '#src/platform/db/migrate.ts'

/** A newsletter may be read on the site once it was sent, where the secretariat says so: nothing that is there already is. */
export const news0004: Migration = {
  id: 'news-0004-issues',
  async up(db) {
    await db.schema
      .alterTable('mailing')
      .addColumn('is_public', 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
    await db.schema.alterTable('mailing').addColumn('slug', 'text').execute()
    await db.schema.createIndex('mailing_slug').unique().on('mailing').columns(['slug']).execute()
  },
}
