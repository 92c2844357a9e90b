import './present.css'

/**
 * Keys of a keyboard and of a presenter's remote. The next screen is put in place of this one without leaving the page,
 * since a browser leaves full screen when it goes to another.
 */
const KEYS: Readonly<Record<string, string>> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  PageDown: 'next',
  ' ': 'next',
  Enter: 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  PageUp: 'previous',
  Backspace: 'previous',
  v: 'viewer',
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  if (key === 'b' || key === '.') document.documentElement.classList.toggle('cp-black')
  else if (key === 'f') void toggleFull()
  else if (key === 'Escape' && !document.fullscreenElement)
    document.querySelector<HTMLAnchorElement>('[data-leave]')?.click()
  else if (KEYS[key]) {
    // Enter and space on a link that has the focus press that link.
    if ((key === 'Enter' || key === ' ') && document.activeElement instanceof HTMLAnchorElement) return
    document.documentElement.classList.remove('cp-black')
    document.querySelector<HTMLAnchorElement>(`[data-go="${KEYS[key]}"]`)?.click()
  } else return
  event.preventDefault()
})

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-go]') : null
  if (!link || link.dataset['go'] === 'viewer' || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  void go(link.href)
})

let going: string | null = null

async function go(url: string, push = true): Promise<void> {
  going = url
  const response = await fetch(url, { headers: { accept: 'text/html' } }).catch(() => null)
  const html = response?.ok ? await response.text() : ''
  // Somebody pressed again meanwhile.
  if (going !== url) return
  const next = new DOMParser().parseFromString(html, 'text/html')
  const there = next.querySelector('[data-present]')
  if (!there) return location.assign(url)
  document.querySelector('[data-present]')?.replaceWith(document.adoptNode(there))
  document.title = next.title
  if (push) history.pushState(null, '', url)
}

addEventListener('popstate', () => void go(location.href, false))

async function toggleFull(): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen()
  else await document.documentElement.requestFullscreen().catch(() => {})
}
