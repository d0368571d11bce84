/** The quarterly question on a real store: when it is asked, when it may be answered, and what leaves of it. */
import { expect, test } from 'vitest'

import { Pulse } from '../../../src/main/prompting/pulse.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { openIn, ZONE } from '../store/support.ts'

/** A widget's part of it on one folder, on a day that the test chooses. */
function bench(start: string, folder = temporaryFolder()) {
  const store = openIn(folder)
  const state = { today: start, hasTeam: true, threshold: 5, putOffOn: undefined as string | undefined }
  const told = { written: 0, changed: 0 }
  const pulse = new Pulse({
    pulses: store.pulses,
    today: () => state.today,
    hasTeam: () => state.hasTeam,
    threshold: () => state.threshold,
    hasSmiled: (day) => (store.days.get(day)?.smiley ?? null) !== null,
    putOff: {
      read: () => state.putOffOn,
      write: (day) => {
        state.putOffOn = day
      },
    },
    written: () => {
      told.written += 1
    },
    changed: () => {
      told.changed += 1
    },
  })
  const smile = (day = state.today) => {
    store.days.open(day, ZONE)
    store.days.smile(day, 'happy')
  }
  return { pulse, state, store, told, smile, folder }
}

test.each([
  ['2026-03-10', null],
  ['2026-03-11', '2026-Q1'],
  ['2026-03-31', '2026-Q1'],
  ['2026-04-01', null],
  ['2026-06-09', null],
  ['2026-06-10', '2026-Q2'],
  ['2026-09-10', '2026-Q3'],
  ['2026-12-10', null],
  ['2026-12-11', '2026-Q4'],
  ['2026-12-31', '2026-Q4'],
  ['2027-01-01', null],
])('on %s the quarter that may be answered is %s: the last three weeks of it', (day, quarter) => {
  expect(bench(day).pulse.view()?.quarter ?? null).toBe(quarter)
})

test('asks after the day’s smiley, not before it', () => {
  const { pulse, smile } = bench('2026-12-14')
  expect(pulse.view()).toEqual({ quarter: '2026-Q4', score: null, asks: false, threshold: 5 })
  smile()
  expect(pulse.view()?.asks).toBe(true)
})

test('a smiley for a day that was missed doesn’t bring the question', () => {
  const { pulse, smile } = bench('2026-12-14')
  smile('2026-12-11')
  expect(pulse.view()?.asks).toBe(false)
})

test('nobody is asked without a team, and nobody can answer', () => {
  const { pulse, state, smile, store } = bench('2026-12-14')
  smile()
  state.hasTeam = false
  expect(pulse.view()).toBeNull()
  expect(pulse.answer('2026-Q4', 7)).toBe(false)
  expect(store.pulses.get('2026-Q4')).toBeUndefined()
})

test('"not now" is good for the day: the next work day asks again, after its smiley', () => {
  const { pulse, state, smile } = bench('2026-12-14')
  smile()
  pulse.later()
  expect(pulse.view()?.asks).toBe(false)
  state.today = '2026-12-15'
  expect(pulse.view()?.asks).toBe(false)
  smile()
  expect(pulse.view()?.asks).toBe(true)
})

test('answered, it isn’t asked again in that quarter, and can be changed until the quarter ends', () => {
  const { pulse, state, smile, store, told } = bench('2026-12-14')
  smile()
  expect(pulse.answer('2026-Q4', 9)).toBe(true)
  expect(pulse.view()).toMatchObject({ score: 9, asks: false })
  state.today = '2026-12-31'
  smile()
  expect(pulse.view()).toMatchObject({ score: 9, asks: false })
  expect(pulse.answer('2026-Q4', 0)).toBe(true)
  expect(store.pending(5).flatMap(({ kind, record }) => (kind === 'pulse' ? [record] : []))).toMatchObject([
    { quarter: '2026-Q4', score: 0, revision: 2 },
  ])
  expect(told.written).toBe(2)
  state.today = '2027-01-01'
  expect(pulse.answer('2026-Q4', 5)).toBe(false)
  expect(store.pulses.get('2026-Q4')?.score).toBe(0)
})

test('an answer that was taken back leaves as such, and is asked for again on another day only', () => {
  const { pulse, state, smile, store } = bench('2026-12-14')
  smile()
  pulse.answer('2026-Q4', 3)
  expect(pulse.answer('2026-Q4', null)).toBe(true)
  expect(store.pulses.get('2026-Q4')).toMatchObject({ score: null, revision: 2 })
  expect(pulse.view()).toMatchObject({ score: null, asks: false })
  state.today = '2026-12-15'
  smile()
  expect(pulse.view()?.asks).toBe(true)
})

test('taking back what was never answered writes nothing', () => {
  const { pulse, store } = bench('2026-12-14')
  expect(pulse.answer('2026-Q4', null)).toBe(true)
  expect(store.pulses.get('2026-Q4')).toBeUndefined()
})

test('an answer for another quarter than the one that is open is refused, also where the window is old', () => {
  const { pulse } = bench('2026-12-14')
  expect(pulse.answer('2026-Q3', 7)).toBe(false)
  expect(pulse.answer('2027-Q1', 7)).toBe(false)
})

test('says how many people the policy wants behind the figure', () => {
  const { pulse, state } = bench('2026-12-14')
  state.threshold = 12
  expect(pulse.view()?.threshold).toBe(12)
})
