/** What the panel shows: today's entries and the state of the widget. */
import { STORAGE_PROBLEMS } from '../../shared/storage-problem.ts'
import type { DayView, InteractionView, OpenDay, StatusView, TodayView } from '../../shared/views.ts'
import { useEffect } from 'react'
import { create } from 'zustand'
import type { OwnFollowUp } from '../../shared/own-view.ts'
import { invoke } from '../ui/bridge.ts'
import { createLiveView, type Loaded } from '../ui/live-view.ts'

export const useToday = createLiveView('today:get', 'today:changed')
export const useStatus = createLiveView('status:get', 'status:changed')

/** How far the team is with follow-ups; by interaction id. */
export const useFollowUps = create<Readonly<Record<string, OwnFollowUp>>>(() => ({}))

/** Keeps them fresh: what the team says comes with changes of today. Without a team there is nothing, and nothing wrong. */
export function useFreshFollowUps(): void {
  useEffect(() => {
    const fetch = async (): Promise<void> => {
      const result = await invoke('own:follow-ups')
      if (result.ok) useFollowUps.setState(result.value, true)
    }
    void fetch()
    return useToday.subscribe(() => void fetch())
  }, [])
}

/** Waiting ones first, oldest on top as they came; then what was answered or expired, newest on top. */
export function arrange(interactions: readonly InteractionView[]): {
  readonly waiting: readonly InteractionView[]
  readonly earlier: readonly InteractionView[]
} {
  const newestFirst = interactions.toSorted((one, other) => other.endedAt - one.endedAt)
  return {
    waiting: newestFirst.filter(({ outcome }) => outcome === null),
    earlier: newestFirst.filter(({ outcome }) => outcome !== null),
  }
}

/** Rated of ended, of today. */
export function completionOf(interactions: readonly InteractionView[]): {
  readonly rated: number
  readonly ended: number
} {
  return {
    rated: interactions.filter(({ outcome }) => outcome === 'rated').length,
    ended: interactions.length,
  }
}

export function withInteraction(view: TodayView, written: InteractionView): TodayView {
  return {
    ...view,
    interactions: view.interactions.map((interaction) =>
      interaction.id === written.id ? written : interaction,
    ),
  }
}

/** The smileys of a day view in the panel's own view. */
export function withDays(view: TodayView, { days }: DayView): TodayView {
  const find = (old: OpenDay): OpenDay => days.find(({ workDay }) => workDay === old.workDay) ?? old
  return { ...view, day: find(view.day), missedDays: view.missedDays.map(find) }
}

/** Shows what was just answered; `false` while the main process only keeps it in memory. */
export async function showWritten(written: InteractionView): Promise<boolean> {
  useToday.update((view) => withInteraction(view, written))
  await useStatus.refresh()
  return !isKept(useStatus.getState().loaded)
}

/** Whether the disk refuses at the moment. */
export function isKept(status: Loaded<StatusView>): boolean {
  return (
    status.s === 'ready' && status.view.notices.some(({ code }) => STORAGE_PROBLEMS.some((is) => is === code))
  )
}

export const showDays = (days: DayView): void => useToday.update((view) => withDays(view, days))
