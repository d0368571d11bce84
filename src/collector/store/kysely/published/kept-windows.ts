/**
 * Closed windows as they are answered. They never change, so what their blocks come to is added up once, when they are
 * closed, and kept: else all of 500 teams' quarters would be a hundred thousand blocks each time. A window that isn't
 * kept (of before the team's first answers, or closed by a restore) is added up when it is asked for. Days aren't kept:
 * a day is hardly more than its own blocks.
 */
import { sql } from 'kysely'

import { dayNumber } from '../../../../shared/calendar.ts'
import { WINDOW_KINDS, windowsEnding, type WindowKind } from '../../../../shared/statistics/windows.ts'
import type { WindowAnswer } from '../../../../shared/wire/summaries.ts'
import type { Span } from '../../../publishing/spans.ts'
import type { Db, Trx } from '../engine.ts'
import { insertAll } from './insert-all.ts'
import { addUpWindows } from './window-blocks.ts'

/** Keeps the windows that end in a span, when everything of it is written. */
export async function keepWindows(trx: Trx, teamNo: number, closed: Span): Promise<void> {
  for (const by of WINDOW_KINDS) {
    if (by === 'day') continue
    const windows = windowsEnding(closed, by)
    if (windows.length === 0) continue
    const answers = (await addUpWindows(trx, [teamNo], by, windows)).get(teamNo) ?? []
    await insertAll(
      trx,
      'published_window',
      answers.map((answer) => ({
        team_no: teamNo,
        window_kind: by,
        first_day: dayNumber(answer.from),
        answer: JSON.stringify(answer),
      })),
    )
  }
}

/** Windows of a team that are asked for, all closed, oldest first. */
export interface Wanted {
  readonly teamNo: number
  readonly windows: readonly Span[]
}

/** What is wanted of each team, in that order. */
export async function readWindows(
  db: Db,
  by: WindowKind,
  wanted: readonly Wanted[],
): Promise<ReadonlyMap<number, readonly WindowAnswer[]>> {
  // They differ in how far they are closed only.
  const all = wanted
    .map(({ windows }) => windows)
    .reduce((most, one) => (one.length > most.length ? one : most), [])
  const kept = await readKept(db, by, wanted, all)
  const lacking = wanted.filter(({ teamNo, windows }) =>
    windows.some(({ first }) => !kept.has(keyOf(teamNo, first))),
  )
  const addedUp =
    lacking.length === 0
      ? new Map<number, readonly WindowAnswer[]>()
      : await addUpWindows(
          db,
          lacking.map(({ teamNo }) => teamNo),
          by,
          all,
        )
  return new Map(
    wanted.map(({ teamNo, windows }) => [
      teamNo,
      addedUp.get(teamNo)?.slice(0, windows.length) ??
        windows.flatMap(({ first }) => kept.get(keyOf(teamNo, first)) ?? []),
    ]),
  )
}

async function readKept(
  db: Db,
  by: WindowKind,
  wanted: readonly Wanted[],
  windows: readonly Span[],
): Promise<ReadonlyMap<string, WindowAnswer>> {
  const [first, last] = [windows[0], windows.at(-1)]
  if (by === 'day' || first === undefined || last === undefined) return new Map()
  const { rows } = await sql<{ team_no: number; first_day: number; answer: string }>`
    SELECT team_no, first_day, answer FROM published_window
    WHERE team_no IN (${sql.join(wanted.map(({ teamNo }) => teamNo))}) AND window_kind = ${by}
    AND first_day BETWEEN ${first.first} AND ${last.first}`.execute(db)
  return new Map(rows.map((row) => [keyOf(row.team_no, row.first_day), readAnswer(row.answer)]))
}

/** Looked at no closer: it was made of an answer, by us. @throws TypeError when it is something else */
function readAnswer(text: string): WindowAnswer {
  const value: unknown = JSON.parse(text)
  if (isAnswer(value)) return value
  throw new TypeError(`No window: ${text}.`)
}

function isAnswer(value: unknown): value is WindowAnswer {
  return (
    typeof value === 'object' && value !== null && 'from' in value && 'smiley' in value && 'queues' in value
  )
}

function keyOf(teamNo: number, first: number): string {
  return `${teamNo}/${first}`
}
