import './tables.ts'

export { forgetMarks, eraseMarks, exportMarks as exportOwnMarks, moveMarks } from './personal.ts'
export { type Mark } from '#src/lib/imaging/mark.ts'
export { marksOf } from './queries.ts'
export { markEndpoints } from './routes.ts'
export { findingsOf } from './findings.ts'
export { segmentationsOf } from './segmentations.ts'
export { markPages } from './page-routes.tsx'
