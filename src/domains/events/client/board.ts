// The screen in the hall: shows the minute's board without a flash, at once when the programme is released anew.
// Without this script the page reloads itself by <meta http-equiv="refresh">.

const seconds = Number(document.body.dataset['refresh'] ?? 60)
let showing = ''

async function show(): Promise<void> {
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-cache' })
    if (!answer.ok) return
    const html = await answer.text()
    if (html === showing) return
    showing = html
    const next = new DOMParser().parseFromString(html, 'text/html').querySelector('main')
    const now = document.querySelector('main')
    if (next && now) now.replaceWith(document.importNode(next, true))
  } catch {
    // The hall's network is down: what is shown stays, the clock with it.
  }
}

/** At the turn of each minute, spread over some seconds so that many screens do not ask at once. */
function tick(): void {
  const spread = 500 + Math.random() * 2_500
  setTimeout(() => void show().then(tick), seconds * 1_000 - (Date.now() % (seconds * 1_000)) + spread)
}
tick()

const live = document.body.dataset['live']
if (live && 'EventSource' in window) new EventSource(live).addEventListener('released', () => void show())

export {}
