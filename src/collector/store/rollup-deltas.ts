/**
 * What a change of raw records adds to and takes from agent_day and team_day; pure, the same for both databases.
 *
 * What counts: an interaction that isn't deleted and has an outcome counts once under that outcome; its rating and
 * whether it was solved count where the outcome is `rated`. Of the smileys of an agent's work day that are neither
 * deleted nor taken back the one with the highest `stored_seq` counts. Pulses are in no roll-up.
 */

/** The counts that agent_day and team_day share, in the order in which deltas hold them. */
export const COUNT_COLUMNS = [
  'rated',
  'skipped',
  'expired',
  'rating_1',
  'rating_2',
  'rating_3',
  'rating_4',
  'rating_5',
  'solved_yes',
  'solved_no',
] as const
const [RATED, SKIPPED, EXPIRED, RATING_1, SOLVED_YES, SOLVED_NO] = [0, 1, 2, 3, 8, 9]

/** The fields of an interaction that decide what it adds, as the wire or a row has them. */
export interface CountedInteraction {
  readonly deleted: boolean | number
  readonly outcome: string | null
  readonly rating: number | null
  readonly solved: boolean | number | null
}

/** What one row of agent_day gains (or loses, where negative) in each of COUNT_COLUMNS, and its smiley. */
export interface AgentDayDelta {
  readonly teamNo: number
  readonly workDay: number
  readonly agentNo: number
  readonly counts: number[]
  /**
   * `unchanged`; `latest`: the smiley stored last, which therefore counts; `withdrawn`: one was taken back or deleted,
   * so the raw records have to be asked which one counts now.
   */
  smiley: { readonly s: 'unchanged' | 'withdrawn' } | { readonly s: 'latest'; readonly smiley: string }
}

/** What one row of team_day gains. */
export interface TeamDayDelta {
  readonly teamNo: number
  readonly workDay: number
  readonly counts: number[]
  agents: number
  happy: number
  neutral: number
  sad: number
}

const UNCHANGED = { s: 'unchanged' } as const
const WITHDRAWN = { s: 'withdrawn' } as const

/** Changes of raw records, summed up by row of agent_day. */
export class AgentDayDeltas {
  readonly #deltas = new Map<string, AgentDayDelta>()
  #latest: AgentDayDelta | undefined

  /** `sign` 1: the interaction counts from now on; -1: it no longer does. */
  interaction(
    teamNo: number,
    workDay: number,
    agentNo: number,
    interaction: CountedInteraction,
    sign: 1 | -1,
  ): void {
    const { deleted, outcome, rating, solved } = interaction
    if (Boolean(deleted) || outcome === null) return
    const { counts } = this.#of(teamNo, workDay, agentNo)
    add(counts, outcome === 'rated' ? RATED : outcome === 'skipped' ? SKIPPED : EXPIRED, sign)
    if (outcome !== 'rated') return
    if (rating !== null) add(counts, RATING_1 + rating - 1, sign)
    if (solved !== null) add(counts, solved ? SOLVED_YES : SOLVED_NO, sign)
  }

  /** A smiley has been stored, under a `stored_seq` that is higher than all others'. `null`: taken back or deleted. */
  smiley(teamNo: number, workDay: number, agentNo: number, smiley: string | null): void {
    this.#of(teamNo, workDay, agentNo).smiley = smiley === null ? WITHDRAWN : { s: 'latest', smiley }
  }

  /** Takes in changes that came after these. */
  merge(later: AgentDayDeltas): void {
    for (const { teamNo, workDay, agentNo, counts, smiley } of later.#deltas.values()) {
      const own = this.#of(teamNo, workDay, agentNo)
      addAll(own.counts, counts)
      if (smiley.s !== 'unchanged') own.smiley = smiley
    }
  }

  /** The rows that may change, in the order of their key, so that writers meet them in one order. */
  inKeyOrder(): readonly AgentDayDelta[] {
    return Array.from(this.#deltas.values())
      .filter(({ counts, smiley }) => smiley.s !== 'unchanged' || counts.some((count) => count !== 0))
      .sort((a, b) => a.teamNo - b.teamNo || a.workDay - b.workDay || a.agentNo - b.agentNo)
  }

  #of(teamNo: number, workDay: number, agentNo: number): AgentDayDelta {
    // A batch is mostly about one day of one agent.
    const latest = this.#latest
    if (latest?.agentNo === agentNo && latest.workDay === workDay && latest.teamNo === teamNo) return latest
    const key = `${teamNo}/${workDay}/${agentNo}`
    const known = this.#deltas.get(key)
    const delta = known ?? { teamNo, workDay, agentNo, counts: zeros(), smiley: UNCHANGED }
    if (known === undefined) this.#deltas.set(key, delta)
    this.#latest = delta
    return delta
  }
}

/** Changes of rows of agent_day, summed up by row of team_day. */
export class TeamDayDeltas {
  readonly #deltas = new Map<string, TeamDayDelta>()

  /**
   * A row of agent_day has changed.
   * @param counts what it has gained
   * @param before its smiley before; `undefined`: the row wasn't there
   * @param after its smiley now; `undefined`: the row is no longer there
   */
  agentDay(
    teamNo: number,
    workDay: number,
    counts: readonly number[],
    before: string | null | undefined,
    after: string | null | undefined,
  ): void {
    const delta = this.#of(teamNo, workDay)
    addAll(delta.counts, counts)
    delta.agents += (after === undefined ? 0 : 1) - (before === undefined ? 0 : 1)
    if (before === after) return
    addSmiley(delta, before, -1)
    addSmiley(delta, after, 1)
  }

  /** The rows that change, in the order of their key. */
  inKeyOrder(): readonly TeamDayDelta[] {
    return Array.from(this.#deltas.values())
      .filter(
        ({ counts, agents, happy, neutral, sad }) =>
          agents !== 0 || happy !== 0 || neutral !== 0 || sad !== 0 || counts.some((count) => count !== 0),
      )
      .sort((a, b) => a.teamNo - b.teamNo || a.workDay - b.workDay)
  }

  #of(teamNo: number, workDay: number): TeamDayDelta {
    const key = `${teamNo}/${workDay}`
    const known = this.#deltas.get(key)
    if (known !== undefined) return known
    const delta = { teamNo, workDay, counts: zeros(), agents: 0, happy: 0, neutral: 0, sad: 0 }
    this.#deltas.set(key, delta)
    return delta
  }
}

function zeros(): number[] {
  return COUNT_COLUMNS.map(() => 0)
}

function add(counts: number[], place: number, value: number): void {
  counts[place] = (counts[place] ?? 0) + value
}

function addAll(counts: number[], more: readonly number[]): void {
  for (const [place, value] of more.entries()) if (value !== 0) add(counts, place, value)
}

function addSmiley(delta: TeamDayDelta, smiley: string | null | undefined, sign: 1 | -1): void {
  if (smiley === 'happy') delta.happy += sign
  else if (smiley === 'neutral') delta.neutral += sign
  else if (smiley === 'sad') delta.sad += sign
}
