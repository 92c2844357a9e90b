/** Memory and classes of an Emscripten codec, as far as they are used. */
export interface EncodedBuffer {
  set(bytes: ArrayLike<number>): void
  readonly length: number
  slice(): Uint8Array
}

export interface CodecFrameInfo {
  readonly width: number
  readonly height: number
  readonly bitsPerSample: number
  readonly componentCount: number
  readonly isSigned?: boolean
  readonly isUsingColorTransform?: boolean
}

export interface WasmDecoder {
  getEncodedBuffer(size: number): Uint8Array
  getDecodedBuffer(): Uint8Array
  getFrameInfo(): CodecFrameInfo
  readHeader?(): void
  decode(): void
  decodeSubResolution?(level: number, layer?: number): void
  calculateSizeAtDecompositionLevel?(level: number): { width: number; height: number }
  getInterleaveMode?(): number
  getIsHeaderValid?(): boolean
  getIsReversible?(): boolean
  delete(): void
}

export interface WasmEncoder {
  getDecodedBuffer(info: CodecFrameInfo): Uint8Array
  getEncodedBuffer(): Uint8Array
  encode(): void
  setDecompositions(count: number): void
  setQuality(reversible: boolean, quantization: number): void
  setProgressionOrder(order: number): void
  setTLMMarker?(on: boolean): void
  setTilePartDivisionsAtResolutions?(on: boolean): void
  setCompressionRatio?(layer: number, ratio: number): void
  delete(): void
}

export type WasmCodecName = 'openjph' | 'openjpeg' | 'charls' | 'jpeg-turbo'

/** An instance: constructors by name. */
export type WasmCodec = Readonly<
  Record<'HTJ2KDecoder' | 'J2KDecoder' | 'JpegLSDecoder' | 'JPEGDecoder', new () => WasmDecoder>
> &
  Readonly<Record<'HTJ2KEncoder' | 'J2KEncoder', new () => WasmEncoder>>

type Factory = (options: {
  wasmBinary: Uint8Array
  print?: (line: string) => void
  printErr?: (line: string) => void
}) => Promise<WasmCodec>

/** Where the bytes of a codec's .wasm come from: a file in Node, an asset of the site in the browser. */
export type WasmSource = (name: WasmCodecName) => Promise<Uint8Array>

const glue: Readonly<Record<WasmCodecName, () => Promise<{ default: unknown }>>> = {
  openjph: () => import('@cornerstonejs/codec-openjph/wasmjs'),
  openjpeg: () => import('@cornerstonejs/codec-openjpeg/wasmjs'),
  charls: () => import('@cornerstonejs/codec-charls/decodewasmjs'),
  'jpeg-turbo': () => import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs'),
}

const silent = (): void => {}

/**
 * Codecs that are compiled at their first use and kept. `drop` forgets an instance that has trapped: its memory may be
 * in any state, the next use makes a new one.
 */
export function wasmCodecs(source: WasmSource) {
  const kept = new Map<WasmCodecName, Promise<WasmCodec>>()
  async function start(name: WasmCodecName): Promise<WasmCodec> {
    const [{ default: factory }, wasmBinary] = await Promise.all([glue[name](), source(name)])
    // The libraries print what they think of a damaged stream, which says nothing that the result does not.
    return await (factory as Factory)({ wasmBinary, print: silent, printErr: silent })
  }
  return {
    async get(name: WasmCodecName): Promise<WasmCodec> {
      let found = kept.get(name)
      if (!found) {
        kept.set(name, (found = start(name)))
        found.catch(() => kept.delete(name))
      }
      return await found
    },
    drop: (name: WasmCodecName): void => void kept.delete(name),
  }
}

export type WasmCodecs = ReturnType<typeof wasmCodecs>
