import type { ImagePoint, Shape } from '#src/lib/imaging/view.ts'
import type { Text } from '#src/lib/text/multilingual.ts'

export const QUESTION_KINDS = ['single', 'multiple', 'text', 'arrow'] as const
export type QuestionKind = (typeof QUESTION_KINDS)[number]
export const isQuestionKind = (value: string): value is QuestionKind => QUESTION_KINDS.includes(value as QuestionKind)

export const LIMITS = { questions: 12, options: 8, prompt: 500, option: 200, text: 1_000, explanation: 4_000 } as const

export interface QuizOption {
  readonly text: Text
  readonly right: boolean
}

/** Where the arrow belongs: a shape on one frame, and how far beside it (image pixels) still gets something. */
export interface QuizTarget {
  readonly instance: string
  readonly frame: number
  readonly shape: Shape
  readonly tolerance: number
}

export interface QuizQuestion {
  readonly id: string
  readonly kind: QuestionKind
  readonly prompt: Text
  readonly options: readonly QuizOption[]
  /** Address of the view that an arrow question opens with; '' none. */
  readonly view: string
  readonly target: QuizTarget | null
  readonly explanation: Text
}

/** What a reader answered; `unknown` says so honestly and counts as answered. */
export type Given =
  | { readonly kind: 'choice'; readonly options: readonly number[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'point'; readonly instance: string; readonly frame: number; readonly point: ImagePoint }
  | { readonly kind: 'unknown' }

/**
 * The score of an answer, 0 to 1; null where nobody but the reader can judge (free text).
 * single: right or not. multiple: (right ones chosen - wrong ones chosen) / right ones, never below 0.
 * arrow: 1 inside the shape, falling in a straight line to 0 at `tolerance` beside it; 0 on another frame.
 */
export function scoreOf(question: Pick<QuizQuestion, 'kind' | 'options' | 'target'>, given: Given): number | null {
  if (question.kind === 'text') return null
  if (given.kind === 'unknown') return 0
  if (question.kind === 'arrow') return given.kind === 'point' ? arrowScore(question.target, given) : 0
  if (given.kind !== 'choice') return 0
  const chosen = new Set(given.options)
  const right = question.options.flatMap((option, i) => (option.right ? [i] : []))
  if (question.kind === 'single') return chosen.size === 1 && right.includes([...chosen][0]!) ? 1 : 0
  if (right.length === 0) return chosen.size === 0 ? 1 : 0
  const hits = right.filter((i) => chosen.has(i)).length
  return Math.max(0, (hits - (chosen.size - hits)) / right.length)
}

function arrowScore(target: QuizTarget | null, given: { instance: string; frame: number; point: ImagePoint }): number {
  if (!target || target.instance !== given.instance || target.frame !== given.frame) return 0
  const beside = distanceTo(target.shape, given.point)
  if (beside <= 0) return 1
  return target.tolerance > 0 ? Math.max(0, 1 - beside / target.tolerance) : 0
}

/** Distance of a point to a shape in image pixels, 0 inside of one that has an inside. */
export function distanceTo({ kind, points }: Shape, p: ImagePoint): number {
  const [a, b, c] = points
  if (!a) return Infinity
  if (kind === 'rectangle' && b) {
    const x = Math.max(Math.min(a[0], b[0]) - p[0], 0, p[0] - Math.max(a[0], b[0]))
    const y = Math.max(Math.min(a[1], b[1]) - p[1], 0, p[1] - Math.max(a[1], b[1]))
    return Math.hypot(x, y)
  }
  if (kind === 'ellipse' && b && c) return ellipseDistance(a, b, c, p)
  if (kind === 'freehand') return inside(points, p) ? 0 : Math.min(...sides(points).map(([s, e]) => toSegment(s, e, p)))
  return Math.hypot(a[0] - p[0], a[1] - p[1])
}

/** By the ellipse's own axes: 0 inside, else the distance along the ray from its centre. */
function ellipseDistance(centre: ImagePoint, one: ImagePoint, other: ImagePoint, p: ImagePoint): number {
  const [u, v] = [
    [one[0] - centre[0], one[1] - centre[1]] as const,
    [other[0] - centre[0], other[1] - centre[1]] as const,
  ]
  const determinant = u[0] * v[1] - u[1] * v[0]
  const [x, y] = [p[0] - centre[0], p[1] - centre[1]]
  const length = Math.hypot(x, y)
  if (determinant === 0) return length
  const [s, t] = [(x * v[1] - y * v[0]) / determinant, (y * u[0] - x * u[1]) / determinant]
  const r = Math.hypot(s, t)
  return r <= 1 ? 0 : length * (1 - 1 / r)
}

const sides = (points: readonly ImagePoint[]): [ImagePoint, ImagePoint][] =>
  points.map((p, i) => [p, points[(i + 1) % points.length]!])

/** Even-odd rule. */
function inside(points: readonly ImagePoint[], [x, y]: ImagePoint): boolean {
  let odd = false
  for (const [a, b] of sides(points))
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) odd = !odd
  return odd
}

function toSegment(a: ImagePoint, b: ImagePoint, p: ImagePoint): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const t = Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)
}

/** What is wrong with a question before it is asked, by field; {} nothing. */
export function checkQuestion(question: Omit<QuizQuestion, 'id'>): Record<string, string> {
  const wrong: Record<string, string> = {}
  if (Object.keys(question.prompt).length === 0) wrong['prompt'] = 'required'
  if (Object.values(question.prompt).some((text) => text.length > LIMITS.prompt)) wrong['prompt'] = 'too-long'
  if (Object.values(question.explanation).some((text) => text.length > LIMITS.explanation))
    wrong['explanation'] = 'too-long'
  if (question.kind === 'single' || question.kind === 'multiple') {
    const right = question.options.filter((option) => option.right).length
    if (question.options.length < 2) wrong['options'] = 'two-options'
    else if (right === 0 || (question.kind === 'single' && right > 1)) wrong['options'] = 'right-option'
    if (question.options.length > LIMITS.options) wrong['options'] = 'too-many'
  }
  if (question.kind === 'arrow' && !question.target) wrong['target'] = 'required'
  return wrong
}
