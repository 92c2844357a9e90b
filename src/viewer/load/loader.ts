import { ALL, MOST_PIECES, type Piece } from '#src/lib/imaging/pieces.ts'
import type { SeriesIndex } from '#src/lib/imaging/study-index.ts'
import { Decoder } from './decoder.ts'
import { Line, type LineTrouble } from './line.ts'
import { type Held, type Looking, type Mode, nextForShown, nextPieces } from './plan.ts'
import { PaintedPictures } from './rendered.ts'
import type { Stack, Unit } from './stack.ts'
import { type Decoded, EXACT, FrameStore } from './store.ts'

export interface Look {
  readonly stack: Stack
  readonly at: number
  readonly direction: 1 | -1
  /** Every slice is needed soon (MPR, cine), not only those near. */
  readonly wide: boolean
}

const phone = (): boolean =>
  matchMedia('(max-width: 700px)').matches || ((navigator as { deviceMemory?: number }).deviceMemory ?? 8) <= 3

/** A background request takes about this long, so that what somebody scrolls to waits no longer for it. */
const REQUEST_MS = 700
const DWELL_MS = 300

/** Decides what is fetched when; keeps the line busy with what helps most, and quiet when nobody looks. */
export class Loader {
  mode: Mode = 'normal'
  readonly decoder: Decoder
  readonly line: Line
  readonly store: FrameStore
  readonly painted: PaintedPictures
  private readonly looks = new Map<string, Look>()
  private readonly units = new Map<string, { unit: Unit; stack: Stack }>()
  private readonly exactly = new Set<string>()
  private dwell = 0
  private later = 0
  private settled = true
  private failures = 0
  private retry = 0
  private interactive = 0

