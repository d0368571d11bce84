import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSqliteStore } from '../../../src/collector/store/sqlite/index.ts'
import { dayNumber, dayOf, dayText, monthOf } from '../../../src/shared/calendar.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { enrol, interaction, send, smiley } from '../store/support.ts'
import { failHere, run, runHere } from './support.ts'

/** Names with which somebody tries to run something in an administrator's spreadsheet. */
const FORMULA = '=HYPERLINK("http://127.0.0.1","x")'
const QUIET = 'Quiet team'

/** A whole month that is closed. */
const MONTH = monthOf(monthOf(monthOf(dayOf(Date.now())).first - 1).first - 1)
const FIRST = dayText(MONTH.first)
const LAST = dayText(MONTH.last)

const folder = mkdtempSync(join(tmpdir(), 'aftercall-test-'))
const data = ['--data', folder]

afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(async () => {
  const store = await createSqliteStore({ folder, now: Date.now, role: 'server' })
  for (const [name, people] of [
    [FORMULA, 6],
    [QUIET, 4],
  ] as const) {
    const team = await store.administration.createTeam(name)
    for (let n = 0; n < people; n += 1) {
      const device = await enrol(store, team, { now: Date.now() })
      for (let day = MONTH.first; day < MONTH.first + 4; day += 1)
        await send(
          store,
          device,
          smiley(n % 2 === 0 ? 'happy' : 'sad', {}, { workDay: dayText(day) }),
          interaction({
            workDay: dayText(day),
            rating: n % 2 === 0 ? 2 : 4,
            solved: n % 3 === 0,
            reasons: [],
          }),
        )
    }
  }
  await store.administration.publishDue()
  await store.close()
})

const summary = (...args: readonly string[]) => runHere(['summary', ...args, ...data])

describe('summary', () => {
  test('shows teams’ months as their leads see them, and says what a dash means', async () => {
    const { code, stdout, stderr } = await summary('--from', FIRST, '--to', LAST)
    expect([code, stderr]).toEqual([0, ''])
    const [head, first, ...rest] = stdout.split('\n')
    expect(head).toMatch(/^TEAM +FROM +TO +SOLVED +RATING +HAPPY DAYS +RATED +DAYS NOT IN IT$/)
    // Two of six said solved, on four days; ratings are 2 and 4 by turns; all were rated, perhaps but one a day.
    expect(first).toMatch(
      new RegExp(
        `${FIRST} +${LAST} +33 % \\(\\d+–\\d+\\) of 24 +3\\.0 \\(.+\\) of 24 +50 % \\(.+\\) of 24 +83–100 %`,
      ),
    )
    expect(stdout).not.toContain(QUIET)
    expect(rest.join(' ')).toContain('too few people')
  })

  test('as CSV opens in a spreadsheet: formulas are text, every row has every column', async () => {
    const { code, stdout } = await summary('--format', 'csv', '--by', 'day', '--from', FIRST, '--to', LAST)
    expect(code).toBe(0)
    expect(stdout.startsWith('\uFEFFteam,by,from,to,')).toBe(true)
    expect(stdout.endsWith('\r\n')).toBe(true)
    const rows: Record<string, string>[] = parse(stdout, {
      bom: true,
      columns: true,
      record_delimiter: '\r\n',
    })
    expect(new Set(rows.map(({ team }) => team))).toEqual(new Set([`'${FORMULA}`, QUIET]))
    expect(rows.filter(({ team }) => team === QUIET).map(({ valueLow }) => valueLow)).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/./)]),
    )
    expect(
      rows.find(({ team, from, measure }) => team !== QUIET && from === FIRST && measure === 'mean rating'),
    ).toMatchObject({ by: 'day', valueLow: '3', valueHigh: '3', answers: '6' })
  })

  test('as JSON has the windows that the API answers, by --json as by --format json', async () => {
    const args = ['--by', 'quarter', '--from', FIRST, '--to', LAST] as const
    const { stdout } = await summary(...args, '--format', 'json')
    const document = JSON.parse(stdout)
    expect(JSON.parse((await summary(...args, '--json')).stdout)).toEqual(document)
    expect(document).toMatchObject({ by: 'quarter', from: FIRST, to: LAST })
    expect(document.teams.map(({ name }: { name: string }) => name)).toEqual([FORMULA, QUIET])
    for (const { threshold, closedTo } of document.teams) {
      expect(threshold).toBe(5)
      expect(dayNumber(closedTo)).toBeGreaterThanOrEqual(MONTH.last)
    }
  })

  test('is of one team by its name or its id, or of none that there is', async () => {
    const { stdout } = await summary('--json', '--from', FIRST, '--to', LAST, '--team', QUIET.toUpperCase())
    const [team] = JSON.parse(stdout).teams
    expect(team).toMatchObject({ name: QUIET, windows: [{ from: FIRST, rating: { cell: null } }] })
    const byId = await summary('--json', '--from', FIRST, '--to', LAST, '--team', team.id)
    expect(JSON.parse(byId.stdout)).toEqual(JSON.parse(stdout))
    const nothing = await summary('--from', FIRST, '--to', LAST, '--team', QUIET)
    expect(nothing.stdout).toMatch(/^There is nothing to show/)
    expect(await failHere(['summary', '--team', 'South', ...data])).toMatchObject({ code: 'not-found' })
  })

  test('tells two teams of one name apart by their ids', async () => {
    const other = ['--data', temporaryFolder()]
    const first = JSON.parse((await runHere(['team', 'add', 'North', '--json', ...other])).stdout)
    await runHere(['team', 'retire', 'North', ...other])
    await runHere(['team', 'add', 'North', ...other])
    const { stdout } = await runHere(['summary', '--by', 'month', '--json', ...other])
    expect(JSON.parse(stdout).teams).toMatchObject([{ id: first.id, name: 'North' }, { name: 'North' }])
  })

  test.each([
    [['--by', 'hour'], /--by|Allowed choices/],
    [['--from', '2026-11-31'], /It is a day such as 2026-11-20/],
    [['--from', '2026-11-02', '--to', '2026-11-01'], /after --to/],
    [['--by', 'day', '--from', '2020-01-01', '--to', '2026-01-01'], /at most 731 days/],
    [['--json', '--format', 'csv'], /not both/],
    [['--queue', 'Billing'], /unknown option/i],
  ])('refuses %j and says why', async (args, says) => {
    const { code, stderr, stdout } = await summary(...args)
    expect(code).toBe(2)
    expect(stderr + stdout).toMatch(says)
  })

  test('works in a process of its own, into a pipe', async () => {
    const { code, stdout, stderr } = await run([
      'summary',
      '--format',
      'csv',
      '--from',
      FIRST,
      '--to',
      LAST,
      ...data,
    ])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('mean rating')
  })
})
