export { FINDING_KINDS, type Finding, type FindingKind } from './finding.ts'
export { findIdentifying } from './identifying.ts'
