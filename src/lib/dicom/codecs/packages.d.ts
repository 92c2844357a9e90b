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
