import * as v from 'valibot'

/** What each variable means; the README's table and the messages at start are made from this list. */
export interface Setting {
  readonly name: string
  readonly means: string
  readonly byDefault: string
}

const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, 'must be a number from 0 to 65535'),
  v.transform(Number),
  v.maxValue(65535, 'must be a number from 0 to 65535'),
)
const url = (...schemes: string[]) =>
  v.pipe(
    v.string(),
    v.check(
      (s) => URL.canParse(s) && schemes.includes(new URL(s).protocol),
      `must be an address beginning with ${schemes.map((s) => `${s}//`).join(' or ')}`,
    ),
  )
const flag = v.pipe(
  v.picklist(['0', '1', 'false', 'true'], 'must be 1 or 0'),
  v.transform((s) => s === '1' || s === 'true'),
)
const count = v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'must be a whole number'), v.transform(Number))

const SETTINGS = {
  PORT: { schema: port, byDefault: '8080', means: 'Port to listen on; 0 takes a free one' },
  HOST: {
    schema: v.string(),
    byDefault: '127.0.0.1',
    means: 'Address to listen on; 0.0.0.0 behind a proxy on another machine',
  },
  BASE_URL: {
    schema: v.optional(url('http:', 'https:')),
    byDefault: '',
    means: 'Address that people use, e.g. https://hoi.example.org; by default that of HOST and PORT',
  },
  HOI_DATA: {
    schema: v.pipe(v.string(), v.minLength(1)),
    byDefault: './data',
    means: 'Folder of everything that is kept: database, blobs, mail file, secret',
  },
  DATABASE_URL: {
    schema: v.optional(url('postgres:', 'postgresql:')),
    byDefault: '',
    means: 'PostgreSQL instead of SQLite, e.g. postgres://hoi@db/hoi',
  },
  BLOB_URL: {
    schema: v.optional(url('s3:', 'http:', 'https:')),
    byDefault: '',
    means: 'S3-compatible store instead of the folder, e.g. https://KEY:SECRET@s3.example.org/bucket?region=x',
  },
  SMTP_URL: {
    schema: v.optional(url('smtp:', 'smtps:')),
    byDefault: '',
    means:
      'Mail server, e.g. smtps://user:pass@mail.example.org; without it mail is kept in the outbox and written to a file',
  },
  MAIL_FROM: {
    schema: v.optional(v.string()),
    byDefault: '',
    means:
      'Sender of mail, an address or Name <address>; by default no-reply@host of BASE_URL. Without a name, the society’s stands',
  },
  HOI_SECRET: {
    schema: v.optional(v.pipe(v.string(), v.minLength(32, 'must have at least 32 characters'))),
    byDefault: '',
    means: 'Key that signs sessions and links; by default made once and kept in the data folder',
  },
  TRUST_PROXY: {
    schema: flag,
    byDefault: '0',
    means: '1 behind a proxy: client address from X-Forwarded-For, TLS from X-Forwarded-Proto',
  },
  LOG_LEVEL: {
    schema: v.picklist(
      ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
      'must be trace, debug, info, warn, error or silent',
    ),
    byDefault: 'info',
    means: 'How much is logged',
  },
  UPLOAD_LIMIT_MB: { schema: count, byDefault: '500', means: 'Largest single upload (slides, video), in megabytes' },
  VIRUS_SCAN_COMMAND: {
    schema: v.optional(v.string()),
    byDefault: '',
    means: 'Program called with the path of each upload; exit status 0 lets it in (e.g. clamdscan)',
  },
  METRICS_TOKEN: {
    schema: v.optional(v.string()),
    byDefault: '',
    means: 'Bearer token for /metrics; without it only the machine itself may read them',
  },
  DICOMWEB_ORIGINS: {
    schema: v.pipe(
      v.optional(v.string(), ''),
      v.transform((s) => s.split(/[\s,]+/).filter((one) => one !== '')),
      v.check(
        (all) => all.every((one) => URL.canParse(one) && new URL(one).origin === one && /^https?:/.test(one)),
        'must be origins like https://viewer.example.org, separated by commas',
      ),
    ),
    byDefault: '',
    means: 'Origins of viewers elsewhere (OHIF) whose pages may call /dicomweb with a token, separated by commas',
  },
  WORKER: { schema: flag, byDefault: '1', means: '0 when jobs run in a process of their own (hoi worker)' },
} as const

export const settings: readonly Setting[] = Object.entries(SETTINGS).map(([name, s]) => ({
  name,
  means: s.means,
  byDefault: s.byDefault,
}))

export interface Config {
  readonly port: number
  readonly host: string
  readonly baseUrl: string
  readonly dataDir: string
  readonly databaseUrl: string | null
  readonly blobUrl: string | null
  readonly smtpUrl: string | null
  readonly mailFrom: string
  readonly secret: string | null
  readonly trustProxy: boolean
  readonly logLevel: string
  readonly uploadLimit: number
  readonly virusScan: string | null
  readonly metricsToken: string | null
  /** Origins whose pages may call /dicomweb with a token. */
  readonly dicomwebOrigins: readonly string[]
  readonly worker: boolean
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: string[] }

/** Reads the environment; every problem names its variable. Blank counts as unset. */
export function readConfig(env: Record<string, string | undefined>): ConfigResult {
  const values: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [name, setting] of Object.entries(SETTINGS)) {
    const raw = env[name]?.trim() || setting.byDefault || undefined
    const parsed = v.safeParse(setting.schema, raw)
    if (parsed.success) values[name] = parsed.output
    else problems.push(`${name} ${parsed.issues[0]?.message ?? 'is not valid'} (it is "${redact(name, raw)}")`)
  }
  if (problems.length > 0) return { ok: false, problems }
  const get = <T>(name: keyof typeof SETTINGS) => values[name] as T
  const baseUrl = (
    get<string | undefined>('BASE_URL') ?? `http://${bracket(get('HOST'))}:${get<number>('PORT')}`
  ).replace(/\/+$/, '')
  return {
    ok: true,
    config: {
      port: get('PORT'),
      host: get('HOST'),
      baseUrl,
      dataDir: get('HOI_DATA'),
      databaseUrl: get<string | undefined>('DATABASE_URL') ?? null,
      blobUrl: get<string | undefined>('BLOB_URL') ?? null,
      smtpUrl: get<string | undefined>('SMTP_URL') ?? null,
      mailFrom: get<string | undefined>('MAIL_FROM') ?? `no-reply@${new URL(baseUrl).hostname}`,
      secret: get<string | undefined>('HOI_SECRET') ?? null,
      trustProxy: get('TRUST_PROXY'),
      logLevel: get('LOG_LEVEL'),
      uploadLimit: get<number>('UPLOAD_LIMIT_MB') * 1_000_000,
      virusScan: get<string | undefined>('VIRUS_SCAN_COMMAND') ?? null,
      metricsToken: get<string | undefined>('METRICS_TOKEN') ?? null,
      dicomwebOrigins: get('DICOMWEB_ORIGINS'),
      worker: get('WORKER'),
    },
  }
}

const bracket = (host: string) => (host === '0.0.0.0' ? 'localhost' : host.includes(':') ? `[${host}]` : host)

/** A message at start must not put a password into somebody's log. */
const redact = (name: string, raw: string | undefined) => (/SECRET|TOKEN|_URL$/.test(name) ? '…' : (raw ?? ''))
