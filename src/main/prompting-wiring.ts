/**
 * What is asked and where answers go: books over the store, the queue for a disk that refuses, the prompter with its
 * card, and the day's question, connected; part of the composition root.
 */
import type { Settings } from '../shared/settings.ts'
import { cardScreen } from './card.ts'
import type { Desktop } from './desktop/desktop.ts'
import type { Log } from './desktop/log.ts'
import { KeptRetry } from './kept-retry.ts'
import { DayReminder } from './prompting/day-reminder.ts'
import { KeptBook } from './prompting/kept-book.ts'
import { KeptDays } from './prompting/kept-days.ts'
import { Prompter, type Clock } from './prompting/prompter.ts'
import { WriteQueue } from './prompting/write-queue.ts'
import { reportingDays, reportingInteractions } from './reporting-books.ts'
import type { Store } from './store/index.ts'

export interface PromptingParts {
  readonly store: Pick<Store, 'interactions' | 'days'>
  readonly desktop: Desktop
  readonly clock: Clock
  readonly newId: () => string
  readonly log: Log
  readonly settings: () => Settings
  /** Something that others may see is on the disk. */
  readonly written: () => void
  readonly smiled: () => void
  readonly changed: () => void
}

export interface Prompting {
  readonly book: KeptBook
  readonly days: KeptDays
  readonly queue: WriteQueue
  readonly retry: KeptRetry
  readonly prompter: Prompter
  readonly reminder: DayReminder
}

export function createPrompting(parts: PromptingParts): Prompting {
  const { store, desktop, clock, newId, log, settings, written, smiled, changed } = parts
  const queue = new WriteQueue(() => {
    const { problem } = queue
    // What the card shows as kept is saved now, and may go away.
    if (problem === undefined) prompter.answersChanged()
    else if (!retry.isRunning) {
      log.warn(`answers are kept in memory: ${problem}`)
      retry.start()
    }
    changed()
  })
  const retry = new KeptRetry({ queue, clock, onError: (error) => log.error('flush failed', error) })
  const book = new KeptBook(reportingInteractions(store.interactions, written), queue)
  const days = new KeptDays(reportingDays(store.days, { written, smiled }), queue)
  const prompter = new Prompter({
    book,
    clock,
    newId,
    settings,
    changed,
    doNotDisturb: () => desktop.doNotDisturb(),
    isKept: () => queue.problem !== undefined,
    screen: cardScreen({
      desktop,
      settings,
      rateFirst: (rating) => {
        const id = prompter.card?.ids.find((one) => book.get(one)?.outcome === null)
        if (id === undefined) return
        try {
          book.rate(id, rating)
          prompter.answersChanged()
        } catch (error) {
          log.error('rating by key failed', error)
        }
      },
    }),
  })
  const reminder = new DayReminder({
    days,
    workedOn: (day) => book.ofWorkDay(day).length > 0,
    clock,
    settings,
    changed,
    disturbs: async () => prompter.card !== undefined || (await prompter.disturbs()),
    screen: { show: () => desktop.windows.showInactive('day') },
  })
  return { book, days, queue, retry, prompter, reminder }
}
