import type { Bus } from '#src/platform/bus.ts'
import type { Context } from '#src/platform/context.ts'

/** Tells every process of a withdrawal, so that none keeps what it has in memory. */
const TOPIC = 'imaging-withdrawn'

export const tellWithdrawn = ({ bus }: Context, imagingCaseId: string): void => bus.publish(TOPIC, imagingCaseId)

const listening = new WeakMap<Bus, Set<() => void>>()

/**
 * Has this process forget what it made of images whenever any are withdrawn, in whichever process. Whoever keeps pictures
 * calls it before keeping one; again does nothing.
 */
export function onImagesWithdrawn({ bus }: Context, forget: () => void): void {
  const known = listening.get(bus) ?? new Set()
  if (known.has(forget)) return
  known.add(forget)
  listening.set(bus, known)
  bus.subscribe(TOPIC, forget)
  // While the line between processes was down a withdrawal may have gone unheard.
  bus.subscribe('bus', forget)
}
