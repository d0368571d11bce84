/** What windows and tray show, put together from records, prompting and triggers; part of the composition root. */
import type { Translator } from '../shared/messages/index.ts'
import type { OwnView } from '../shared/own-view.ts'
import type { Settings } from '../shared/settings.ts'
import type { StorageProblem } from '../shared/storage-problem.ts'
import {
  type AppView,
  type CardView,
  type DayView,
  type Notice,
  type SavingState,
  type StatusView,
  type TodayView,
} from '../shared/views.ts'
import { ownView } from './own-view.ts'
import type { PanelSpotlight } from './panel-spotlight.ts'
import type { DayReminder } from './prompting/day-reminder.ts'
import type { KeptBook } from './prompting/kept-book.ts'
import type { KeptDays } from './prompting/kept-days.ts'
import type { Clock, Prompter } from './prompting/prompter.ts'
import { toCardView, toDayView, toTodayView, type DayParts } from './prompting/views.ts'
import type { Store, StoreNotice } from './store/index.ts'
import type { Team } from './team-wiring.ts'
import type { Triggers } from './triggers-wiring.ts'

/** What the widget itself knows at a moment. */
export interface WidgetState {
  /** Why answers are kept in memory. */
  readonly problem: StorageProblem | undefined
  readonly quitting: boolean
  /** Accelerators that another program holds. */
  readonly takenShortcuts: readonly string[]
  readonly hasTray: boolean
}

export interface ViewsParts {
  readonly store: Pick<Store, 'summary' | 'parts' | 'notices'>
  readonly clock: Clock
  readonly settings: () => Settings
  readonly dataFolder: string
  readonly version: string
  readonly book: KeptBook
  readonly days: KeptDays
  readonly prompter: Prompter
  readonly reminder: DayReminder
  readonly triggers: Triggers
  readonly team: Team
  readonly spotlight: PanelSpotlight
  readonly translator: () => Translator
  readonly state: () => WidgetState
}

export class Views {
  readonly #parts: ViewsParts

  constructor(parts: ViewsParts) {
    this.#parts = parts
  }

  app(): AppView {
    const { translator, clock, version, dataFolder, settings } = this.#parts
    const { language, locale } = translator()
    return {
      language,
      locale,
      timeZone: clock.timeZone(),
      version,
      platform: process.platform,
      dataFolder,
      settings: settings(),
    }
  }

  status(): StatusView {
    const { reminder, days, book, prompter, triggers, team } = this.#parts
    const today = reminder.today()
    return {
      waiting: book.waiting().filter(({ workDay }) => workDay === today).length,
      holds: prompter.holds(),
      pausedUntil: prompter.pausedUntil,
      dayDone: (days.get(today)?.smiley ?? null) !== null,
      notices: this.#notices(),
      triggers: triggers.states(),
      sync: team.status(),
    }
  }

  card(): CardView {
    const { prompter, book } = this.#parts
    return toCardView(prompter.card, book, this.#saving())
  }

  day(): DayView {
    const { quitting } = this.#parts.state()
    return toDayView(this.#dayParts(), quitting, this.#saving())
  }

  today(): TodayView {
    return { ...toTodayView(this.#dayParts()), spotlight: this.#parts.spotlight.view() }
  }

  summary(): OwnView {
    const { reminder, settings, store } = this.#parts
    return ownView(store, reminder.today(), settings())
  }

  #saving(): SavingState {
    const { problem } = this.#parts.state()
    return problem === undefined ? { s: 'idle' } : { s: 'kept', code: problem }
  }

  #notices(): Notice[] {
    const { problem, takenShortcuts, hasTray } = this.#parts.state()
    return [
      ...this.#parts.store.notices.flatMap(toNotice),
      ...this.#parts.team.notices(),
      ...(problem === undefined ? [] : [{ code: problem, values: {} }]),
      ...takenShortcuts.map((accelerator) => ({ code: 'shortcut-taken' as const, values: { accelerator } })),
      ...(hasTray ? [] : [{ code: 'no-tray' as const, values: {} }]),
    ]
  }

  #dayParts(): DayParts {
    const { book, days, reminder, settings } = this.#parts
    return { book, days, reminder, faces: settings().dayFaces }
  }
}

/** What the agent should know of how the store was opened. */
function toNotice(notice: StoreNotice): Notice[] {
  switch (notice.code) {
    case 'unclean-end-checked':
      // Checked and whole: nothing the agent could do or should worry about.
      return []
    case 'recovered': {
      const { backupFrom, salvaged, unreadable } = notice
      const values = { salvaged, unreadable, movedTo: notice.movedTo ?? 'none' }
      return backupFrom === null
        ? [{ code: 'started-empty', values }]
        : [{ code: 'recovered-from-backup', values: { ...values, date: backupFrom } }]
    }
  }
}
