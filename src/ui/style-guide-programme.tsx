import type { Lang } from '#src/lib/text/multilingual.ts'
import { dayLabel } from '#src/lib/time/format.ts'
import { useLang, useUi } from './context.tsx'
import { GeneratedMark } from './feedback.tsx'
import { CellTalk, DayGrid, DayTabs, FavouriteButton, FilterBar, GridCell } from './programme.tsx'
import { Agenda, AgendaGroup, AgendaItem, type ItemSpeaker } from './programme.tsx'
import { at, sampler, ZONE } from './style-guide-samples.ts'

const speaker = (lang: Lang, s: ReturnType<typeof sampler>): ItemSpeaker => ({
  name: { vi: 'Nguyễn Thị Minh Hoạ', en: 'Nguyễn Thị Minh Hoạ', ko: '홍길동' }[lang],
  title: { vi: 'PGS.TS.', en: 'Assoc. Prof.', ko: '' }[lang],
  facility: s('facility'),
  href: '#',
})

/** The agenda: a session with talks and discussion, states, breaks; and grouped by time. */
export function GuideAgenda() {
  const lang = useLang()
  const t = useUi()
  const s = sampler(lang)
  const people = [speaker(lang, s)]
  const star = (code: string, on = false) => (
    <FavouriteButton code={code} on={on} label={`${t('favourite')}: ${s('talk')}`} />
  )
  const track = { name: s('session'), hue: 2 }
  return (
    <>
      <DayTabs
        days={[
          { href: '#1', label: dayLabel(lang, '2026-04-17'), note: s('opening'), current: true },
          { href: '#2', label: dayLabel(lang, '2026-04-18'), note: s('liver') },
        ]}
      />
      <FilterBar
        groups={[
          {
            label: t('filters'),
            items: [
              { label: s('session'), href: '#t1', hue: 2, current: true, count: 11 },
              { label: s('liver'), href: '#t2', hue: 17, count: 7 },
              { label: s('talk2'), href: '#t3', hue: 10 },
            ],
          },
        ]}
        clearHref="#"
      />
      <Agenda>
        <AgendaItem level="break" title={s('opening')} start={at(7, 30)} minutes={30} zone={ZONE} room={s('hallA')} />
        <AgendaItem
          level="session"
          title={s('session')}
          href="#"
          start={at(8)}
          minutes={90}
          zone={ZONE}
          track={track}
          chairs={people}
          chairsLabel={t('chairs')}
          room={s('hallA')}
        >
          <AgendaItem
            title={s('talk')}
            href="#"
            start={at(8)}
            minutes={20}
            zone={ZONE}
            speakers={people}
            state="past"
            star={star('AAA111', true)}
          />
          <AgendaItem
            title={s('stacked')}
            href="#"
            start={at(8, 20)}
            minutes={20}
            zone={ZONE}
            speakers={people}
            state="now"
            stateLabel={t('now')}
            star={star('AAA112')}
            marks={<GeneratedMark short />}
          />
          <AgendaItem
            title={s('talk2')}
            href="#"
            start={at(8, 40)}
            minutes={20}
            zone={ZONE}
            speakers={people}
            state="moved"
            stateLabel={t('moved')}
            star={star('AAA113')}
          />
          <AgendaItem
            title={s('talk2')}
            start={at(9)}
            minutes={10}
            zone={ZONE}
            state="cancelled"
            stateLabel={t('cancelled')}
          />
          <AgendaItem level="discussion" title={s('discussion')} start={at(9, 10)} minutes={20} zone={ZONE} />
        </AgendaItem>
        <AgendaItem level="break" title={s('pause')} start={at(9, 30)} minutes={15} zone={ZONE} />
        <AgendaItem
          level="session"
          title={s('liver')}
          href="#"
          start={at(9, 45)}
          minutes={60}
          zone={ZONE}
          track={{ name: s('liver'), hue: 17 }}
          room={s('hallB')}
        >
          <AgendaItem
            title={s('liver')}
            titleLang={lang}
            href="#"
            start={at(9, 45)}
            minutes={30}
            zone={ZONE}
            speakers={people}
            star={star('AAA114')}
          />
        </AgendaItem>
        <AgendaGroup start={at(11)} zone={ZONE}>
          <AgendaItem
            title={s('talk')}
            href="#"
            start={at(11)}
            minutes={20}
            zone={ZONE}
            speakers={people}
            room={s('hallA')}
            track={track}
          />
          <AgendaItem
            title={s('talk2')}
            href="#"
            start={at(11)}
            minutes={15}
            zone={ZONE}
            speakers={people}
            room={s('hallB')}
            track={{ name: s('liver'), hue: 10 }}
          />
        </AgendaGroup>
      </Agenda>
    </>
  )
}

