import { expect, it } from 'vitest'
import type { Found, Patient } from '../../client/intake/protocol.ts'
import { createRate } from './rate.ts'
import { empty, heard, isMixed, type State, targetsOf } from './state.ts'

const patient = (key: string, ...series: string[]): Patient => ({
  key,
  name: key,
  id: '',
  birthDate: '',
  studies: [
    {
      key: `${key} study`,
      date: '',
      description: '',
      series: series.map((one) => ({
        key: one,
        modality: 'CT',
        number: 1,
        description: '',
        files: 1,
        bytes: 1,
        risk: false,
      })),
    },
  ],
})
const found = (patients: Patient[]): Found => ({
  patients,
  loose: [{ key: 'photo', path: 'photo.jpg', kind: 'picture', bytes: 1 }],
  rejected: [],
  rejectedCount: 0,
  read: 3,
  known: 3,
  bytes: 3,
})
const state = (patients: Patient[], more: Partial<State> = {}): State => ({
  ...heard(empty, { type: 'found', found: found(patients), finished: true }),
  ...more,
})

it('sends one patient without asking, and nothing while files are read', () => {
  expect(targetsOf(state([patient('a', '1', '2')]), null)).toEqual([
    { series: ['1', '2'], loose: ['photo'], caseId: null },
  ])
  expect(targetsOf(state([patient('a', '1')], { finished: false }), null)).toBeNull()
})

it('stops with a question when patients are mixed', () => {
  const two = [patient('a', '1'), patient('b', '2')]
  expect(isMixed(state(two))).toBe(true)
  expect(targetsOf(state(two), null)).toBeNull()
  expect(targetsOf(state(two, { mixed: 'one' }), 'case')).toBeNull()
  expect(targetsOf(state(two, { mixed: 'one', patient: 'b' }), 'case')).toEqual([
    { series: ['2'], loose: ['photo'], caseId: 'case' },
  ])
  expect(targetsOf(state(two, { mixed: 'same' }), 'case')).toEqual([
    { series: ['1', '2'], loose: ['photo'], caseId: 'case' },
  ])
  expect(targetsOf(state(two, { mixed: 'each' }), null)).toEqual([
    { series: ['1'], loose: [], caseId: null },
    { series: ['2'], loose: [], caseId: null },
  ])
  expect(targetsOf(state(two, { mixed: 'each' }), 'case')).toBeNull()
})

it('asks no more when one of two is left out', () => {
  const two = state([patient('a', '1'), patient('b', '2')], { out: new Set(['2', 'photo']) })
  expect(isMixed(two)).toBe(false)
  expect(targetsOf(two, null)).toEqual([{ series: ['1'], loose: [], caseId: null }])
})

it('estimates the time left from what has gone lately', () => {
  const rate = createRate()
  expect(rate.left(0, 0, 1000)).toBeNull()
  expect(rate.left(2000, 200, 1000)).toBe(8)
})
