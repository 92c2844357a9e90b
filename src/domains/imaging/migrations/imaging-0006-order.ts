import type { Migration } from '#src/platform/db/migrate.ts'

/**
 * Objects in the order of answers, with what searches ask of them: a page deep in a million objects is then found in the
 * index alone. It takes the place of the narrower one.
 */
export const imaging0006: Migration = {
  id: 'imaging-0006-order',
  async up(db) {
    await db.schema.dropIndex('imaging_instance_study_id_number_id').execute()
    await db.schema
      .createIndex('imaging_instance_order')
      .on('imaging_instance')
      .columns(['study_id', 'number', 'id', 'sop_class', 'series_id'])
      .execute()
  },
}
