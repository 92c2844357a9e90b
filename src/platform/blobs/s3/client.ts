import { setTimeout as sleep } from 'node:timers/promises'
import { encode, sha256, signed, type Credentials } from './sign.ts'

export interface Target {
  readonly endpoint: string
  readonly bucket: string
  /** Ends with a slash unless empty. */
  readonly prefix: string
  readonly credentials: Credentials
}

/** `https://KEY:SECRET@host/bucket/prefix?region=x`; `s3:` means https. */
export function parseTarget(address: string): Target {
  const url = new URL(address.replace(/^s3:/, 'https:'))
  const [bucket, ...rest] = url.pathname.split('/').filter(Boolean).map(decodeURIComponent)
  if (!bucket || !url.username || !url.password)
    throw new Error('BLOB_URL must be https://KEY:SECRET@host/bucket?region=…')
  return {
    endpoint: `${url.protocol}//${url.host}`,
    bucket,
    prefix: rest.length > 0 ? `${rest.join('/')}/` : '',
    credentials: {
      key: decodeURIComponent(url.username),
      secret: decodeURIComponent(url.password),
      region: url.searchParams.get('region') ?? 'us-east-1',
    },
  }
}

export interface Call {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** Key below the prefix; empty for the bucket itself. */
  readonly key?: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer>
}

export class S3Error extends Error {
  constructor(
    readonly status: number,
    method: string,
    detail: string,
  ) {
    super(`The blob store answered ${status} to ${method}: ${detail.slice(0, 300)}`)
  }
}

const TRIES = 4
const NONE = sha256('')

/** Calls the store, path style; failures of the network and 5xx answers are tried again. 404 is an answer, other 4xx throw. */
export function createClient(target: Target) {
  const base = `${target.endpoint}/${encode(target.bucket)}`
  return async function call({ method, key = '', query = {}, headers = {}, body }: Call): Promise<Response> {
    const url = new URL(key ? `${base}/${(target.prefix + key).split('/').map(encode).join('/')}` : base)
    // URLSearchParams would write a space as +, which the signature does not.
    url.search = Object.entries(query)
      .map(([k, v]) => `${encode(k)}=${encode(v)}`)
      .join('&')
    const payloadHash = body ? sha256(body) : NONE
    for (let tries = 1; ; tries++) {
      try {
        const auth = signed(target.credentials, { method, url, headers, payloadHash, now: new Date() })
        const response = await fetch(url, { method, headers: auth, ...(body ? { body } : {}), redirect: 'error' })
        if (response.ok || response.status === 404) return response
        throw new S3Error(response.status, method, await response.text())
      } catch (error) {
        const hopeless = error instanceof S3Error && error.status < 500 && error.status !== 429
        if (hopeless || tries >= TRIES) throw error
        await sleep(100 * 4 ** (tries - 1))
      }
    }
  }
}

export type Caller = ReturnType<typeof createClient>
