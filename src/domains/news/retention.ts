/** How long what the news keep about people stays, in days; the privacy page says so and the clean-up job does it. */
export const RETENTION_DAYS = {
  /** Address of a guest who commented: needed only to recognise and answer them. */
  guestEmail: 365,
  /** Refused comments and spam. */
  refused: 30,
  reports: 90,
  /** Addresses that never confirmed a subscription. */
  unconfirmed: 7,
  /** Who a mailing went to. */
  recipients: 365,
} as const