  constructor(
    private readonly events: {
      picture: (unit: Unit) => void
      trouble: (trouble: LineTrouble | null) => void
      cost: () => void
      /** Nothing can be decoded in this browser. */
      undecodable: () => void
    },
  ) {
    this.decoder = new Decoder(() => this.events.undecodable())
    this.line = new Line((_study, piece, head, bytes) => {
      const found = this.units.get(`${piece.id}.${piece.frame}`)
      if (found) this.store.add(found.unit, piece, head, bytes)
      this.events.cost()
    })
    const small = phone()
    this.store = new FrameStore(
      this.decoder,
      small ? { decoded: 110e6, held: 70e6 } : { decoded: 260e6, held: 150e6 },
      (unit) => this.distance(unit),
      (unit) => this.events.picture(unit),
    )
    this.painted = new PaintedPictures(
      (unit, bytes) => {
        this.line.received += bytes
        this.events.picture(unit)
        this.events.cost()
      },
      () => this.mode === 'light',
    )
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.line.abort()
      else this.pump()
    })
    addEventListener('online', () => this.again())
  }

  /** What a pane shows; null: nothing any more. */
  look(pane: string, look: Look | null): void {
    if (!look) this.looks.delete(pane)
    else {
      const before = this.looks.get(pane)
      this.looks.set(pane, look)
      if (before?.stack !== look.stack)
        for (const unit of look.stack.units) this.units.set(unit.key, { unit, stack: look.stack })
      if (before?.stack !== look.stack || before.at !== look.at) {
        this.settled = before === undefined
        clearTimeout(this.dwell)
        this.dwell = window.setTimeout(() => {
          this.settled = true
          this.pump()
        }, DWELL_MS)
      }
    }
    this.shown()
    // While somebody scrolls, what comes next is thought over now and then, not with every image.
    this.later ||= window.setTimeout(() => {
      this.later = 0
      this.pump()
    }, 40)
  }

  setMode(mode: Mode): void {
    this.mode = mode
    if (mode === 'light') this.line.abort()
    this.pump()
    this.events.cost()
  }

  /** Fetches and decodes every bit of a frame, whatever the mode. */
  async exact(unit: Unit, stack: Stack): Promise<Decoded | null> {
    if (!this.decodable(unit)) return null
    this.units.set(unit.key, { unit, stack })
    const here = this.store.peek(unit)
    if (here?.score === EXACT) return here
    this.exactly.add(unit.key)
    for (let tries = 0; tries < 3; tries += 1) {
      const held = this.heldOf(stack, unit)
      if (held.j !== ALL && !held.flying) {
        const trouble = await this.request(stack.study, [
          { id: held.id, frame: held.frame, layer: 'j', from: held.j, to: ALL },
        ])
        if (trouble) return null
      }
      const made = await Promise.race([
        this.store.whenExact(unit),
        new Promise<null>((resolve) => setTimeout(() => resolve(null), 15_000)),
      ])
      if (made) return made
    }
    return null
  }

  /** Bytes that everything of a series still costs, exactly. */
  rest(stack: Stack): number {
    let rest = 0
    const size = sizes(stack.series)
    for (const unit of stack.units) {
      const held = this.store.held(unit, size)
      if (held.j !== ALL && unit.of.copies.includes('j')) rest += size.j * (1 - (held.j === 0 ? 0 : 0.1))
    }
    return rest
  }

  /** Frames of a stack by how good they are, for the bar below the image. */
  qualities(stack: Stack): Uint8Array {
    return Uint8Array.from(stack.units, (unit) => {
      const held = this.store.held(unit, { j: 0, l: 0 })
      return held.j === ALL ? 3 : held.l === ALL ? 2 : held.j + held.l > 0 || this.painted.get(unit) ? 1 : 0
    })
  }

  again(): void {
    clearTimeout(this.retry)
    this.retry = 0
    this.failures = 0
    this.painted.again()
    this.events.trouble(null)
    this.pump()
  }

  /** Whether its pixels can be had here; else pictures of it come painted. */
  decodable = (unit: Unit): boolean =>
    unit.of.copies.includes('j') && !this.decoder.failed && !this.store.isBroken(unit)

  private heldOf(stack: Stack, unit: Unit): Held {
    return this.store.held(unit, sizes(stack.series))
  }

  private distance(unit: Unit): number {
    let least = Infinity
    for (const { stack, at, direction, wide } of this.looks.values()) {
      if (stack.units[unit.ordinal] !== unit) continue
      const away = unit.ordinal - at
      const steps = away * direction >= 0 ? Math.abs(away) : Math.abs(away) * 2
      // All slices of a volume are near; none is thrown away for another.
      least = Math.min(least, wide ? Math.min(3, steps) : steps)
    }
    return least
  }

  pump(): void {
    this.shown()
    if (document.hidden || this.retry !== 0) return
    // Two requests, so that the next one's way there overlaps with the answer of the one before.
    while (this.line.busy - this.interactive < 2 && this.interactive === 0) if (!this.background()) break
  }

  /** Asks for what the pictures on screen need next. */
  private shown(): void {
    if (document.hidden || this.retry !== 0) return
    for (const { stack, at } of this.looks.values()) {
      const unit = stack.units[at]
      if (!unit || !this.decodable(unit) || this.interactive >= 3) continue
      const held = this.heldOf(stack, unit)
      const piece = nextForShown(held, this.settled ? this.mode : 'light', this.settled && this.exactly.has(unit.key))
      if (piece) {
        this.interactive += 1
        void this.request(stack.study, [piece]).finally(() => {
          this.interactive -= 1
          this.pump()
        })
      }
    }
  }

  private background(): boolean {
    const looks = [...this.looks.values()]
    const bytes = Math.min(600_000, Math.max(40_000, ((this.line.speed ?? 200_000) * REQUEST_MS) / 1000))
    // A request names frames of one study; the others come after it.
    for (const study of new Set(looks.map(({ stack }) => stack.study))) {
      const looking = looks
        .filter(({ stack }) => stack.study === study)
        .map(({ stack, at, direction }): Looking => {
          const units = stack.units.map((unit) => {
            const held = this.heldOf(stack, unit)
            return this.decodable(unit) ? held : { ...held, flying: true }
          })
          return { frames: units, at, direction }
        })
      const pieces = nextPieces(looking, this.mode, bytes, MOST_PIECES)
      if (pieces.length === 0) continue
      void this.request(study, pieces).finally(() => this.pump())
      return true
    }
    return false
  }

  private async request(study: string, pieces: readonly Piece[]): Promise<LineTrouble | null> {
    const own = pieces.flatMap((piece) => this.units.get(`${piece.id}.${piece.frame}`) ?? [])
    for (const { unit } of own) this.store.fly(unit, true)
    const trouble = await this.line.fetch(study, pieces)
    for (const { unit } of own) this.store.fly(unit, false)
    if (!trouble) {
      if (this.failures > 0) this.events.trouble(null)
      this.failures = 0
      return null
    }
    this.failures += 1
    this.events.trouble(trouble)
    if (trouble !== 'gone' || this.failures < 3) {
      clearTimeout(this.retry)
      this.retry = window.setTimeout(
        () => {
          this.retry = 0
          this.pump()
        },
        Math.min(15_000, 1000 * 2 ** Math.min(4, this.failures - 1)),
      )
    }
    return trouble
  }
}

/** About how many bytes a frame of a series has. */
function sizes({ bytes, instances }: SeriesIndex): Held['size'] {
  let frames = 0
  for (const { frames: n, copies } of instances) if (copies.includes('j')) frames += n
  return { j: bytes.full / Math.max(1, frames), l: bytes.lossy / Math.max(1, frames) }
}
