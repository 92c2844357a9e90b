import type { Charset } from './charset.ts'
import { hasPublicScheme, namesDevice } from './coded.ts'
import { type Action, tableKeyword, tableOptions } from './confidentiality.ts'
import { dictionaryVr, tagLabel } from './dictionary.ts'
import { dummyContent, dummyDocument } from './dummies.ts'
import { type DicomElement, type DicomItem, findElement } from './element.ts'
import { encodeElement, encodeHeader, encodeTag, putU32 } from './encode.ts'
import { couldBeWriting, isOverlay, overlayRule, regionOverlays } from './overlay.ts'
import type { Done, ReportLog } from './report.ts'
import { rewriteValue, type ValueContext } from './rewrite-value.ts'
import { safePrivateElements } from './safe-private.ts'
import { Splice } from './splice.ts'
import { type Encoding, implicitLittle } from './transfer-syntax.ts'
import { asciiValue, charsetIn } from './values.ts'

const pixelData = new Set([0x7fe00008, 0x7fe00009, 0x7fe00010])
const contentSequence = 0x0040a730
const graphicData = 0x00700022
/** Path of Graphic Annotation Sequence: coordinates of structured reports, which bear the same tag, are measurements. */
const drawings = '(0070,0001)'
const textValue = 0x0040a160
const encapsulatedDocument = 0x00420011
const encapsulatedLength = 0x00420015

export interface RewriteContext extends ValueContext {
  readonly actionOf: (tag: number) => Action
  readonly safePrivate: boolean
  /** Clean graphics: what may stay of overlays and drawings does. */
  readonly graphics: boolean
  /** Device identity is retained: so are the names of devices and algorithms in structured content. */
  readonly deviceNames: boolean
  readonly log: ReportLog
}

/** An element that goes into the top level in tag order; bytes may be filled in later, at their length. */
export interface Insertion {
  readonly tag: number
  readonly bytes: Uint8Array
}

/**
 * Rewrites one data set into a splice of its source. Elements without reason to change are copied by range; lengths of
 * the sequences around a change are written anew in the form (defined or undefined) that they had. `encoding` is the data
 * set's: an element with a header of another kind gets one that fits, or a second reading would see something else.
 */
export function rewriteDataset(
  context: RewriteContext,
  elements: readonly DicomElement[],
  encoding: Encoding,
  outerCharset: Charset | undefined,
  path: string,
  scrub: boolean,
  insertions: readonly Insertion[] = [],
): Splice {
  const out = new Splice(context.bytes)
  const charset = charsetIn(context.bytes, elements, outerCharset)
  const safe = context.safePrivate ? safePrivateElements(context.bytes, elements) : noElements
  const overlays = context.graphics && path === '' ? regionOverlays(context.bytes, elements) : noGroups
  const scope: Scope = { elements, encoding, charset, path, scrub, overlays, publicScheme: undefined }
  let next = 0
  for (const element of elements) {
    for (let add = insertions[next]; add && add.tag < element.tag; add = insertions[next]) {
      out.insert(add.bytes)
      next += 1
    }
    if ((element.tag & 0xffff) === 0) out.drop()
    else if ((element.tag >>> 16) & 1) rewritePrivate(context, element, safe, scope, out)
    else rewriteElement(context, element, scope, out)
  }
  for (; next < insertions.length; next += 1) out.insert(insertions[next]?.bytes ?? new Uint8Array(0))
  return out
}

interface Scope {
  readonly elements: readonly DicomElement[]
  readonly encoding: Encoding
  readonly charset: Charset
  readonly path: string
  readonly scrub: boolean
  /** Groups of the overlays that stay. */
  readonly overlays: ReadonlySet<number>
  publicScheme: boolean | undefined
}

/** Copies an element as it is, under a header of the data set's encoding. */
function copyElement(out: Splice, element: DicomElement, encoding: Encoding): void {
  if (element.encoding.explicit === encoding.explicit) {
    out.copy(element.start, element.end)
    return
  }
  const length = element.undefinedLength ? 0xffffffff : element.valueEnd - element.value
  out.insert(encodeHeader(element.tag, element.vr, length, encoding))
  out.copy(element.value, element.end)
}

function rewriteElement(context: RewriteContext, element: DicomElement, scope: Scope, out: Splice): void {
  const { tag } = element
  if (pixelData.has(tag)) {
    copyElement(out, element, scope.encoding)
    return
  }
  const note = (done: Done): void => context.log.add(scope.path + tagLabel(tag), tableKeyword(tag), done)
  const overlay = isOverlay(tag) && scope.overlays.has(tag >>> 16) ? overlayRule(tag) : undefined
  const listed = overlay?.action ?? context.actionOf(tag)
  const ofDevice =
    tag === textValue && listed === 'text' && context.deviceNames && namesDevice(context.bytes, scope.elements)
  const action = ofDevice ? 'machine' : listed
  if (action === 'method') {
    out.drop()
    return
  }
  const isSequence = dictionaryVr(tag) === 'SQ'
  if (element.items || element.fragments || isSequence) {
    rewriteSequence(context, element, action, isSequence, scope, out, note)
    return
  }
  if (tag === encapsulatedDocument || tag === encapsulatedLength) {
    rewriteDocument(context, element, scope, out, note)
    return
  }
  const vr = overlay?.vr ?? dictionaryVr(tag) ?? element.vr
  if (action === 'code-meaning' || action === 'code-value')
    scope.publicScheme ??= hasPublicScheme(context.bytes, scope.elements)
  const input = { element, vr, charset: scope.charset, publicScheme: scope.publicScheme === true }
  const outcome = rewriteValue(context, input, scope.scrub ? scrubAction(tag, action, vr) : action)
  if (tag === graphicData && scope.path.startsWith(drawings) && couldBeWriting(context.bytes, scope.elements)) {
    note('replaced')
    const value = firstPointOnly(context.bytes.subarray(element.value, element.valueEnd))
    out.insert(encodeElement(tag, element.vr, value, scope.encoding, vr))
  } else if (outcome === 'same') {
    if ((action === 'keep' || action === 'date' || action === 'age') && tableOptions(tag) !== '') note('kept')
    copyElement(out, element, scope.encoding)
  } else if (outcome === 'remove') {
    note('removed')
    out.drop()
  } else {
    note(outcome.done)
    out.insert(encodeElement(tag, element.vr, outcome.value, scope.encoding, vr))
  }
}

