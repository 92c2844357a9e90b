export * from './runs.ts'
export * from './volume.ts'
