import './talk.css'

/**
 * Keeps a discussion that is open in the browser as it is on the server: told that something changed, it reads the page
 * again and puts the threads in place, unless somebody is writing there; then it only says that there is something new.
 */
function keepUp(box: HTMLElement): void {
  const { talk, seq } = box.dataset
  if (!talk || typeof EventSource === 'undefined') return
  const source = new EventSource(`${talk}?after=${seq ?? 0}`)
  source.addEventListener('change', (event) => {
    if (Number((event as MessageEvent<string>).data) > Number(box.dataset['seq'] ?? 0)) void renew(box)
  })
  // A hidden page holds no line open.
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.hidden) source.close()
      else if (source.readyState === EventSource.CLOSED) {
        void renew(box)
        keepUp(box)
      }
    },
    { once: true },
  )
}

const isWritten = (box: Element): boolean =>
  [...box.querySelectorAll('textarea')].some((area) => area.value !== area.defaultValue) ||
  box.contains(document.activeElement)

async function renew(box: HTMLElement): Promise<void> {
  const note = box.querySelector<HTMLElement>('.ct-new')
  const threads = box.querySelector('[data-talk-threads]')
  if (!threads) return
  if (isWritten(threads)) {
    if (note) note.hidden = false
    return
  }
  const response = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null)
  if (!response?.ok) return
  const fresh = new DOMParser()
    .parseFromString(await response.text(), 'text/html')
    .querySelector<HTMLElement>('[data-talk]')
  const there = fresh?.querySelector('[data-talk-threads]')
  if (!fresh || !there || isWritten(threads)) return
  threads.replaceWith(document.adoptNode(there))
  box.dataset['seq'] = fresh.dataset['seq'] ?? '0'
  if (note) note.hidden = true
}

for (const box of document.querySelectorAll<HTMLElement>('[data-talk]')) keepUp(box)
