import path from 'node:path'
import type { Config } from '../config.ts'
import type { Blobs } from './blobs.ts'
import { folderBlobs } from './folder.ts'
import { s3Blobs } from './s3/s3.ts'

/** The store that the configuration names: BLOB_URL's, else the folder `blobs` of the data folder. */
export async function openBlobs(config: Pick<Config, 'blobUrl' | 'dataDir'>): Promise<Blobs> {
  return config.blobUrl
    ? s3Blobs(config.blobUrl, config.dataDir)
    : await folderBlobs(path.join(config.dataDir, 'blobs'))
}
