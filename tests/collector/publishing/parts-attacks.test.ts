/** Attacks by channel and by queue, by name. That nothing else works either: attacker.test.ts. */
import { describe, expect, it } from 'vitest'
import type { Measure, PartAnswer } from '../../../src/shared/wire/summaries.ts'
import { calls, lived, november, people, smileys, solved, SKIPPED, windowOf, YES, NO } from './scenes.ts'
import type { Answer } from './world.ts'

const OCTOBER = november(-30)
const DAYS = [2, 3, 4, 5, 6]
/** Rated 2 and 4, and one in three skipped: so everything may be told. */
const become = [1, 3, SKIPPED]
const daily = (agents: readonly number[], how: Parameters<typeof calls>[2], dates = DAYS): Answer[] =>
  dates.flatMap((date) => calls(date, agents, { become, ...how }))

const shown = (parts: readonly PartAnswer[], measure: Exclude<Measure, 'smiley'> = 'rating') =>
  parts.flatMap(({ part, [measure]: cell }) =>
    cell === null ? [] : [`${part.kind === 'named' ? part.name : part.kind} ${cell.n}`],
  )
const month = (answers: readonly Answer[], other?: Parameters<typeof lived>[1]) =>
  windowOf(lived(answers, other), 'month', november(1))

describe('by channel', () => {
  it('those of enough people are told by name and add up', () => {
    const { channels, outcome } = month([
      ...daily(people(6), { channel: 'voice' }),
      ...daily(people(6), { channel: 'chat' }, [2, 3]),
    ])
    expect(shown(channels)).toEqual(['voice 60', 'chat 24'])
    expect(shown(channels, 'outcome')).toEqual(['voice 90', 'chat 36'])
    expect(outcome.cell?.n).toBe(126)
  })

  it('days and weeks have none', () => {
    const run = lived([...daily(people(6), { channel: 'voice' }), ...daily(people(6), { channel: 'chat' })])
    expect(windowOf(run, 'day', november(2))).toMatchObject({ channels: [], queues: [] })
    expect(windowOf(run, 'week', november(2))).toMatchObject({ channels: [], queues: [] })
  })

  it('one of few people would be the total less the others: with two there are none', () => {
    const { channels, rating } = month([
      ...daily(people(6), { channel: 'voice' }),
      ...daily(people(4), { channel: 'chat' }),
    ])
    expect(channels).toEqual([])
    expect(rating.cell?.n).toBe(100)
  })

  it('one of few people goes to the rest with the next smallest', () => {
    const { channels } = month([
      ...daily(people(6), { channel: 'voice' }),
      ...daily(people(6), { channel: 'email' }, [2, 3]),
      ...daily(people(2), { channel: 'chat' }, [2]),
    ])
    expect(shown(channels)).toEqual(['voice 60', 'other 28'])
  })

  it('two of few people each are the rest where together they are enough', () => {
    const { channels } = month([
      ...daily(people(6), { channel: 'voice' }),
      ...daily(people(4), { channel: 'email' }),
      ...daily(people(4, 3), { channel: 'chat' }),
    ])
    expect(shown(channels)).toEqual(['voice 60', 'other 80'])
  })

  it('one in which nearly all is alike is not told beside a total that is told exactly', () => {
    const answers = DAYS.flatMap((date) => [
      ...calls(date, people(6), { become: [1, 3, SKIPPED], channel: 'voice' }),
      ...calls(date, people(6), { become: [4, 4, SKIPPED], channel: 'chat' }),
    ])
    expect(month(answers).channels).toEqual([])
  })

  it('outcomes are not told where in one of them nearly all was rated; ratings still are', () => {
    const { channels } = month([
      ...daily(people(6), { channel: 'voice' }),
      ...daily(people(6), { channel: 'chat', become: [1, 3] }),
    ])
    expect(shown(channels)).toEqual(['voice 60', 'chat 60'])
    expect(shown(channels, 'outcome')).toEqual([])
  })

  it('a day on which all but one person had the one channel there is: no difference of that day and the channel', () => {
    // Chat on the 6th alone, on which only the first had a call: chat and the 6th would differ by that person.
    const voice = daily(people(6), { channel: 'voice' }, [2, 3, 4, 5])
    const sixth = [
      ...calls(6, people(6), { become, channel: 'chat' }),
      ...calls(6, [1], { become, channel: 'voice' }),
    ]
    const { channels, rating } = month([...voice, ...sixth])
    expect(channels).toEqual([])
    expect(rating.cell?.n).toBe(48 + 14)
  })

  it('where that is five people the channels are told', () => {
    const voice = daily(people(6), { channel: 'voice' }, [2, 3, 4, 5])
    const sixth = [
      ...calls(6, people(6), { become, channel: 'chat' }),
      ...calls(6, people(5), { become, channel: 'voice' }),
    ]
    expect(shown(month([...voice, ...sixth]).channels)).toEqual(['voice 58', 'chat 12'])
  })
})

