import './talk.css'

/**
 * Keeps a discussion that is open in the browser as it is on the server: told that something changed, it reads the page
 * again and puts the threads in place, unless somebody is writing there; then it only says that there is something new.
 */
function keepUp(box: HTMLElement): void {
  const { talk } = box.dataset
  if (!talk || typeof EventSource === 'undefined') return
  const seq = (): number => Number(box.dataset['seq'] ?? 0)
  let source: EventSource | null = null
  // A hidden page holds no line open; back in sight it is told what it missed.
  const follow = (): void => {
    if (document.hidden) {
      source?.close()
      source = null
    } else if (source === null || source.readyState === EventSource.CLOSED) {
      source = new EventSource(`${talk}?after=${seq()}`)
      source.addEventListener('change', (event) => {
        if (Number((event as MessageEvent<string>).data) > seq()) void renew(box)
      })
    }
  }
  document.addEventListener('visibilitychange', follow)
  follow()
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
