import type { Migration } from '#src/platform/db/migrate.ts'

/** Discussions that the demonstration made up say so wherever they are shown. */
export const discussion0002: Migration = {
  id: 'discussion-0002-generated',
  async up(db) {
    await db.schema
      .alterTable('discussion')
      .addColumn('generated', 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
  },
}
