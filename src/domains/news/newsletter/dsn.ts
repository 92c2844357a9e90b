/** What a delivery status notification (RFC 3464) says of one address. */
export interface Delivery {
  readonly email: string
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded'
  /** `5.1.1` */
  readonly status: string
  readonly detail: string
  /** It will never arrive: failed for a permanent reason that lies with the address, not with this one mail. */
  readonly hard: boolean
}

export interface Dsn {
  readonly deliveries: readonly Delivery[]
  /** Message-ID of the mail that came back, without brackets; null where the report does not carry its head. */
  readonly returned: string | null
}

const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const
const LIMIT = 2_000_000

const NOTHING: Dsn = { deliveries: [], returned: null }

/**
 * Reads the report of a mail server. Only the machine-readable part counts (`message/delivery-status`); a mail without
 * one, or an answer by a person, gives nothing. Never throws.
 */
export function parseDsn(message: string): Dsn {
  const text = message.slice(0, LIMIT).replace(/\r\n?/g, '\n')
  const [head = '', ...rest] = text.split('\n\n')
  const type = unfold(head).get('content-type')?.[0] ?? ''
  if (!/multipart\/report/i.test(type)) return NOTHING
  const boundary = /boundary="?([^";\n]+)"?/i.exec(type)?.[1]
  if (!boundary) return NOTHING
  const parts = rest.join('\n\n').split(new RegExp(`^--${escape(boundary)}(?:--)?[ \\t]*$`, 'm'))
  let deliveries: readonly Delivery[] = []
  let returned: string | null = null
  for (const part of parts) {
    const [partHead = '', ...body] = part.replace(/^\n/, '').split('\n\n')
    const kind = unfold(partHead).get('content-type')?.[0] ?? ''
    if (/^message\/(?:global-)?delivery-status\b/i.test(kind)) deliveries = recipients(body)
    else if (/^(?:message\/(?:rfc822|global)|text\/rfc822-headers)\b/i.test(kind))
      returned = /<([^<>\s]{1,200})>/.exec(unfold(body[0] ?? '').get('message-id')?.[0] ?? '')?.[1] ?? null
  }
  return { deliveries, returned }
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Fields of a header block by lower-case name, continued lines joined. */
function unfold(block: string): Map<string, string[]> {
  const fields = new Map<string, string[]>()
  for (const line of block.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const at = line.indexOf(':')
    if (at < 1) continue
    const name = line.slice(0, at).trim().toLowerCase()
    fields.set(name, [...(fields.get(name) ?? []), line.slice(at + 1).trim()])
  }
  return fields
}

/** The first block is about the mail, each further one about one address. */
function recipients(blocks: readonly string[]): Delivery[] {
  return blocks.flatMap((block) => {
    const fields = unfold(block)
    const action = fields.get('action')?.[0]?.toLowerCase().replace(/\s.*$/, '') as Delivery['action'] | undefined
    // The address as we wrote it counts before the one that it was forwarded to.
    const email = addressIn(fields.get('original-recipient')?.[0]) ?? addressIn(fields.get('final-recipient')?.[0])
    if (!email || !action || !ACTIONS.includes(action)) return []
    const status = /\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status')?.[0] ?? '')?.[0] ?? ''
    const detail = (fields.get('diagnostic-code')?.[0] ?? '').slice(0, 300)
    return [{ email, action, status, detail, hard: action === 'failed' && isHard(status) }]
  })
}

function addressIn(field: string | undefined): string | null {
  const value = field?.includes(';') ? field.slice(field.indexOf(';') + 1) : field
  const found = /<?([^\s<>;]+@[^\s<>;]+)>?/.exec(value ?? '')?.[1]
  return found ? found.toLowerCase() : null
}

/**
 * RFC 3463: class 5 is permanent; subjects 1 (address) and 2 (mailbox) say that it lies with the address. A full
 * mailbox (5.2.2), a message too large (5.2.3) and content refused (5.6, 5.7) do not mean that nobody is there.
 */
export const isHard = (status: string): boolean => /^5\.(?:0\.0|1\.\d+|2\.[01])$/.test(status)
