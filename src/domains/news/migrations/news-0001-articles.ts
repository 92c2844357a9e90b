import type { Migration } from '#src/platform/db/migrate.ts'

/** Articles with their photos and tags, and the pages beside them. */
export const news0001: Migration = {
  id: 'news-0001-articles',
  async up(db) {
    await db.schema
      .createTable('article')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('slug', 'text', (c) => c.notNull().unique())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('summary', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('byline', 'text', (c) => c.notNull())
      .addColumn('event_slug', 'text', (c) => c.notNull())
      .addColumn('event_title', 'text', (c) => c.notNull())
      .addColumn('cover_id', 'text')
      .addColumn('comments_open', 'integer', (c) => c.notNull())
      .addColumn('generated', 'integer', (c) => c.notNull())
      .addColumn('preview_version', 'integer', (c) => c.notNull())
      .addColumn('publish_at', 'bigint')
      .addColumn('revision', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute()
    await db.schema.createIndex('article_published').on('article').columns(['state', 'publish_at']).execute()
    await db.schema
      .createTable('article_slug')
      .addColumn('slug', 'text', (c) => c.primaryKey())
      .addColumn('article_id', 'text', (c) => c.notNull().references('article.id').onDelete('cascade'))
      .execute()
    await db.schema
      .createTable('tag')
      .addColumn('slug', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .execute()
    await db.schema
      .createTable('article_tag')
      .addColumn('article_id', 'text', (c) => c.notNull().references('article.id').onDelete('cascade'))
      .addColumn('tag', 'text', (c) => c.notNull().references('tag.slug'))
      .addColumn('position', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('article_tag_key', ['article_id', 'tag'] as never[])
      .execute()
    await db.schema.createIndex('article_tag_tag').on('article_tag').columns(['tag']).execute()
    await db.schema
      .createTable('photo')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('article_id', 'text', (c) => c.notNull().references('article.id').onDelete('cascade'))
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('caption', 'text', (c) => c.notNull())
      .addColumn('alt', 'text', (c) => c.notNull())
      .addColumn('credit', 'text', (c) => c.notNull())
      .addColumn('width', 'integer', (c) => c.notNull())
      .addColumn('height', 'integer', (c) => c.notNull())
      .addColumn('variants', 'text', (c) => c.notNull())
      .addColumn('complete', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute()
    await db.schema.createIndex('photo_article').on('photo').columns(['article_id', 'position']).execute()
    await db.schema
      .createTable('site_page')
      .addColumn('slug', 'text', (c) => c.primaryKey())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('published', 'integer', (c) => c.notNull())
      .addColumn('generated', 'integer', (c) => c.notNull())
      .addColumn('revision', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute()
  },
}
