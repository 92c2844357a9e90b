// Says on programme pages when the programme is another than the one kept on the device: told by the service worker,
// or found out when the network is back while a kept page is open.

interface Changed {
  readonly type: string
  readonly event: string
  readonly text: string
  readonly see: string
  readonly url: string
}

/** A notice above the content, once. */
function say(text: string, see: string, url: string): void {
  const main = document.querySelector('main')
  if (!main || document.querySelector('[data-changed]')) return
  const note = document.createElement('p')
  note.className = 'notice notice-warning'
  note.setAttribute('role', 'status')
  note.dataset['changed'] = ''
  const link = document.createElement('a')
  link.href = url
  link.textContent = see
  const words = document.createElement('span')
  words.append(`${text} `, link)
  note.append(words)
  main.prepend(note)
}

const eventHere = (): string => decodeURIComponent(/\/events\/([^/]+)/.exec(location.pathname)?.[1] ?? '')

const tell = (type: string): void =>
  navigator.serviceWorker?.controller?.postMessage({ type, event: eventHere(), lang: document.documentElement.lang })

navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent<Changed>) => {
  if (data?.type !== 'programme-changed' || data.event !== eventHere()) return
  say(data.text, data.see, data.url)
  tell('programme-told')
})
// The notice may have come while a page was open that could not say it.
tell('programme-changed?')

/** A kept page, the network back: is the programme still the same? Then the page is simply read again. */
async function reconnected(kept: HTMLElement): Promise<void> {
  const lang = document.documentElement.lang
  const answer = await fetch(`/events/${encodeURIComponent(kept.dataset['offline'] ?? '')}/offline.json?lang=${lang}`, {
    cache: 'no-cache',
  })
  if (!answer.ok) return
  const { release, changes, words } = (await answer.json()) as {
    release: { id: string }
    changes: string
    words: { changed: string; see: string }
  }
  if (release.id === kept.dataset['release']) location.reload()
  else say(words.changed, words.see, changes)
}

const kept = document.querySelector<HTMLElement>('[data-offline]')
if (kept) {
  addEventListener('online', () => void reconnected(kept).catch(() => {}))
}

export {}
