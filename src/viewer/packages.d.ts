declare module '@cornerstonejs/codec-openjph/wasm?url' {
  /** Address of the built file. */
  const address: string
  export default address
}
