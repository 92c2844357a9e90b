/**
 * Decoding of DICOM text (PS3.3 C.12.1.1.2, PS3.5 section 6.1). Single-byte and multi-byte sets without code extensions
 * map to WHATWG encodings; ISO 2022 escapes are followed by hand, since TextDecoder knows only the Japanese ones.
 */
const single: Readonly<Record<string, string>> = {
  'ISO_IR 6': 'windows-1252',
  'ISO_IR 100': 'windows-1252',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  'ISO_IR 149': 'euc-kr',
  'ISO_IR 58': 'gb18030',
  'ISO_IR 87': 'iso-2022-jp',
  GB18030: 'gb18030',
  GBK: 'gbk',
}

/** Escape sequence behind ESC -> the encoding of what follows, and how its bytes are fed to the decoder. */
const escapes: readonly [sequence: string, label: string, form: 'plain' | 'jis' | 'jis0212'][] = [
  ['(B', 'windows-1252', 'plain'],
  ['(J', 'shift_jis', 'plain'],
  [')I', 'shift_jis', 'plain'],
  ['-A', 'windows-1252', 'plain'],
  ['-B', 'iso-8859-2', 'plain'],
  ['-C', 'iso-8859-3', 'plain'],
  ['-D', 'iso-8859-4', 'plain'],
  ['-L', 'iso-8859-5', 'plain'],
  ['-G', 'iso-8859-6', 'plain'],
  ['-F', 'iso-8859-7', 'plain'],
  ['-H', 'iso-8859-8', 'plain'],
  ['-M', 'windows-1254', 'plain'],
  ['-b', 'iso-8859-15', 'plain'],
  ['-T', 'windows-874', 'plain'],
  ['$)C', 'euc-kr', 'plain'],
  ['$)A', 'gb18030', 'plain'],
  ['$B', 'euc-jp', 'jis'],
  ['$@', 'euc-jp', 'jis'],
  ['$(D', 'euc-jp', 'jis0212'],
]

const decoders = new Map<string, TextDecoder>()

function decoder(label: string): TextDecoder {
  let found = decoders.get(label)
  if (!found) {
    found = new TextDecoder(label)
    decoders.set(label, found)
  }
  return found
}

/** A decoder of text bytes, from the values of Specific Character Set (0008,0005). */
export interface Charset {
  readonly label: string
  /** True when text can be written in it by `encodeText`. */
  readonly utf8: boolean
  decode(bytes: Uint8Array): string
}

/**
 * The charset that Specific Character Set names, in its values as written. Unknown or absent terms read as Latin 1
 * (a superset of the default repertoire), so that no byte is ever lost.
 */
export function charsetOf(terms: readonly string[]): Charset {
  const names = terms.map((term) =>
    term
      .trim()
      .replace(/^ISO[ _]2022[ _]IR[ _]/, 'ISO_IR ')
      .replace(/^ISO[ -]IR/, 'ISO_IR'),
  )
  const extended = terms.some((term) => /2022/.test(term)) || terms.length > 1
  const first = names.find((name) => name !== '') ?? 'ISO_IR 6'
  const label = single[terms.length > 1 ? names[0] || 'ISO_IR 6' : first] ?? 'windows-1252'
  if (!extended) return { label, utf8: label === 'utf-8', decode: (bytes) => decoder(label).decode(bytes) }
  const base = label === 'euc-kr' || label === 'gb18030' || label === 'iso-2022-jp' ? 'windows-1252' : label
  return { label: names.join('\\'), utf8: false, decode: (bytes) => decodeExtended(bytes, base) }
}

export const defaultCharset: Charset = charsetOf(['ISO_IR 6'])

function decodeExtended(bytes: Uint8Array, base: string): string {
  let out = ''
  let label = base
  let form: 'plain' | 'jis' | 'jis0212' = 'plain'
  let from = 0
  const flush = (to: number): void => {
    if (to > from) out += decodeRun(bytes.subarray(from, to), label, form)
  }
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0
    if (byte === 0x1b) {
      const found = escapes.find(([sequence]) => matches(bytes, i + 1, sequence))
      flush(i)
      from = i + 1
      if (!found) continue
      ;[, label, form] = found
      i += found[0].length
      from = i + 1
    } else if (
      form === 'plain' &&
      (byte === 0x5c || byte === 0x5e || byte === 0x3d || byte < 0x20) &&
      label !== 'gb18030'
    ) {
      // Delimiters and line ends bring back the first set (PS3.5 section 6.1.2.5.3).
      flush(i)
      out += String.fromCharCode(byte)
      from = i + 1
      label = base
    }
  }
  flush(bytes.length)
  return out
}

function matches(bytes: Uint8Array, at: number, sequence: string): boolean {
  for (let i = 0; i < sequence.length; i += 1) if (bytes[at + i] !== sequence.charCodeAt(i)) return false
  return true
}

function decodeRun(bytes: Uint8Array, label: string, form: 'plain' | 'jis' | 'jis0212'): string {
  if (form === 'plain') return decoder(label).decode(bytes)
  const width = form === 'jis' ? 2 : 3
  const out: number[] = []
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    if (width === 3) out.push(0x8f)
    out.push((bytes[i] ?? 0) | 0x80, (bytes[i + 1] ?? 0) | 0x80)
  }
  return decoder(label).decode(Uint8Array.from(out))
}

/** Text as bytes in the charset, padded to an even length with a space, or undefined when it cannot be written. */
export function encodeText(text: string, charset: Charset): Uint8Array | undefined {
  const ascii = !/[^ -~\t\r\n\f]/.test(text)
  if (!ascii && !charset.utf8) return undefined
  const bytes = new TextEncoder().encode(text)
  if (bytes.length % 2 === 0) return bytes
  const padded = new Uint8Array(bytes.length + 1)
  padded.set(bytes)
  padded[bytes.length] = 0x20
  return padded
}
