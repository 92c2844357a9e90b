import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signed } from './sign.ts'

/**
 * An S3 look-alike in memory for tests and development: path style, one bucket `hoi`. It computes every request's
 * signature anew and refuses what does not match, checks bodies against their announced hash, and lists two keys a page.
 */
export async function startS3StandIn(options: { failFirst?: number } = {}) {
  const credentials = { key: 'AKIATEST', secret: 'secret+/of=tests', region: 'ap-southeast-1' }
  const objects = new Map<string, Buffer>()
  const uploads = new Map<string, { key: string; parts: Map<number, Buffer> }>()
  const requests: string[] = []
  let failures = options.failFirst ?? 0

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    const url = new URL(request.url!, `http://${request.headers.host}`)
    requests.push(`${request.method} ${url.pathname}${url.search}`)
    const refused = refusal(request, url, body)
    if (refused) return end(response, 403, `<Error><Code>${refused}</Code></Error>`)
    if (failures > 0) {
      failures -= 1
      return end(response, 503, '<Error><Code>SlowDown</Code></Error>')
    }
    const key = decodeURIComponent(url.pathname.slice('/hoi/'.length))
    const q = url.searchParams
    if (q.has('list-type')) return list(response, q)
    if (q.has('uploads')) {
      const id = `upload-${uploads.size + 1}`
      uploads.set(id, { key, parts: new Map() })
      return end(
        response,
        200,
        `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      )
    }
    const upload = uploads.get(q.get('uploadId') ?? '')
    if (request.method === 'PUT') {
      if (upload) upload.parts.set(Number(q.get('partNumber')), body)
      else objects.set(key, body)
      response.setHeader('etag', `"${createHash('md5').update(body).digest('hex')}"`)
      return end(response, 200)
    }
    if (request.method === 'POST' && upload) {
      const order = Array.from(body.toString().matchAll(/<PartNumber>(\d+)</g), (m) => Number(m[1]))
      objects.set(upload.key, Buffer.concat(order.map((n) => upload.parts.get(n)!)))
      uploads.delete(q.get('uploadId')!)
      return end(response, 200, '<CompleteMultipartUploadResult/>')
    }
    if (request.method === 'DELETE') {
      if (upload) uploads.delete(q.get('uploadId')!)
      else objects.delete(key)
      return end(response, 204)
    }
    const object = objects.get(key)
    if (!object) return end(response, 404, request.method === 'HEAD' ? '' : '<Error><Code>NoSuchKey</Code></Error>')
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
    if (!range) return end(response, 200, object)
    const start = Number(range[1])
    if (start >= object.length) return end(response, 416)
    end(response, 206, object.subarray(start, range[2] ? Number(range[2]) + 1 : undefined))
  }

  function refusal(request: IncomingMessage, url: URL, body: Buffer): string | null {
    const given = request.headers.authorization ?? ''
    const shape =
      /^AWS4-HMAC-SHA256 Credential=AKIATEST\/\d{8}\/ap-southeast-1\/s3\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=[0-9a-f]{64}$/
    const names = shape.exec(given)?.[1]?.split(';')
    if (!names?.includes('host') || !names.includes('x-amz-date') || !names.includes('x-amz-content-sha256'))
      return 'BadSignatureShape'
    const payloadHash = String(request.headers['x-amz-content-sha256'])
    if (createHash('sha256').update(body).digest('hex') !== payloadHash) return 'XAmzContentSHA256Mismatch'
    const stamp = String(request.headers['x-amz-date'])
    const now = new Date(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
    const own = ['host', 'x-amz-date', 'x-amz-content-sha256']
    const headers = Object.fromEntries(
      names.filter((n) => !own.includes(n)).map((n) => [n, String(request.headers[n])]),
    )
    const expected = signed(credentials, { method: request.method!, url, headers, payloadHash, now })
    return expected['authorization'] === given ? null : 'SignatureDoesNotMatch'
  }

  function list(response: ServerResponse, q: URLSearchParams): void {
    const keys = [...objects.keys()].filter((k) => k.startsWith(q.get('prefix') ?? '')).toSorted()
    const from = Number(q.get('continuation-token') ?? 0)
    const entries = keys
      .slice(from, from + 2)
      .map((k) => `<Contents><Key>${k}</Key><Size>${objects.get(k)!.length}</Size></Contents>`)
    const more = from + 2 < keys.length
    const next = more ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''
    end(
      response,
      200,
      `<ListBucketResult><IsTruncated>${more}</IsTruncated>${entries.join('')}${next}</ListBucketResult>`,
    )
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => end(response, 500, String(error)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const secret = encodeURIComponent(credentials.secret)
  return {
    url: `http://${credentials.key}:${secret}@127.0.0.1:${port}/hoi/pre fix?region=${credentials.region}`,
    objects,
    uploads,
    requests,
    close: () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function end(response: ServerResponse, status: number, body: string | Buffer = ''): void {
  response.writeHead(status, { 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
