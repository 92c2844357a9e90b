interface Found {
  readonly name: string
  readonly province: string
}

/** Fills the proposals of the facility field while one types; without it the server asks back after sending. */
export function mount(element: HTMLElement, { input, list }: { input: string; list: string }): void {
  const field = document.getElementById(input) as HTMLInputElement | null
  if (!field) return
  const proposals = document.createElement('datalist')
  proposals.id = list
  element.replaceChildren(proposals)
  let waiting: ReturnType<typeof setTimeout> | undefined
  let latest = 0
  field.addEventListener('input', () => {
    clearTimeout(waiting)
    const typed = field.value.trim()
    if (typed.length < 2) return
    waiting = setTimeout(async () => {
      const own = ++latest
      const response = await fetch(
        `/api/facilities?q=${encodeURIComponent(typed)}&lang=${document.documentElement.lang}`,
      )
      if (!response.ok || own !== latest) return
      const { facilities } = (await response.json()) as { facilities: Found[] }
      proposals.replaceChildren(
        ...facilities.map(({ name, province }) => {
          const option = document.createElement('option')
          option.value = name
          option.label = province
          return option
        }),
      )
    }, 150)
  })
}
