import { sql } from 'kysely'
import type { Migration } from '#src/platform/db/migrate.ts'

/** Key pictures as files; and quizzes by themselves, which every search of images asks for. */
export const cases0003: Migration = {
  id: 'cases-0003-picture-files',
  async up(db) {
    await db.schema
      .createTable('case_picture_file')
      .addColumn('case_id', 'text', (c) => c.notNull().references('case_record.id').onDelete('cascade'))
      .addColumn('made_of', 'text', (c) => c.notNull())
      .addColumn('width', 'integer', (c) => c.notNull())
      .addColumn('format', 'text', (c) => c.notNull())
      .addColumn('blob', 'text', (c) => c.notNull())
      .addColumn('bytes', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('case_picture_file_key', ['case_id', 'made_of', 'width', 'format'] as never[])
      .execute()
    await db.schema.createIndex('case_picture_file_blob').on('case_picture_file').columns(['blob']).execute()
    await sql`create index case_record_quiz on case_record (id) where quiz = 1`.execute(db)
  },
}
