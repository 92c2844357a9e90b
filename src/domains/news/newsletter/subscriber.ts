/** asked: the address has not confirmed yet, and nothing is sent to it but that question. */
export const SUBSCRIBER_STATES = ['asked', 'active', 'left'] as const
export type SubscriberState = (typeof SUBSCRIBER_STATES)[number]
