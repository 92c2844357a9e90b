import { createCodecs } from '#src/lib/dicom/codecs/index.ts'
import type { DecodeAnswer, DecodeJob } from './decoder.ts'

// Decodes HTJ2K away from the thread that scrolls. The first message brings the decoder's WebAssembly.
let ready: (wasm: Uint8Array) => void
const wasm = new Promise<Uint8Array>((resolve) => (ready = resolve))
const codecs = createCodecs(() => wasm)
const scope = self as unknown as DedicatedWorkerGlobalScope

scope.addEventListener('message', (event: MessageEvent<{ wasm: ArrayBuffer } | DecodeJob>) => {
  if ('wasm' in event.data) ready(new Uint8Array(event.data.wasm))
  else void decode(event.data)
})

async function decode({ id, bytes, info, halvings }: DecodeJob): Promise<void> {
  const result =
    halvings > 0
      ? await codecs.decodeHtj2kAt(bytes, info, halvings)
      : await codecs.decodeFrame(bytes, '1.2.840.10008.1.2.4.202', info)
  if (!result.ok) {
    scope.postMessage({ id, ok: false } satisfies DecodeAnswer)
    return
  }
  const { rows, columns, pixels } = result.frame
  scope.postMessage({ id, ok: true, rows, columns, pixels } satisfies DecodeAnswer, [pixels.buffer as ArrayBuffer])
}