describe('channels beside queues', () => {
  it('a queue that is a channel but for one person: the two are not both told', () => {
    const { channels, queues } = month([
      ...daily(people(6), { channel: 'voice', queue: 'Support' }),
      ...daily([1], { channel: 'voice', queue: 'Sales' }, [2]),
      ...daily(people(6), { channel: 'chat', queue: 'Sales' }),
    ])
    expect([shown(channels), shown(queues)]).toEqual([['voice 62', 'chat 60'], []])
  })

  it('a queue that is a channel but for answers that are all alike: the two are not both told', () => {
    const inPlace = (channel: string, queue: string, stars: readonly number[]) =>
      daily(people(6), { channel, queue, become: stars })
    const { channels, queues } = month([
      ...inPlace('voice', 'Support', [1, 3]),
      ...inPlace('voice', 'Sales', [4]),
      ...inPlace('chat', 'Sales', [1, 3]),
    ])
    expect([shown(channels), shown(queues)]).toEqual([['voice 90', 'chat 60'], []])
  })

  it('the same queue and channel may both be told', () => {
    const { channels, queues } = month([
      ...daily(people(6), { channel: 'voice', queue: 'Support' }),
      ...daily(people(6), { channel: 'chat', queue: null }),
    ])
    expect([shown(channels), shown(queues)]).toEqual([
      ['voice 60', 'chat 60'],
      ['none 60', 'Support 60'],
    ])
  })

  it('several queues that are a channel but for one person: queues are put together until they differ by enough', () => {
    const { channels, queues } = month([
      ...daily(people(6), { channel: 'voice', queue: 'Support' }),
      ...daily(people(6), { channel: 'voice', queue: 'Sales' }, [2, 3, 4]),
      ...daily([1], { channel: 'voice', queue: 'Chat' }, [2]),
      ...daily(people(6), { channel: 'chat', queue: 'Chat' }, [5, 6]),
    ])
    expect(shown(channels)).toEqual(['voice 98', 'chat 24'])
    expect(shown(queues)).toEqual(['Support 60', 'other 62'])
  })
})

describe('parts of days that are almost alike and of days that are told exactly', () => {
  const at = (place: Partial<Answer>, answers: readonly Answer[]) =>
    answers.map((one) => ({ ...one, ...place }))
  const allYes = Array(6).fill(YES)
  const turns = [YES, NO, YES, NO, YES, NO]
  /** Of one person, so many of each. */
  const many = (number: number, values: readonly number[]) =>
    Array.from({ length: number }, () => values).flatMap((own) =>
      own.flatMap((value) => solved(3, [1], [value])),
    )

  it('how many were not solved comes from the days told exactly: those must be of enough people by themselves', () => {
    // Only on the 3rd was anything not solved, and there voice and Support differ by one person.
    const { channels, queues } = month([
      ...at({ channel: 'voice', queue: 'Support' }, [
        ...solved(2, people(6), allYes),
        ...solved(3, people(6), turns),
      ]),
      ...at({ channel: 'voice', queue: 'Sales' }, [...solved(2, people(6), allYes), ...many(2, [YES, NO])]),
      ...at({ channel: 'chat', queue: 'Sales' }, [
        ...solved(2, people(6), allYes),
        ...solved(3, people(6), turns),
      ]),
    ])
    expect([shown(channels, 'solved'), shown(queues, 'solved')]).toEqual([['voice 22', 'chat 12'], []])
  })

  it('nobody may have more than half of them either', () => {
    const { channels, solved: whole } = month([
      ...at({ channel: 'voice' }, [...solved(3, people(6), turns), ...solved(3, people(6), turns)]),
      ...at(
        { channel: 'chat' },
        [2, 2, 2].flatMap((date) => solved(date, people(6), allYes)),
      ),
      ...at({ channel: 'chat' }, [...many(5, [YES, NO]), ...solved(3, people(5, 2), turns)]),
    ])
    expect(whole.cell).toMatchObject({ n: 45, alike: [18, 0] })
    expect(channels).toEqual([])
  })
})

