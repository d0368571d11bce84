import { beforeEach, describe, expect, it } from 'vitest'

import type { Store } from '../../../src/main/store/index.ts'
import { dayRecordSchema, pulseRecordSchema } from '../../../src/shared/records.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { DAY, NOW, openIn, refusalOf, ZONE } from './support.ts'

let directory: string
let store: Store
beforeEach(() => {
  directory = temporaryFolder()
  store = openIn(directory)
})

describe('a work day', () => {
  it('is opened once; the zone of the first time stays', () => {
    const day = store.days.open(DAY, ZONE)
    expect(dayRecordSchema.parse(day)).toEqual(day)
    expect(day).toMatchObject({ workDay: DAY, timeZone: ZONE, smiley: null, askedAt: null, revision: 0 })
    expect(store.days.open(DAY, 'Asia/Kathmandu')).toEqual(day)
  })

  it('is asked about once, ever, also by a program that was restarted', () => {
    store.days.open(DAY, ZONE)
    expect(store.days.markAsked(DAY, NOW)).toBe(true)
    expect(store.days.markAsked(DAY, NOW + 1)).toBe(false)
    store.close()
    store = openIn(directory)
    expect(store.days.markAsked(DAY, NOW + 2)).toBe(false)
    expect(store.days.get(DAY)).toMatchObject({ askedAt: NOW, revision: 0 })
  })

  it('gets a smiley, another one, and none again; each is a revision, the same again is not', () => {
    store.days.open(DAY, ZONE)
    expect(store.days.smile(DAY, 'happy')).toMatchObject({ smiley: 'happy', revision: 1 })
    expect(store.days.smile(DAY, 'happy').revision).toBe(1)
    expect(store.days.smile(DAY, 'sad')).toMatchObject({ smiley: 'sad', revision: 2 })
    expect(store.days.withdraw(DAY)).toMatchObject({ smiley: null, revision: 3 })
    expect(store.days.withdraw(DAY).revision).toBe(3)
    expect(store.days.smile(DAY, 'neutral')).toMatchObject({ smiley: 'neutral', revision: 4 })
  })

  it('that was not opened is refused', () => {
    expect(refusalOf(() => store.days.markAsked(DAY, NOW))).toBe('not-found')
    expect(refusalOf(() => store.days.smile(DAY, 'happy'))).toBe('not-found')
    expect(refusalOf(() => store.days.withdraw(DAY))).toBe('not-found')
    expect(store.days.get(DAY)).toBeUndefined()
    expect(store.days.latest()).toBeUndefined()
  })

  it('is found between two days, both included, and as the latest', () => {
    for (const day of ['2026-11-24', '2026-11-20', '2026-11-23', '2026-11-27']) store.days.open(day, ZONE)
    const between = store.days.between('2026-11-20', '2026-11-24').map(({ workDay }) => workDay)
    expect(between).toEqual(['2026-11-20', '2026-11-23', '2026-11-24'])
    expect(store.days.latest()?.workDay).toBe('2026-11-27')
  })

  it('refuses a smiley and a day that do not exist', () => {
    store.days.open(DAY, ZONE)
    // @ts-expect-error -- a smiley that doesn't exist
    expect(refusalOf(() => store.days.smile(DAY, 'angry'))).toBe('invalid')
    expect(refusalOf(() => store.days.open('tomorrow', ZONE))).toBe('invalid')
    expect(store.days.get(DAY)?.smiley).toBeNull()
  })
})

describe('a pulse', () => {
  it('is answered, changed and taken back; each is a revision, the same again is not', () => {
    const pulse = store.pulses.answer('2026-Q4', 9)
    expect(pulseRecordSchema.parse(pulse)).toEqual(pulse)
    expect(pulse).toMatchObject({ quarter: '2026-Q4', score: 9, revision: 1 })
    expect(store.pulses.answer('2026-Q4', 9)).toEqual(pulse)
    expect(store.pulses.answer('2026-Q4', 0)).toMatchObject({ id: pulse.id, score: 0, revision: 2 })
    expect(store.pulses.withdraw('2026-Q4')).toMatchObject({ score: null, revision: 3 })
    expect(store.pulses.withdraw('2026-Q4').revision).toBe(3)
    expect(store.pulses.get('2026-Q4')).toMatchObject({ score: null, revision: 3 })
  })

  it('is one a quarter', () => {
    store.pulses.answer('2026-Q3', 1)
    store.pulses.answer('2026-Q4', 2)
    expect(store.pulses.get('2026-Q3')?.score).toBe(1)
    expect(store.pulses.get('2027-Q1')).toBeUndefined()
    expect(refusalOf(() => store.pulses.withdraw('2027-Q1'))).toBe('not-found')
  })

  it('refuses a score or a quarter that does not exist', () => {
    expect(refusalOf(() => store.pulses.answer('2026-Q4', 11))).toBe('invalid')
    expect(refusalOf(() => store.pulses.answer('2026-Q4', 7.5))).toBe('invalid')
    expect(refusalOf(() => store.pulses.answer('2026-Q5', 7))).toBe('invalid')
    expect(store.pulses.get('2026-Q4')).toBeUndefined()
  })
})
