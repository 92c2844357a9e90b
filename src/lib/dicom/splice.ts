/**
 * Builds an output from runs of a source buffer and new bytes, copying once at the end: untouched elements and pixel data
 * are never looked at, neighbouring runs are joined.
 */
export class Splice {
  readonly #source: Uint8Array
  /** Triples: start and end in the source with undefined, or 0, length and the new bytes. */
  readonly #parts: { start: number; end: number; bytes: Uint8Array | undefined }[] = []
  length = 0
  /** True once anything differs from a plain copy. */
  changed = false

  constructor(source: Uint8Array) {
    this.#source = source
  }

  /** Copies source bytes [start, end). */
  copy(start: number, end: number): void {
    if (end <= start) return
    const last = this.#parts.at(-1)
    if (last && last.bytes === undefined && last.end === start) last.end = end
    else this.#parts.push({ start, end, bytes: undefined })
    this.length += end - start
  }

  /** Adds new bytes. They may still be filled in until `write`, at their length. */
  insert(bytes: Uint8Array): void {
    this.changed = true
    this.#parts.push({ start: 0, end: bytes.length, bytes })
    this.length += bytes.length
  }

  /** Notes that something of the source was left out. */
  drop(): void {
    this.changed = true
  }

  /** Appends another splice of the same source. */
  append(other: Splice): void {
    for (const { start, end, bytes } of other.#parts) {
      if (bytes) this.insert(bytes)
      else this.copy(start, end)
    }
  }

  /** Writes everything at `at` of `out`, which has room for `length` bytes. */
  write(out: Uint8Array, at: number): void {
    let pos = at
    for (const { start, end, bytes } of this.#parts) {
      out.set(bytes ?? this.#source.subarray(start, end), pos)
      pos += end - start
    }
  }
}
