import { sql } from 'kysely'
import type { Migration } from '#src/platform/db/migrate.ts'

export const imaging0001: Migration = {
  id: 'imaging-0001-archive',
  async up(db, engine) {
    // Ranges and prefixes of dates and identifiers need byte order; SQLite compares so by itself.
    const binary = engine === 'postgres' ? sql`text collate "C"` : sql`text`
    await db.schema
      .createTable('imaging_case')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('owner_id', 'text', (c) => c.notNull())
      .addColumn('pseudonym', 'text', (c) => c.notNull().unique())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute()
    await db.schema.createIndex('imaging_case_owner').on('imaging_case').column('owner_id').execute()
    await db.schema
      .createTable('imaging_study')
      .addColumn('id', binary, (c) => c.primaryKey())
      .addColumn('case_id', 'text', (c) => c.notNull().references('imaging_case.id'))
      .addColumn('owner_id', 'text', (c) => c.notNull())
      .addColumn('study_uid', binary, (c) => c.notNull().unique())
      .addColumn('study_date', binary, (c) => c.notNull())
      .addColumn('study_time', binary, (c) => c.notNull())
      .addColumn('study_id', binary, (c) => c.notNull())
      .addColumn('accession', binary, (c) => c.notNull())
      .addColumn('description', binary, (c) => c.notNull())
      .addColumn('patient_id', binary, (c) => c.notNull())
      .addColumn('patient_name', binary, (c) => c.notNull())
      .addColumn('patient_sex', 'text', (c) => c.notNull())
      .addColumn('patient_birth_date', binary, (c) => c.notNull())
      .addColumn('referring', 'text', (c) => c.notNull())
      .addColumn('modalities', binary, (c) => c.notNull())
      .addColumn('series_count', 'integer', (c) => c.notNull())
      .addColumn('instance_count', 'integer', (c) => c.notNull())
      .addColumn('access', 'text', (c) => c.notNull())
      .addColumn('looked_at', 'bigint')
      .addColumn('looked_by', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute()
    for (const columns of [
      ['owner_id', 'study_date', 'id'],
      ['study_date', 'id'],
      ['patient_id'],
      ['accession'],
      ['case_id'],
      ['access'],
    ]) {
      await db.schema
        .createIndex(`imaging_study_${columns.join('_')}`)
        .on('imaging_study')
        .columns(columns)
        .execute()
    }
    await db.schema
      .createTable('imaging_series')
      .addColumn('id', binary, (c) => c.primaryKey())
      .addColumn('study_id', binary, (c) => c.notNull().references('imaging_study.id'))
      .addColumn('series_uid', binary, (c) => c.notNull())
      .addColumn('modality', binary, (c) => c.notNull())
      .addColumn('number', 'integer')
      .addColumn('description', binary, (c) => c.notNull())
      .addColumn('body_part', binary, (c) => c.notNull())
      .addColumn('series_date', binary, (c) => c.notNull())
      .addColumn('series_time', binary, (c) => c.notNull())
      .addColumn('instance_count', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute()
    await db.schema
      .createIndex('imaging_series_uid')
      .on('imaging_series')
      .columns(['series_uid', 'study_id'])
      .unique()
      .execute()
    await db.schema
      .createIndex('imaging_series_study')
      .on('imaging_series')
      .columns(['study_id', 'number', 'id'])
      .execute()
    await db.schema
      .createTable('imaging_instance')
      .addColumn('id', binary, (c) => c.primaryKey())
      .addColumn('study_id', binary, (c) => c.notNull().references('imaging_study.id'))
      .addColumn('series_id', binary, (c) => c.notNull().references('imaging_series.id'))
      .addColumn('sop_uid', binary, (c) => c.notNull().unique())
      .addColumn('sop_class', binary, (c) => c.notNull())
      .addColumn('number', 'integer')
      .addColumn('rows', 'integer')
      .addColumn('columns', 'integer')
      .addColumn('frames', 'integer')
      .addColumn('bits', 'integer')
      .addColumn('syntax', 'text', (c) => c.notNull())
      .addColumn('blob', 'text', (c) => c.notNull())
      .addColumn('bytes', 'bigint', (c) => c.notNull())
      .addColumn('source_hash', 'text', (c) => c.notNull())
      .addColumn('burned_in', 'text', (c) => c.notNull())
      .addColumn('prepared', 'integer', (c) => c.notNull())
      .addColumn('trouble', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute()
    for (const columns of [
      ['study_id', 'number', 'id'],
      ['series_id', 'number', 'id'],
      ['source_hash'],
      ['blob'],
      ['sop_class', 'id'],
    ]) {
      await db.schema
        .createIndex(`imaging_instance_${columns.join('_')}`)
        .on('imaging_instance')
        .columns(columns)
        .execute()
    }
    await sql`create index imaging_instance_unprepared on imaging_instance (id) where prepared = 0`.execute(db)
    await db.schema
      .createTable('imaging_header')
      .addColumn('instance_id', binary, (c) => c.primaryKey().references('imaging_instance.id'))
      .addColumn('metadata', 'text', (c) => c.notNull())
      .addColumn('layout', 'text', (c) => c.notNull())
      .execute()
    await db.schema
      .createTable('imaging_copy')
      .addColumn('instance_id', binary, (c) => c.notNull().references('imaging_instance.id'))
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('blob', 'text', (c) => c.notNull())
      .addColumn('bytes', 'bigint', (c) => c.notNull())
      .addColumn('parts', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('imaging_copy_pk', ['instance_id', 'kind'])
      .execute()
    await db.schema
      .createTable('imaging_grant')
      .addColumn('study_id', binary, (c) => c.notNull().references('imaging_study.id'))
      .addColumn('person_id', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('imaging_grant_pk', ['person_id', 'study_id'])
      .execute()
    await db.schema.createIndex('imaging_grant_study').on('imaging_grant').column('study_id').execute()
    await db.schema
      .createTable('imaging_received')
      .addColumn('id', binary, (c) => c.primaryKey())
      .addColumn('owner_id', 'text', (c) => c.notNull())
      .addColumn('case_id', 'text')
      .addColumn('batch', 'text', (c) => c.notNull())
      .addColumn('source', 'text', (c) => c.notNull())
      .addColumn('blob', 'text')
      .addColumn('bytes', 'bigint', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('reason', 'text', (c) => c.notNull())
      .addColumn('instance_id', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('ended_at', 'bigint')
      .execute()
    for (const columns of [['state', 'id'], ['owner_id', 'state'], ['batch'], ['blob']]) {
      await db.schema
        .createIndex(`imaging_received_${columns.join('_')}`)
        .on('imaging_received')
        .columns(columns)
        .execute()
    }
    await db.schema
      .createTable('access_token')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('person_id', 'text', (c) => c.notNull())
      .addColumn('token_hash', 'text', (c) => c.notNull().unique())
      .addColumn('scope', 'text', (c) => c.notNull())
      .addColumn('label', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('used_at', 'bigint')
      .addColumn('revoked_at', 'bigint')
      .execute()
    await db.schema.createIndex('access_token_person').on('access_token').column('person_id').execute()
  },
}
