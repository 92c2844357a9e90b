/**
 * A path of this site to go on to; anything that could lead elsewhere is dropped: other schemes and hosts, backslashes,
 * and the control characters that browsers take out before they look (`/\t/evil.example`).
 */
export function ownPath(asked: unknown, otherwise: string): string {
  if (typeof asked !== 'string' || asked.length > 500 || !/^\/(?![/\\])/u.test(asked) || /[\p{Cc}\\]/u.test(asked))
    return otherwise
  return asked
}
