/**
 * Closing: every team's work days that are over for long enough become blocks, see docs/decisions/0016-publishing.md.
 *
 * A quarter of a team at a time: what there is is read at one moment, beside ingest and everything else; what is to be
 * told is worked out; and a short transaction writes all of it, or nothing. Between reading and writing
 *
 * - ingest may store what it likes. `counted` is written of exactly what was read, so what has come since is what comes
 *   late: the next closing finds it beyond what was counted, and pools it.
 * - nobody else may have closed anything: the transaction has the team's row to itself, and looks whether it is as it was.
 * - nobody may have been erased, no computer may have become another agent's, nothing may have been dropped by
 *   retention: `counted` would name who is forgotten. All these lock ingest out, which the transaction keeps waiting, and
 *   it looks whether one of them came before. Then all is read once more.
 *
 * Interrupted, the next run goes on where this one ended; run twice, the second finds nothing to do.
 */
import { dayText, quarterOf } from '../../../../shared/calendar.ts'
import type { Block } from '../../../publishing/block.ts'
import type { Made } from '../../../publishing/closing.ts'
import { added, type Contribution } from '../../../publishing/contribution.ts'
import type { NewlyPublished } from '../../../publishing/publish.ts'
import { publishPulse } from '../../../publishing/pulse.ts'
import { closedDay, spanOf } from '../../../publishing/spans.ts'
import type { PublishedNow } from '../../publishing.ts'
import { StoreError } from '../../store.ts'
import { createClosing, type Closing } from '../../thread/closing.ts'
import { customersAt } from '../customers.ts'
import { atOneMoment, type Db, type Engine, type Trx } from '../engine.ts'
import { firstDay, readContributions, readScores } from './contributions.ts'
import { countedOf, dropCounted, readCounted, writeCounted, type CountedPart } from './counted.ts'
import { insertAll } from './insert-all.ts'
import { keepWindows } from './kept-windows.ts'
import { readBlock, toBlockRow, toPartRow } from './rows.ts'
import { isSameState, readTeamState, type TeamState } from './team-state.ts'

/** How often a team is read again because somebody was erased or moved meanwhile. */
const MOST_TRIES = 10

/**
 * Closes what can be closed.
 * @throws where a team could not be closed, the first of them; of all others everything is published then. StoreError where
 *   the database doesn't work
 */
export async function publishDue(engine: Engine): Promise<PublishedNow> {
  const closing = createClosing()
  try {
    return await publishTeams(engine, closing)
  } finally {
    await closing.end()
  }
}

async function publishTeams(engine: Engine, closing: Closing): Promise<PublishedNow> {
  const upTo = closedDay(engine.now())
  const due = await engine.db
    .selectFrom('team')
    .select('team_no')
    .where((eb) => eb.or([eb('closed_to', 'is', null), eb('closed_to', '<', upTo)]))
    .orderBy('team_no')
    .execute()
  const sum = { teams: 0, blocks: 0, pulses: 0 }
  const failures: unknown[] = []
  for (const { team_no } of due) {
    try {
      const { isClosed, blocks, pulses } = await publishTeam(engine, closing, team_no, upTo)
      sum.teams += isClosed ? 1 : 0
      sum.blocks += blocks
      sum.pulses += pulses
    } catch (error) {
      const translated = engine.translate(error)
      // A full disk or a database that is away is the same for all; `busy` is this team.
      if (translated instanceof StoreError && translated.code !== 'busy') throw translated
      failures.push(new Error(`The days of team ${team_no} could not be closed.`, { cause: error }))
    }
  }
  if (failures.length > 0) throw failures[0]
  return { ...sum, closedTo: dayText(upTo) }
}

interface Progress {
  /** Days were closed now. */
  readonly isClosed: boolean
  readonly blocks: number
  readonly pulses: number
}

async function publishTeam(
  engine: Engine,
  closing: Closing,
  teamNo: number,
  upTo: number,
): Promise<Progress> {
  let progress: Progress = { isClosed: false, blocks: 0, pulses: 0 }
  for (let tries = 1; ;) {
    const now = engine.now()
    const step = await atOneMoment(engine, (trx) => readStep(trx, teamNo, upTo, now))
    if (step === undefined) return progress
    const news = await newsOf(step, closing)
    const isWritten = await engine.transaction(async (trx) => {
      await engine.joinIngest(trx)
      await lockTeam(trx, teamNo)
      if (!isSameState(step.state, await readTeamState(trx, teamNo, engine.now()))) return false
      await writeNews(trx, teamNo, step.state.closedTo, news)
      return true
    })
    if (isWritten) {
      const blocks = progress.blocks + news.made.length
      progress = { isClosed: true, blocks, pulses: progress.pulses + news.pulses.length }
      tries = 1
    } else if (tries === MOST_TRIES) {
      throw new StoreError('busy', `Team ${teamNo} changes all the time, so that nothing can be closed.`)
    } else tries += 1
  }
}

/** What there is of a team for the next step of its closing. */
interface Step {
  readonly state: TeamState
  /** The last day that is closed now: the end of a quarter, or the last day that is over for long enough. */
  readonly upTo: number
  readonly waiting: readonly Contribution[]
  readonly made: readonly Made[]
  /** By quarter and agent. */
  readonly scores: ReadonlyMap<string, ReadonlyMap<number, number>>
  readonly customers: Awaited<ReturnType<typeof customersAt>>
}

