/**
 * The agent's own data, the team, and what the team sees: connected; part of the composition root. It decides nothing
 * that one of them could decide.
 */
import type { CommandInput, WindowName } from '../shared/ipc.ts'
import type { ExportOutcome } from '../shared/own-view.ts'
import { workDaySchema, type WorkDayId } from '../shared/records.ts'
import { z } from '../shared/zod.ts'
import type { Desktop } from './desktop/desktop.ts'
import type { Log } from './desktop/log.ts'
import type { ReadPolicy } from './machine-policy.ts'
import { OwnData } from './own-data.ts'
import type { Preferences } from './preferences.ts'
import type { KeptBook } from './prompting/kept-book.ts'
import type { KeptDays } from './prompting/kept-days.ts'
import type { Clock } from './prompting/prompter.ts'
import { PanelSpotlight } from './panel-spotlight.ts'
import { Pulse } from './prompting/pulse.ts'
import type { Store } from './store/index.ts'
import { TeamBoards } from './team-board.ts'
import { exportTeam } from './team-export.ts'
import { Team } from './team-wiring.ts'

export interface OwnAndTeamParts {
  readonly store: Store
  readonly desktop: Desktop
  readonly clock: Clock
  readonly dataFolder: string
  readonly policy: ReadPolicy
  readonly log: Log
  readonly preferences: Preferences
  readonly book: KeptBook
  readonly days: KeptDays
  readonly today: () => WorkDayId
  /** A link asks something: shows where it can be answered. */
  readonly ask: () => void
  /** Everything that was answered is on the disk. */
  readonly isWritten: () => boolean
  /** Forgets what memory and windows still have of what was erased. */
  readonly erased: (from: WindowName) => Promise<void>
  readonly changed: () => void
  readonly syncChanged: () => void
  readonly boardChanged: () => void
}

export interface OwnAndTeam {
  readonly team: Team
  readonly board: TeamBoards
  readonly own: OwnData
  readonly pulse: Pulse
  readonly spotlight: PanelSpotlight
  readonly exportTeam: (asked: CommandInput<'team:export'>, from: WindowName) => Promise<ExportOutcome>
}

const pulseSchema = z.strictObject({ putOffOn: workDaySchema })

export function createOwnAndTeam(parts: OwnAndTeamParts): OwnAndTeam {
  const { store, desktop, clock, log, preferences } = parts
  const { windows } = desktop
  const program = desktop.version()
  const words = preferences.words.bind(preferences)
  const csv = preferences.csv.bind(preferences)
  const team = new Team({
    ...desktop.network(parts.dataFolder),
    store,
    clock,
    policy: parts.policy,
    log,
    version: program,
    ask: parts.ask,
    changed: () => {
      board.syncChanged()
      parts.syncChanged()
    },
  })
  const { sync } = team
  const board = new TeamBoards({
    state: store.state,
    clock,
    random: Math.random,
    program,
    sync,
    interaction: (id) => parts.book.get(id),
    isOpen: () => windows.names().includes('team'),
    changed: parts.boardChanged,
    onError: (error) => log.error('team board', error),
  })
  const own = new OwnData({
    store,
    sync,
    clock,
    program,
    askWhereTo: (from, question) => windows.askWhereTo(from, question),
    words,
    csv,
    isWritten: parts.isWritten,
    erased: parts.erased,
    onError: (error) => log.error('own data', error),
  })
  const pulse = new Pulse({
    pulses: store.pulses,
    today: parts.today,
    hasTeam: () => team.hasTeam(),
    threshold: () => sync.threshold,
    hasSmiled: (day) => (parts.days.get(day)?.smiley ?? null) !== null,
    putOff: {
      read: () => store.state.read('pulse', pulseSchema)?.putOffOn,
      write: (putOffOn) => store.state.write('pulse', { putOffOn }),
    },
    written: () => team.recordsChanged(),
    changed: parts.changed,
  })
  const spotlight = new PanelSpotlight({
    state: store.state,
    spotlight: () => board.spotlight(),
    today: parts.today,
    changed: parts.changed,
    onError: (error) => log.error('spotlight', error),
  })
  const toExport = {
    board: () => board.view(),
    windows,
    clock,
    words,
    csv,
    onError: (error: unknown) => log.error('team export', error),
  }
  return {
    team,
    board,
    own,
    pulse,
    spotlight,
    exportTeam: (asked, from) => exportTeam(toExport, asked, from),
  }
}
