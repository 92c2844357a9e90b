import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ImageViewer } from '../viewer.ts'

const COLOURS = ['#2a3338', '#5c6b73', '#9fb0b8', '#e4eaec']

/** Where one is in the series, with what has come of it; drags, keys and screen readers alike. */
export function Scrubber({ viewer }: { viewer: ImageViewer }) {
  const strip = useRef<HTMLCanvasElement>(null)
  const drawn = useRef('')
  const [, tick] = useState(0)
  const pane = viewer.active
  const count = pane.source?.count ?? 0
  const stack = viewer.stackIn(pane)
  // Follows every image by itself; the rest of the interface does not.
  useEffect(
    () =>
      viewer.on('frame', ({ viewport }) => {
        if (viewport === viewer.active) tick((n) => n + 1)
      }),
    [viewer],
  )
  useLayoutEffect(() => {
    const canvas = strip.current
    if (!canvas || !stack) return
    const qualities = viewer.loader.qualities(stack)
    const text = `${stack.series.uid} ${qualities.join('')}`
    if (drawn.current === text) return
    drawn.current = text
    canvas.width = qualities.length
    canvas.height = 1
    const context = canvas.getContext('2d')!
    for (const [i, quality] of qualities.entries()) {
      context.fillStyle = COLOURS[quality]!
      context.fillRect(i, 0, 1, 1)
    }
  })
  if (count < 2) return <div class="scrub scrub-one" />
  return (
    <div class="scrub">
      {stack ? <canvas class="scrub-strip" ref={strip} aria-hidden="true" /> : null}
      <input
        type="range"
        min="1"
        max={count}
        step="1"
        value={pane.index + 1}
        aria-label={viewer.t('position')}
        aria-valuetext={`${pane.index + 1}/${count}`}
        onInput={(event) => pane.go(Number(event.currentTarget.value) - 1, true)}
      />
      <output class="scrub-place">
        {pane.index + 1}/{count}
      </output>
    </div>
  )
}
