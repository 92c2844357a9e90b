import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { WasmCodecName, WasmSource } from '#src/lib/dicom/codecs/index.ts'

const FILES: Readonly<Record<WasmCodecName, string>> = {
  openjph: '@cornerstonejs/codec-openjph/wasm',
  openjpeg: '@cornerstonejs/codec-openjpeg/wasm',
  charls: '@cornerstonejs/codec-charls/decodewasm',
  'jpeg-turbo': '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm',
}

/** WebAssembly of the codecs from their packages, for Node. */
export const codecFiles: WasmSource = async (name) =>
  await readFile(createRequire(import.meta.url).resolve(FILES[name]))
