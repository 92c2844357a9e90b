/// <reference types="vite/client" />
import charls from '@cornerstonejs/codec-charls/decodewasm?url'
import turbo from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm?url'
import openjpeg from '@cornerstonejs/codec-openjpeg/wasm?url'
import openjph from '@cornerstonejs/codec-openjph/wasm?url'
import type { WasmCodecName, WasmSource } from '#src/lib/dicom/codecs/wasm.ts'

const FILES: Readonly<Record<WasmCodecName, string>> = { openjph, openjpeg, charls, 'jpeg-turbo': turbo }

/** WebAssembly of the codecs from our own server, at their first use. */
export const browserCodecs: WasmSource = async (name) => {
  const answer = await fetch(FILES[name])
  if (!answer.ok) throw new Error(`no codec ${name}`)
  return new Uint8Array(await answer.arrayBuffer())
}
