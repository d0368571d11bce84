/** The team's figures as a table: what is told, nothing else, and nothing that a spreadsheet runs. */
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'

import { teamCsv } from '../../../src/shared/team-csv.ts'
import type { TeamBoard } from '../../../src/shared/team-view.ts'
import type { Cell, SummaryAnswer, WindowAnswer } from '../../../src/shared/wire/summaries.ts'
import { cell } from '../team-figures/cells.ts'

const ID = '00000000-0000-4000-8000-000000000001'
const identity = { storeId: ID, epoch: 1 }
const team = { id: ID, name: '=Claims' }
const measure = (of: Cell | null, left = 0) => ({ cell: of, left })

const WINDOW: WindowAnswer = {
  from: '2026-11-02',
  to: '2026-11-08',
  outcome: measure(cell([60, 30, 10])),
  rating: measure(cell([0, 5, 10, 25, 20])),
  solved: measure(cell([40, 10]), 1),
  smiley: measure(null, 5),
  channels: [],
  queues: [],
}
const MONTH: WindowAnswer = {
  ...WINDOW,
  from: '2026-11-01',
  to: '2026-11-30',
  channels: [
    { part: { kind: 'named', name: 'chat' }, outcome: cell([6, 4, 0]), rating: null, solved: cell([3, 3]) },
  ],
  queues: [
    { part: { kind: 'named', name: '=SUM(A1)' }, outcome: null, rating: null, solved: cell([8, 2]) },
    { part: { kind: 'none' }, outcome: null, rating: null, solved: null },
    { part: { kind: 'other' }, outcome: null, rating: null, solved: null },
  ],
}
const summary = (by: SummaryAnswer['by'], windows: WindowAnswer[]): SummaryAnswer => ({
  ...identity,
  team,
  by,
  threshold: 5,
  closedTo: '2026-11-15',
  windows,
})
const MEMBER: TeamBoard = {
  fetchedAt: 0,
  role: 'agent',
  weekly: {
    ...identity,
    team,
    threshold: 5,
    week: { ...WINDOW, from: '2026-11-09', to: '2026-11-15' },
    before: WINDOW,
    stories: [],
    followUps: { asked: 0, settled: 0 },
    spotlight: null,
    pulse: null,
  },
  stories: { ...identity, stories: [], more: 0, spotlight: null },
  lead: null,
}
const LEAD: TeamBoard = {
  ...MEMBER,
  role: 'lead',
  lead: {
    day: summary('day', []),
    week: summary('week', [WINDOW]),
    month: summary('month', [MONTH]),
    quarter: summary('quarter', []),
    followUps: {
      ...identity,
      more: 0,
      followUps: [
        {
          id: ID,
          workDay: '2026-11-02',
          channel: 'chat',
          queue: null,
          externalIds: [],
          reasons: [],
          words: 'Xylophone',
          state: 'open',
          doneBy: null,
          on: null,
        },
      ],
    },
    promoters: { ...identity, pulses: [], customers: null },
    customers: { ...identity, worksCouncilAgreedOn: null, quarters: [] },
  },
}
const read = (text: string, delimiter = ','): Record<string, string>[] =>
  parse(text, { bom: true, columns: true, delimiter })

describe('the team as a table', () => {
  it('has each figure of a window with its interval, its answers and the days that aren’t in it', () => {
    const rows = read(teamCsv(LEAD, 'week', {}))
    expect(rows.map(({ measure: name }) => name)).toEqual([
      'share solved',
      'mean rating',
      'share of happy days',
      'completion',
    ])
    // Wilson's interval of 40 of 50.
    expect(rows[0]).toEqual({
      team: "'=Claims",
      by: 'week',
      from: '2026-11-02',
      to: '2026-11-08',
      part: 'all',
      name: '',
      measure: 'share solved',
      valueLow: '0.8',
      valueHigh: '0.8',
      intervalLow: '0.6696',
      intervalHigh: '0.8876',
      answers: '50',
      workDaysNotIn: '1',
    })
    expect(rows[1]).toMatchObject({ valueLow: '4', valueHigh: '4', answers: '60' })
    expect(rows[3]).toMatchObject({ valueLow: '0.6', answers: '100' })
  })

  it('leaves out what isn’t shown to anybody, and still says so', () => {
    const rows = read(teamCsv(LEAD, 'week', {}))
    const hidden = rows.find(({ measure: name }) => name === 'share of happy days')
    expect(hidden).toMatchObject({ valueLow: '', valueHigh: '', answers: '', workDaysNotIn: '5' })
  })

  it('tells a range where answers are almost alike', () => {
    const windows = [{ ...WINDOW, solved: measure(cell([0, 0], [10, 0], [1, 0])) }]
    const board: TeamBoard = { ...LEAD, lead: { ...LEAD.lead!, day: summary('day', windows) } }
    expect(read(teamCsv(board, 'day', {}))[0]).toMatchObject({
      valueLow: '0.9',
      valueHigh: '1',
      answers: '10',
    })
  })

  it('has the parts of a month below it, and no name works as a formula', () => {
    const rows = read(teamCsv(LEAD, 'month', { separator: ';', bom: true }), ';')
    expect(
      rows.filter(({ measure: name }) => name === 'share solved').map(({ part, name }) => [part, name]),
    ).toEqual([
      ['all', ''],
      ['channel', 'chat'],
      ['queue', "'=SUM(A1)"],
      ['queue', '(none)'],
      ['queue', '(other)'],
    ])
    expect(rows.find(({ part, measure: name }) => part === 'channel' && name === 'completion')).toMatchObject(
      {
        valueLow: '0.6',
        answers: '10',
        workDaysNotIn: '',
      },
    )
  })

  it('gives a member the last two weeks, oldest first, whatever is asked for', () => {
    const rows = read(teamCsv(MEMBER, 'day', {}))
    expect([...new Set(rows.map(({ by, from }) => `${by} ${from}`))]).toEqual([
      'week 2026-11-02',
      'week 2026-11-09',
    ])
  })

  it('says nothing of single interactions', () => {
    for (const by of ['day', 'week', 'month', 'quarter'] as const)
      expect(teamCsv(LEAD, by, {})).not.toContain('Xylophone')
  })
})
