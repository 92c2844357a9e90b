import type { FileHandle } from 'node:fs/promises'
import { S3Error, type Caller } from './client.ts'
import { between } from './xml.ts'

/** Parts are read into memory one at a time; 10,000 of them, the most that S3 takes, hold 160 GB. */
export const PART = 16 * 1024 * 1024

/** Sends a file to a key: in one request when it is small, else in parts that are put together at the end. */
export async function upload(call: Caller, key: string, file: FileHandle, bytes: number): Promise<void> {
  if (bytes <= PART) {
    const response = await call({ method: 'PUT', key, body: await read(file, 0, bytes) })
    if (response.status === 404) throw new S3Error(404, 'PUT', 'no such bucket')
    return
  }
  const begun = await call({ method: 'POST', key, query: { uploads: '' } })
  const uploadId = between(await begun.text(), 'UploadId')
  if (!begun.ok || !uploadId) throw new S3Error(begun.status, 'POST', 'no upload was begun')
  try {
    const tags: string[] = []
    for (let at = 0; at < bytes; at += PART) {
      const body = await read(file, at, Math.min(PART, bytes - at))
      const part = await call({ method: 'PUT', key, query: { partNumber: String(tags.length + 1), uploadId }, body })
      const tag = part.headers.get('etag')
      if (!part.ok || !tag) throw new S3Error(part.status, 'PUT', 'a part was not taken')
      tags.push(tag)
    }
    const parts = tags.map((tag, i) => `<Part><PartNumber>${i + 1}</PartNumber><ETag>${tag}</ETag></Part>`).join('')
    const done = await call({
      method: 'POST',
      key,
      query: { uploadId },
      body: Buffer.from(`<CompleteMultipartUpload>${parts}</CompleteMultipartUpload>`),
    })
    // S3 may answer 200 and say in the body that it failed.
    const answer = await done.text()
    if (!done.ok || answer.includes('<Error>')) throw new S3Error(done.status, 'POST', answer)
  } catch (error) {
    await call({ method: 'DELETE', key, query: { uploadId } }).catch(() => {})
    throw error
  }
}

async function read(file: FileHandle, at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const buffer = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, at + filled)
    if (bytesRead === 0) throw new Error('The file became shorter while it was read')
    filled += bytesRead
  }
  return buffer
}
