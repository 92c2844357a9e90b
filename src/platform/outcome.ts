/**
 * What a command answers. An expected failure is returned, a bug is thrown; `fields` names each refused input
 * with the code of what is wrong, so that a form can be shown again with everything typed still in it.
 */
export type Outcome<T = void> = Ok<T> | Failure
export interface Ok<T> {
  readonly ok: true
  readonly value: T
}
export interface Failure {
  readonly ok: false
  readonly code: FailureCode
  readonly fields?: Readonly<Record<string, string>>
  readonly detail?: Readonly<Record<string, string | number>>
}

/** The one table from code to HTTP status. */
export const STATUS = {
  invalid: 422,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  'wrong-type': 415,
  expired: 410,
  'sign-in': 401,
} as const
export type FailureCode = keyof typeof STATUS

export function ok(): Ok<void>
export function ok<T>(value: T): Ok<T>
export function ok<T>(value?: T): Ok<T | undefined> {
  return { ok: true, value }
}

export const fail = (code: FailureCode, more: Omit<Failure, 'ok' | 'code'> = {}): Failure => ({
  ok: false,
  code,
  ...more,
})

/** Input that names its wrong fields. */
export const invalid = (fields: Record<string, string>): Failure => fail('invalid', { fields })
