/** What the two passkey islands share: asking our own server for a challenge and sending its answer back. */
const call = async <T>(path: string, body?: unknown): Promise<T> => {
  const init =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(`/auth/passkey/${path}`, { credentials: 'same-origin', ...init })
  if (!response.ok) throw new Error(`passkey: ${response.status}`)
  return (await response.json()) as T
}

/** Whether this browser can turn the server's JSON into what its authenticator takes, without a library. */
export const canUsePasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' && typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function'

export async function addPasskey(name: string): Promise<void> {
  const options = await call<PublicKeyCredentialCreationOptionsJSON>(
    `generate-register-options?name=${encodeURIComponent(name)}`,
  )
  const made = await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
  })
  if (made) await call('verify-registration', { response: (made as PublicKeyCredential).toJSON(), name })
}

export async function signInWithPasskey(): Promise<void> {
  const options = await call<PublicKeyCredentialRequestOptionsJSON>('generate-authenticate-options')
  const given = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
  if (given) await call('verify-authentication', { response: (given as PublicKeyCredential).toJSON() })
}

/** A button that runs something and shows where it failed. */
export function button(element: HTMLElement, label: string, failed: string, run: () => Promise<void>): void {
  const note = document.createElement('p')
  note.className = 'error'
  note.hidden = true
  note.setAttribute('role', 'alert')
  const control = document.createElement('button')
  control.type = 'button'
  control.className = 'button button-quiet'
  control.textContent = label
  control.addEventListener('click', async () => {
    control.disabled = true
    note.hidden = true
    try {
      await run()
    } catch (error) {
      // The person closed the dialogue: nothing went wrong.
      if (!(error instanceof DOMException && error.name === 'NotAllowedError')) {
        note.textContent = failed
        note.hidden = false
      }
    }
    control.disabled = false
  })
  element.replaceChildren(control, note)
}
