import { bodySide, times } from '#src/lib/imaging/geometry.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { isColour } from '../load/stack.ts'
import { words } from '../messages.ts'
import type { CutSource } from '../mode/cut-source.ts'
import type { Pane } from './pane.ts'
import type { StackSource } from './source.ts'
import { lutName, windowFigures } from './window-words.ts'

/** What is written around an image; never anything about whose it is. */
export class Corners {
  private readonly fields = new Map<string, HTMLElement>()
  private readonly texts = new Map<string, string>()

  constructor(
    private readonly pane: Pane,
    private readonly lang: Lang,
  ) {
    for (const name of ['nw', 'ne', 'sw', 'se', 'n', 'w', 'e', 's', 'wait']) {
      const field = document.createElement('div')
      field.className = `corner corner-${name}`
      // Orientation letters and figures are read from the status line by screen readers.
      field.setAttribute('aria-hidden', 'true')
      pane.element.append(field)
      this.fields.set(name, field)
    }
  }

  update(more: { subtracted: boolean; slab: string; full: boolean }): void {
    const { pane } = this
    const { source, picture } = pane
    const t = words(this.lang)
    if (!source) {
      for (const name of this.fields.keys()) this.write(name, '')
      return
    }
    const unit = source.unit(pane.index)
    const series = (source as Partial<StackSource>).stack?.series
    const cut = pane.kind === 'plane' ? (source as CutSource).cut : null
    const name = cut ? t(cut) : [series?.modality, series?.description].filter(Boolean).join(' · ')
    this.write('nw', [name, more.subtracted ? t('subtracted') : '', cut ? more.slab : ''].filter(Boolean).join('\n'))
    const narrow = pane.width < 300
    const near = narrow ? ('qualityNearShort' as const) : ('qualityNear' as const)
    const coarse = narrow ? ('qualityCoarseShort' as const) : ('qualityCoarse' as const)
    const rough = picture && picture.quality !== 'exact' ? t(picture.quality === 'near' ? near : coarse) : ''
    // Nothing better will come of what only the server can paint.
    this.write('ne', picture?.bitmap && unit?.of.copies === 'r' ? t('painted') : rough)
    const place = source.plane(pane.index)
    const deep = place && source.count > 1 ? place.origin : null
    const where = deep && place ? location(place.normal, deep, this.lang) : ''
    const thickness =
      unit?.of.thickness && source.count > 1 ? `${t('thickness')} ${figure(unit.of.thickness, this.lang)} mm` : ''
    const film = unit && unit.of.frames > 1
    this.write(
      'sw',
      [
        `${film ? t('frame') : t('image')} ${pane.index + 1}/${source.count}`,
        more.full ? where : '',
        more.full ? thickness : '',
      ]
        .filter(Boolean)
        .join('\n'),
    )
    const { window } = pane
    const lut = window.lut === undefined ? undefined : picture?.luts[window.lut - 1]
    // A table that this image does not have is shown as the window over what it covers.
    const levels = windowFigures(t, { ...window, lut: undefined }, (n) => figure(n, this.lang))
    const grey = !unit || !isColour(unit.of)
    const scale = Math.round(pane.scale * 100)
    const under = more.full && pane.pointer ? pane.valueAt(pane.pointer) : null
    const probe = under ? `${figure(under.value, this.lang)}${under.unit ? ` ${under.unit}` : ''}` : ''
    this.write(
      'se',
      [probe, grey ? (lut ? lutName(t, lut, window.lut!) : levels) : '', `${scale} %`].filter(Boolean).join('\n'),
    )
    const sides = place
      ? [times(place.down, -1), times(place.right, -1), place.right, place.down].map(bodySide)
      : ['', '', '', '']
    const [top, left, right, bottom] = sides as [string, string, string, string]
    // Clockwise quarter turns carry the left side up.
    const ring = [top, right, bottom, left]
    const at = (i: number): string => ring[(i - pane.turns + 4) % 4]!
    this.write('n', at(0))
    this.write('e', at(1))
    this.write('s', at(2))
    this.write('w', at(3))
    this.write('wait', picture ? '' : source.failed(pane.index) ? t('cannotShow') : t('coming'))
  }

  private write(name: string, text: string): void {
    if (this.texts.get(name) === text) return
    this.texts.set(name, text)
    this.fields.get(name)!.textContent = text
  }
}

/** At most one decimal, as the language writes it; no groups, which could be read as decimals. */
const formats = new Map<Lang, Intl.NumberFormat>()
function figure(n: number, lang: Lang): string {
  const known = formats.get(lang)
  const format = known ?? new Intl.NumberFormat(lang, { maximumFractionDigits: 1, useGrouping: false })
  if (!known) formats.set(lang, format)
  return format.format(n)
}

/** Position along the axis of the body that the normal is nearest to. */
function location(
  normal: readonly [number, number, number],
  origin: readonly [number, number, number],
  lang: Lang,
): string {
  const sizes = normal.map(Math.abs)
  const axis = sizes.indexOf(Math.max(...sizes))
  return `${['x', 'y', 'z'][axis]} ${figure(origin[axis]!, lang)} mm`
}
