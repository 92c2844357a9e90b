import { Inflate } from 'fflate'
import { checkInfo, codecFailure, type CodecFailure, type Decoded, type Frame, type FrameInfo } from './frame.ts'
import { decodeHtj2kAt, decodeJ2k, encodeHtj2k, encodeJ2k, type Htj2kOptions } from './j2k.ts'
import { decodeJpeg, decodeJpegLs } from './jpeg.ts'
import { decodeLossless } from './jpeg-lossless.ts'
import { decodeRle } from './rle.ts'
import { decodeUncompressed, uncompressedSize } from './uncompressed.ts'
import { wasmCodecs, type WasmSource } from './wasm.ts'

export type Encoded = { readonly ok: true; readonly bytes: Uint8Array } | CodecFailure

/** Codecs of one thread. */
export interface Codecs {
  /**
   * Pixels of one frame as the transfer syntax stores it: for compressed ones the frame's fragments joined, without
   * offset table. Bounded by the header's own size; failures are returned.
   */
  decodeFrame(bytes: Uint8Array, transferSyntax: string, info: FrameInfo): Promise<Decoded>
  /** A smaller image from a prefix of an HTJ2K frame: `level` halvings. */
  decodeHtj2kAt(bytes: Uint8Array, info: FrameInfo, level: number): Promise<Decoded>
  encodeHtj2k(frame: Frame, options?: Htj2kOptions): Promise<Encoded>
  encodeJ2k(frame: Frame): Promise<Encoded>
}

const LOSSLESS = /^1\.2\.840\.10008\.1\.2\.(?:1|2|1\.99|5|8\.1|4\.(?:57|70|80|90|92|201|202))?$/

/** Whether the transfer syntax itself cannot lose anything; 1.2.840.10008.1.2.4.203 and .91 may or may not. */
export const isLosslessSyntax = (uid: string): boolean => uid === '1.2.840.10008.1.2' || LOSSLESS.test(uid)

/** Syntaxes whose frames `decodeFrame` reads. */
export const isDecodable = (uid: string): boolean =>
  /^1\.2\.840\.10008\.1\.2(?:\.1|\.2|\.1\.99|\.5|\.8\.1|\.4\.(?:50|51|57|70|80|81|90|91|92|93|201|202|203))?$/.test(uid)

/** Codecs whose WebAssembly comes from `source`; compiled at first use, one set a thread. */
export function createCodecs(source: WasmSource): Codecs {
  const wasm = wasmCodecs(source)
  return {
    async decodeFrame(bytes, transferSyntax, info) {
      const wrong = checkInfo(info)
      if (wrong) return wrong
      if (bytes.length === 0) return codecFailure('truncated', 'the frame is empty')
      const kind = transferSyntax.slice('1.2.840.10008.1.2'.length)
      if (!isDecodable(transferSyntax)) return codecFailure('unsupported', 'no codec for this transfer syntax')
      if (kind === '' || kind === '.1' || kind === '.1.99') return decodeUncompressed(bytes, info)
      if (kind === '.2') return decodeUncompressed(bytes, info, true)
      if (kind === '.5') return decodeRle(bytes, info)
      if (kind === '.8.1') return decodeDeflated(bytes, info)
      if (info.bitsAllocated > 16) return codecFailure('unsupported', 'compressed samples of more than 16 bits')
      if (kind === '.4.50' || kind === '.4.51') return await decodeJpeg(bytes, info, wasm)
      if (kind === '.4.57' || kind === '.4.70') return decodeLossless(bytes, info)
      if (kind === '.4.80' || kind === '.4.81') return await decodeJpegLs(bytes, info, wasm)
      return await decodeJ2k(bytes, info, wasm)
    },
    decodeHtj2kAt: (bytes, info, level) => decodeHtj2kAt(bytes, info, level, wasm),
    encodeHtj2k: (frame, options) => encodeHtj2k(frame, wasm, options),
    encodeJ2k: (frame) => encodeJ2k(frame, wasm),
  }
}

/** Deflated Image Frame Compression (PS3.5 A.4.12): stops once the frame is full. */
function decodeDeflated(bytes: Uint8Array, info: FrameInfo): Decoded {
  const out = new Uint8Array(uncompressedSize(info))
  let filled = 0
  const inflate = new Inflate((chunk) => {
    out.set(chunk.subarray(0, out.length - filled), filled)
    filled = Math.min(out.length, filled + chunk.length)
  })
  try {
    for (let at = 0; at < bytes.length && filled < out.length; at += 16_384) {
      inflate.push(bytes.subarray(at, at + 16_384), at + 16_384 >= bytes.length)
    }
  } catch {
    if (filled < out.length) return codecFailure('corrupt', 'the deflated frame is damaged')
  }
  return decodeUncompressed(out.subarray(0, filled), info)
}
