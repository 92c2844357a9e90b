/// <reference types="vite/client" />
// Draws boxes on the pictures of the look page: pointer down, drag, up. The form beside the first picture of an object
// takes them; without this script its four number fields do.

interface Box {
  x: number
  y: number
  width: number
  height: number
}

const SVG = 'http://www.w3.org/2000/svg'

for (const frame of document.querySelectorAll<HTMLElement>('.look-frame[data-image]')) draw(frame)

function draw(frame: HTMLElement): void {
  const svg = frame.querySelector('svg')
  const tools = document.querySelector<HTMLDetailsElement>(`#image-${frame.dataset['image']} .look-blank`)
  const form = tools?.querySelector('form')
  if (!svg || !tools || !form) return
  const clear = form.querySelector<HTMLButtonElement>('[data-clear]')!
  const [columns, rows] = [Number(frame.dataset['columns']), Number(frame.dataset['rows'])]
  const boxes: Box[] = JSON.parse(field(form, 'boxes').value || '[]') as Box[]
  let start: { x: number; y: number } | null = null
  let rect: SVGRectElement | null = null

  const place = (event: PointerEvent): { x: number; y: number } => {
    const shown = svg.getBoundingClientRect()
    return {
      x: Math.min(columns, Math.max(0, ((event.clientX - shown.left) / shown.width) * columns)),
      y: Math.min(rows, Math.max(0, ((event.clientY - shown.top) / shown.height) * rows)),
    }
  }
  const boxOf = (a: { x: number; y: number }, b: { x: number; y: number }): Box => ({
    x: Math.floor(Math.min(a.x, b.x)),
    y: Math.floor(Math.min(a.y, b.y)),
    width: Math.ceil(Math.abs(a.x - b.x)),
    height: Math.ceil(Math.abs(a.y - b.y)),
  })
  const show = (box: Box): void => {
    for (const name of ['x', 'y', 'width', 'height'] as const) rect?.setAttribute(name, String(box[name]))
  }
  svg.addEventListener('pointerdown', (event) => {
    // A finger scrolls the page unless the tools are open.
    if (event.button !== 0 || (event.pointerType === 'touch' && !tools.open)) return
    event.preventDefault()
    svg.setPointerCapture(event.pointerId)
    start = place(event)
    rect = document.createElementNS(SVG, 'rect')
    svg.append(rect)
  })
  svg.addEventListener('pointermove', (event) => {
    if (start) show(boxOf(start, place(event)))
  })
  // Else Chromium takes the stroke for a fling and spends the next tap on stopping it.
  svg.addEventListener('touchmove', (event) => start && event.preventDefault(), { passive: false })
  const done = (event: PointerEvent): void => {
    if (!start) return
    const box = boxOf(start, place(event))
    start = null
    if (box.width < 3 || box.height < 3) return rect?.remove()
    show(box)
    boxes.push(box)
    field(form, 'boxes').value = JSON.stringify(boxes)
    for (const name of ['x', 'y', 'width', 'height'] as const) field(form, name).value = String(box[name])
    clear.hidden = false
    tools.open = true
    frame.classList.add('look-drawing')
  }
  svg.addEventListener('pointerup', done)
  svg.addEventListener('pointercancel', done)
  clear.addEventListener('click', () => {
    boxes.length = 0
    field(form, 'boxes').value = ''
    clear.hidden = true
    for (const old of svg.querySelectorAll('rect:not(.proposed)')) old.remove()
  })
  // A number typed afterwards is what is meant.
  for (const name of ['x', 'y', 'width', 'height'])
    field(form, name).addEventListener('input', () => (field(form, 'boxes').value = ''))
}

function field(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement
}
