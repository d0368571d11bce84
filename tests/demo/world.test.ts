/** The contact centre of the demo: made up, but the same each time, and such as one could be. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'

import { downwardEwma } from '../../src/shared/statistics/ewma.ts'
import { mapScore } from '../../src/shared/statistics/map-score.ts'
import { rankCorrelation } from '../../src/shared/statistics/rank-correlation.ts'
import { interactionSchema } from '../../src/shared/records.ts'
import { easterOf, isHoliday } from '../../tools/demo/world/almanac.ts'
import { createWorld, type WorldOptions } from '../../tools/demo/world/world.ts'
import type { PersonDay } from '../../tools/demo/world/work.ts'
import { dayNumber, dayText } from '../../src/shared/calendar.ts'

const OPTIONS: WorldOptions = { seed: 7, teams: 3, from: '2025-06-01', to: '2026-05-31', language: 'en' }

function digestOf(options: WorldOptions): string {
  const hash = createHash('sha256')
  for (const day of createWorld(options).days()) hash.update(JSON.stringify(day))
  return hash.digest('hex')
}

function everything(options: WorldOptions = OPTIONS): readonly PersonDay[] {
  return [...createWorld(options).days()].flatMap(({ work }) => work.map(({ day }) => day))
}

const share = (all: readonly unknown[], part: readonly unknown[]) => part.length / all.length

describe('the contact centre of the demo', () => {
  it('is the same to the byte for the same seed, and another one for another', () => {
    const options = { ...OPTIONS, to: '2025-07-31' }
    expect(digestOf(options)).toBe(digestOf(options))
    expect(digestOf({ ...options, seed: 8 })).not.toBe(digestOf(options))
  })

  it('can be gone through twice', () => {
    const world = createWorld({ ...OPTIONS, to: '2025-06-14' })
    expect([...world.days()]).toEqual([...world.days()])
  })

  it('has teams that are marked as a demonstration, of six to fourteen people on every day', () => {
    const { teams, people, first, last } = createWorld({ ...OPTIONS, from: '2024-06-01', teams: 7 })
    expect(new Set(teams.map(({ name }) => name)).size).toBe(7)
    for (const { name, no } of teams) {
      expect(name).toMatch(/^Demo \S/)
      for (let day = first; day <= last; day += 1) {
        const there = people.filter(({ stays }) =>
          stays.some((stay) => stay.team === no && stay.first <= day && day <= stay.last),
        )
        expect(there.length).toBeGreaterThanOrEqual(6)
        expect(there.length).toBeLessThanOrEqual(14)
      }
    }
    const left = people.filter(({ stays }) => (stays.at(-1)?.last ?? last) < last)
    const came = people.filter(({ stays }) => stays[0].first > first)
    const moved = people.filter(({ stays }) => stays.length > 1)
    for (const group of [left, came, moved]) expect(group.length).toBeGreaterThan(0)
    for (const { stays } of moved)
      expect(stays.slice(1).map((stay) => stay.first)).toEqual(
        stays.slice(0, -1).map((stay) => stay.last + 1),
      )
  })

  it('answers as people do: seven to eight and a half of ten rated, more good than bad, not always a smiley', () => {
    const days = everything()
    const interactions = days.flatMap((day) => day.interactions)
    const rated = interactions.filter(({ outcome }) => outcome === 'rated')
    expect(share(interactions, rated)).toBeGreaterThan(0.7)
    expect(share(interactions, rated)).toBeLessThan(0.85)
    const mean = rated.reduce((sum, { rating }) => sum + (rating ?? 0), 0) / rated.length
    expect(mean).toBeGreaterThan(3.5)
    expect(mean).toBeLessThan(4.3)
    const smileys = days.filter(({ smiley }) => smiley !== null)
    expect(share(days, smileys)).toBeGreaterThan(0.6)
    expect(share(days, smileys)).toBeLessThan(0.95)
    expect(interactions.some(({ story }) => story !== null)).toBe(true)
    expect(interactions.some(({ followUp }) => followUp !== null)).toBe(true)
    for (const { rating, solved, story } of interactions.filter(({ outcome }) => outcome !== 'rated'))
      expect([rating, solved, story]).toEqual([null, null, null])
  })

  it('has texts and ids that a record may have, and no id twice', () => {
    const { externalIds, id, story, followUp, note, reasons } = interactionSchema.shape
    const seen = new Set<string>()
    for (const { interactions, smiley, pulse } of everything()) {
      for (const one of interactions) {
        externalIds.parse([one.externalId])
        story.parse(one.story)
        followUp.parse(one.followUp)
        note.parse(one.note)
        reasons.parse(one.reasons)
        expect((one.story ?? '').length).toBeLessThanOrEqual(280)
      }
      for (const text of [...interactions, smiley, pulse].flatMap((one) => one?.id ?? [])) {
        expect(seen.has(text)).toBe(false)
        seen.add(id.parse(text))
      }
    }
  })

  it('has a third of the customers answer, who agree with the agents somewhat', () => {
    const days = everything()
    const customers = new Map(
      days.flatMap((day) => day.customers.map((one) => [one.externalId, one] as const)),
    )
    const interactions = days.flatMap((day) => day.interactions)
    expect(customers.size / interactions.length).toBeCloseTo(1 / 3, 1)
    const pairs = interactions.flatMap(({ rating, externalId }) => {
      const answer = customers.get(externalId)
      if (rating === null || answer === undefined) return []
      return [{ agent: rating, customer: mapScore(answer.score, answer.scale), count: 1 }]
    })
    const correlation = rankCorrelation(pairs)
    expect(correlation).toBeGreaterThan(0.2)
    expect(correlation).toBeLessThan(0.5)
  })

  it('has a pulse from each person at most once a quarter, in its last weeks', () => {
    const seen = new Set<string>()
    for (const { person, pulse, workDay } of everything()) {
      if (pulse === null) continue
      const key = `${person.no}/${pulse.quarter}`
      expect(seen.has(key)).toBe(false)
      seen.add(key)
      expect(Number(workDay.slice(5, 7)) % 3).toBe(0)
    }
    expect(seen.size).toBeGreaterThan(20)
  })

  it('goes down in the first team at the end, so that the early signal shows, whatever the seed', () => {
    for (const seed of [1, 2, 3, 4]) {
      const days = everything({ ...OPTIONS, seed, teams: 1 })
      const byDay = Map.groupBy(days, ({ workDay }) => workDay)
      const sums = Array.from(byDay, ([workDay, own]) => {
        const ratings = own.flatMap(({ interactions }) => interactions.flatMap(({ rating }) => rating ?? []))
        const [total, squares] = [1, 2].map((power) => ratings.reduce((sum, one) => sum + one ** power, 0))
        return { workDay, n: ratings.length, total: total ?? 0, squares: squares ?? 0, people: own.length }
      })
      const averages = downwardEwma(sums.filter(({ people }) => people >= 5))
      expect(averages.at(-1)?.signals).toBe(true)
    }
  })

  it('sends what a broken line held back on the day after, and nothing before its day', () => {
    const late = new Set<number>()
    for (const { day, work } of createWorld(OPTIONS).days())
      for (const { arrives, smileyArrives } of work) {
        expect(arrives).toBeGreaterThanOrEqual(day)
        expect(smileyArrives).toBeGreaterThanOrEqual(arrives)
        if (arrives > day) late.add(arrives - day)
      }
    expect(Math.max(...late)).toBeGreaterThanOrEqual(4)
    expect(Math.max(...late)).toBeLessThanOrEqual(7)
  })

  it('keeps the public holidays', () => {
    // Of the almanac: Easter was 20 April 2025, 5 April 2026, 28 March 2027 and 16 April 2028.
    const easters = [2025, 2026, 2027, 2028].map((year) => dayText(easterOf(year)))
    expect(easters).toEqual(['2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16'])
    // 27 April 2025 was a Sunday, so the King's day was the 26th.
    expect(['2025-04-26', '2025-04-27', '2025-12-25'].map((day) => isHoliday(dayNumber(day)))).toEqual([
      true,
      false,
      true,
    ])
  })

  it('refuses a span that ends before it begins, and no teams', () => {
    expect(() => createWorld({ ...OPTIONS, from: '2026-06-01' })).toThrow(/after to/)
    expect(() => createWorld({ ...OPTIONS, teams: 0 })).toThrow(/teams is 0/)
  })
})
