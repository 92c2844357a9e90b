// Programme pages: the reader's own time beside the venue's on demand, and what is past or on now.
// No framework, no styles set: classes only, which the stylesheet knows.

const clock = (ms: number): string =>
  new Date(ms).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** Offset in minutes that an ISO time with offset carries; null when it has none. */
export function offsetIn(iso: string): number | null {
  const match = /([+-])(\d\d):(\d\d)$/.exec(iso)
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : null
}

/** The reader's clock at the instant, with `±1` when it is another calendar day there; null when clocks agree. */
export function ownClock(iso: string): string | null {
  const at = Date.parse(iso)
  const there = offsetIn(iso)
  const here = -new Date(at).getTimezoneOffset()
  if (there === null || there === here) return null
  const days = Math.floor((at / 60_000 + here) / 1440) - Math.floor((at / 60_000 + there) / 1440)
  return clock(at) + (days > 0 ? ' +1' : days < 0 ? ' −1' : '')
}

function offerOwnTime(): void {
  const times = [...document.querySelectorAll<HTMLTimeElement>('time[data-instant]')]
  if (!times.some((time) => ownClock(time.dateTime))) return
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-own-time]')) {
    button.hidden = false
    button.addEventListener('click', () => {
      const on = button.getAttribute('aria-pressed') !== 'true'
      button.setAttribute('aria-pressed', String(on))
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
      button.title = (button.dataset['ownTime'] ?? '').replace('{zone}', zone)
      for (const time of times) {
        time.parentElement?.querySelector('.own-time')?.remove()
        const own = on ? ownClock(time.dateTime) : null
        if (!own) continue
        const mark = document.createElement('span')
        mark.className = 'own-time'
        mark.textContent = own
        time.after(mark)
      }
    })
  }
}

/**
 * Marks what is over and what is on while the day that the page shows is under way, and moves the line of the present
 * through the grid. Before and after that day nothing is marked: an old programme is read as a whole.
 */
export function markNow(now: number, root: ParentNode = document): void {
  const items = [...root.querySelectorAll<HTMLElement>('[data-minutes]')].map((element) => {
    const start = Date.parse(element.querySelector('time')?.dateTime ?? '')
    return { element, start, end: start + Number(element.dataset['minutes']) * 60_000 }
  })
  const live = items.some((item) => item.start <= now) && items.some((item) => item.end > now)
  for (const { element, start, end } of items) {
    element.classList.toggle('is-past', live && end <= now)
    element.classList.toggle('is-now', start <= now && now < end)
  }
  for (const grid of root.querySelectorAll<HTMLElement>('[data-from]')) {
    const from = Number(grid.dataset['from'])
    const line = grid.querySelector<HTMLElement>('.grid-now')
    if (!line) continue
    line.hidden = now < from || now >= Number(grid.dataset['to'])
    line.className = line.className.replace(/ r\d+|$/, ` r${Math.floor((now - from) / 300_000) + 1}`)
  }
}

if (typeof document !== 'undefined') {
  offerOwnTime()
  markNow(Date.now())
  setInterval(() => markNow(Date.now()), 60_000)
}
