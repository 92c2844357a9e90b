import { button, canUsePasskeys, signInWithPasskey } from './passkey.ts'

/** The button below the password; not there where the browser knows no passkeys. */
export function mount(
  element: HTMLElement,
  { label, failed, next }: { label: string; failed: string; next: string },
): void {
  if (!canUsePasskeys()) return
  button(element, label, failed, async () => {
    await signInWithPasskey()
    location.assign(next)
  })
}
