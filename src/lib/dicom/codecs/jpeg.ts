import { decodeExtended } from './jpeg-extended.ts'
import { decodeLossless } from './jpeg-lossless.ts'
import { codecFailure, type Decoded, type FrameInfo } from './frame.ts'
import { fit } from './fit.ts'
import { checkStream, jpegHeader, type StreamHeader } from './stream-header.ts'
import { interleave } from './uncompressed.ts'
import type { WasmCodecs, WasmDecoder } from './wasm.ts'

/** Reads a JPEG baseline or extended frame. Colour comes out as RGB, or as the header says where nothing was transformed. */
export async function decodeJpeg(bytes: Uint8Array, info: FrameInfo, wasm: WasmCodecs): Promise<Decoded> {
  const header = jpegHeader(bytes)
  const wrong = checkStream(header, info)
  if (wrong) return wrong
  if (header!.marker === 0xc3) return decodeLossless(bytes, info)
  if (header!.precision !== 8) return decodeExtended(bytes, info)
  const { stream, photometric } = colour(bytes, header!, info)
  return await withDecoder(wasm, 'jpeg-turbo', 'JPEGDecoder', stream, (decoder) => {
    decoder.decode()
    return fit(decoder.getDecodedBuffer(), 8, info, photometric)
  })
}

/**
 * libjpeg takes three components for YCbCr unless the stream says otherwise. Where the stream says nothing and the DICOM
 * header says RGB, the header is believed (as DCMTK does) and the stream is told so with an Adobe segment.
 */
function colour(bytes: Uint8Array, header: StreamHeader, info: FrameInfo): { stream: Uint8Array; photometric: string } {
  if (info.samples !== 3) return { stream: bytes, photometric: info.photometric }
  const named = header.ids?.join() === '82,71,66'
  if (info.photometric !== 'RGB' || header.adobe !== undefined || header.jfif || named)
    return { stream: bytes, photometric: 'RGB' }
  const adobe = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0]
  const stream = new Uint8Array(bytes.length + adobe.length)
  stream.set(bytes.subarray(0, 2))
  stream.set(adobe, 2)
  stream.set(bytes.subarray(2), 2 + adobe.length)
  return { stream, photometric: 'RGB' }
}

/** Reads JPEG-LS, lossless and near-lossless. */
export async function decodeJpegLs(bytes: Uint8Array, info: FrameInfo, wasm: WasmCodecs): Promise<Decoded> {
  const header = jpegHeader(bytes)
  const wrong = checkStream(header, info)
  if (wrong) return wrong
  if (header!.marker !== 0xf7) return codecFailure('corrupt', 'not a JPEG-LS stream')
  return await withDecoder(wasm, 'charls', 'JpegLSDecoder', bytes, (decoder) => {
    decoder.decode()
    const out = decoder.getDecodedBuffer()
    const size = header!.precision > 8 ? 2 : 1
    // Mode 0 keeps components apart; the others come out by pixel.
    const planes = info.samples > 1 && decoder.getInterleaveMode?.() === 0
    return fit(planes ? interleave(out, info.samples, size) : out, header!.precision, info, info.photometric)
  })
}

/** Runs a WASM decoder on a stream and frees it; a trap or an exception is a damaged stream, and the instance is dropped. */
export async function withDecoder<T>(
  wasm: WasmCodecs,
  codec: 'openjph' | 'openjpeg' | 'charls' | 'jpeg-turbo',
  name: 'HTJ2KDecoder' | 'J2KDecoder' | 'JpegLSDecoder' | 'JPEGDecoder',
  bytes: Uint8Array,
  body: (decoder: WasmDecoder) => T,
): Promise<T | ReturnType<typeof codecFailure>> {
  const instance = await wasm.get(codec)
  let decoder: WasmDecoder | undefined
  try {
    decoder = new instance[name]()
    decoder.getEncodedBuffer(bytes.length).set(bytes)
    const result = body(decoder)
    decoder.delete()
    return result
  } catch {
    wasm.drop(codec)
    return codecFailure('corrupt', 'the codec refused the stream')
  }
}
