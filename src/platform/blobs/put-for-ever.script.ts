import { randomBytes } from 'node:crypto'
import { folderBlobs } from './folder.ts'

// For the kill test: puts blobs of many sizes without end and prints the hash of each that was acknowledged.
const blobs = await folderBlobs(process.argv[2]!)
console.log('ready')
for (let i = 0; ; i++) {
  const sizes = [10, 100_000, 3_000_000, 1000]
  const { hash } = await blobs.put(randomBytes(sizes[i % sizes.length]!))
  console.log(hash)
}
