import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PromptingBench } from '../../support/prompting-bench.ts'

const NIGHT = { shift: { start: '22:00', end: '06:00' } }

test('asks once when the shift is over, also when looked at ever so often', async () => {
  const bench = new PromptingBench('2026-11-23T16:58')
  await bench.minutes(1)
  expect(bench.dayAsked).toBe(0)
  await bench.minutes(1)
  expect(bench.dayAsked).toBe(1)
  await bench.minutes(120)
  expect(bench.dayAsked).toBe(1)
})

test('doesn’t ask again after a crash', async () => {
  const bench = new PromptingBench('2026-11-23T17:00')
  await bench.reminder.evaluate()
  bench.store.close()
  const next = new PromptingBench('2026-11-23T17:05', { folder: bench.folder })
  await next.reminder.evaluate()
  expect([bench.dayAsked, next.dayAsked]).toEqual([1, 0])
})

test('doesn’t ask when the agent has answered early', async () => {
  const bench = new PromptingBench('2026-11-23T16:00')
  bench.reminder.smile('2026-11-23', 'happy')
  await bench.minutes(120)
  expect(bench.dayAsked).toBe(0)
})

test('asks after waking up hours past the end of the shift', async () => {
  const bench = new PromptingBench('2026-11-23T15:00')
  await bench.reminder.evaluate()
  bench.clock.jumpTo('2026-11-23T22:30')
  await bench.reminder.evaluate()
  expect(bench.dayAsked).toBe(1)
})

test('a clock set back doesn’t ask again, for today or for days before', async () => {
  const bench = new PromptingBench('2026-11-23T17:30')
  await bench.reminder.evaluate()
  for (const jump of ['2026-11-23T12:00', '2026-11-23T17:10', '2026-11-20T17:30', '2026-11-19T18:00']) {
    bench.clock.jumpTo(jump)
    await bench.reminder.evaluate()
  }
  expect(bench.dayAsked).toBe(1)
})

test('asks on no day off, but on one that was worked', async () => {
  const saturday = new PromptingBench('2026-11-21T18:00')
  await saturday.minutes(5)
  expect(saturday.dayAsked).toBe(0)
  const { id } = await saturday.ends()
  saturday.book.rate(id, 4)
  saturday.prompter.answersChanged()
  saturday.prompter.closeCard()
  await saturday.minutes(1)
  expect(saturday.dayAsked).toBe(1)
})

test('waits while a card is up, a call is live or the agent has paused', async () => {
  const bench = new PromptingBench('2026-11-23T16:59')
  bench.prompter.live(true)
  await bench.minutes(10)
  expect(bench.dayAsked).toBe(0)
  bench.prompter.live(false)
  await bench.minutes(1)
  expect(bench.dayAsked).toBe(1)
})

test('a night shift is asked about in the morning and belongs to the day on which it began', async () => {
  const bench = new PromptingBench('2026-11-23T22:00', { settings: NIGHT })
  await bench.reminder.evaluate()
  bench.clock.jumpTo('2026-11-24T05:59')
  await bench.reminder.evaluate()
  expect(bench.dayAsked).toBe(0)
  bench.clock.jumpTo('2026-11-24T06:00')
  await bench.reminder.evaluate()
  expect(bench.dayAsked).toBe(1)
  expect(bench.reminder.today()).toBe('2026-11-23')
})

test('missed days can be answered up to three work days back, over the weekend too', async () => {
  const bench = new PromptingBench('2026-11-18T12:00')
  for (const day of ['18', '19', '20', '23', '24']) {
    bench.clock.jumpTo(`2026-11-${day}T12:00`)
    await bench.reminder.evaluate()
  }
  expect(bench.reminder.missed()).toEqual(['2026-11-23', '2026-11-20', '2026-11-19'])
  expect(bench.reminder.isOpen('2026-11-18')).toBe(false)
  expect(bench.reminder.isOpen('2026-11-19')).toBe(true)
  bench.reminder.smile('2026-11-20', 'sad')
  expect(bench.reminder.missed()).toEqual(['2026-11-23', '2026-11-19'])
})

test('a day on which the widget never ran isn’t missed', async () => {
  const bench = new PromptingBench('2026-11-24T12:00')
  await bench.reminder.evaluate()
  expect(bench.reminder.missed()).toEqual([])
})

test('asks on quitting after work, once, and never for a day without any', async () => {
  const idle = new PromptingBench()
  expect(idle.reminder.askBeforeQuit()).toBe(false)
  const bench = new PromptingBench()
  await bench.ends()
  expect(bench.reminder.askBeforeQuit()).toBe(true)
  expect(bench.reminder.askBeforeQuit()).toBe(false)
})

test('travelling to another time zone neither skips nor repeats the question', async () => {
  const bench = new PromptingBench('2026-11-23T17:00', { zone: 'Asia/Kathmandu' })
  await bench.reminder.evaluate()
  bench.clock.zone = 'America/New_York'
  await bench.minutes(36 * 60)
  expect(bench.dayAsked).toBe(2)
  expect(bench.days.between('2026-11-01', '2026-11-30').map(({ workDay }) => workDay)).toEqual([
    '2026-11-23',
    '2026-11-24',
  ])
})

test('whatever the clock does, no day is asked about twice', async () => {
  const step = fc.record({
    hours: fc.integer({ min: -60, max: 60 }),
    zone: fc.constantFrom('Europe/Amsterdam', 'America/New_York', 'Pacific/Apia'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const bench = new PromptingBench('2026-11-23T12:00')
      let expected = 0
      for (const { hours, zone } of steps) {
        bench.clock.zone = zone
        bench.clock.pass(hours * 3_600_000)
        await bench.reminder.evaluate()
        expected = bench.days
          .between('2026-01-01', '2027-12-31')
          .filter(({ askedAt }) => askedAt !== null).length
        expect(bench.dayAsked).toBe(expected)
      }
      bench.store.close()
    }),
    { numRuns: 40 },
  )
})
