declare module '@cornerstonejs/codec-openjph/wasmjs' {
  const factory: unknown
  export default factory
}
declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  const factory: unknown
  export default factory
}
declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  const factory: unknown
  export default factory
}
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  const factory: unknown
  export default factory
}
declare module 'jpeg-lossless-decoder-js' {
  export class Decoder {
    constructor(buffer?: ArrayBuffer | null, numBytes?: number)
    decode(buffer: ArrayBuffer, offset?: number, length?: number, numBytes?: number): Uint8Array | Uint16Array
    decompress(buffer: ArrayBuffer, offset?: number, length?: number): ArrayBuffer
  }
}
