import type { NamedPacked } from '#src/lib/imaging/lut/pack.ts'
import type { Window } from '#src/lib/imaging/view.ts'
import type { words } from '../messages.ts'

type Say = ReturnType<typeof words>

/** What a table of the file is called: as the file says, else by its number (from 1). */
export const lutName = (t: Say, lut: NamedPacked, number: number): string => lut.name || t('voiLut', { n: number })

/** A window in a few words: its figures and its curve; for a table that it is one. */
export function windowFigures(t: Say, { width, center, curve, lut }: Window, figure: (n: number) => string): string {
  if (lut !== undefined) return t('lutHow')
  return [`${t('ww')} ${figure(width)}`, `${t('wl')} ${figure(center)}`, curve === 'sigmoid' ? t('sigmoid') : '']
    .filter(Boolean)
    .join(' · ')
}
