import { openBlobs } from '../blobs/open.ts'
import { platformMigrations } from '../db/platform-migrations.ts'
import { searchMigrations } from '../search/index.ts'
import { restore } from './restore.ts'

// For the kill test: restores the file of argv over the data folder of argv.
const [file, dataDir] = process.argv.slice(2) as [string, string]
console.log('ready')
await restore(
  file,
  {
    config: { dataDir, databaseUrl: null, blobUrl: null },
    migrations: [...platformMigrations, ...searchMigrations],
    openBlobs,
  },
  { force: true },
)
console.log('restored')
