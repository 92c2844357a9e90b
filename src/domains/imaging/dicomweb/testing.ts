import { type ImagingWorld, stowRequest } from '../testing.ts'

/** DICOM JSON of an object. */
export type Json = Record<string, { vr: string; Value?: unknown[] }>
export const json = async (response: Response) => (await response.json()) as Json[]
/** First value of an element. */
export const first = (item: Json | undefined, tag: string) => item?.[tag]?.Value?.[0]

/** Sends by STOW-RS and has it taken in: the status, and what failed and what was stored. */
export async function send(world: ImagingWorld, files: readonly Uint8Array[], headers: Record<string, string>) {
  const response = await world.app.request('/dicomweb/studies', stowRequest(files, headers))
  const body = (await response.json()) as Record<string, { Value?: Json[] }>
  await world.work()
  return { status: response.status, failed: body['00081198']?.Value ?? [], stored: body['00081199']?.Value ?? [] }
}

/** Parts of a multipart answer. */
export async function partsOf(response: Response) {
  const boundary = /boundary=(\S+)/.exec(response.headers.get('content-type') ?? '')![1]!
  const bytes = Buffer.from(await response.arrayBuffer())
  const parts: { headers: string; body: Buffer }[] = []
  for (let at = bytes.indexOf(`--${boundary}\r\n`); at >= 0;) {
    const start = bytes.indexOf('\r\n\r\n', at) + 4
    const next = bytes.indexOf(`\r\n--${boundary}`, start)
    parts.push({ headers: bytes.subarray(at, start).toString(), body: bytes.subarray(start, next) })
    at = bytes.indexOf(`--${boundary}\r\n`, next)
  }
  return parts
}