/** Rooms by time: sessions with talks, a plenary over all rooms, a short break, overlapping lanes. */
export function GuideGrid() {
  const lang = useLang()
  const t = useUi()
  const s = sampler(lang)
  const who = speaker(lang, s).name
  const from = at(7, 30)
  const common = { from, zone: ZONE }
  const star = <FavouriteButton code="AAA111" label={`${t('favourite')}: ${s('talk')}`} />
  const talks = [0, 20, 40].map((after) => (
    <CellTalk
      key={after}
      start={at(8, after)}
      zone={ZONE}
      title={after === 20 ? s('stacked') : s('talk2')}
      href="#"
      people={who}
    />
  ))
  return (
    <DayGrid
      label={s('kind')}
      from={from}
      to={at(10, 30)}
      zone={ZONE}
      timeLabel={t('timeColumn')}
      rooms={[
        { id: 'a', name: s('hallA'), note: '500' },
        { id: 'b', name: s('hallB'), note: '120' },
        { id: 'c', name: `${s('hallB')} 2` },
        { id: 'd', name: `${s('hallB')} 3` },
      ]}
    >
      <GridCell
        {...common}
        column={1}
        columns={4}
        start={at(7, 30)}
        minutes={30}
        title={s('opening')}
        kind="session"
        room={s('hallA')}
      />
      <GridCell
        {...common}
        column={1}
        start={at(8)}
        minutes={90}
        title={s('session')}
        href="#"
        kind="session"
        hue={2}
        people={who}
        room={s('hallA')}
      >
        {talks}
      </GridCell>
      <GridCell
        {...common}
        column={2}
        start={at(8)}
        minutes={20}
        title={s('talk')}
        href="#"
        people={who}
        hue={17}
        star={star}
        state="now"
        room={s('hallB')}
      />
      <GridCell
        {...common}
        column={3}
        start={at(8)}
        minutes={45}
        title={s('liver')}
        href="#"
        people={who}
        hue={10}
        star={star}
        room={s('hallB')}
      />
      <GridCell
        {...common}
        column={4}
        start={at(8)}
        minutes={10}
        title={s('talk2')}
        href="#"
        hue={5}
        room={s('hallB')}
      />
      <GridCell
        {...common}
        column={4}
        start={at(8, 10)}
        minutes={15}
        title={s('talk2')}
        href="#"
        hue={20}
        state="cancelled"
        stateLabel={t('cancelled')}
        room={s('hallB')}
      />
      <GridCell
        {...common}
        column={2}
        start={at(8, 20)}
        minutes={70}
        title={s('stacked')}
        href="#"
        people={who}
        hue={17}
        star={star}
        room={s('hallB')}
      />
      <GridCell
        {...common}
        column={1}
        columns={4}
        start={at(9, 30)}
        minutes={15}
        title={s('pause')}
        kind="break"
        room={s('hallA')}
      />
      <GridCell
        {...common}
        column={3}
        start={at(9, 45)}
        minutes={30}
        title={s('discussion')}
        kind="discussion"
        hue={13}
        room={s('hallB')}
      />
    </DayGrid>
  )
}
