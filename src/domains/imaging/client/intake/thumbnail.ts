import { frameBytes, pixelLayout } from '#src/lib/dicom/codecs/layout.ts'
import { createCodecs } from '#src/lib/dicom/codecs/decode.ts'
import { readDicom } from '#src/lib/dicom/reader.ts'
import { displayOf, type Picture, pictureOf } from '../../display.ts'
import { browserCodecs } from './codec-source.ts'

const codecs = createCodecs(browserCodecs)

export interface Thumbnail {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8ClampedArray<ArrayBuffer>
}

/** A small picture of the frame in the middle, at most `side` pixels wide and high; null where it cannot be had. */
export async function thumbnailOf(bytes: Uint8Array, side = 128): Promise<Thumbnail | null> {
  const file = readDicom(bytes)
  if (!file.ok) return null
  const layout = pixelLayout(file)
  if (!layout.ok) return null
  const index = Math.floor(layout.frames.length / 2)
  const decoded = await codecs.decodeFrame(frameBytes(file.bytes, layout, index), layout.syntax, layout.info)
  return decoded.ok ? shrink(pictureOf(decoded.frame, displayOf(file)), side) : null
}

/** Averages blocks of pixels: text and vessels stay visible. */
function shrink({ width, height, channels, data }: Picture, side: number): Thumbnail {
  const scale = Math.min(1, side / Math.max(width, height))
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
  const pixels = new Uint8ClampedArray(w * h * 4)
  for (let y = 0; y < h; y += 1) {
    const [y0, y1] = [
      Math.floor((y * height) / h),
      Math.max(Math.floor(((y + 1) * height) / h), Math.floor((y * height) / h) + 1),
    ]
    for (let x = 0; x < w; x += 1) {
      const [x0, x1] = [
        Math.floor((x * width) / w),
        Math.max(Math.floor(((x + 1) * width) / w), Math.floor((x * width) / w) + 1),
      ]
      const count = (x1 - x0) * (y1 - y0)
      for (let c = 0; c < 3; c += 1) {
        const channel = channels === 3 ? c : 0
        let sum = 0
        for (let v = y0; v < y1; v += 1)
          for (let u = x0; u < x1; u += 1) sum += data[(v * width + u) * channels + channel]!
        pixels[(y * w + x) * 4 + c] = sum / count
      }
      pixels[(y * w + x) * 4 + 3] = 255
    }
  }
  return { width: w, height: h, pixels }
}
