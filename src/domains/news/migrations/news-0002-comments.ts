import type { Migration } from '#src/platform/db/migrate.ts'

export const news0002: Migration = {
  id: 'news-0002-comments',
  async up(db) {
    await db.schema
      .createTable('comment')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('ref', 'text', (c) => c.notNull())
      .addColumn('author_id', 'text')
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('email', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('lang', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('held_for', 'text', (c) => c.notNull())
      .addColumn('token_hash', 'text', (c) => c.notNull())
      .addColumn('kept', 'integer', (c) => c.notNull())
      .addColumn('notified', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('edited_at', 'bigint')
      .execute()
    await db.schema.createIndex('comment_subject').on('comment').columns(['kind', 'ref', 'state']).execute()
    await db.schema.createIndex('comment_state').on('comment').columns(['state', 'id']).execute()
    await db.schema.createIndex('comment_author').on('comment').columns(['author_id']).execute()
    await db.schema.createIndex('comment_email').on('comment').columns(['email']).execute()
    await db.schema
      .createTable('comment_report')
      .addColumn('comment_id', 'text', (c) => c.notNull().references('comment.id').onDelete('cascade'))
      .addColumn('client', 'text', (c) => c.notNull())
      .addColumn('reason', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('comment_report_key', ['comment_id', 'client'] as never[])
      .execute()
    await db.schema
      .createTable('comment_watch')
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('ref', 'text', (c) => c.notNull())
      .addColumn('email', 'text', (c) => c.notNull())
      .addColumn('lang', 'text', (c) => c.notNull())
      .addColumn('confirmed_at', 'bigint')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('comment_watch_key', ['kind', 'ref', 'email'] as never[])
      .execute()
  },
}