/** `undefined`: there is nothing to close, because all is or because the team hasn't left anything yet. */
async function readStep(db: Db, teamNo: number, upTo: number, now: number): Promise<Step | undefined> {
  const state = await readTeamState(db, teamNo, now)
  const { closedTo, notBefore, keptFrom } = state
  if (closedTo !== null && closedTo >= upTo) return undefined
  const from = closedTo === null ? await firstDay(db, teamNo, keptFrom) : Math.max(closedTo + 1, keptFrom)
  // Days of a team of which there is nothing aren't closed: the first to join may bring what they left before.
  if (from === undefined || (closedTo === null && from > upTo)) return undefined
  const to = Math.min(quarterOf(from).last, upTo)
  const first = Math.max(quarterOf(from).first, keptFrom, notBefore ?? keptFrom)
  const counted = closedTo === null ? [] : await readCounted(db, teamNo, quarterOf(closedTo + 1).first)
  const byDay = Map.groupBy(counted, dayKey)
  return {
    state,
    upTo: to,
    waiting: (await readContributions(db, teamNo, { first, last: to })).flatMap(
      (day) => added(day, byDay.get(dayKey(day)) ?? []) ?? [],
    ),
    made: closedTo === null ? [] : await readMade(db, teamNo, { closedTo, upTo: to }, counted),
    scores: await scoresOf(db, teamNo, state, to),
    customers: await customersAt(db, teamNo, to, state),
  }
}

/** Where a month is closed now, its blocks, with what is left of what is in them: parts are made of them. */
async function readMade(
  db: Db,
  teamNo: number,
  { closedTo, upTo }: { readonly closedTo: number; readonly upTo: number },
  counted: readonly CountedPart[],
): Promise<readonly Made[]> {
  const month = spanOf('month', closedTo + 1)
  if (month.last > upTo) return []
  const rows = await db
    .selectFrom('published_block')
    .selectAll()
    .where('team_no', '=', teamNo)
    .where('first_day', '>=', month.first)
    .where('level', '<>', 'quarter')
    .execute()
  const byBlock = Map.groupBy(counted, blockKey)
  return rows.map(readBlock).map((block) => ({ block, contributions: byBlock.get(blockKey(block)) ?? [] }))
}

/** The pulses of the quarters that end now. */
async function scoresOf(
  db: Db,
  teamNo: number,
  { closedTo, keptFrom }: TeamState,
  upTo: number,
): Promise<Step['scores']> {
  const first = Math.max(closedTo === null ? keptFrom : closedTo + 1, keptFrom)
  const isEndOfQuarter = quarterOf(first).last <= upTo
  return isEndOfQuarter ? await readScores(db, teamNo, { first, last: upTo }) : new Map()
}

/** What is to be written. */
interface News extends NewlyPublished, Pick<Step, 'customers'> {
  readonly pulses: readonly {
    readonly quarter: string
    readonly counts: string | null
    readonly alike: number | null
  }[]
  readonly threshold: number
}

async function newsOf(
  { state, upTo, waiting, made, scores, customers }: Step,
  closing: Closing,
): Promise<News> {
  const { closedTo, notBefore, threshold } = state
  const pulses = Array.from(scores, ([quarter, own]) => {
    const told = publishPulse(own, threshold)
    return {
      quarter,
      counts: told === undefined ? null : JSON.stringify(told.counts),
      alike: told?.alike ?? null,
    }
  })
  const published = await closing.publish({ closedTo, upTo, notBefore, threshold, waiting, made })
  return { ...published, pulses, customers, threshold }
}

/** @param before up to where it was closed */
async function writeNews(trx: Trx, teamNo: number, before: number | null, news: News): Promise<void> {
  const { closedTo, made, parts, workDays, pulses, customers, threshold } = news
  await trx.updateTable('team').set({ closed_to: closedTo }).where('team_no', '=', teamNo).execute()
  await insertAll(
    trx,
    'published_block',
    made.map(({ block }) => toBlockRow(teamNo, block)),
  )
  await insertAll(
    trx,
    'published_part',
    parts.map((part) => toPartRow(teamNo, part)),
  )
  await insertAll(
    trx,
    'team_work_day',
    workDays.map((work_day) => ({ team_no: teamNo, work_day })),
  )
  const [firstNow] = [...made.map(({ block }) => block.first), ...workDays].sort((a, b) => a - b)
  const first = before === null ? firstNow : before + 1
  if (first !== undefined) await keepWindows(trx, teamNo, { first, last: closedTo })
  await insertAll(
    trx,
    'published_pulse',
    pulses.map((pulse) => ({ team_no: teamNo, threshold, ...pulse })),
  )
  await insertAll(trx, 'published_customers', customers)
  await writeCounted(trx, teamNo, countedOf(made, closedTo))
  await dropCounted(trx, teamNo, closedTo)
}

/** Of two that close the same team the second waits here, and then finds it done. */
async function lockTeam(trx: Trx, teamNo: number): Promise<void> {
  await trx
    .updateTable('team')
    .set((eb) => ({ closed_to: eb.ref('closed_to') }))
    .where('team_no', '=', teamNo)
    .execute()
}

function dayKey({ agentNo, workDay, kind }: Pick<Contribution, 'agentNo' | 'workDay' | 'kind'>): string {
  return `${agentNo}/${workDay}/${kind}`
}

function blockKey({ level, first, kind }: Pick<CountedPart, 'level' | 'first' | 'kind'> | Block): string {
  return `${first}/${level}/${kind}`
}
