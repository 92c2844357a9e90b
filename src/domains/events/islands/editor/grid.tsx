import { useMemo } from 'preact/hooks'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { nameFor } from '#src/lib/text/names.ts'
import { timeRange } from '#src/lib/time/format.ts'
import { hueClass, trackHues } from '#src/ui/hues.ts'
import type { Participant, Programme } from '../../programme/programme.ts'
import { isTalk } from '../../programme/slots.ts'
import { drawn, GUTTER, ROW, type Drawn, type EditorGrid } from './geometry.ts'
import { editorMessages } from './messages.ts'
import { roomName, titleOf } from './words.ts'

export interface GridProps {
  readonly lang: Lang
  readonly programme: Programme
  readonly laid: EditorGrid
  /** Pixels of a column. */
  readonly width: number
  /** Warnings by item. */
  readonly warned: ReadonlyMap<string, number>
  /** What is being dragged stands pale in its old place. */
  readonly dragged: string | null
  readonly ghost: Ghost | null
}

export interface Ghost {
  readonly column: number
  readonly top: number
  readonly height: number
  readonly label: string
}

/** Rooms × time. Boxes are placed through the CSSOM, which the page's policy allows. */
export function Grid(props: GridProps) {
  const { lang, laid, ghost, width } = props
  const t = editorMessages(lang)
  // The boxes are hundreds; a ghost that follows the pointer must not draw them again.
  const boxes = useMemo(
    () => <Boxes {...props} ghost={null} />,
    [props.programme, laid, props.warned, lang, props.dragged],
  )
  return (
    <section class="ed-sheet" aria-label={t('grid')} style={{ '--ed-col': `${width}px` }}>
      {boxes}
      {ghost ? (
        <div
          class="ed-ghost"
          style={{
            left: `${GUTTER + ghost.column * width}px`,
            top: `calc(var(--ed-head) + ${ghost.top}px)`,
            height: `${ghost.height}px`,
          }}
        >
          {ghost.label}
        </div>
      ) : null}
    </section>
  )
}

function Boxes({ lang, programme, laid, warned, dragged }: GridProps) {
  const { grid, columns, height } = laid
  const hues = useMemo(() => trackHues(programme.tracks), [programme.tracks])
  const people = useMemo(() => new Map(programme.people.map((p) => [p.id, p])), [programme.people])
  // Lines stand on the clock's hours and half hours wherever the grid begins.
  const first = grid.hours[0]?.row ?? 0
  const offset = `${((first * ROW) % (12 * ROW)) - 12 * ROW}px`
  return (
    <>
      <div class="ed-head">
        <div class="ed-corner" />
        {columns.map((column) => (
          <div class="ed-room" key={column.room?.id ?? 'none'}>
            {roomName(programme, column.room?.id ?? null, lang)}
            {column.room?.capacity ? <span class="ed-capacity"> {column.room.capacity}</span> : null}
          </div>
        ))}
      </div>
      <div class="ed-body" style={{ height: `${height}px` }}>
        <div class="ed-hours">
          {grid.hours.map((hour) => (
            <span
              class={hour.row === 0 ? 'ed-hour ed-top' : 'ed-hour'}
              key={hour.at}
              style={{ top: `${hour.row * ROW}px` }}
            >
              {hour.clock}
            </span>
          ))}
        </div>
        {columns.map((column) => (
          <div class="ed-column" key={column.room?.id ?? 'none'} style={{ backgroundPositionY: offset }}>
            {drawn(column).map((one) => (
              <BoxView
                key={one.box.slot.id}
                lang={lang}
                programme={programme}
                one={one}
                people={people}
                hue={hueClass(one.box.slot.trackId === null ? null : hues.get(one.box.slot.trackId))}
                warned={warned.get(one.box.slot.id) ?? 0}
                pale={dragged === one.box.slot.id}
              />
            ))}
          </div>
        ))}
      </div>
    </>
  )
}

interface BoxProps {
  lang: Lang
  programme: Programme
  one: Drawn
  people: ReadonlyMap<string, Participant>
  hue: string
  warned: number
  pale: boolean
}

function BoxView({ lang, programme, one, people, hue, warned, pale }: BoxProps) {
  const t = editorMessages(lang)
  const { slot } = one.box
  const title = titleOf(programme, slot.item, lang)
  const when = timeRange(lang, programme.event.zone, slot.start, slot.end)
  const who = slot.parts.flatMap((part) => {
    const person = people.get(part.personId)
    return person
      ? [`${nameFor(person, lang).main}${part.state === 'declined' ? ' ✕' : part.state === 'confirmed' ? '' : ' ?'}`]
      : []
  })
  const kind = isTalk(slot.item) ? slot.item.kind : slot.item.kind === 'break' ? 'break' : 'session'
  const look = `ed-box ed-${kind} ${hue}${one.host ? ' ed-host' : ''}${one.height < 42 ? ' ed-short' : ''}${warned ? ' ed-warned' : ''}${slot.cancelled ? ' ed-cancelled' : ''}${pale ? ' ed-pale' : ''}`
  const notes = [
    when,
    roomName(programme, slot.roomId, lang),
    who.join(', '),
    warned ? t('warned', { n: warned }) : '',
    slot.cancelled ? t('cancelledMark') : '',
  ]
  return (
    <div
      class={look}
      data-item={`${slot.type}:${slot.id}`}
      style={{
        top: `${one.top}px`,
        height: `${one.height - 1}px`,
        left: `calc(${one.left}% + 1px)`,
        width: `calc(${one.width}% - 2px)`,
      }}
    >
      <div class="ed-words">
        <button
          type="button"
          class="ed-title"
          id={`ed-${slot.id}`}
          aria-label={[title, ...notes].filter(Boolean).join(', ')}
          title={`${title}\n${notes.filter(Boolean).join('\n')}`}
        >
          {warned ? <span class="ed-mark" aria-hidden="true" /> : null}
          {title}
        </button>
        <span class="ed-meta" aria-hidden="true">
          {when}
          {who.length > 0 ? ` · ${who.join(', ')}` : ''}
        </span>
      </div>
      <span class="ed-resize" data-resize aria-hidden="true" />
    </div>
  )
}
