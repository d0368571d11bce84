/** Records as windows show them. */
import type { DayRecord, Interaction, WorkDayId } from '../../shared/records.ts'
import type {
  CardView,
  DayView,
  InteractionView,
  OpenDay,
  SavingState,
  TodayView,
} from '../../shared/views.ts'
import type { DayBook, InteractionBook } from './book.ts'
import type { DayReminder } from './day-reminder.ts'
import type { Card } from './prompter.ts'

/** What a window may know of an interaction. */
export function toInteractionView(interaction: Interaction): InteractionView {
  const { id, workDay, channel, direction, queue, endedAt, durationMs } = interaction
  const { outcome, rating, solved, reasons, followUp, story, note, externalIds } = interaction
  return {
    id,
    workDay,
    channel,
    direction,
    queue,
    endedAt,
    durationMs,
    outcome,
    rating,
    solved,
    reasons,
    followUp,
    story,
    note,
    hasExternalId: externalIds.length > 0,
  }
}

export function toCardView(card: Card | undefined, book: InteractionBook, saving: SavingState): CardView {
  const interactions = (card?.ids ?? []).flatMap((id) => book.get(id) ?? []).map(toInteractionView)
  const [first] = interactions
  if (first === undefined) return { kind: 'none' }
  return interactions.length === 1
    ? { kind: 'single', interaction: first, saving }
    : { kind: 'list', interactions, saving }
}

export interface DayParts {
  readonly book: InteractionBook
  readonly days: DayBook
  readonly reminder: DayReminder
  readonly faces: 2 | 3
}

export function toDayView(parts: DayParts, quitting: boolean, saving: SavingState): DayView {
  const today = parts.reminder.today()
  return {
    today,
    faces: parts.faces,
    days: [today, ...parts.reminder.missed()].map((day) => openDay(day, parts)),
    quitting,
    saving,
  }
}

export function toTodayView(parts: DayParts): Omit<TodayView, 'spotlight'> {
  const workDay = parts.reminder.today()
  return {
    workDay,
    // Newest first: the one that the agent wants to change is nearly always the last.
    interactions: parts.book.ofWorkDay(workDay).map(toInteractionView).toReversed(),
    day: openDay(workDay, parts),
    missedDays: parts.reminder.missed().map((day) => openDay(day, parts)),
    faces: parts.faces,
  }
}

function openDay(workDay: WorkDayId, { book, days }: DayParts): OpenDay {
  const interactions = book.ofWorkDay(workDay)
  const record: DayRecord | undefined = days.get(workDay)
  return {
    workDay,
    smiley: record === undefined || record.deleted ? null : record.smiley,
    rated: interactions.filter(({ outcome }) => outcome === 'rated').length,
    ended: interactions.length,
  }
}
