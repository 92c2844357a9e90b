import type { Migration } from './migrate.ts'

export const platformMigrations: readonly Migration[] = [
  {
    id: 'platform-0001-ground',
    async up(db) {
      await db.schema
        .createTable('audit')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('actor_id', 'text')
        .addColumn('actor_name', 'text', (c) => c.notNull())
        .addColumn('action', 'text', (c) => c.notNull())
        .addColumn('entity', 'text', (c) => c.notNull())
        .addColumn('entity_id', 'text', (c) => c.notNull())
        .addColumn('event_id', 'text')
        .addColumn('before', 'text')
        .addColumn('after', 'text')
        .addColumn('request_id', 'text')
        .execute()
      await db.schema.createIndex('audit_at').on('audit').columns(['at', 'id']).execute()
      await db.schema.createIndex('audit_entity').on('audit').columns(['entity', 'entity_id']).execute()
      await db.schema.createIndex('audit_actor').on('audit').columns(['actor_id']).execute()
      await db.schema
        .createTable('job')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('payload', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('attempts', 'integer', (c) => c.notNull())
        .addColumn('run_at', 'bigint', (c) => c.notNull())
        .addColumn('locked_until', 'bigint')
        .addColumn('last_error', 'text')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('dedupe', 'text', (c) => c.unique())
        .execute()
      await db.schema.createIndex('job_due').on('job').columns(['state', 'run_at']).execute()
      await db.schema
        .createTable('mail')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('to_address', 'text', (c) => c.notNull())
        .addColumn('to_name', 'text', (c) => c.notNull())
        .addColumn('person_id', 'text')
        .addColumn('event_id', 'text')
        .addColumn('batch', 'text')
        .addColumn('lang', 'text', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('html', 'text')
        .addColumn('attachments', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('sent_at', 'bigint')
        .addColumn('last_error', 'text')
        .execute()
      await db.schema.createIndex('mail_state').on('mail').columns(['state', 'created_at']).execute()
      await db.schema.createIndex('mail_batch').on('mail').columns(['batch']).execute()
      await db.schema
        .createTable('setting')
        .addColumn('key', 'text', (c) => c.primaryKey())
        .addColumn('value', 'text', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .execute()
    },
  },
  {
    id: 'platform-0002-mail-headers',
    async up(db) {
      await db.schema
        .alterTable('mail')
        .addColumn('headers', 'text', (c) => c.notNull().defaultTo('{}'))
        .execute()
    },
  },
]
