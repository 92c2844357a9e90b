export * from './file-tables.ts'
export * from './pack.ts'
export * from './read.ts'
export * from './table.ts'
