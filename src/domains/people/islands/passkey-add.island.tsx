import { addPasskey, button, canUsePasskeys } from './passkey.ts'

/** Adds a passkey of this device, named after its platform. */
export function mount(element: HTMLElement, { label, failed }: { label: string; failed: string }): void {
  if (!canUsePasskeys()) return
  button(element, label, failed, async () => {
    await addPasskey(navigator.platform || 'passkey')
    location.assign(`${location.pathname}?saved=1`)
  })
}
