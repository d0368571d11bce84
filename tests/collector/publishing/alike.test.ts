import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { live } from './collector.ts'
import { refer } from './reference.ts'
import {
  arriving,
  calls,
  HAPPY,
  lived,
  NO,
  november,
  people,
  SAD,
  SKIPPED,
  smileys,
  solved,
  windowOf,
  YES,
} from './scenes.ts'
import { shapes } from './shapes.ts'
import { randomWorld, type Answer } from './world.ts'

const OCTOBER = november(-30)
const sixDays = (values: readonly number[]) => lived(smileys(2, people(6), values))

describe('where nearly all is alike', () => {
  it('"6 of 6 happy" is told exactly as "5 of 6 happy" is, in every window', () => {
    const [all, allButOne] = [sixDays(Array(6).fill(HAPPY)), sixDays([SAD, ...Array(5).fill(HAPPY)])]
    expect(allButOne.snapshots).toEqual(all.snapshots)
    expect(windowOf(all, 'day', november(2)).smiley.cell).toEqual({
      n: 6,
      counts: [0, 0, 0],
      alike: [6, 0, 0],
      alikeBlocks: [1, 0, 0],
    })
  })

  it('"4 of 6 happy" is told exactly', () => {
    expect(windowOf(sixDays([SAD, SAD, ...Array(4).fill(HAPPY)]), 'day', november(2)).smiley.cell).toEqual({
      n: 6,
      counts: [4, 0, 2],
      alike: [0, 0, 0],
      alikeBlocks: [0, 0, 0],
    })
  })

  it('the sum with days that are told exactly does not tell the exception either', () => {
    const exact = smileys(3, people(6))
    const run = (first: number) =>
      lived([...smileys(2, people(6), [first, ...Array(5).fill(HAPPY)]), ...exact])
    expect(run(SAD).snapshots).toEqual(run(HAPPY).snapshots)
    expect(windowOf(run(SAD), 'quarter', OCTOBER).smiley.cell).toMatchObject({
      n: 12,
      counts: [3, 0, 3],
      alike: [6, 0, 0],
    })
  })

  it('nor does the sum of channels and queues', () => {
    const answers = (exception: number) => [
      ...solved(2, people(6), [exception, ...Array(5).fill(YES)]),
      ...[3, 4].flatMap((date) => [
        ...solved(date, people(6), [YES, NO, YES, NO, YES, NO]),
        ...solved(date, people(6), [YES, NO, YES, NO, YES, NO]).map((one) => ({ ...one, channel: 'chat' })),
      ]),
    ]
    const [yes, no] = [lived(answers(YES)), lived(answers(NO))]
    expect(no.snapshots).toEqual(yes.snapshots)
    expect(windowOf(no, 'month', november(1)).channels.map(({ solved: cell }) => cell)).toEqual([
      { n: 18, counts: [12, 6], alike: [0, 0], alikeBlocks: [1, 0] },
      { n: 12, counts: [6, 6], alike: [0, 0], alikeBlocks: [1, 0] },
    ])
  })

  it('the number of ratings does not tell whether everything was rated or all but one', () => {
    const rated = calls(2, people(6))
    const [all, allButOne] = [lived(rated), lived([...rated, ...calls(2, [1], { become: [SKIPPED] })])]
    expect(allButOne.snapshots).toEqual(all.snapshots)
    const { outcome, rating } = windowOf(all, 'day', november(2))
    expect(outcome.cell).toMatchObject({ n: 12, alike: [12, 0, 0] })
    expect(rating.cell).toMatchObject({ n: 12, counts: [0, 6, 0, 6, 0] })
  })

  it('an exception that comes late waits for those of others', () => {
    const run = lived([
      ...smileys(2, people(6), Array(6).fill(HAPPY)),
      ...arriving(20, smileys(2, [7], [SAD])),
    ])
    expect(windowOf(run, 'quarter', OCTOBER).smiley.cell).toMatchObject({ n: 6, alike: [6, 0, 0] })
  })

  it('whoever gave the one exception learns that the others agree, whoever did not learns of no single answer', () => {
    // What is told leaves one exception possible, whoever asks and whatever the own answer is: six worlds and one more.
    const worlds = [-1, 0, 1, 2, 3, 4, 5].map((exception) =>
      sixDays(people(6).map((_, n) => (n === exception ? SAD : HAPPY))),
    )
    for (const { snapshots } of worlds) expect(snapshots).toEqual(worlds[0]?.snapshots)
    // So somebody happy can't tell any other's answer; somebody sad, being the exception, can: that is the price of
    // telling that a day was a happy one, and it is the only thing that a member learns of others.
    const two = sixDays([SAD, SAD, HAPPY, HAPPY, HAPPY, HAPPY])
    expect(two.snapshots).not.toEqual(worlds[0]?.snapshots)
  })
})

describe('any team', () => {
  it('with one more exception or none in a block that is almost alike publishes exactly the same, always and everywhere', () => {
    fc.assert(
      fc.property(
        shapes({ people: 10, days: 40 }).map((shape) => ({ ...shape, agreement: 0.97, looks: 0.05 })),
        fc.nat(),
        (shape, pick) => {
          const world = randomWorld(shape)
          const { snapshots, closings } = live(world)
          const { counted } = refer(world, closings)
          // An exceptional rating, solved or smiley that becomes like the others.
          const exceptions = counted.filter(({ value, told }) => told !== null && value !== told)
          const exception = exceptions[pick % Math.max(1, exceptions.length)]
          fc.pre(exception !== undefined)
          const answers = world.answers.map((answer): Answer => {
            if (answer !== exception.answer) return answer
            const { change: _change, ...rest } = answer
            return { ...rest, value: exception.told! }
          })
          expect(live({ ...world, answers }).snapshots).toEqual(snapshots)
        },
      ),
      { numRuns: 10 },
    )
  })

  it('without the one outcome that is the exception of a day publishes exactly the same of that day', () => {
    fc.assert(
      fc.property(
        shapes({ people: 10, days: 40 }).map((shape) => ({
          ...shape,
          completion: 0.99,
          busy: 3,
          looks: 0.05,
        })),
        fc.nat(),
        (shape, pick) => {
          const world = randomWorld(shape)
          const run = live(world)
          const exceptions = refer(world, run.closings).counted.filter(
            ({ told, block }) => told === null && block.level === 'day',
          )
          const exception = exceptions[pick % Math.max(1, exceptions.length)]
          fc.pre(exception !== undefined)
          const without = live({
            ...world,
            answers: world.answers.filter((answer) => answer !== exception.answer),
          })
          const { first } = exception.block
          expect(windowOf(without, 'day', first)).toEqual(windowOf(run, 'day', first))
        },
      ),
      { numRuns: 5 },
    )
  })
})
