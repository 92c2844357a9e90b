export { type Codecs, createCodecs, type Encoded, isDecodable, isLosslessSyntax } from './decode.ts'
export {
  bytesOf,
  type CodecFailure,
  type CodecFailureCode,
  type Decoded,
  type Frame,
  type FrameInfo,
  type Pixels,
} from './frame.ts'
export { type Htj2kOptions, htj2kLevels, isHtj2k, precisionOf, resolutionEnds } from './j2k.ts'
export { frameBytes, type PixelLayout, pixelLayout } from './layout.ts'
export { type Resolution, resolutionFor, resolutionsOf } from './resolutions.ts'
export { decodeRle } from './rle.ts'
export { decodeUncompressed, uncompressedSize } from './uncompressed.ts'
export type { WasmCodecName, WasmSource } from './wasm.ts'
