import type { CaseKey } from './case-key.ts'
import { type Charset, encodeText } from './charset.ts'
import { type Action, withoutOptions } from './confidentiality.ts'
import { capAge, isTime, shiftDate, shiftDateTime } from './dates.ts'
import { cleanDescriptor } from './descriptors.ts'
import { fitsMultiplicity, isBinaryVr } from './dictionary.ts'
import { dummyValue, removedText } from './dummies.ts'
import type { DicomElement } from './element.ts'
import { latin } from './encode.ts'
import type { KnownIdentity } from './identity.ts'
import type { Done } from './report.ts'
import { structuralCodeStrings } from './unlisted.ts'
import { isAllowedWord } from './vocabulary.ts'
import { asciiValue, rawValue, textValue } from './values.ts'

/** What becomes of a value: left as it is, removed with its element, or new bytes. */
export type Outcome = 'same' | 'remove' | { readonly value: Uint8Array; readonly done: Done }

export interface ValueContext {
  readonly bytes: Uint8Array
  readonly key: CaseKey
  readonly identity: KnownIdentity
  /** Days to add; 0 in a file that this key has shifted before. */
  readonly dateShift: number
  /** Collects what dates became, for the seal. */
  readonly sealed: string[]
}

/** Element as the rules see it: `vr` is the dictionary's where it has one. */
export interface ValueInput {
  readonly element: DicomElement
  readonly vr: string
  readonly charset: Charset
  /** Coding scheme of the code item around it is one of the published ones. */
  readonly publicScheme: boolean
}

const empty: Outcome = { value: new Uint8Array(0), done: 'emptied' }

/** Well-known frames of reference and palettes (PS3.6 annex A): names of a standard, not of somebody's image. */
const wellKnownUid = /^1\.2\.840\.10008\.1\.(4\.[1-9]\.\d{1,2}|5\.\d{1,2})$/

/** Applies an action to the value of an element that is not a sequence. */
export function rewriteValue(context: ValueContext, input: ValueInput, action: Action): Outcome {
  const { element } = input
  if (action === 'remove') return 'remove'
  if (element.valueEnd === element.value) return action === 'pseudonym' ? pseudonym(context, element) : 'same'
  switch (action) {
    case 'empty':
      return empty
    case 'dummy':
    case 'scrub':
      return dummy(context.bytes, element, input.vr)
    case 'pseudonym':
      return pseudonym(context, element)
    case 'uid':
      return uids(context, element)
    case 'date':
      return date(context, input)
    case 'age': {
      const capped = capAge(asciiValue(context.bytes, element))
      return ascii(context.bytes, element, capped ?? '', 'capped')
    }
    case 'descriptor':
    case 'text':
    case 'machine':
    case 'code-value':
    case 'code-meaning':
      return text(context, input, action)
    case 'code-string':
      return codeString(context, input)
    case 'number':
      return isDecimalText(context.bytes, element) ? 'same' : empty
    case 'class-uid':
      return /^[0-9.\\]*$/.test(asciiValue(context.bytes, element)) ? 'same' : empty
    case 'keep':
      return keep(context, input)
    default:
      return 'remove'
  }
}

/** Replaces by ASCII text unless the value says that already. */
function ascii(bytes: Uint8Array, element: DicomElement, value: string, done: Done): Outcome {
  if (asciiValue(bytes, element) === value) return 'same'
  return { value: latin(value), done: value === '' ? 'emptied' : done }
}

function pseudonym({ bytes, key }: ValueContext, element: DicomElement): Outcome {
  return ascii(bytes, element, key.pseudonym, 'replaced')
}

function dummy(bytes: Uint8Array, element: DicomElement, vr: string): Outcome {
  const value = dummyValue(vr)
  const raw = rawValue(bytes, element)
  const same = raw.length - value.length <= 1 && raw.length >= value.length && value.every((byte, i) => raw[i] === byte)
  return same ? 'same' : { value, done: 'replaced' }
}

function uids({ bytes, key }: ValueContext, element: DicomElement): Outcome {
  const value = asciiValue(bytes, element)
  const remapped = value
    .split('\\')
    .map((uid) => (uid === '' || wellKnownUid.test(uid) ? uid : key.remapUid(uid.trim())))
    .join('\\')
  return ascii(bytes, element, remapped, 'remapped')
}

