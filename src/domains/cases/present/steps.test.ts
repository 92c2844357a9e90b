import { expect, test } from 'vitest'
import { EMPTY_CONTENT } from '../model.ts'
import { stepsOf, type Shown } from './steps.ts'

const view = {
  study: '1',
  series: '2',
  instance: '3',
  frame: 1,
  shapes: [{ kind: 'point' as const, points: [[1, 1] as const] }],
}
const shown: Shown = {
  content: {
    ...EMPTY_CONTENT,
    presentation: { vi: 'Đau' },
    findings: { vi: 'Khối' },
    diagnosis: { vi: 'HCC' },
    teaching: { vi: 'Nhớ' },
  },
  pictures: [{ view, caption: { vi: 'Mũi tên' } }],
  questions: [{ id: 'q', kind: 'text', prompt: { vi: '?' }, options: [], view: '' }],
  quiz: false,
  hidden: false,
}
const names = (of: Shown) => stepsOf(of).map((step) => (step.kind === 'text' ? step.name : step.kind))

test('title, presentation, images, findings, diagnosis, teaching points; nothing empty', () => {
  expect(names(shown)).toEqual(['title', 'presentation', 'image', 'findings', 'diagnosis', 'teaching'])
})

test('a quiz shows bare images, asks, and then everything with what is drawn', () => {
  const steps = stepsOf({ ...shown, quiz: true })
  expect(names({ ...shown, quiz: true })).toEqual([
    'title',
    'presentation',
    'image',
    'question',
    'findings',
    'image',
    'diagnosis',
    'teaching',
  ])
  const images = steps.filter((step) => step.kind === 'image')
  expect(images.map((step) => [step.view.shapes?.length, step.caption])).toEqual([
    [0, {}],
    [1, { vi: 'Mũi tên' }],
  ])
})

test('who is still to answer gets nothing behind the question', () => {
  const steps = stepsOf({ ...shown, quiz: true, hidden: true })
  expect(steps.map((step) => step.kind)).toEqual(['title', 'text', 'image', 'question', 'hidden'])
  expect(JSON.stringify(steps)).not.toMatch(/Khối|HCC|Nhớ|Mũi tên/)
})
