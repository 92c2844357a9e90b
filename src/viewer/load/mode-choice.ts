import type { Mode } from './plan.ts'

/** Kept in this browser; says nothing of images. */
const MODE_KEY = 'hoi-viewer-mode'

/** null where the browser keeps nothing for pages. */
function stored(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}

/** What was chosen last here; else light where the device says that bytes are dear. */
export function rememberedMode(): Mode {
  const kept = stored()?.getItem(MODE_KEY)
  if (kept === 'light' || kept === 'normal') return kept
  const line = (navigator as { connection?: { saveData?: boolean; effectiveType?: string; type?: string } }).connection
  return line?.saveData || /2g/.test(line?.effectiveType ?? '') || line?.type === 'cellular' ? 'light' : 'normal'
}

export const rememberMode = (mode: Mode): void => stored()?.setItem(MODE_KEY, mode)