describe('months and quarters', () => {
  const ofNovember = [...daily(people(6), { channel: 'voice' }), ...daily(people(6), { channel: 'chat' })]

  it('somebody erased everything before the month was closed: there are none, as they would not add up', () => {
    const run = lived(ofNovember, { erasures: new Map([[1, november(20)]]) })
    expect(windowOf(run, 'month', november(1))).toMatchObject({ rating: { cell: { n: 120 } }, channels: [] })
    expect(windowOf(run, 'quarter', OCTOBER)).toMatchObject({ rating: { cell: { n: 120 } }, channels: [] })
  })

  it('somebody erased everything after it: they stay', () => {
    const { channels } = month(ofNovember, { erasures: new Map([[1, november(36)]]) })
    expect(shown(channels)).toEqual(['voice 60', 'chat 60'])
  })

  it('an answer that was changed before it: parts are of the answers as they were counted', () => {
    const [one, ...others] = ofNovember
    const { channels } = month([{ ...one!, change: { on: november(20), value: 4 } }, ...others])
    expect(channels).toEqual(month(ofNovember).channels)
  })

  it('a threshold that was raised meanwhile counts for each part, and blocks of fewer people are in it', () => {
    const later = [
      ...daily(people(8), { channel: 'voice' }, [9, 10]),
      ...daily(people(8), { channel: 'chat' }, [9, 10]),
    ]
    const few = daily(people(6), { channel: 'email' })
    const threshold = (on: number) => (on < november(13) ? 5 : 7)
    expect(shown(month([...ofNovember, ...later], { threshold }).channels)).toEqual(['voice 92', 'chat 92'])
    expect(shown(month([...ofNovember, ...later, ...few], { threshold }).channels)).toEqual([
      'voice 92',
      'other 152',
    ])
  })

  it('a quarter has what its months tell; what only the quarter could tell is with the rest', () => {
    const december = [32, 33].flatMap((date) => [
      ...calls(date, people(6), { become, channel: 'voice' }),
      ...calls(date, people(6), { become, channel: 'chat' }),
    ])
    // Two people in each month who come too late for it.
    const late = [...calls(9, people(3, 20)), ...calls(38, people(3, 30))].map((answer) => ({
      ...answer,
      channel: 'email',
      arrives: november(58),
    }))
    const run = lived([...ofNovember, ...december, ...late])
    expect(shown(windowOf(run, 'month', november(31)).channels)).toEqual(['voice 24', 'chat 24'])
    const { channels, rating } = windowOf(run, 'quarter', OCTOBER)
    expect(rating.cell?.n).toBe(120 + 48 + 12)
    expect(shown(channels)).toEqual(['voice 84', 'chat 84', 'other 12'])
  })

  it('what one month hides in its rest, the quarter hides too', () => {
    const december = [32, 33].flatMap((date) => [
      ...calls(date, people(6), { become, channel: 'voice' }),
      ...calls(date, people(4), { become, channel: 'chat' }),
      ...calls(date, people(4, 3), { become, channel: 'email' }),
    ])
    const run = lived([...ofNovember, ...december])
    expect(shown(windowOf(run, 'month', november(31)).channels)).toEqual(['voice 24', 'other 32'])
    expect(shown(windowOf(run, 'quarter', OCTOBER).channels)).toEqual(['voice 84', 'other 92'])
  })

  it('a month without parts leaves the quarter without', () => {
    const december = [32, 33].flatMap((date) => [
      ...calls(date, people(6), { become, channel: 'voice' }),
      ...calls(date, people(2), { become, channel: 'chat' }),
    ])
    expect(windowOf(lived([...ofNovember, ...december]), 'quarter', OCTOBER).channels).toEqual([])
  })

  it('whether problems were solved has its own parts, and smileys have none', () => {
    const answers = DAYS.flatMap((date) => [
      ...calls(date, people(6), { become, channel: 'voice' }),
      ...calls(date, people(6), { become, channel: 'chat' }),
      ...solved(date, people(6), [YES, YES, NO, NO, YES, YES]),
      ...smileys(date, people(6)),
    ])
    const { channels, smiley } = month(answers)
    expect(smiley.cell?.n).toBe(30)
    expect(shown(channels)).toEqual(['voice 60', 'chat 60'])
    expect(shown(channels, 'solved')).toEqual([])
  })
})
