import { describe, expect, test } from 'vitest'
import { encodeView } from '#src/lib/imaging/view-address.ts'
import type { Shape, View } from '#src/lib/imaging/view.ts'
import { isFresh, langOfText, mentionsIn } from './model.ts'
import { keptPin, readPin } from './pin.ts'

const people = [
  { id: 'a', name: 'Trần Minh', latin: '' },
  { id: 'b', name: 'Trần Minh Đức', latin: '' },
  { id: 'c', name: '김철수', latin: 'Kim Cheolsu' },
]

describe('who is named in a comment', () => {
  test('the longest name, without regard to case, diacritics and spaces', () => {
    expect(mentionsIn('Mời @Trần Minh Đức xem giúp', people)).toEqual(['b'])
    expect(mentionsIn('Mời @tran  minh, và @kim cheolsu.', people)).toEqual(['a', 'c'])
    expect(mentionsIn('@김철수님 의견 부탁드립니다', people)).toEqual(['c'])
  })
  test('nobody by half of a name, an address or a longer word', () => {
    expect(mentionsIn('tran@minh.vn @Trần @Trần Minhh', people)).toEqual([])
  })
  test('each once', () => {
    expect(mentionsIn('@Trần Minh @Trần Minh', people)).toEqual(['a'])
  })
})

describe('a comment', () => {
  test('can be changed for some minutes', () => {
    expect(isFresh(0, 14 * 60_000)).toBe(true)
    expect(isFresh(0, 15 * 60_000)).toBe(false)
  })
  test('shows its language by its letters', () => {
    expect(langOfText('동맥류가 보입니다', 'en')).toBe('ko')
    expect(langOfText('Túi phình động mạch', 'en')).toBe('vi')
    expect(langOfText('aneurysm', 'en')).toBe('en')
  })
})

describe('a pin', () => {
  const view: View = { study: '1.2', series: '1.3', instance: '1.4', frame: 3, window: { center: 40, width: 400 } }
  const withShape = (shape: Shape) => encodeView({ ...view, shapes: [shape] })
  test('is kept as it was sent', () => {
    const text = withShape({
      kind: 'arrow',
      points: [
        [1, 2],
        [30, 40],
      ],
      text: 'đây',
    })
    expect(keptPin(readPin(text)!)).toBe(text)
  })
  test.each<[string, Shape]>([
    ['arrow with one point', { kind: 'arrow', points: [[1, 2]] }],
    [
      'rectangle with three',
      {
        kind: 'rectangle',
        points: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      },
    ],
    [
      'outline with two',
      {
        kind: 'freehand',
        points: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    ['text without words', { kind: 'text', points: [[1, 2]] }],
  ])('%s is none', (_, shape) => {
    expect(readPin(withShape(shape))).toBeNull()
  })
  test.each(['', 'x', '1.2_1.3_1.4_0', '1.2_1.3_1.4_1_ssvg*1*2', `1.2_1.3_1.4_1_${'i'.repeat(13_000)}`])(
    '%j is none',
    (text) => {
      expect(readPin(text)).toBeNull()
    },
  )
})
