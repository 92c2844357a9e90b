import { expect, test } from 'vitest'
import { embed, Island } from './island.tsx'
import { withQuery } from './link.ts'
import { ui } from './messages.ts'
import { EventHeader } from './nav.tsx'
import { AgendaItem, DayGrid, FavouriteButton, GridCell, gridRow } from './programme.tsx'
import { at, ZONE } from './style-guide-samples.ts'
import { DataTable, Pagination } from './table.tsx'
import { html } from './testing.ts'
import { Time } from './time.tsx'

const columns = [
  { key: 'name', head: 'Tên', cell: (row: { name: string; n: number }) => row.name, primary: true, sort: 'name' },
  { key: 'n', head: 'Phút', cell: (row: { name: string; n: number }) => row.n, numeric: true, sort: 'n' },
]

test('a table names its rows, columns and order; a sorted head offers the other order', () => {
  const out = html(
    <DataTable
      caption="Phiên"
      columns={columns}
      rows={[{ name: '<Khai mạc>', n: 0 }]}
      rowKey={(row) => row.name}
      sorting={{ by: 'n', dir: 'asc', href: (by, dir) => `?sort=${by}&dir=${dir}` }}
    />,
  )
  expect(out).toContain('<th scope="row">&lt;Khai mạc></th>')
  expect(out).toContain('data-label="Phút">0</td>')
  expect(out).toContain('aria-sort="ascending"')
  expect(out).toContain('href="?sort=n&amp;dir=desc"')
  expect(out).toContain('href="?sort=name&amp;dir=asc"')
})

test('an empty table says so instead of showing heads', () => {
  expect(html(<DataTable caption="x" columns={columns} rows={[]} rowKey={String} />)).not.toContain('<table')
})

test('pagination tells which rows these are, and is silent on one page', () => {
  const out = html(<Pagination page={2} pages={9} href={(page) => `?page=${page}`} total={174} size={20} />)
  expect(out).toContain('21–40 trong 174')
  expect(out).toContain('rel="next" href="?page=3"')
  expect(html(<Pagination page={1} pages={1} href={String} />)).toBe('')
})

test('JSON in a page cannot end its script', () => {
  const props = { text: '</script><!--\u2028\u2029' }
  const out = html(<Island name="events/editor" props={props} />)
  expect(out.match(/<\/script>/g)).toHaveLength(1)
  expect(embed(props)).not.toMatch(/[<\u2028\u2029]/)
  expect(JSON.parse(embed(props))).toEqual(props)
})

test('a time says its instant with the offset of the zone', () => {
  expect(html(<Time at={at(8)} zone={ZONE} withZone />)).toBe(
    '<time datetime="2026-04-17T08:00:00+07:00" data-instant>08:00</time><span class="zone"> Giờ Việt Nam (GMT+7)</span>',
  )
})

test('an event is the h1 of its own page and a link above the others', () => {
  const event = { slug: 'vsir-2026', title: { en: 'Congress' }, dates: '2026' }
  const whole = html(<EventHeader event={event} current="overview" />)
  expect(whole).toMatch(/<h1[^>]*><span lang="en">Congress<\/span><\/h1>/)
  const part = html(<EventHeader event={event} current="programme" />)
  expect(part).not.toContain('<h1')
  expect(part).toMatch(/href="\/vi\/events\/vsir-2026\/programme" aria-current="page"/)
})

test('an agenda item escapes what it is given and carries its length for the marker of the present', () => {
  const out = html(<AgendaItem title="<i>" start={at(8)} minutes={20} zone={ZONE} speakers={[{ name: 'A & B' }]} />)
  expect(out).toContain('data-minutes="20"')
  expect(out).toContain('&lt;i>')
  expect(out).toContain('A &amp; B')
  expect(html(<AgendaItem title="x" start={null} minutes={20} zone={ZONE} />)).not.toContain('<time')
})

test('grid cells are placed by classes of five minutes, inside the grid whatever the hour', () => {
  expect(gridRow(at(8), at(8))).toBe(1)
  expect(gridRow(at(8), at(9, 5))).toBe(14)
  expect(gridRow(at(8), at(7))).toBe(1)
  expect(gridRow(at(8), at(8) + 72 * 3_600_000)).toBe(288)
  const cell = html(
    <GridCell column={2} columns={3} from={at(8)} start={at(8, 30)} minutes={45} zone={ZONE} title="x" hue={5} />,
  )
  expect(cell).toContain('class="cell cell-talk c2 w3 r7 n9 hue-5"')
  const grid = html(
    <DayGrid
      label="x"
      from={at(8)}
      to={at(9)}
      zone={ZONE}
      timeLabel="Giờ"
      rooms={[
        { id: 'a', name: 'A', lanes: 2 },
        { id: 'b', name: 'B' },
      ]}
    />,
  )
  expect(grid).toContain('grid-room c1 w2')
  expect(grid).toContain('grid-room c3"')
})

test('a star submits the favourites form, or waits hidden for the script on pages that are the same for all', () => {
  expect(html(<FavouriteButton code="ABC123" label="x" on />)).toMatch(
    /value="ABC123" form="favourites" type="submit".*aria-pressed="true"/,
  )
  expect(html(<FavouriteButton code="ABC123" label="x" deviceOnly />)).toContain(' hidden')
})

test('query parameters are set and removed, the fragment stays', () => {
  expect(withQuery('/a?x=1&y=2#z', { x: null, q: 'phẫu thuật' })).toBe('/a?y=2&q=ph%E1%BA%ABu+thu%E1%BA%ADt#z')
  expect(withQuery('/a?x=1', { x: '' })).toBe('/a')
})

const names = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].toSorted()

test('every message is given in every language and keeps its parameters', () => {
  for (const [key, message] of Object.entries(ui.table)) {
    for (const lang of ['vi', 'en', 'ko'] as const) {
      expect(message[lang].trim(), `${key} ${lang}`).not.toBe('')
      expect(names(message[lang]), `${key} ${lang}`).toEqual(names(message.en))
    }
  }
})
