import { sql } from 'kysely'
import type { Migration } from '../db/migrate.ts'

/**
 * Terms are looked up by range, which must be in binary order: SQLite's default, and collation "C" on PostgreSQL
 * whatever the database was created with.
 */
export const searchMigrations: readonly Migration[] = [
  {
    id: 'search-0001-documents',
    async up(db, engine) {
      await db.schema
        .createTable('search_document')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('owner', 'text', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('ref', 'text', (c) => c.notNull())
        .addColumn('event_id', 'text')
        .addColumn('url', 'text', (c) => c.notNull())
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint')
        .execute()
      await db.schema.createIndex('search_document_owner').on('search_document').columns(['owner']).execute()
      await db.schema
        .createTable('search_term')
        .addColumn('term', engine === 'postgres' ? sql`text collate "C"` : 'text', (c) => c.notNull())
        .addColumn('document_id', 'text', (c) => c.notNull().references('search_document.id').onDelete('cascade'))
        .addColumn('weight', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('search_term_key', ['term', 'document_id'] as never[])
        .execute()
      await db.schema.createIndex('search_term_document').on('search_term').columns(['document_id']).execute()
    },
  },
  {
    id: 'search-0002-members',
    async up(db) {
      await db.schema
        .alterTable('search_document')
        .addColumn('members', 'integer', (c) => c.notNull().defaultTo(0))
        .execute()
    },
  },
]
