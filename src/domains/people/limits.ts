/** Characters of a password: long is what makes it safe. */
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const

/** Minutes that a link by mail works. */
export const LINK_MINUTES = { reset: 60, magic: 15, verify: 24 * 60 } as const

/** An account without a password is changed in its keys only so soon after a sign-in. */
export const FRESH_MINUTES = 15

export const SESSION_DAYS = 30
