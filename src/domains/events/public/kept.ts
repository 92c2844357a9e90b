/** Values kept by key, the least recently used given up when their sizes exceed the limit. */
export class Kept<T> {
  private readonly values = new Map<string, { value: T; size: number }>()
  private total = 0
  constructor(private readonly limit: number) {}

  get(key: string): T | undefined {
    const found = this.values.get(key)
    if (!found) return undefined
    this.values.delete(key)
    this.values.set(key, found)
    return found.value
  }

  /** `size` in bytes or characters, whichever the limit counts. */
  set(key: string, value: T, size: number): void {
    const before = this.values.get(key)
    if (before) this.total -= before.size
    this.values.delete(key)
    this.values.set(key, { value, size })
    this.total += size
    for (const [oldest, old] of this.values) {
      if (this.total <= this.limit || oldest === key) break
      this.values.delete(oldest)
      this.total -= old.size
    }
  }

  get size(): number {
    return this.total
  }
}
