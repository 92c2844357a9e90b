import './cases.css'

/** How long after the last key a part of a case saves itself, milliseconds. */
const PAUSE = 3_000

/**
 * Saves a part of a case while it is written, by the same form and under the same rules as its button: with the number
 * that the form was opened at, so that nobody's words are overwritten. Without this script the button does it.
 */
function autosave(form: HTMLFormElement): void {
  const status = form.querySelector<HTMLElement>('[data-saving]')
  const revision = form.elements.namedItem('revision') as HTMLInputElement | null
  if (!status || !revision) return
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> | null = null
  let stopped = false
  const say = (key: 'saved' | 'unsaved' | 'conflict') => {
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' })
    status.textContent = (form.dataset[key] ?? '').replace('{time}', time)
  }
  const send = async () => {
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
    // A look-up is asked for by its button, never by itself.
    for (const name of ['personQuery', 'facilityQuery', 'addPerson', 'confirmed', 'do']) body.delete(name)
    try {
      const response = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } })
      const answer = (await response.json()) as { ok: boolean; revision?: number; code?: string }
      if (answer.ok && answer.revision !== undefined) {
        revision.value = String(answer.revision)
        say('saved')
      } else if (answer.code === 'conflict') {
        stopped = true
        say('conflict')
      } else say('unsaved')
    } catch {
      say('unsaved')
    }
  }
  form.addEventListener('input', () => {
    if (stopped) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      const sending = (saving ?? Promise.resolve()).then(send)
      saving = sending
      void sending.finally(() => {
        if (saving === sending) saving = null
      })
    }, PAUSE)
  })
  // The button waits for a saving on its way: else the two would meet as a conflict with oneself.
  form.addEventListener('submit', (event) => {
    clearTimeout(timer)
    if (!saving) return
    const { submitter } = event as SubmitEvent
    event.preventDefault()
    const after = saving
    saving = null
    stopped = true
    // A task of its own: while the event of the first press still runs, a form does not let itself be sent again.
    void after.then(() => setTimeout(() => form.requestSubmit(submitter)))
  })
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]')) autosave(form)
