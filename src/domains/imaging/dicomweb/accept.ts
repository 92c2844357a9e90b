/** One media type of an Accept header. */
export interface Wanted {
  /** Lower case, without parameters. */
  readonly type: string
  /** The `type` parameter of multipart/related, '' without one. */
  readonly part: string
  /** `transfer-syntax`: a UID, `*`, or '' when it is not named. */
  readonly syntax: string
}

/** Reads an Accept header (PS3.18 section 8.7.4), most wanted first; the query's `accept` counts more. */
export function wantedOf(header: string | undefined, query?: string): Wanted[] {
  const text = query || header || '*/*'
  return split(text.slice(0, 4000), ',')
    .map((entry) => {
      const [type = '', ...parameters] = split(entry, ';').map((part) => part.trim())
      const get = (name: string): string => {
        const found = parameters.find((p) => p.toLowerCase().startsWith(`${name}=`))
        return found ? found.slice(name.length + 1).replace(/^"|"$/g, '') : ''
      }
      const q = get('q')
      return {
        type: type.toLowerCase(),
        part: get('type').toLowerCase(),
        syntax: get('transfer-syntax'),
        q: q === '' ? 1 : Number(q) || 0,
      }
    })
    .filter(({ q }) => q > 0)
    .toSorted((a, b) => b.q - a.q)
    .map(({ type, part, syntax }) => ({ type, part, syntax }))
}

/** Splits outside of quotation marks. */
function split(text: string, by: string): string[] {
  const out: string[] = []
  let quoted = false
  let from = 0
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '"') quoted = !quoted
    else if (text[i] === by && !quoted) {
      out.push(text.slice(from, i))
      from = i + 1
    }
  }
  out.push(text.slice(from))
  return out
}

export const EXPLICIT = '1.2.840.10008.1.2.1'
export const J2K = '1.2.840.10008.1.2.4.90'
export const HTJ2K = '1.2.840.10008.1.2.4.202'
export const HTJ2K_ANY = '1.2.840.10008.1.2.4.203'

/** What we can make of any image besides giving it as it is stored. */
const MADE = new Set([EXPLICIT, J2K, HTJ2K, '1.2.840.10008.1.2.4.201'])

/** Usual transfer syntaxes of media types of frames (PS3.18 table 8.7.3-5). */
const OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  'application/octet-stream': [EXPLICIT],
  'image/jpeg': [
    '1.2.840.10008.1.2.4.50',
    '1.2.840.10008.1.2.4.51',
    '1.2.840.10008.1.2.4.57',
    '1.2.840.10008.1.2.4.70',
  ],
  'image/jls': ['1.2.840.10008.1.2.4.80', '1.2.840.10008.1.2.4.81'],
  'image/x-jls': ['1.2.840.10008.1.2.4.80', '1.2.840.10008.1.2.4.81'],
  'image/jp2': [J2K, '1.2.840.10008.1.2.4.91'],
  'image/jph': [HTJ2K],
  'image/jphc': [HTJ2K],
  // As dicomweb-client spells it.
  'image/jhc': [HTJ2K],
  'image/dicom-rle': ['1.2.840.10008.1.2.5'],
  'image/x-dicom-rle': ['1.2.840.10008.1.2.5'],
}

/** Media type of a frame in a transfer syntax. */
export function typeOfSyntax(syntax: string): string {
  if (/\.4\.20[123]$/.test(syntax)) return 'image/jphc'
  const found = Object.entries(OF_TYPE).find(([, syntaxes]) => syntaxes.includes(syntax))
  return found?.[0] ?? 'application/octet-stream'
}

export interface Choice {
  /** Transfer syntax to answer in; '' for as stored. */
  readonly syntax: string
  readonly multipart: boolean
}

/** How to give an object whose transfer syntax is `stored`; null: in no way that the caller accepts. */
export function chooseInstance(wanted: readonly Wanted[], stored: string): Choice | null {
  for (const { type, part, syntax } of wanted) {
    const multipart = type === 'multipart/related' || type === '*/*'
    if (!multipart && type !== 'application/dicom' && type !== 'application/*') continue
    if (type === 'multipart/related' && part !== '' && part !== 'application/dicom' && part !== '*/*') continue
    if (syntax === '*' || syntax === stored) return { syntax: '', multipart }
    const made = syntax === '' ? EXPLICIT : syntax
    if (MADE.has(made)) return { syntax: made === stored ? '' : made, multipart }
  }
  return null
}

/** How to give frames of an object; single part where the caller does not ask for several. */
export function chooseFrames(wanted: readonly Wanted[], stored: string): Choice | null {
  for (const { type, part, syntax } of wanted) {
    const multipart = type === 'multipart/related'
    const media = multipart ? part || 'application/octet-stream' : type
    if (media === '*/*' || media === 'image/*') {
      if (syntax === '' || syntax === '*' || syntax === stored)
        return { syntax: '', multipart: multipart || media === '*/*' }
      if (MADE.has(syntax) || syntax === HTJ2K_ANY) return { syntax, multipart }
      continue
    }
    const usual = OF_TYPE[media]
    if (!usual) continue
    if (syntax !== '' && syntax !== '*') {
      if (syntax === stored) return { syntax: '', multipart }
      if (MADE.has(syntax) || syntax === HTJ2K_ANY) return { syntax, multipart }
      continue
    }
    if (usual.includes(stored)) return { syntax: '', multipart }
    const made = usual.find((uid) => MADE.has(uid))
    if (made) return { syntax: made, multipart }
  }
  return null
}
