import { decodeHtj2kAt, decodeJ2k } from '#src/lib/dicom/codecs/j2k.ts'
import { wasmCodecs } from '#src/lib/dicom/codecs/wasm.ts'
import type { DecodeAnswer, DecodeJob } from './decoder.ts'

// Decodes HTJ2K away from the thread that scrolls. The first message brings the decoder's WebAssembly.
let ready: (wasm: Uint8Array) => void
const bytes = new Promise<Uint8Array>((resolve) => (ready = resolve))
const wasm = wasmCodecs(() => bytes)
const scope = self as unknown as DedicatedWorkerGlobalScope
// Compiled while the first image is still on its way.
void wasm.get('openjph').catch(() => {})

scope.addEventListener('message', (event: MessageEvent<{ wasm: ArrayBuffer } | DecodeJob>) => {
  if ('wasm' in event.data) ready(new Uint8Array(event.data.wasm))
  else void decode(event.data)
})

async function decode({ id, bytes: stream, info, halvings }: DecodeJob): Promise<void> {
  const result = halvings > 0 ? await decodeHtj2kAt(stream, info, halvings, wasm) : await decodeJ2k(stream, info, wasm)
  if (!result.ok) {
    scope.postMessage({ id, ok: false } satisfies DecodeAnswer)
    return
  }
  const { rows, columns, pixels } = result.frame
  scope.postMessage({ id, ok: true, rows, columns, pixels } satisfies DecodeAnswer, [pixels.buffer as ArrayBuffer])
}