function date(context: ValueContext, { element, vr }: ValueInput): Outcome {
  const value = asciiValue(context.bytes, element)
  const moved =
    vr === 'TM'
      ? isTime(value)
        ? value
        : undefined
      : vr === 'DA'
        ? shiftDate(value, context.dateShift)
        : vr === 'DT'
          ? shiftDateTime(value, context.dateShift)
          : undefined
  if (moved === undefined) {
    const basic = withoutOptions(element.tag)
    return basic === 'remove' ? 'remove' : basic === 'dummy' ? dummy(context.bytes, element, vr) : empty
  }
  if (vr !== 'TM') context.sealed.push(`${element.tag} ${moved}`)
  return ascii(context.bytes, element, moved, 'shifted')
}

function text(context: ValueContext, input: ValueInput, action: Action): Outcome {
  const { element, charset } = input
  const value = textValue(context.bytes, element, charset)
  if (value.trim() === '') return 'same'
  if (action === 'code-meaning' && input.publicScheme && !context.identity.names(value)) return 'same'
  if (action === 'machine' && isPlain(value) && !context.identity.names(value)) return 'same'
  if (action === 'code-value' && isCode(value, input.publicScheme) && !context.identity.names(value)) return 'same'
  // In a code string a term of the vocabulary is a term, even where a test patient bears its name.
  const isName = input.vr === 'CS' ? () => false : context.identity.isName
  const cleaned = action === 'code-value' ? '' : cleanDescriptor(value, isName)
  if (cleaned === value) return 'same'
  if (cleaned !== '') {
    const encoded = encodeText(cleaned, charset)
    if (encoded) return { value: encoded, done: 'cleaned' }
    const plain = cleanDescriptor(cleaned.replace(/[^ -~\t\r\n]+/g, ' ').trim(), context.identity.isName)
    if (plain !== '') return { value: latin(plain), done: 'cleaned' }
  }
  if (action !== 'descriptor') return ascii(context.bytes, element, removedText, 'replaced')
  const basic = withoutOptions(element.tag)
  if (basic === 'remove') return 'remove'
  return basic === 'dummy' ? dummy(context.bytes, element, input.vr) : empty
}

function isPlain(value: string): boolean {
  return !/[^ -~\t\r\n\f]/.test(value)
}

/** A code of a published scheme, or a short local one in which no long number could be a record number. */
function isCode(value: string, publicScheme: boolean): boolean {
  if (publicScheme) return /^[\w.:^~/\-+*%{}[\]() ]{1,64}$/.test(value)
  return /^[\w.\-/ ]{1,16}$/.test(value) && !/\d{6}/.test(value)
}

function codeString({ bytes, identity }: ValueContext, { element }: ValueInput): Outcome {
  const value = asciiValue(bytes, element)
  if (!/^[\x20-\x7e]*$/.test(value) || value.split('\\').some((part) => part.length > 32)) return empty
  if (structuralCodeStrings.has(element.tag)) return 'same'
  // A patient of a test series may be called Stroke; terms of the vocabulary stay terms here.
  const named = (value.match(/[A-Za-z0-9]+/g) ?? []).some(
    (word) => identity.isName(word) && !isAllowedWord(word.toLowerCase()),
  )
  return named ? empty : 'same'
}

function isDecimalText(bytes: Uint8Array, element: DicomElement): boolean {
  for (let i = element.value; i < element.valueEnd; i += 1) {
    const byte = bytes[i] ?? 0
    const digit = byte >= 0x30 && byte <= 0x39
    const other = byte === 0x20 || byte === 0x2e || byte === 0x2d || byte === 0x2b || byte === 0x5c || byte === 0x45
    if (!digit && !other && byte !== 0x65 && byte !== 0) return false
  }
  return true
}

/** A retained element: binary as it is; text only when it names nobody, and no place unless the option keeps places. */
function keep({ bytes, identity }: ValueContext, { element, vr, charset }: ValueInput): Outcome {
  if (isBinaryVr(vr)) {
    const binary = isBinaryVr(element.vr) || element.vr === 'UN'
    return binary && fitsMultiplicity(element.tag, vr, element.valueEnd - element.value) ? 'same' : 'remove'
  }
  if (element.valueEnd - element.value > 1024) return 'remove'
  const value = textValue(bytes, element, charset)
  return identity.names(value) || identity.places(value) ? ascii(bytes, element, removedText, 'replaced') : 'same'
}
