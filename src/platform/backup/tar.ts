import type { FileHandle } from 'node:fs/promises'

const BLOCK = 512
const CHUNK = 256 * 1024

/** The archive cannot be what was written: cut short, changed, or something else. */
export class DamagedArchive extends Error {}

/** Header of a file entry in the POSIX ustar form; sizes from 8 GiB on in GNU's binary form. */
export function header(name: string, size: number, mtimeMs: number): Uint8Array {
  const block = Buffer.alloc(BLOCK)
  if (Buffer.byteLength(name) > 99) throw new Error(`The entry name is too long: ${name}`)
  block.write(name, 0)
  block.write('0000600\0', 100)
  block.write('0000000\0', 108)
  block.write('0000000\0', 116)
  if (size < 8 ** 11) block.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  else {
    block[124] = 0x80
    block.writeBigUInt64BE(BigInt(size), 128)
  }
  block.write(
    `${Math.floor(mtimeMs / 1000)
      .toString(8)
      .padStart(11, '0')}\0`,
    136,
  )
  block.write('        ', 148)
  block.write('0', 156)
  block.write('ustar\x0000', 257)
  block.write(`${sumOf(block).toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

const sumOf = (block: Uint8Array): number => block.reduce((sum, byte, i) => sum + (i >= 148 && i < 156 ? 32 : byte), 0)

const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK

/** Appends entries to an open file. */
export function tarWriter(file: FileHandle, now: number, onBytes: (written: number) => void = () => {}) {
  let written = 0
  async function put(bytes: Uint8Array): Promise<void> {
    await file.writeFile(bytes)
    written += bytes.byteLength
    onBytes(written)
  }
  return {
    written: () => written,
    /** The stream must bring exactly `size` bytes. */
    async entry(name: string, size: number, body: AsyncIterable<Uint8Array> | readonly Uint8Array[]): Promise<void> {
      await put(header(name, size, now))
      let got = 0
      for await (const chunk of body) {
        got += chunk.byteLength
        await put(chunk)
      }
      if (got !== size) throw new Error(`${name} has ${got} bytes where ${size} were announced`)
      if (padding(size) > 0) await put(new Uint8Array(padding(size)))
    },
    async end(): Promise<void> {
      await put(new Uint8Array(BLOCK * 2))
    },
  }
}

export interface TarEntry {
  readonly name: string
  readonly size: number
  /** Reads the bytes; may be left unread. */
  body(): AsyncIterable<Uint8Array>
}

/** The entries of an archive in their order; throws DamagedArchive where it is cut short or a header is wrong. */
export async function* tarEntries(file: FileHandle): AsyncIterable<TarEntry> {
  const { size: total } = await file.stat()
  let at = 0
  for (;;) {
    const block = await readAt(file, at, BLOCK)
    if (block.every((byte) => byte === 0)) {
      if (total - at !== BLOCK * 2)
        throw new DamagedArchive(`The file does not end where it should (byte ${at} of ${total})`)
      return
    }
    const { name, size } = parseHeader(block, at)
    const start = at + BLOCK
    if (start + size + padding(size) > total)
      throw new DamagedArchive(`The file is cut short in ${name}: ${total} bytes are there`)
    yield { name, size, body: () => slice(file, start, size) }
    at = start + size + padding(size)
  }
}

function parseHeader(block: Buffer, at: number): { name: string; size: number } {
  const sum = Number.parseInt(block.toString('latin1', 148, 154), 8)
  if (block.toString('latin1', 257, 262) !== 'ustar' || sum !== sumOf(block)) {
    throw new DamagedArchive(at === 0 ? 'The file is no backup of Hội' : `The header at byte ${at} is damaged`)
  }
  const name = block.toString('utf8', 0, block.indexOf(0))
  const size =
    block[124] === 0x80 ? Number(block.readBigUInt64BE(128)) : Number.parseInt(block.toString('latin1', 124, 135), 8)
  return { name, size }
}

async function* slice(file: FileHandle, start: number, size: number): AsyncIterable<Uint8Array> {
  for (let done = 0; done < size;) {
    const chunk = await readAt(file, start + done, Math.min(CHUNK, size - done))
    done += chunk.byteLength
    yield chunk
  }
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, at + filled)
    if (bytesRead === 0) throw new DamagedArchive(`The file is cut short at byte ${at + filled}`)
    filled += bytesRead
  }
  return buffer
}
