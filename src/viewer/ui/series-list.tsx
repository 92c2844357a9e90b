import { opening, type Stack } from '../load/stack.ts'
import { levelIn } from '../mode/linked.ts'
import type { ImageViewer } from '../viewer.ts'

/** Series with small pictures, which are asked for once the first image stands. */
export function SeriesList({ viewer, onChosen }: { viewer: ImageViewer; onChosen?: () => void }) {
  const shown = new Set(viewer.panes.map((pane) => viewer.stackIn(pane)))
  const current = viewer.stackIn(viewer.active)
  return (
    <ul class="series">
      {viewer.stacks.map((stack) => (
        <li key={`${stack.study} ${stack.series.uid}`}>
          <button
            type="button"
            class="series-item"
            aria-current={stack === current ? 'true' : undefined}
            data-shown={shown.has(stack) ? '' : undefined}
            onClick={() => {
              chooseStack(viewer, stack)
              onChosen?.()
            }}
          >
            <span class="series-picture">
              {viewer.state$.ready ? (
                <img
                  src={`/dicomweb/studies/${stack.study}/series/${stack.series.uid}/thumbnail`}
                  alt=""
                  loading="lazy"
                  width="64"
                  height="64"
                />
              ) : null}
            </span>
            <span class="series-words">
              <span class="series-name">{seriesName(viewer, stack)}</span>
              <span class="series-count">
                {stack.series.modality} · {viewer.t('images', { n: stack.units.length })}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

export const seriesName = (viewer: ImageViewer, { series }: Stack): string =>
  series.description || viewer.t('seriesNo', { n: series.number ?? 1 })

export function chooseStack(viewer: ImageViewer, stack: Stack): void {
  if (viewer.mpr.on) viewer.mpr.leaveTo()
  // Another phase opens at the level that one looks at.
  viewer.showStack(viewer.active, stack, levelIn(stack, viewer.active) ?? opening(stack))
}
