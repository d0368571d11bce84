/** What is known of the team: shown at once as it was fetched last, and again when something newer has come. */
import { create } from 'zustand'
import type { CommandInput } from '../../shared/ipc.ts'
import type { RefusalCode, Result } from '../../shared/result.ts'
import type { SyncCallProblem } from '../../shared/sync.ts'
import type { TeamBoardView, TeamChange } from '../../shared/team-view.ts'
import type { Translator } from '../../shared/messages/index.ts'
import { markArrival } from '../ui/arrival.ts'
import { invoke, on } from '../ui/bridge.ts'
import type { Loaded } from '../ui/live-view.ts'

export const useBoard = create<{ readonly loaded: Loaded<TeamBoardView> }>(() => ({
  loaded: { s: 'loading' },
}))

/** The same board keeps its object, so that no figure is worked out anew. */
export function show(view: TeamBoardView): void {
  if (view.board !== null) markArrival()
  const { loaded } = useBoard.getState()
  const known = loaded.s === 'ready' ? loaded.view.board : null
  const isKnown = known !== null && view.board !== null && known.fetchedAt === view.board.fetchedAt
  const board = isKnown && JSON.stringify(known) === JSON.stringify(view.board) ? known : view.board
  useBoard.setState({ loaded: { s: 'ready', view: { ...view, board } } })
}

/** Subscribes first and fetches then, so that no change falls between. Called once, when the window starts. */
export function startBoard(): void {
  on('team:changed', show)
  void take(invoke('team:get'))
}

export async function refresh(): Promise<void> {
  await take(invoke('team:refresh'))
}

async function take(asked: Promise<Result<TeamBoardView>>): Promise<void> {
  const result = await asked
  if (result.ok) show(result.value)
  else if (useBoard.getState().loaded.s !== 'ready')
    useBoard.setState({ loaded: { s: 'refused', code: result.code } })
}

/** Why something was not changed. */
export type ChangeProblem =
  | { readonly of: 'collector'; readonly problem: SyncCallProblem | 'gone' }
  | { readonly of: 'app'; readonly code: RefusalCode }

export async function changeFollowUp(
  input: CommandInput<'team:follow-up'>,
): Promise<ChangeProblem | undefined> {
  return taken(await invoke('team:follow-up', input))
}

export async function changeSpotlight(story: string | null): Promise<ChangeProblem | undefined> {
  return taken(await invoke('team:spotlight', { story }))
}

function taken(result: Result<TeamChange>): ChangeProblem | undefined {
  if (!result.ok) return { of: 'app', code: result.code }
  if (!result.value.done) return { of: 'collector', problem: result.value.problem }
  show(result.value.view)
  return undefined
}

/** Why, as a part of a sentence. */
export function whyOf(t: Translator['t'], problem: SyncCallProblem | 'gone'): string {
  switch (problem) {
    case 'gone':
      return t('board.why-gone')
    case 'not-enrolled':
      return t('board.why-not-enrolled')
    default:
      return t(`sync-problem.${problem}`)
  }
}

/** The sentence about a change that was not made. */
export function problemWords(t: Translator['t'], problem: ChangeProblem): string {
  return problem.of === 'app'
    ? t(`refusal.${problem.code}`)
    : t('board.not-changed', { why: whyOf(t, problem.problem) })
}
