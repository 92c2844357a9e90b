export { indexDocuments, type SearchDocument } from './index-documents.ts'
export { searchMigrations } from './migrations.ts'
export { search, titleScore, type Found, type SearchOptions, type SearchResult } from './search.ts'
import './tables.ts'
