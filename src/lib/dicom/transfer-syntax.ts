/** How a data set is encoded (PS3.5 annex A). */
export interface Encoding {
  readonly explicit: boolean
  readonly bigEndian: boolean
}

export interface TransferSyntax extends Encoding {
  readonly uid: string
  readonly deflated: boolean
  /** Pixel data are fragments of a compressed stream. */
  readonly encapsulated: boolean
}

export const implicitLittle: Encoding = { explicit: false, bigEndian: false }
export const explicitLittle: Encoding = { explicit: true, bigEndian: false }
export const explicitBig: Encoding = { explicit: true, bigEndian: true }

export const transferSyntaxUids = {
  implicitLittle: '1.2.840.10008.1.2',
  explicitLittle: '1.2.840.10008.1.2.1',
  deflated: '1.2.840.10008.1.2.1.99',
  explicitBig: '1.2.840.10008.1.2.2',
} as const

/**
 * The encoding that a transfer syntax UID names, or undefined for a private one: what a vendor does there is not known.
 * All compressed syntaxes of the standard share explicit little endian headers, so later additions read as well.
 */
export function transferSyntax(uid: string): TransferSyntax | undefined {
  switch (uid) {
    case transferSyntaxUids.implicitLittle:
      return { uid, ...implicitLittle, deflated: false, encapsulated: false }
    case transferSyntaxUids.explicitLittle:
      return { uid, ...explicitLittle, deflated: false, encapsulated: false }
    case transferSyntaxUids.deflated:
      return { uid, ...explicitLittle, deflated: true, encapsulated: false }
    case transferSyntaxUids.explicitBig:
      return { uid, ...explicitBig, deflated: false, encapsulated: false }
    default:
      if (!/^1\.2\.840\.10008\.1\.2\.(1\.98|4\.\d{1,3}(\.\d)?|5|[78]\.\d{1,2})$/.test(uid)) return undefined
      return { uid, ...explicitLittle, deflated: false, encapsulated: uid !== '1.2.840.10008.1.2.1.98' }
  }
}

/** The transfer syntax UID of an uncompressed data set as it was found to be encoded. */
export function uncompressedUid(encoding: Encoding): string {
  if (encoding.bigEndian) return transferSyntaxUids.explicitBig
  return encoding.explicit ? transferSyntaxUids.explicitLittle : transferSyntaxUids.implicitLittle
}
