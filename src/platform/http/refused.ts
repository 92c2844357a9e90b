import { HTTPException } from 'hono/http-exception'

const WHY = {
  'other-site': { status: 403, plain: 'This form was sent from another site. Open it here and send it again.' },
  'old-form': {
    status: 403,
    plain: 'The form is too old or did not come from this site. Reload the page and send it again.',
  },
  'too-large': { status: 413, plain: 'What was sent is too large.' },
  'too-many': { status: 429, plain: 'Too many requests. Please wait and try again.' },
} as const

export type Refusal = keyof typeof WHY

/** Thrown by whatever refuses a request whole; answered with a page that says how to go on, to programs with a line. */
export class Refused extends HTTPException {
  /** `seconds`: how long to wait, for `too-many`. */
  constructor(
    readonly why: Refusal,
    readonly seconds = 0,
  ) {
    super(WHY[why].status, { message: WHY[why].plain })
  }
}
