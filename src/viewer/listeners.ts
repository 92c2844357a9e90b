/** Who wants to know that something changed: panels that draw it anew. */
export class Listeners {
  private readonly all = new Set<() => void>()

  /** Returns the way to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.all.add(listener)
    return () => void this.all.delete(listener)
  }
  tell(): void {
    for (const listener of this.all) listener()
  }
}
