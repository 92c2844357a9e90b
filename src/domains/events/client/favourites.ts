// Stars on programme pages. Signed in: kept by the server, pressed without a page load. Otherwise: kept on this device,
// and handed over when its owner signs in. Without this script a star is a form's button. No framework, classes only.

/** Event -> code (`talks/ABC123`) -> title, so that the list can be read without the network. */
export type Kept = { [event: string]: { [code: string]: string } }

const KEY = 'hoi.favourites'
/** What the server keeps for the one signed in, for pages that are read without the network; gone with the session. */
const MINE = 'hoi.mine'
const FRESH = 600_000

/** What the device has kept; anything that is not ours counts as nothing. */
export function readKept(storage: Pick<Storage, 'getItem'>, key = KEY): Kept {
  try {
    const value: unknown = JSON.parse(storage.getItem(key) ?? '{}')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Kept) : {}
  } catch {
    return {}
  }
}

/** The same with one item switched; `on` says whether it is kept now. */
export function switched(kept: Kept, event: string, code: string, title: string): { kept: Kept; on: boolean } {
  const { [code]: held, ...rest } = kept[event] ?? {}
  const on = held === undefined
  const items = on ? { ...rest, [code]: title } : rest
  const { [event]: _, ...others } = kept
  return { kept: Object.keys(items).length > 0 ? { ...others, [event]: items } : others, on }
}

/** Both together: what an offline page shows as marked. */
export const joined = (a: Kept, b: Kept): Kept =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((event) => [event, { ...a[event], ...b[event] }]),
  )

/** The event that a star's form belongs to. */
export const eventOf = (action: string): string =>
  decodeURIComponent(/\/events\/([^/?]+)\/favourites/.exec(action)?.[1] ?? '')

/** The title without the words before it: "Đánh dấu: Title" is "Title". */
const titleOf = (label: string): string => label.slice(label.indexOf(':') + 1).trim()

const save = (kept: Kept): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept))
  } catch {
    // A private window may refuse; the star then lasts as long as the page.
  }
}

const post = (body: object): Promise<Response> =>
  fetch('/api/favourites', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

const press = (button: HTMLElement, on: boolean): void => button.setAttribute('aria-pressed', String(on))

type Star = HTMLButtonElement & { form: HTMLFormElement }

const stars = (root: ParentNode): Star[] =>
  [...root.querySelectorAll<Star>('button[data-favourite]')].filter((star) => star.form)

/** Sends one star; it shows what it was when the server does not take it. */
async function keep(star: Star, event: string, on: boolean): Promise<void> {
  const taken = await post({ event, code: star.value, on }).then(
    (answer) => answer.ok,
    () => false,
  )
  if (!taken) press(star, !on)
}

function listen(root: ParentNode, signedIn: boolean): void {
  const kept = joined(readKept(localStorage), readKept(localStorage, MINE))
  for (const star of stars(root)) {
    const event = eventOf(star.form.action)
    if (!signedIn && kept[event]?.[star.value] !== undefined) press(star, true)
    star.addEventListener('click', (click) => {
      click.preventDefault()
      const title = titleOf(star.getAttribute('aria-label') ?? '')
      if (!signedIn) {
        const after = switched(readKept(localStorage), event, star.value, title)
        save(after.kept)
        for (const same of stars(document)) if (same.value === star.value) press(same, after.on)
        return
      }
      const on = star.getAttribute('aria-pressed') !== 'true'
      press(star, on)
      void keep(star, event, on)
    })
  }
}

/** Hands over what the device kept before its owner signed in. */
async function handOver(): Promise<void> {
  const kept = readKept(localStorage)
  if (Object.keys(kept).length === 0) return
  const merge = Object.fromEntries(Object.entries(kept).map(([event, items]) => [event, Object.keys(items)]))
  const answer = await post({ merge })
  if (!answer.ok) return
  save({})
  for (const star of stars(document)) if (merge[eventOf(star.form.action)]?.includes(star.value)) press(star, true)
  if (document.querySelector('[data-favourites-empty]')) location.reload()
}

/** Fills the favourites page from the device: from the server in order of time, or without it by title. */
async function fill(place: Element): Promise<void> {
  const kept = joined(readKept(localStorage), readKept(localStorage, MINE))
  const lang = document.documentElement.lang
  for (const [event, items] of Object.entries(kept)) {
    document.querySelector('[data-favourites-empty]')?.remove()
    const part = document.createElement('div')
    place.append(part)
    const base = `/events/${encodeURIComponent(event)}`
    try {
      const answer = await fetch(`${base}/favourites?lang=${lang}&items=${Object.keys(items).join()}`)
      if (!answer.ok) throw new Error(String(answer.status))
      part.innerHTML = await answer.text()
      listen(part, false)
    } catch {
      const list = part.appendChild(document.createElement('ul'))
      for (const [code, title] of Object.entries(items)) {
        const link = list.appendChild(document.createElement('li')).appendChild(document.createElement('a'))
        link.href = `/${lang}${base}/${code}`
        link.textContent = title
      }
    }
  }
}

/** Keeps the server's list for reading without the network, not more often than every ten minutes. */
async function remember(): Promise<void> {
  const at = Number(sessionStorage.getItem(MINE) ?? 0)
  if (Date.now() - at < FRESH) return
  const answer = await fetch(`/api/favourites?lang=${document.documentElement.lang}`)
  if (!answer.ok) return
  const { items } = (await answer.json()) as { items: Kept }
  localStorage.setItem(MINE, JSON.stringify(items))
  sessionStorage.setItem(MINE, String(Date.now()))
}

if (typeof document !== 'undefined') {
  const signedIn = document.querySelector('form[action$="/sign-out"]') !== null
  const fromCopy = document.querySelector('[data-offline], [data-offline-page]') !== null
  if (!signedIn && !fromCopy) localStorage.removeItem(MINE)
  listen(document, signedIn)
  if (signedIn) {
    void handOver()
      .then(remember)
      .catch(() => {})
  } else {
    const place = document.querySelector('[data-favourites-list]')
    if (place) void fill(place)
  }
}
