/** Characters of a password: long is what makes it safe. */
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const

/** Minutes that a link by mail works. */
export const LINK_MINUTES = { reset: 60, magic: 15, verify: 24 * 60 } as const

export const SESSION_DAYS = 30