/** Inside a scrubbed sequence every text, name, date and drawing is replaced; numbers and structure stay. */
function scrubAction(tag: number, action: Action, vr: string): Action {
  if (action === 'remove' || action === 'empty' || action === 'uid' || action === 'class-uid') return action
  if (action === 'code-string' || action === 'number' || action === 'keep')
    return tag === graphicData ? 'dummy' : action
  return action === 'machine' && vr === 'SH' ? 'machine' : 'scrub'
}

function rewriteSequence(
  context: RewriteContext,
  element: DicomElement,
  action: Action,
  isSequence: boolean,
  scope: Scope,
  out: Splice,
  note: (done: Done) => void,
): void {
  const { tag, items } = element
  const { encoding } = scope
  // What cannot be read as the sequence that it should be cannot be vouched for.
  const readable = isSequence && items !== undefined
  if (action === 'remove' || !readable) {
    note('removed')
    out.drop()
    return
  }
  if (items.length === 0) {
    copyElement(out, element, scope.encoding)
    return
  }
  if (action === 'empty') {
    note('emptied')
    out.insert(encodeHeader(tag, element.vr, 0, encoding))
    return
  }
  const inner = itemEncoding(element, encoding)
  if (tag === contentSequence && action === 'scrub') {
    const dummy = dummyContent(element, inner, encoding)
    const body = context.bytes.subarray(element.start, element.end)
    if (body.length === dummy.length && dummy.every((byte, i) => body[i] === byte))
      copyElement(out, element, scope.encoding)
    else {
      note('replaced')
      out.insert(dummy)
    }
    return
  }
  const scrub = scope.scrub || action === 'scrub'
  const path = `${scope.path}${tagLabel(tag)}[]`
  const body = new Splice(context.bytes)
  for (const item of items) rewriteItem(context, item, inner, scope.charset, path, scrub, body)
  if (!body.changed) {
    copyElement(out, element, scope.encoding)
    return
  }
  out.drop()
  if (element.undefinedLength) {
    if (element.encoding.explicit === encoding.explicit) out.copy(element.start, element.value)
    else out.insert(encodeHeader(tag, element.vr, 0xffffffff, encoding))
    out.append(body)
    out.copy(element.valueEnd, element.end)
  } else {
    out.insert(encodeHeader(tag, element.vr, body.length, encoding))
    out.append(body)
  }
}

/** An UN sequence of an explicit data set holds implicit little endian items (PS3.5 section 6.2.2). */
function itemEncoding(element: DicomElement, encoding: Encoding): Encoding {
  return element.vr === 'UN' && element.encoding.explicit ? implicitLittle : encoding
}

function rewriteItem(
  context: RewriteContext,
  item: DicomItem,
  encoding: Encoding,
  charset: Charset,
  path: string,
  scrub: boolean,
  body: Splice,
): void {
  const content = rewriteDataset(context, item.elements, encoding, charset, path, scrub)
  if (!content.changed) body.copy(item.start, item.end)
  else if (item.undefinedLength) {
    body.copy(item.start, item.value)
    body.append(content)
    body.copy(item.valueEnd, item.end)
    body.drop()
  } else {
    body.insert(encodeTag(0xfffee000, content.length, encoding.bigEndian))
    body.append(content)
  }
}

/** An encapsulated document becomes an empty one of its kind, and its recorded length follows. */
function rewriteDocument(
  context: RewriteContext,
  element: DicomElement,
  scope: Scope,
  out: Splice,
  note: (done: Done) => void,
): void {
  const type = findElement(scope.elements, 0x00420012)
  const document = dummyDocument(type ? asciiValue(context.bytes, type) : '')
  let value = document
  if (element.tag === encapsulatedLength) {
    value = new Uint8Array(4)
    putU32(value, 0, document.length, element.encoding.bigEndian)
  }
  const encoded = encodeElement(element.tag, element.vr, value, scope.encoding)
  const before = context.bytes.subarray(element.start, element.end)
  if (before.length === encoded.length && encoded.every((byte, i) => before[i] === byte)) {
    copyElement(out, element, scope.encoding)
    return
  }
  note('replaced')
  out.insert(encoded)
}

/** Points of FL, all where the first one is: as many and as long as they were. */
function firstPointOnly(points: Uint8Array): Uint8Array {
  return points.map((_, i) => points[i % 8] ?? 0)
}

const noElements: ReadonlySet<DicomElement> = new Set()
const noGroups: ReadonlySet<number> = new Set()

function rewritePrivate(
  context: RewriteContext,
  element: DicomElement,
  safe: ReadonlySet<DicomElement>,
  scope: Scope,
  out: Splice,
): void {
  if (safe.has(element)) {
    if ((element.tag & 0xff00) !== 0) context.log.privateKept += 1
    copyElement(out, element, scope.encoding)
    return
  }
  context.log.privateRemoved += 1
  context.log.add(scope.path + tagLabel(element.tag), '', 'removed')
  out.drop()
}
