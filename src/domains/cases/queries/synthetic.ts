import type { Context } from '#src/platform/context.ts'

/** Cases of the archive whose images a program made. */
export const synthetic = ({ db }: Context) =>
  db
    .selectFrom('case_record')
    .select('case_record.imaging_case_id')
    .where('case_record.imaging_case_id', 'is not', null)
    .where('case_record.synthetic', '=', 1)
