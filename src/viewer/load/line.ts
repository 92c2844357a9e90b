import { type Piece, type PieceHead, pieceReader, writePieces } from '#src/lib/imaging/pieces.ts'

/** Why nothing comes: the line is gone, or the study is not (or no longer) for this person. */
export type LineTrouble = 'offline' | 'gone' | 'server'

/** Requests for pieces, with what they cost and how fast they come. */
export class Line {
  /** Bytes of images that have come. */
  received = 0
  /** Bytes a second, smoothed; null until something has come. */
  speed: number | null = null
  private readonly flights = new Set<AbortController>()

  constructor(
    private readonly onPiece: (study: string, piece: Piece, head: PieceHead, bytes: Uint8Array<ArrayBuffer>) => void,
  ) {}

  get busy(): number {
    return this.flights.size
  }

  /** Fetches pieces; resolves with null when all came, else with what is wrong. Aborting is no trouble. */
  async fetch(study: string, pieces: readonly Piece[]): Promise<LineTrouble | null> {
    const flight = new AbortController()
    this.flights.add(flight)
    const from = performance.now()
    let got = 0
    let firstByte = 0
    try {
      const response = await fetch(`/imaging/studies/${study}/pixels?p=${writePieces(pieces)}`, {
        signal: flight.signal,
      })
      if (!response.ok || !response.body) return response.status === 404 || response.status === 401 ? 'gone' : 'server'
      const push = pieceReader((head, bytes) => {
        const piece = pieces[head.index]
        if (piece) this.onPiece(study, piece, head, bytes)
      })
      const reader = response.body.getReader()
      for (;;) {
        const { done, value } = await reader.read()
        if (done) break
        if (firstByte === 0) firstByte = performance.now()
        got += value.length
        this.received += value.length
        push(value)
      }
      return null
    } catch {
      return flight.signal.aborted ? null : navigator.onLine ? 'server' : 'offline'
    } finally {
      this.flights.delete(flight)
      const ms = performance.now() - (firstByte || from)
      // Small answers say more about the way there and back than about the line.
      if (got > 20_000 && ms > 5) {
        const speed = (got / ms) * 1000
        this.speed = this.speed === null ? speed : this.speed * 0.7 + speed * 0.3
      }
    }
  }

  abort(): void {
    for (const flight of this.flights) flight.abort()
  }
}
