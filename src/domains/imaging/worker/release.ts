/**
 * Gives the memory of bytes back at once. What lies outside of the heap (files, frames) is freed by the garbage collector
 * only, which knows of half a megabyte as of a few words and lets a hundred of them lie. Nobody may hold the bytes any more: they
 * are empty afterwards. A part of a larger buffer is left as it is.
 */
export function release(bytes: ArrayBufferView | null | undefined): void {
  if (!bytes || bytes.byteLength < 4096 || bytes.byteLength !== bytes.buffer.byteLength) return
  if (bytes.buffer instanceof ArrayBuffer && !bytes.buffer.detached) bytes.buffer.transfer(0)
}
