import type { Migration } from '#src/platform/db/migrate.ts'

export const news0003: Migration = {
  id: 'news-0003-newsletter',
  async up(db) {
    await db.schema
      .createTable('newsletter_subscriber')
      .addColumn('email', 'text', (c) => c.primaryKey())
      .addColumn('person_id', 'text')
      .addColumn('lang', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('consent_at', 'bigint', (c) => c.notNull())
      .addColumn('consent_how', 'text', (c) => c.notNull())
      .addColumn('consent_version', 'text', (c) => c.notNull())
      .addColumn('confirmed_at', 'bigint')
      .addColumn('left_at', 'bigint')
      .execute()
    await db.schema
      .createTable('mailing')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('audience', 'text', (c) => c.notNull())
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('created_by', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('sent_at', 'bigint')
      .addColumn('revision', 'integer', (c) => c.notNull())
      .execute()
    await db.schema
      .createTable('mailing_recipient')
      .addColumn('mailing_id', 'text', (c) => c.notNull().references('mailing.id').onDelete('cascade'))
      .addColumn('email', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('person_id', 'text')
      .addColumn('lang', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('mailing_recipient_key', ['mailing_id', 'email'] as never[])
      .execute()
    await db.schema
      .createIndex('mailing_recipient_state')
      .on('mailing_recipient')
      .columns(['mailing_id', 'state'])
      .execute()
    await db.schema
      .createTable('mail_optout')
      .addColumn('email', 'text', (c) => c.notNull())
      .addColumn('list', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('mail_optout_key', ['email', 'list'] as never[])
      .execute()
    await db.schema
      .createTable('mail_bounce')
      .addColumn('email', 'text', (c) => c.primaryKey())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('detail', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .execute()
  },
}
